/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plot as a file. */
#pragma once

#include <pango/pango.h>

#include "app/fl-plot.h"

G_BEGIN_DECLS

/**
 * FlPlotFormat:
 * @FL_PLOT_SVG: lines and letters as shapes
 * @FL_PLOT_PNG: dots, two to a pixel of the screen
 * @FL_PLOT_CSV: its numbers
 */
typedef enum {
  FL_PLOT_SVG,
  FL_PLOT_PNG,
  FL_PLOT_CSV,
} FlPlotFormat;

/** fl_plot_format_get_name: Returns: (transfer none): how its files end, without a dot */
const char *fl_plot_format_get_name (FlPlotFormat format);

/**
 * fl_plot_save:
 * @self: a plot
 * @pango: fonts
 * @format: which kind of file
 * @path: where to, in place of what was there
 * @error: return location
 *
 * Writes a plot with its title, dark on white.
 *
 * Returns: %TRUE, or %FALSE with a sentence
 */
gboolean fl_plot_save (const FlPlot *self,
                       PangoContext *pango,
                       FlPlotFormat format,
                       const char *path,
                       GError **error);

G_END_DECLS
