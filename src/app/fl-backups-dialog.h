/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session-backups.h"

G_BEGIN_DECLS

#define FL_TYPE_BACKUPS_DIALOG (fl_backups_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlBackupsDialog, fl_backups_dialog, FL, BACKUPS_DIALOG, AdwWindow)

/**
 * FlBackupsDialog:
 *
 * Lists the copies of a project with what is in each and what would go with it, and prepares going
 * back to one. Main thread.
 *
 * Signals: `prepared` (const char *when): the session is to be closed, and fl_session_finish_restore()
 * to be called; the dialog closes. The copy was made at @when, for people.
 */

/** fl_backups_dialog_new: Returns: (transfer full): the dialog, looking into the copies already */
FlBackupsDialog *fl_backups_dialog_new (GtkWindow *parent, FlSession *session);

/**
 * fl_backups_dialog_dup_losses:
 * @backup: a copy
 *
 * Returns: (transfer full): what was done since @backup was made and would not be in the project any
 *   more, one sentence; a pure function
 */
char *fl_backups_dialog_dup_losses (const FlBackup *backup);

G_END_DECLS
