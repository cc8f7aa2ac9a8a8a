/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing a plot: the pen that all of them are drawn with, and which is drawn how. */
#include "app/fl-plot-private.h"

/* Height of a line plot, in lines of text. */
#define LINE_PLOT_LINES 11

void
fl_pen_init (FlPen *self, const FlPlotStyle *style, GtkSnapshot *snapshot, int width)
{
  int line;

  *self = (FlPen){.style = style,
                  .snapshot = snapshot,
                  .layout = pango_layout_new (style->pango),
                  .width = (float) width};
  g_autoptr (PangoAttrList) numbers = pango_attr_list_new ();
  pango_attr_list_insert (numbers, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (self->layout, numbers);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (self->layout, "0", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &line);
  self->line = (float) line;
}

void
fl_pen_clear (FlPen *self)
{
  g_clear_object (&self->layout);
}

float
fl_pen_measure (FlPen *self, const char *text)
{
  int width;

  pango_layout_set_width (self->layout, -1);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return (float) width;
}

graphene_rect_t
fl_pen_place (const FlPen *self, float x, float y, float width, float height)
{
  const float at = self->style->is_mirrored ? self->width - x - width : x;

  return GRAPHENE_RECT_INIT (at, y, width, height);
}

void
fl_pen_write (FlPen *self,
              const char *text,
              const graphene_rect_t *place,
              float align,
              gboolean is_dim)
{
  GdkRGBA colour = self->style->text;
  int width;
  int height;

  if (self->snapshot == NULL || place->size.width < 1)
    return;
  colour.alpha *= is_dim ? 0.7f : 1;
  pango_layout_set_width (self->layout, (int) place->size.width * PANGO_SCALE);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  const float room = place->size.width - (float) width;
  const float share = self->style->is_mirrored ? 1 - align : align;
  /* A layout puts its own text at the end of the line where one reads from there. */
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_auto_dir (self->layout, FALSE);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot,
                          &GRAPHENE_POINT_INIT (place->origin.x + MAX (0, room * share),
                                                place->origin.y +
                                                  (place->size.height - (float) height) / 2));
  pango_layout_set_width (self->layout, MIN (width + 1, (int) place->size.width) * PANGO_SCALE);
  gtk_snapshot_append_layout (self->snapshot, self->layout, &colour);
  gtk_snapshot_restore (self->snapshot);
}

int
fl_plot_measure (const FlPlot *plot, const FlPlotStyle *style, int width)
{
  g_auto (FlPen) pen;

  fl_pen_init (&pen, style, NULL, width);
  switch (plot->kind) {
  case FL_PLOT_BARS:
    return (int) fl_plot_draw_bars (&pen, plot);
  case FL_PLOT_MATRIX:
    return (int) fl_plot_draw_matrix (&pen, plot);
  case FL_PLOT_LINE:
    return (int) (pen.line * LINE_PLOT_LINES);
  }
  g_assert_not_reached ();
}

void
fl_plot_draw (const FlPlot *plot,
              const FlPlotStyle *style,
              GtkSnapshot *snapshot,
              int width,
              int height)
{
  g_auto (FlPen) pen;

  fl_pen_init (&pen, style, snapshot, width);
  switch (plot->kind) {
  case FL_PLOT_BARS:
    (void) fl_plot_draw_bars (&pen, plot);
    break;
  case FL_PLOT_MATRIX:
    (void) fl_plot_draw_matrix (&pen, plot);
    break;
  case FL_PLOT_LINE:
    fl_plot_draw_line (&pen, plot, height);
    break;
  }
}
