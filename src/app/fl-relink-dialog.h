/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_RELINK_DIALOG (fl_relink_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlRelinkDialog, fl_relink_dialog, FL, RELINK_DIALOG, AdwWindow)

/**
 * FlRelinkDialog:
 *
 * Where is a video that was moved? Says what is looked for, lists what may be it near where it was,
 * and takes a file or a folder. A file of other content is refused. Main thread.
 *
 * Signals: `found` (const char *sentence): the video is there again, or others are; the dialog closes.
 */

/** fl_relink_dialog_new: Returns: (transfer full): the dialog about @stream, looking already */
FlRelinkDialog *fl_relink_dialog_new (GtkWindow *parent, FlSession *session, FlStream *stream);

/** fl_relink_dialog_try_file: Takes the file @path for the video, or says why not. */
void fl_relink_dialog_try_file (FlRelinkDialog *self, const char *path);

/** fl_relink_dialog_search: Looks in the folder @path for all videos that are missing. */
void fl_relink_dialog_search (FlRelinkDialog *self, const char *path);

G_END_DECLS
