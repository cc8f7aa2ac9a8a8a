/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars put together of parts, which tell by their height and hatch how sure they are. */
#include <inttypes.h>
#include <math.h>

#include "app/fl-certainty.h"
#include "app/fl-palette.h"
#include "app/fl-plot-private.h"

#define BAR_PX     16
#define CORNER_PX  3
#define EDGE_ALPHA 0.25f
#define KEY_PX     18
/* Names take no more of the width. */
#define NAME_SHARE 0.32f

/* Where the columns of the drawing are. */
typedef struct {
  float name_width;
  float bar_x;
  float bar_width;
  float sum_width;
  float row_height;
  double largest;
} Frame;

static char *
dup_number (guint64 number)
{
  return g_strdup_printf ("%'" PRIu64, number);
}

static Frame
find_frame (FlPen *pen, const FlPlot *plot)
{
  Frame frame = {.row_height = MAX (pen->line, BAR_PX) + FL_PLOT_GAP_PX,
                 .largest = (double) fl_plot_get_largest (plot)};

  for (guint i = 0; i < plot->rows->len; i++) {
    g_autofree char *sum = dup_number (fl_plot_sum_row (plot, i));
    frame.name_width =
      fmaxf (frame.name_width,
             fl_pen_measure (pen, ((const FlPlotRow *) plot->rows->pdata[i])->name));
    frame.sum_width = fmaxf (frame.sum_width, fl_pen_measure (pen, sum));
  }
  frame.name_width = fminf (ceilf (frame.name_width), floorf (NAME_SHARE * pen->width));
  frame.bar_x = frame.name_width > 0 ? frame.name_width + 2 * FL_PLOT_GAP_PX : 0;
  frame.bar_width =
    fmaxf (0, pen->width - frame.bar_x - 2 * FL_PLOT_GAP_PX - ceilf (frame.sum_width));
  return frame;
}

static void
draw_track (FlPen *pen, const graphene_rect_t *place)
{
  GdkRGBA empty;

  fl_palette_get_track (pen->style->is_dark, &empty);
  gtk_snapshot_append_color (pen->snapshot, &empty, place);
}

/* An edge, for what is empty can hardly be told from a card. */
static void
begin_bar (FlPen *pen, const graphene_rect_t *place)
{
  GdkRGBA edge = pen->style->text;
  GskRoundedRect shape;

  edge.alpha *= EDGE_ALPHA;
  gsk_rounded_rect_init_from_rect (&shape, place, CORNER_PX);
  gtk_snapshot_append_border (pen->snapshot, &shape, (const float[4]){1, 1, 1, 1},
                              (const GdkRGBA[4]){edge, edge, edge, edge});
  gsk_rounded_rect_shrink (&shape, 1, 1, 1, 1);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &shape);
  draw_track (pen, place);
}

static void
draw_parts (FlPen *pen, const FlPlot *plot, guint row, const Frame *frame, float y)
{
  const FlPlotRow *each = plot->rows->pdata[row];
  float x = frame->bar_x;

  for (guint i = 0; i < plot->columns->len; i++) {
    const FlPlotColumn *column = plot->columns->pdata[i];
    const float width =
      frame->bar_width * (float) ((double) fl_plot_get_value (plot, row, i) / frame->largest);
    const graphene_rect_t place = fl_pen_place (pen, x, y, width, BAR_PX);
    if (width > 0)
      fl_certainty_draw (pen->snapshot, &place, column->certainty, each->klass,
                         pen->style->is_dark);
    x += width;
  }
}

static void
draw_row (FlPen *pen, const FlPlot *plot, guint row, const Frame *frame, float y)
{
  g_autofree char *sum = dup_number (fl_plot_sum_row (plot, row));
  const float height = frame->row_height;
  const float bar_y = y + floorf ((height - BAR_PX) / 2);
  const graphene_rect_t name = fl_pen_place (pen, 0, y, frame->name_width, height);
  const graphene_rect_t bar = fl_pen_place (pen, frame->bar_x, bar_y, frame->bar_width, BAR_PX);
  const graphene_rect_t number = fl_pen_place (pen, pen->width - ceilf (frame->sum_width) - 1, y,
                                               ceilf (frame->sum_width) + 1, height);

  if (pen->snapshot == NULL)
    return;
  fl_pen_write (pen, ((const FlPlotRow *) plot->rows->pdata[row])->name, &name, 0, FALSE);
  begin_bar (pen, &bar);
  draw_parts (pen, plot, row, frame, bar_y);
  gtk_snapshot_pop (pen->snapshot);
  fl_pen_write (pen, sum, &number, 1, FALSE);
}

static void
draw_key (FlPen *pen, const FlPlotColumn *column, const char *text, float x, float y, float width)
{
  const graphene_rect_t key =
    fl_pen_place (pen, x, y + floorf ((pen->line - BAR_PX) / 2), KEY_PX, BAR_PX);
  const graphene_rect_t place =
    fl_pen_place (pen, x + KEY_PX + FL_PLOT_GAP_PX, y, width - KEY_PX - FL_PLOT_GAP_PX, pen->line);

  if (pen->snapshot == NULL)
    return;
  begin_bar (pen, &key);
  fl_certainty_draw (pen->snapshot, &key, column->certainty, NULL, pen->style->is_dark);
  gtk_snapshot_pop (pen->snapshot);
  fl_pen_write (pen, text, &place, 0, FALSE);
}

/* What the parts are and how much of each there is, in as many lines as it takes. */
static float
draw_keys (FlPen *pen, const FlPlot *plot, float y)
{
  float x = 0;

  for (guint i = 0; i < plot->columns->len; i++) {
    const FlPlotColumn *column = plot->columns->pdata[i];
    g_autofree char *text = fl_plot_dup_column_text (plot, i);
    const float width =
      fminf (ceilf (fl_pen_measure (pen, text)) + 1 + KEY_PX + FL_PLOT_GAP_PX, pen->width);
    if (x > 0 && x + width > pen->width) {
      x = 0;
      y += fmaxf (pen->line, BAR_PX) + FL_PLOT_GAP_PX;
    }
    draw_key (pen, column, text, x, y, width);
    x += width + 3 * FL_PLOT_GAP_PX;
  }
  return y + fmaxf (pen->line, BAR_PX) + 2;
}

float
fl_plot_draw_bars (FlPen *pen, const FlPlot *plot)
{
  const Frame frame = find_frame (pen, plot);
  float y = 0;

  for (guint i = 0; i < plot->rows->len; i++) {
    draw_row (pen, plot, i, &frame, y);
    y += frame.row_height;
  }
  return draw_keys (pen, plot, y + FL_PLOT_GAP_PX);
}
