/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_EXAMPLES_DIALOG (fl_examples_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlExamplesDialog, fl_examples_dialog, FL, EXAMPLES_DIALOG, AdwWindow)

/**
 * FlExamplesDialog:
 *
 * Shows what each class means: its definition, and pictures that people gave it. Main thread.
 *
 * Signals: `frame-activated` (#FlStream, gint64 frame): a picture was chosen, and the dialog goes.
 */

/** fl_examples_dialog_new: Returns: (transfer none): a dialog over @parent, about all classes of @session */
FlExamplesDialog *fl_examples_dialog_new (GtkWindow *parent, FlSession *session);

G_END_DECLS
