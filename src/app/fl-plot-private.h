/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that draw plots share; not for others. */
#pragma once

#include "app/fl-plot-draw.h"

G_BEGIN_DECLS

/** FL_PLOT_GAP_PX: between two parts of a plot. */
#define FL_PLOT_GAP_PX 6

/**
 * FlPen:
 * @style: how it is drawn
 * @snapshot: (nullable): where to; %NULL to measure
 * @layout: to write with
 * @width: of the plot, pixels
 * @line: height of a line of text, pixels
 */
typedef struct {
  const FlPlotStyle *style;
  GtkSnapshot *snapshot;
  PangoLayout *layout;
  float width;
  float line;
} FlPen;

/** fl_pen_init: Begins to draw. */
void fl_pen_init (FlPen *self, const FlPlotStyle *style, GtkSnapshot *snapshot, int width);

/** fl_pen_clear: Ends it. */
void fl_pen_clear (FlPen *self);

/** fl_pen_measure: Returns: how wide @text is, pixels */
float fl_pen_measure (FlPen *self, const char *text);

/** fl_pen_place: Returns: a place as it is in the direction in which one reads */
graphene_rect_t fl_pen_place (const FlPen *self, float x, float y, float width, float height);

/**
 * fl_pen_write:
 * @self: a pen
 * @text: a line
 * @place: where, as fl_pen_place() gives it; what does not fit is left out at the end
 * @align: where in it, 0 for the beginning of a line, 1 for its end
 * @is_dim: whether it is there for explanation only
 */
void fl_pen_write (FlPen *self,
                   const char *text,
                   const graphene_rect_t *place,
                   float align,
                   gboolean is_dim);

/** fl_plot_draw_line: Draws the points of a line. */
void fl_plot_draw_line (FlPen *pen, const FlPlot *plot, int height);

/** fl_plot_draw_bars: Draws bars and what their parts are. Returns: how tall that is */
float fl_plot_draw_bars (FlPen *pen, const FlPlot *plot);

/** fl_plot_draw_matrix: Draws a matrix. Returns: how tall that is */
float fl_plot_draw_matrix (FlPen *pen, const FlPlot *plot);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FlPen, fl_pen_clear)

G_END_DECLS
