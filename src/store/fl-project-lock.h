/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One writing process a project (decisions 9); not for other layers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_project_lock_take:
 * @path: a project file
 * @error: return location
 *
 * Takes the lock file beside the project. The system gives it back when the process ends,
 * however it ends.
 *
 * Returns: a descriptor for fl_project_lock_release(), or -1 with %FL_STORE_ERROR_LOCKED
 */
int fl_project_lock_take (const char *path, GError **error);

/** fl_project_lock_release: Gives the lock back. */
void fl_project_lock_release (const char *path, int fd);

G_END_DECLS
