/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing a plot, the same to the screen and to a file. */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-plot.h"

G_BEGIN_DECLS

/**
 * FlPlotStyle:
 * @pango: (transfer none): fonts
 * @text: colour of what is written
 * @accent: colour of what belongs to no class
 * @is_dark: whether what is behind it is dark
 * @is_mirrored: whether one reads from right to left; lines still go from left to right
 */
typedef struct {
  PangoContext *pango;
  GdkRGBA text;
  GdkRGBA accent;
  gboolean is_dark;
  gboolean is_mirrored;
} FlPlotStyle;

/** fl_plot_measure: Returns: how tall @plot wants to be with that width, pixels */
int fl_plot_measure (const FlPlot *plot, const FlPlotStyle *style, int width);

/** fl_plot_draw: Draws @plot into the rectangle from the origin to @width and @height, pixels. */
void fl_plot_draw (const FlPlot *plot,
                   const FlPlotStyle *style,
                   GtkSnapshot *snapshot,
                   int width,
                   int height);

/** fl_plot_get_cell: Gives the place of a cell of a matrix in a drawing of that width. */
void fl_plot_get_cell (const FlPlot *plot,
                       const FlPlotStyle *style,
                       int width,
                       guint row,
                       guint column,
                       graphene_rect_t *out);

/** fl_plot_find_cell: Returns: whether a cell of a matrix is @at in a drawing of that width; which one
 * is undefined where there is none */
gboolean fl_plot_find_cell (const FlPlot *plot,
                            const FlPlotStyle *style,
                            int width,
                            const graphene_point_t *at,
                            guint *row,
                            guint *column);

G_END_DECLS
