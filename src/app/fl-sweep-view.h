/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_SWEEP_VIEW (fl_sweep_view_get_type ())
G_DECLARE_FINAL_TYPE (FlSweepView, fl_sweep_view, FL, SWEEP_VIEW, GtkWidget)

/**
 * FlSweepView:
 *
 * Sheets of random moments, to be looked at for events that nobody found; or a way to start that.
 * Property: `session` (#FlSession, nullable, read-write). Main thread.
 */

/** fl_sweep_view_answer: Says that the class is on the tiles that are marked and on no other, which Enter
 * does as well. */
void fl_sweep_view_answer (FlSweepView *self);

G_END_DECLS
