/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_LOTS_DIALOG (fl_lots_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FlLotsDialog, fl_lots_dialog, FL, LOTS_DIALOG, AdwWindow)

/**
 * FlLotsDialog:
 *
 * What was accepted: what may be said of each lot, how far its checks are, and buttons to check it in
 * one sitting and to give it back. Main thread.
 */

/** fl_lots_dialog_new: Returns: (transfer floating): a dialog over @parent */
FlLotsDialog *fl_lots_dialog_new (GtkWindow *parent, FlSession *session);

G_END_DECLS
