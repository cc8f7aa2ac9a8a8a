/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_PREFERENCES_DIALOG (fl_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlPreferencesDialog, fl_preferences_dialog, FL, PREFERENCES_DIALOG, AdwWindow)

/**
 * FlPreferencesDialog:
 *
 * What a person can choose: whether guesses are shown, and for the project, which strategy orders
 * its questions. Every choice holds at once; there is nothing to confirm.
 */

/** fl_preferences_dialog_new: Returns: (transfer none): the dialog, not shown yet */
FlPreferencesDialog *fl_preferences_dialog_new (GtkWindow *parent, FlSession *session);

G_END_DECLS
