/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-import.h"

G_BEGIN_DECLS

#define FL_TYPE_IMPORT_DIALOG (fl_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlImportDialog, fl_import_dialog, FL, IMPORT_DIALOG, AdwWindow)

/**
 * FlImportDialog:
 *
 * Reads a file of labels, says what it would bring, and takes it in when that is wanted. Main thread.
 *
 * Signals: `imported` (const char *sentence, guint n_undoable): it was taken in, by so many actions; the
 * dialog closes.
 */

/** fl_import_dialog_new: Returns: (transfer full): the dialog about the file @path, reading already */
FlImportDialog *fl_import_dialog_new (GtkWindow *parent, FlSession *session, const char *path);

G_END_DECLS
