/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_SWEEP_START (fl_sweep_start_get_type ())
G_DECLARE_FINAL_TYPE (FlSweepStart, fl_sweep_start, FL, SWEEP_START, GtkWidget)

/**
 * FlSweepStart:
 *
 * For what a sweep is, what it is to promise, what it costs, and one button that starts it. What it costs is
 * looked for while somebody sees it. Main thread.
 */

/** fl_sweep_start_set_session: Is about @session (nullable) from now on. */
void fl_sweep_start_set_session (FlSweepStart *self, FlSession *session);

/** fl_sweep_start_update: Says what sweeps found that are over, and looks for the price anew. */
void fl_sweep_start_update (FlSweepStart *self);

/** fl_sweep_start_take_focus: Puts the focus where the next key is useful. */
void fl_sweep_start_take_focus (FlSweepStart *self);

G_END_DECLS
