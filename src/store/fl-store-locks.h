/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_store_keep_locks:
 *
 * Has SQLite lock files in a way that lasts as long as it keeps them open. POSIX locks, its own choice, are
 * lost when anybody in the process opens and closes the same file, as a file chooser does that looks at
 * what is in it: another program then took itself for the only one, and removed the log that this one
 * still wrote to. To be called before a file is opened; any thread, any number of times.
 */
void fl_store_keep_locks (void);

G_END_DECLS
