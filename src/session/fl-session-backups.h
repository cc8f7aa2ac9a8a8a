/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

#include "store/fl-store-restore.h"

G_BEGIN_DECLS

/**
 * FlBackupList:
 *
 * The copies of a project. Filled on a thread, and to be read when its job is done;
 * reference-counted.
 */
typedef struct _FlBackupList FlBackupList;

/** fl_backup_list_unref: Gives up one reference; any thread. */
void fl_backup_list_unref (FlBackupList *self);

/** fl_backup_list_get_n: Returns: how many there are, 0 until the job is done */
guint fl_backup_list_get_n (const FlBackupList *self);

/** fl_backup_list_get: Returns: (transfer none): copy @i, the newest first */
const FlBackup *fl_backup_list_get (const FlBackupList *self, guint i);

/**
 * fl_session_list_backups:
 * @self: a session that may write
 * @out_list: (out) (transfer full): what is found
 *
 * Looks into all copies of the project, on a thread.
 *
 * Returns: (transfer none): the job
 */
FlJob *fl_session_list_backups (FlSession *self, FlBackupList **out_list);

/**
 * fl_session_prepare_restore:
 * @self: a session that may write
 * @backup: path of one of its copies
 * @error: return location
 *
 * Makes a copy of the project as it is, and one of @backup, on a thread. When the job is done the
 * session is to be closed, and fl_session_finish_restore() puts the copy in its place; until then
 * nothing may be answered, for that would be in neither.
 *
 * Returns: (transfer none): the job, or %NULL while answers wait for the disk or live video is recorded
 */
FlJob *fl_session_prepare_restore (FlSession *self, const char *backup, GError **error);

/** fl_session_finish_restore: Puts what was prepared in the place of the project file @path, which no
 * session has open. Returns: %TRUE, or %FALSE with the project as it was */
gboolean fl_session_finish_restore (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlBackupList, fl_backup_list_unref)

G_END_DECLS
