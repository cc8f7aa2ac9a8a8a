/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_PROPERTIES_DIALOG (fl_properties_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlPropertiesDialog, fl_properties_dialog, FL, PROPERTIES_DIALOG, AdwWindow)

/**
 * FlPropertiesDialog:
 *
 * What is known of one video, and what its file says. Main thread.
 */

/** fl_properties_dialog_new: Returns: (transfer none): a dialog over @parent, about @stream */
FlPropertiesDialog *
fl_properties_dialog_new (GtkWindow *parent, FlSession *session, FlStream *stream);

G_END_DECLS
