/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matrix: how often what stands beside a row met what stands over a column. */
#include <inttypes.h>
#include <math.h>

#include "app/fl-plot-private.h"

/* Names of rows take no more of the width. */
#define NAME_SHARE   0.3f
#define CELL_GAP_PX  2
#define MOST_CELL_PX 84
/* Text on it is still easy to read. */
#define DEEPEST 0.45f

typedef struct {
  float name_width;
  float cell_width;
  float cell_height;
  float top; /* of the first row */
  double largest;
} Frame;

static Frame
find_frame (FlPen *pen, const FlPlot *plot)
{
  Frame frame = {.cell_height = pen->line + 2 * FL_PLOT_GAP_PX,
                 .top = 2 * pen->line + 2 * FL_PLOT_GAP_PX,
                 .name_width = fl_pen_measure (pen, plot->row_title),
                 .largest = (double) fl_plot_get_largest (plot)};

  for (guint i = 0; i < plot->rows->len; i++)
    frame.name_width =
      fmaxf (frame.name_width,
             fl_pen_measure (pen, ((const FlPlotRow *) plot->rows->pdata[i])->name));
  frame.name_width = fminf (ceilf (frame.name_width) + 1, floorf (NAME_SHARE * pen->width));
  const float room = pen->width - frame.name_width - FL_PLOT_GAP_PX;
  frame.cell_width = fminf (MOST_CELL_PX, floorf (room / (float) MAX (plot->columns->len, 1)));
  return frame;
}

static graphene_rect_t
place_cell (const FlPen *pen, const Frame *frame, guint row, guint column)
{
  return fl_pen_place (pen, frame->name_width + FL_PLOT_GAP_PX + frame->cell_width * (float) column,
                       frame->top + frame->cell_height * (float) row,
                       frame->cell_width - CELL_GAP_PX, frame->cell_height - CELL_GAP_PX);
}

/* What is on the diagonal has a frame: there both say the same. */
static void
draw_cell (FlPen *pen, const FlPlot *plot, const Frame *frame, guint row, guint column)
{
  const graphene_rect_t place = place_cell (pen, frame, row, column);
  const guint64 value = fl_plot_get_value (plot, row, column);
  g_autofree char *text = g_strdup_printf ("%'" PRIu64, value);
  const float share = (float) ((double) value / frame->largest);
  GdkRGBA ground = pen->style->accent;
  GdkRGBA edge = pen->style->text;
  GskRoundedRect shape;

  ground.alpha = 0.06f + (DEEPEST - 0.06f) * share;
  gsk_rounded_rect_init_from_rect (&shape, &place, 3);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &shape);
  gtk_snapshot_append_color (pen->snapshot, &ground, &place);
  gtk_snapshot_pop (pen->snapshot);
  edge.alpha *= 0.5f;
  if (g_str_equal (((const FlPlotRow *) plot->rows->pdata[row])->name,
                   ((const FlPlotColumn *) plot->columns->pdata[column])->name))
    gtk_snapshot_append_border (pen->snapshot, &shape, (const float[4]){1, 1, 1, 1},
                                (const GdkRGBA[4]){edge, edge, edge, edge});
  fl_pen_write (pen, text, &place, 0.5f, value == 0);
}

static void
draw_head (FlPen *pen, const FlPlot *plot, const Frame *frame)
{
  const float x = frame->name_width + FL_PLOT_GAP_PX;
  const graphene_rect_t over = fl_pen_place (pen, x, 0, pen->width - x, pen->line);
  const graphene_rect_t beside =
    fl_pen_place (pen, 0, pen->line + FL_PLOT_GAP_PX, frame->name_width, pen->line);

  fl_pen_write (pen, plot->column_title, &over, 0, TRUE);
  fl_pen_write (pen, plot->row_title, &beside, 0, TRUE);
  for (guint i = 0; i < plot->columns->len; i++) {
    const graphene_rect_t cell = place_cell (pen, frame, 0, i);
    const graphene_rect_t name =
      GRAPHENE_RECT_INIT (cell.origin.x, pen->line + FL_PLOT_GAP_PX, cell.size.width, pen->line);
    fl_pen_write (pen, ((const FlPlotColumn *) plot->columns->pdata[i])->name, &name, 0.5f, FALSE);
  }
}

float
fl_plot_draw_matrix (FlPen *pen, const FlPlot *plot)
{
  const Frame frame = find_frame (pen, plot);

  if (pen->snapshot != NULL)
    draw_head (pen, plot, &frame);
  for (guint i = 0; pen->snapshot != NULL && i < plot->rows->len; i++) {
    const graphene_rect_t name = fl_pen_place (pen, 0, frame.top + frame.cell_height * (float) i,
                                               frame.name_width, frame.cell_height - CELL_GAP_PX);
    fl_pen_write (pen, ((const FlPlotRow *) plot->rows->pdata[i])->name, &name, 0, FALSE);
    for (guint j = 0; j < plot->columns->len; j++)
      draw_cell (pen, plot, &frame, i, j);
  }
  return frame.top + frame.cell_height * (float) plot->rows->len;
}

void
fl_plot_get_cell (const FlPlot *plot,
                  const FlPlotStyle *style,
                  int width,
                  guint row,
                  guint column,
                  graphene_rect_t *out)
{
  g_auto (FlPen) pen;

  fl_pen_init (&pen, style, NULL, width);
  const Frame frame = find_frame (&pen, plot);
  *out = place_cell (&pen, &frame, row, column);
}

gboolean
fl_plot_find_cell (const FlPlot *plot,
                   const FlPlotStyle *style,
                   int width,
                   const graphene_point_t *at,
                   guint *row,
                   guint *column)
{
  g_auto (FlPen) pen;

  fl_pen_init (&pen, style, NULL, width);
  const Frame frame = find_frame (&pen, plot);
  const float x =
    (style->is_mirrored ? pen.width - at->x : at->x) - frame.name_width - FL_PLOT_GAP_PX;
  const float y = at->y - frame.top;
  if (x < 0 || y < 0 || frame.cell_width < 1)
    return FALSE;
  *column = (guint) (x / frame.cell_width);
  *row = (guint) (y / frame.cell_height);
  const graphene_rect_t place = place_cell (&pen, &frame, *row, *column);
  return *row < plot->rows->len && *column < plot->columns->len &&
         graphene_rect_contains_point (&place, at);
}
