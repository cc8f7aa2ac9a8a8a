/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-axis.h"

G_BEGIN_DECLS

#define FL_TYPE_RULER (fl_ruler_get_type ())
G_DECLARE_FINAL_TYPE (FlRuler, fl_ruler, FL, RULER, GtkWidget)

/**
 * FlRuler:
 *
 * Time over the tracks of a timeline: ticks at round places, and where the cursor is. Main thread.
 *
 * Signals: `position-activated` (double position): the person points there, also while dragging.
 */

/** fl_ruler_set_axis: Shows @axis. */
void fl_ruler_set_axis (FlRuler *self, const FlAxis *axis);

/** fl_ruler_set_cursor: Marks @position, NAN for none. */
void fl_ruler_set_cursor (FlRuler *self, double position);

G_END_DECLS
