/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_LOTS_VIEW (fl_lots_view_get_type ())
G_DECLARE_FINAL_TYPE (FlLotsView, fl_lots_view, FL, LOTS_VIEW, GtkWidget)

/**
 * FlLotsView:
 *
 * What was accepted: what may be said of each lot, how far its checks are, and buttons to check it in
 * one sitting and to give it back. Property: `session` (#FlSession, nullable, read-write). Main thread.
 */

G_END_DECLS
