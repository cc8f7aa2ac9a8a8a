/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * fl_store_backup_dated:
 * @self: a store
 * @reason: (nullable): a word for the file name, %NULL for the daily one
 * @error: return location
 *
 * Puts a whole copy into `NAME.frameline-backups/`, named by the day; of the daily ones the
 * newest 7 and one in each of the 4 weeks before are kept. A daily one that exists is kept.
 *
 * Returns: %TRUE, or %FALSE with @error and nothing half-written
 */
gboolean fl_store_backup_dated (FlStore *self, const char *reason, GError **error);

/**
 * fl_store_backup_prune:
 * @folder: where copies are
 *
 * Takes old daily copies away, as fl_store_backup_dated() does; nothing else is touched.
 */
void fl_store_backup_prune (const char *folder);

G_END_DECLS
