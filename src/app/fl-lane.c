/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lanes of a timeline: how sure the machine is, and what is in lots. */
#include "app/fl-lane.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "session/fl-session-lanes.h"

#define CONFIDENCE_PX 18
#define LOTS_PX       8

/* What one pixel shows. */
typedef struct {
  gint64 class_id;
  double level; /* 0 for nothing */
} Column;

struct _FlLane {
  GtkWidget parent_instance;
  FlSession *session;
  FlStream *stream;
  FlClass *tag; /* (nullable) */
  FlLaneKind kind;
  GArray *spans; /* FlLaneSpan */
  FlAxis axis;
};

G_DEFINE_FINAL_TYPE (FlLane, fl_lane, GTK_TYPE_WIDGET)

static const FlLaneSpan *
get_span (FlLane *self, guint i)
{
  return &g_array_index (self->spans, FlLaneSpan, i);
}

/* The first stretch that does not end before @frame. */
static guint
seek (FlLane *self, gint64 frame)
{
  guint low = 0;
  guint high = self->spans->len;

  while (low < high) {
    const guint middle = low + (high - low) / 2;
    if (get_span (self, middle)->range.last < frame)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What the frames from @first up to @end come to: of lots the one that says most, of confidence the least:
 * where the machine doubts must not be hidden by what is beside it. */
static Column
sum_up (FlLane *self, gint64 first, gint64 end)
{
  Column column = {0};

  for (guint i = seek (self, first); i < self->spans->len; i++) {
    const FlLaneSpan *span = get_span (self, i);
    if (span->range.first >= MAX (end, first + 1))
      break;
    const gboolean is_more = span->level > column.level;
    if (column.level == 0 || is_more == (self->kind == FL_LANE_LOTS))
      column = (Column){.class_id = span->class_id, .level = span->level};
  }
  return column;
}

static GdkRGBA
get_colour (FlLane *self, gint64 class_id)
{
  FlClass *klass = class_id != 0 ? fl_session_find_class_by_id (self->session, class_id) : NULL;
  GdkRGBA colour;

  if (klass != NULL) {
    fl_palette_get_colour (fl_palette_index_of_class (klass), fl_palette_is_dark (), &colour);
    return colour;
  }
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.7f;
  return colour;
}

/* Pixels that show the same are one stretch. */
static void
draw_columns (FlLane *self, GtkSnapshot *snapshot, const gint64 *edges, int width, float height)
{
  Column before = {0};
  int from = 0;

  for (int x = 0; x <= width; x++) {
    /* Behind the last pixel there is something else, and before the first frame nothing. */
    const Column column = x == width ? (Column){.level = -1}
                          : edges[x] < 0 && edges[x + 1] <= 0
                            ? (Column){0}
                            : sum_up (self, MAX (edges[x], 0), edges[x + 1]);
    if (x > 0 && column.level == before.level && column.class_id == before.class_id)
      continue;
    if (before.level > 0) {
      const GdkRGBA colour = get_colour (self, before.class_id);
      const float tall = MAX (ceilf ((float) before.level * height), 1);
      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT ((float) from, height - tall,
                                                      (float) (x - from), tall));
    }
    before = column;
    from = x;
  }
}

static void
fl_lane_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlLane *self = FL_LANE (widget);
  const int width = gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  GdkRGBA empty;

  if (width <= 0 || fl_stream_get_n_frames (self->stream) <= 0)
    return;
  g_autofree gint64 *edges = g_new (gint64, (gsize) width + 1);
  fl_axis_fill_edges (&self->axis, self->stream, edges, (gsize) width);
  fl_palette_get_track (fl_palette_is_dark (), &empty);
  empty.alpha = 0.5f;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, height));
  gtk_snapshot_append_color (snapshot, &empty, &GRAPHENE_RECT_INIT (0, 0, (float) width, height));
  draw_columns (self, snapshot, edges, width, height);
  gtk_snapshot_pop (snapshot);
}

static void
fl_lane_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  const int height = FL_LANE (widget)->kind == FL_LANE_LOTS ? LOTS_PX : CONFIDENCE_PX;

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : 40;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : 400;
}

/* Such as “Bird 87 %”, or in which lot that is. */
static char *
dup_tip (FlLane *self, const Column *column)
{
  FlClass *klass = fl_session_find_class_by_id (self->session, column->class_id);

  if (self->kind == FL_LANE_CONFIDENCE && klass != NULL) {
    g_autofree char *share =
      fl_closure_guess (NULL, column->level, fl_session_are_confidences_rough (self->session));
    return g_strdup_printf ("%s %s", fl_class_get_name (klass), share);
  }
  if (column->level == FL_LANE_CERTIFIED)
    return g_strdup (_ ("In a certified lot"));
  return g_strdup (column->level == FL_LANE_OPEN ? _ ("In an open lot")
                                                 : _ ("In a lot that failed or was given back"));
}

static gboolean
fl_lane_query_tooltip (GtkWidget *widget, int x, int y, gboolean is_by_key, GtkTooltip *tooltip)
{
  FlLane *self = FL_LANE (widget);
  const int width = gtk_widget_get_width (widget);

  if (is_by_key || x < 0 || x >= width)
    return FALSE;
  const double from = fl_axis_get_position (&self->axis, x, width);
  const double to = fl_axis_get_position (&self->axis, x + 1, width);
  const Column column = sum_up (self, fl_axis_find_frame (&self->axis, self->stream, from),
                                fl_axis_find_frame (&self->axis, self->stream, to));
  if (column.level <= 0)
    return FALSE;
  g_autofree char *text = dup_tip (self, &column);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
fl_lane_dispose (GObject *object)
{
  FlLane *self = FL_LANE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->stream);
  g_clear_object (&self->tag);
  g_clear_pointer (&self->spans, g_array_unref);
  G_OBJECT_CLASS (fl_lane_parent_class)->dispose (object);
}

static void
fl_lane_class_init (FlLaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_lane_dispose;
  widget_class->snapshot = fl_lane_snapshot;
  widget_class->measure = fl_lane_measure;
  widget_class->query_tooltip = fl_lane_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "lane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fl_lane_init (FlLane *self)
{
  self->spans = g_array_new (FALSE, FALSE, sizeof (FlLaneSpan));
  self->axis = (FlAxis){.last = 1, .to = 1};
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
fl_lane_new (FlSession *session, FlStream *stream, FlClass *tag, FlLaneKind kind)
{
  FlLane *self = g_object_new (FL_TYPE_LANE, NULL);
  const char *name = fl_stream_get_name (stream);
  g_autofree char *label =
    kind == FL_LANE_LOTS
      /* Translators: what a screen reader calls a lane of the timeline; the placeholder is a video. */
      ? g_strdup_printf (_ ("Lots in %s"), name)
      /* Translators: what a screen reader calls a lane of the timeline; the placeholder is a video. */
      : g_strdup_printf (_ ("Confidence of the machine in %s"), name);

  self->session = g_object_ref (session);
  self->stream = g_object_ref (stream);
  g_set_object (&self->tag, tag);
  self->kind = kind;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

FlLaneKind
fl_lane_get_kind (FlLane *self)
{
  g_return_val_if_fail (FL_IS_LANE (self), FL_LANE_CONFIDENCE);
  return self->kind;
}

void
fl_lane_refresh (FlLane *self, gboolean is_blind)
{
  g_return_if_fail (FL_IS_LANE (self));

  g_clear_pointer (&self->spans, g_array_unref);
  if (is_blind)
    self->spans = g_array_new (FALSE, FALSE, sizeof (FlLaneSpan));
  else if (self->kind == FL_LANE_LOTS)
    self->spans = fl_session_list_lot_spans (self->session, self->stream, self->tag);
  else
    self->spans = fl_session_list_confidences (self->session, self->stream, self->tag);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fl_lane_set_axis (FlLane *self, const FlAxis *axis)
{
  g_return_if_fail (FL_IS_LANE (self));

  self->axis = *axis;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
