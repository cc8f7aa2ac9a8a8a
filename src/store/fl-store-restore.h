/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlBackup:
 * @path: the copy
 * @at_us: when it was made, µs since 1970 UTC
 * @reason: (nullable): why, as fl_store_backup_dated() was told it; %NULL for the copy of a day
 * @is_whole: whether it can be read
 * @n_answers: answers in it that count, -1 when that cannot be told
 * @n_lost: answers of the project that count and are not in it, -1 when that cannot be told
 * @n_lost_others: whatever else was done to the project since, such as classes and imports; likewise
 *
 * A copy of a project.
 */
typedef struct {
  char *path;
  gint64 at_us;
  char *reason;
  gboolean is_whole;
  gint64 n_answers;
  gint64 n_lost;
  gint64 n_lost_others;
} FlBackup;

/** fl_backup_free: Frees it. */
void fl_backup_free (FlBackup *self);

/**
 * fl_store_list_backups:
 * @path: a project of this process that is open for writing
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Lists the copies in the backups folder, the newest first, and looks into each. May take long; any
 * thread.
 *
 * Returns: (transfer full) (element-type FlBackup): the copies, or %NULL
 */
GPtrArray *fl_store_list_backups (const char *path, GCancellable *cancellable, GError **error);

/**
 * fl_store_prepare_restore:
 * @path: a project of this process that is open for writing
 * @backup: a copy of it
 * @error: return location
 *
 * Makes a dated copy of the project as it is now, and lays a copy of @backup beside it. May take long;
 * any thread.
 *
 * Returns: %TRUE, or %FALSE with the project as it was
 */
gboolean fl_store_prepare_restore (const char *path, const char *backup, GError **error);

/**
 * fl_store_finish_restore:
 * @path: a project that nobody has open, for which fl_store_prepare_restore() was done
 * @error: return location
 *
 * Puts what was prepared in the place of the project.
 *
 * Returns: %TRUE, or %FALSE with the project as it was
 */
gboolean fl_store_finish_restore (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlBackup, fl_backup_free)

G_END_DECLS
