/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-plot.h"

G_BEGIN_DECLS

#define FL_TYPE_PLOT_VIEW (fl_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (FlPlotView, fl_plot_view, FL, PLOT_VIEW, GtkWidget)

/**
 * FlPlotView:
 *
 * A plot on the screen. It can have the focus, and a screen reader says all of it in words. In a matrix
 * arrow keys go from cell to cell, and Enter or a click opens one. Signal: `cell-activated` (uint row,
 * uint column). Main thread.
 */

/** fl_plot_view_set_plot: Shows @plot (transfer full) (nullable). */
void fl_plot_view_set_plot (FlPlotView *self, FlPlot *plot);

/** fl_plot_view_get_plot: Returns: (transfer none) (nullable): what is shown */
const FlPlot *fl_plot_view_get_plot (FlPlotView *self);

G_END_DECLS
