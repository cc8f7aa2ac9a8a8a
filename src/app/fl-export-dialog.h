/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_EXPORT_DIALOG (fl_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlExportDialog, fl_export_dialog, FL, EXPORT_DIALOG, AdwWindow)

/**
 * FlExportDialog:
 *
 * Which format, which frames, and then where to. Main thread.
 *
 * Signals: `started` (#FlJob): the export runs.
 */

/** fl_export_dialog_new: Returns: (transfer floating): a dialog over @parent */
FlExportDialog *fl_export_dialog_new (GtkWindow *parent, FlSession *session);

/** fl_export_dialog_export_to: Starts the export to @path with what is chosen. */
void fl_export_dialog_export_to (FlExportDialog *self, const char *path);

G_END_DECLS
