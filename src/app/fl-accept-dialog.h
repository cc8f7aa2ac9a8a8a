/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_ACCEPT_DIALOG (fl_accept_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlAcceptDialog, fl_accept_dialog, FL, ACCEPT_DIALOG, AdwWindow)

/**
 * FlAcceptDialog:
 *
 * How many errors are allowed, what accepting would do, and one button that does it.
 * Main thread.
 *
 * Signals: `accepted` (guint, guint): so many samples were labelled, and so many sweeps begun.
 */

/** fl_accept_dialog_new: Returns: (transfer floating): a dialog over @parent */
FlAcceptDialog *fl_accept_dialog_new (GtkWindow *parent, FlSession *session);

G_END_DECLS
