/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points along an axis, with their intervals. */
#include <math.h>

#include "app/fl-plot-private.h"

#define N_TICKS    4
#define POINT_PX   2.5
#define LINE_PX    2
#define BAND_ALPHA 0.2
#define GRID_ALPHA 0.15

typedef struct {
  double left;
  double right;
  double top;
  double bottom;
  double x_low;
  double x_high;
  double y_high;
  double step;
} Frame;

/* 1, 2 or 5 times a power of ten. */
static double
find_step (double range)
{
  const double rough = MAX (range, 1e-9) / N_TICKS;
  const double power = pow (10, floor (log10 (rough)));

  for (double factor = 1; factor < 10; factor = factor < 2 ? 2 : 2.5 * factor)
    if (factor * power >= rough)
      return factor * power;
  return 10 * power;
}

static char *
dup_tick (double value)
{
  return g_strdup_printf ("%'.*f", value == floor (value) ? 0 : 2, value);
}

static const FlPlotPoint *
get_point (const FlPlot *plot, guint i)
{
  return &g_array_index (plot->points, FlPlotPoint, i);
}

/* Of the numbers at the upright axis. */
static double
find_widest (FlPen *pen, const Frame *frame)
{
  double widest = 0;

  for (double y = 0; y <= frame->y_high * 1.0001; y += frame->step) {
    g_autofree char *text = dup_tick (y);
    widest = fmax (widest, ceil ((double) fl_pen_measure (pen, text)));
  }
  return widest;
}

static Frame
find_frame (FlPen *pen, const FlPlot *plot, int height)
{
  Frame frame = {.y_high = plot->has_diagonal ? 1 : 0, .x_high = plot->has_diagonal ? 1 : 0};

  for (guint i = 0; !plot->has_diagonal && i < plot->points->len; i++) {
    frame.y_high = fmax (frame.y_high, fmax (get_point (plot, i)->y, get_point (plot, i)->high));
    frame.x_high = fmax (frame.x_high, get_point (plot, i)->x);
  }
  frame.step = find_step (frame.y_high);
  frame.y_high = MAX (1, ceil (frame.y_high / frame.step - 1e-9)) * frame.step;
  frame.x_high = fmax (frame.x_high, 1e-9);
  frame.left = FL_PLOT_GAP_PX + find_widest (pen, &frame);
  frame.right = (double) pen->width - FL_PLOT_GAP_PX;
  frame.top = (double) pen->line * 1.5 + FL_PLOT_GAP_PX;
  frame.bottom = height - (double) pen->line - FL_PLOT_GAP_PX;
  return frame;
}

static double
find_x (const Frame *frame, double x)
{
  return frame->left +
         (x - frame->x_low) / (frame->x_high - frame->x_low) * (frame->right - frame->left);
}

static double
find_y (const Frame *frame, double y)
{
  return frame->bottom - y / frame->y_high * (frame->bottom - frame->top);
}

static void
set_colour (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, (double) colour->red, (double) colour->green, (double) colour->blue,
                         (double) colour->alpha * alpha);
}

static void
write_axes (FlPen *pen, const FlPlot *plot, const Frame *frame)
{
  const float foot = (float) frame->bottom + FL_PLOT_GAP_PX;
  const float wide = (float) (frame->right - frame->left);
  g_autofree char *last = dup_tick (frame->x_high);

  fl_pen_write (pen, plot->row_title, &GRAPHENE_RECT_INIT (0, 0, pen->width, pen->line), 0, TRUE);
  for (double y = 0; y <= frame->y_high * 1.0001; y += frame->step) {
    g_autofree char *text = dup_tick (y);
    const graphene_rect_t place =
      GRAPHENE_RECT_INIT (0, (float) find_y (frame, y) - pen->line / 2,
                          (float) frame->left - FL_PLOT_GAP_PX + 1, pen->line);
    fl_pen_write (pen, text, &place, 1, TRUE);
  }
  fl_pen_write (pen, "0", &GRAPHENE_RECT_INIT ((float) frame->left, foot, wide, pen->line), 0,
                TRUE);
  fl_pen_write (pen, plot->column_title,
                &GRAPHENE_RECT_INIT ((float) frame->left, foot, wide, pen->line), 0.5f, TRUE);
  fl_pen_write (pen, last, &GRAPHENE_RECT_INIT ((float) frame->left, foot, wide, pen->line), 1,
                TRUE);
}

static void
draw_grid (cairo_t *cr, const FlPlot *plot, const FlPlotStyle *style, const Frame *frame)
{
  set_colour (cr, &style->text, GRID_ALPHA);
  cairo_set_line_width (cr, 1);
  for (double y = 0; y <= frame->y_high * 1.0001; y += frame->step) {
    cairo_move_to (cr, frame->left, floor (find_y (frame, y)) + 0.5);
    cairo_line_to (cr, frame->right, floor (find_y (frame, y)) + 0.5);
  }
  cairo_stroke (cr);
  if (!plot->has_diagonal)
    return;
  set_colour (cr, &style->text, 3 * GRID_ALPHA);
  cairo_set_dash (cr, (const double[]){4, 4}, 2, 0);
  cairo_move_to (cr, frame->left, frame->bottom);
  cairo_line_to (cr, frame->right, frame->top);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_intervals (cairo_t *cr, const FlPlot *plot, const FlPlotStyle *style, const Frame *frame)
{
  set_colour (cr, &style->accent, BAND_ALPHA);
  for (guint i = 0; i < plot->points->len; i++)
    cairo_line_to (cr, find_x (frame, get_point (plot, i)->x),
                   find_y (frame, get_point (plot, i)->high));
  for (guint i = plot->points->len; i-- > 0;)
    cairo_line_to (cr, find_x (frame, get_point (plot, i)->x),
                   find_y (frame, get_point (plot, i)->low));
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_points (cairo_t *cr, const FlPlot *plot, const FlPlotStyle *style, const Frame *frame)
{
  set_colour (cr, &style->accent, 1);
  cairo_set_line_width (cr, LINE_PX);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < plot->points->len; i++)
    cairo_line_to (cr, find_x (frame, get_point (plot, i)->x),
                   find_y (frame, get_point (plot, i)->y));
  cairo_stroke (cr);
  for (guint i = 0; i < plot->points->len; i++) {
    cairo_arc (cr, find_x (frame, get_point (plot, i)->x), find_y (frame, get_point (plot, i)->y),
               POINT_PX, 0, 2 * G_PI);
    cairo_fill (cr);
  }
}

/* Of how many each point tells, in a row at the foot; only where points mean groups. */
static void
write_counts (FlPen *pen, const FlPlot *plot, const Frame *frame)
{
  const float y = (float) frame->bottom - pen->line;

  if (!plot->has_diagonal)
    return;
  fl_pen_write (pen, "n",
                &GRAPHENE_RECT_INIT ((float) frame->left + FL_PLOT_GAP_PX, y, pen->width,
                                     pen->line),
                0, TRUE);
  for (guint i = 0; i < plot->points->len; i++) {
    g_autofree char *text = g_strdup_printf ("%'u", get_point (plot, i)->n);
    const float width = ceilf (fl_pen_measure (pen, text)) + 1;
    const float x = (float) find_x (frame, get_point (plot, i)->x) - width / 2;
    fl_pen_write (pen, text,
                  &GRAPHENE_RECT_INIT (fminf (x, (float) frame->right - width), y, width,
                                       pen->line),
                  0, TRUE);
  }
}

void
fl_plot_draw_line (FlPen *pen, const FlPlot *plot, int height)
{
  FlPlotStyle style = *pen->style;

  /* Numbers grow to the right wherever one reads from. */
  style.is_mirrored = FALSE;
  FlPen ahead = *pen;
  ahead.style = &style;
  const Frame frame = find_frame (&ahead, plot, height);
  cairo_t *cr = gtk_snapshot_append_cairo (pen->snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, pen->width, (float) height));
  draw_grid (cr, plot, &style, &frame);
  draw_intervals (cr, plot, &style, &frame);
  draw_points (cr, plot, &style, &frame);
  cairo_destroy (cr);
  write_axes (&ahead, plot, &frame);
  write_counts (&ahead, plot, &frame);
}
