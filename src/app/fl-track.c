/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One track of the timeline, drawn with GSK nodes. The stretches are kept as one render node
 * until labels or size change, so that moving the cursor draws almost nothing. */
#include "app/fl-track.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-closures.h"
#include "app/fl-columns.h"
#include "app/fl-palette.h"
#include "session/fl-session-tags.h"

#define CORNER_PX 3.0f
#define HATCH_PX  3.0f

struct _FlTrack {
  GtkWidget parent_instance;
  FlSession *session;
  FlStream *stream;
  FlClass *tag; /* (nullable) */
  GArray *spans;
  GskRenderNode *node;
  int node_width;
  gint64 cursor;
  gboolean is_blind;
};

G_DEFINE_FINAL_TYPE (FlTrack, fl_track, GTK_TYPE_WIDGET)

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

static void
drop_node (FlTrack *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
get_class_colour (FlTrack *self, gint64 class_id, GdkRGBA *out)
{
  FlClass *klass = fl_session_find_class_by_id (self->session, class_id);

  fl_palette_get_colour (klass != NULL ? fl_palette_index_of_class (klass) : FL_PALETTE_BACKGROUND,
                         is_dark (), out);
}

static void
append_hatched (GtkSnapshot *snapshot, const GdkRGBA *colour, const graphene_rect_t *place)
{
  GdkRGBA faint = *colour;
  faint.alpha = 0.35f;
  const GskColorStop stops[] = {{0, *colour}, {0.6f, *colour}, {0.6f, faint}, {1, faint}};
  const graphene_point_t start = GRAPHENE_POINT_INIT (0, 0);
  const graphene_point_t end = GRAPHENE_POINT_INIT (HATCH_PX, HATCH_PX);

  gtk_snapshot_append_repeating_linear_gradient (snapshot, place, &start, &end, stops,
                                                 G_N_ELEMENTS (stops));
}

/* A broken bar: a person looked, but the middle is missing. */
static void
append_unsure (GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  GdkRGBA grey;
  fl_palette_get_colour (FL_PALETTE_BACKGROUND, is_dark (), &grey);

  const float part = floorf (place->size.height * 3 / 8);
  gtk_snapshot_append_color (snapshot, &grey,
                             &GRAPHENE_RECT_INIT (place->origin.x, 0, place->size.width, part));
  gtk_snapshot_append_color (snapshot, &grey,
                             &GRAPHENE_RECT_INIT (place->origin.x, place->size.height - part,
                                                  place->size.width, part));
}

static void
append_stretch (FlTrack *self, GtkSnapshot *snapshot, const FlColumn *column, float x, float width)
{
  const float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t place = GRAPHENE_RECT_INIT (x, 0, width, height);
  GdkRGBA colour;

  get_class_colour (self, column->class_id, &colour);
  switch (column->certainty) {
  case FL_CERTAINTY_UNSEEN:
    break;
  case FL_CERTAINTY_UNSURE:
    append_unsure (snapshot, &place);
    break;
  case FL_CERTAINTY_MODEL:
    place = GRAPHENE_RECT_INIT (x, floorf (height / 2), width, ceilf (height / 2));
    gtk_snapshot_append_color (snapshot, &colour, &place);
    break;
  case FL_CERTAINTY_AUTO:
    place = GRAPHENE_RECT_INIT (x, floorf (height / 4), width, ceilf (height * 3 / 4));
    append_hatched (snapshot, &colour, &place);
    break;
  case FL_CERTAINTY_CERTIFIED:
    gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, 0, width, 2));
    gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, 3, width, height - 3));
    break;
  case FL_CERTAINTY_HUMAN:
    gtk_snapshot_append_color (snapshot, &colour, &place);
    break;
  }
}

/* Returns: (transfer full) (nullable): what each pixel shows, left to right */
static FlColumn *
lay_out (FlTrack *self, gsize *out_n)
{
  const gint64 n_frames = fl_stream_get_n_frames (self->stream);

  *out_n = (gsize) gtk_widget_get_width (GTK_WIDGET (self));
  if (self->spans == NULL || self->spans->len == 0 || n_frames <= 0 || *out_n == 0)
    return NULL;
  FlColumn *columns = g_new (FlColumn, *out_n);
  fl_columns_fill ((const FlSpan *) self->spans->data, self->spans->len, n_frames, columns, *out_n);
  return columns;
}

static GskRenderNode *
draw_stretches (FlTrack *self)
{
  gsize n_columns;
  g_autofree FlColumn *columns = lay_out (self, &n_columns);

  if (columns == NULL)
    return NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  for (gsize i = 0; i < n_columns;) {
    const gsize end = fl_columns_find_end (columns, n_columns, i);
    append_stretch (self, snapshot, &columns[i], (float) i, (float) (end - i));
    i = end;
  }
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
snapshot_cursor (FlTrack *self, GtkSnapshot *snapshot, float width, float height)
{
  const gint64 n_frames = fl_stream_get_n_frames (self->stream);

  if (self->cursor < 0 || n_frames <= 0)
    return;
  const GdkRGBA line = is_dark () ? (GdkRGBA){1, 1, 1, 1} : (GdkRGBA){0, 0, 0, 1};
  const GdkRGBA halo = is_dark () ? (GdkRGBA){0, 0, 0, 0.7f} : (GdkRGBA){1, 1, 1, 0.8f};
  const float x = floorf ((float) ((double) self->cursor / (double) n_frames) * width);
  gtk_snapshot_append_color (snapshot, &halo, &GRAPHENE_RECT_INIT (x - 2, 0, 6, height));
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x, 0, 2, height));
}

static void
fl_track_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlTrack *self = FL_TRACK (widget);
  const int width = gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  GskRoundedRect clip;
  GdkRGBA empty;

  if (self->node == NULL || self->node_width != width) {
    g_clear_pointer (&self->node, gsk_render_node_unref);
    self->node = draw_stretches (self);
    self->node_width = width;
  }
  fl_palette_get_track (is_dark (), &empty);
  gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (0, 0, (float) width, height),
                                   CORNER_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, &empty, &clip.bounds);
  if (self->node != NULL && !self->is_blind)
    gtk_snapshot_append_node (snapshot, self->node);
  snapshot_cursor (self, snapshot, (float) width, height);
  gtk_snapshot_pop (snapshot);
}

static void
fl_track_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? 12 : 40;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? 14 : 400;
}

/* Returns: the frame at @x, -1 while the frames are not counted */
static gint64
find_frame (FlTrack *self, double x)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const gint64 n_frames = fl_stream_get_n_frames (self->stream);

  if (width <= 0 || n_frames <= 0)
    return -1;
  return CLAMP ((gint64) (x / width * (double) n_frames), 0, n_frames - 1);
}

/* A pixel stands for many frames; of these the model learns from samples alone. */
static void
activate_at (FlTrack *self, double x)
{
  const gint64 frame = find_frame (self, x);
  const int nearest = fl_stream_find_sample (self->stream, frame);

  if (frame >= 0)
    g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0,
                   nearest >= 0 ? fl_stream_get_sample (self->stream, (guint) nearest) : frame);
}

/* What stands there; no class of a tag's track is that the tag is not there. */
static char *
dup_label (FlTrack *self, gint64 class_id)
{
  FlClass *klass = fl_session_find_class_by_id (self->session, class_id);

  if (klass != NULL)
    return g_strdup (fl_class_get_name (klass));
  /* Translators: on the timeline of a tag: it is not there. */
  return self->tag != NULL ? g_strdup_printf (_ ("%s: no"), fl_class_get_name (self->tag)) : NULL;
}

/* Who or what labelled the stretch under the pointer. */
static gboolean
fl_track_query_tooltip (GtkWidget *widget, int x, int y, gboolean is_by_key, GtkTooltip *tooltip)
{
  FlTrack *self = FL_TRACK (widget);
  const gint64 frame = find_frame (self, x);
  gsize n_columns;
  g_autofree FlColumn *columns = lay_out (self, &n_columns);

  if (is_by_key || columns == NULL || frame < 0 || x < 0 || (gsize) x >= n_columns)
    return FALSE;
  g_autofree char *label = dup_label (self, columns[x].class_id);
  g_autofree char *text =
    fl_closure_span (label, columns[x].certainty, fl_stream_get_time_s (self->stream, frame));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
on_click_pressed (GtkGestureClick *gesture, int n_presses, double x, double y, gpointer data)
{
  activate_at (data, x);
}

static gboolean
on_activate (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FlTrack *self = FL_TRACK (widget);

  g_signal_emit (self, signals[SIGNAL_FRAME_ACTIVATED], 0, MAX (self->cursor, 0));
  return GDK_EVENT_STOP;
}

static void
fl_track_dispose (GObject *object)
{
  FlTrack *self = FL_TRACK (object);

  g_clear_object (&self->session);
  g_clear_object (&self->stream);
  g_clear_object (&self->tag);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  G_OBJECT_CLASS (fl_track_parent_class)->dispose (object);
}

static void
fl_track_class_init (FlTrackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_track_dispose;
  widget_class->snapshot = fl_track_snapshot;
  widget_class->measure = fl_track_measure;
  widget_class->query_tooltip = fl_track_query_tooltip;
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_TRACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_activate, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, on_activate, NULL);
  gtk_widget_class_set_css_name (widget_class, "track");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fl_track_init (FlTrack *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_click_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (drop_node),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
fl_track_new (FlSession *session, FlStream *stream, FlClass *tag)
{
  FlTrack *self = g_object_new (FL_TYPE_TRACK, NULL);
  const char *name = fl_stream_get_name (stream);
  g_autofree char *label =
    tag != NULL
      /* Translators: what a screen reader calls a track: the names of a tag and of a video. */
      ? g_strdup_printf (_ ("Timeline of %1$s in %2$s"), fl_class_get_name (tag), name)
      /* Translators: what a screen reader calls a track; the placeholder is the name of a video. */
      : g_strdup_printf (_ ("Timeline of %s"), name);

  self->session = g_object_ref (session);
  self->stream = g_object_ref (stream);
  g_set_object (&self->tag, tag);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  fl_track_refresh (self);
  return GTK_WIDGET (self);
}

FlStream *
fl_track_get_stream (FlTrack *self)
{
  g_return_val_if_fail (FL_IS_TRACK (self), NULL);
  return self->stream;
}

FlClass *
fl_track_get_tag (FlTrack *self)
{
  g_return_val_if_fail (FL_IS_TRACK (self), NULL);
  return self->tag;
}

void
fl_track_refresh (FlTrack *self)
{
  g_return_if_fail (FL_IS_TRACK (self));

  g_clear_pointer (&self->spans, g_array_unref);
  self->spans = self->tag != NULL
                  ? fl_session_list_tag_spans (self->session, self->stream, self->tag)
                  : fl_session_list_spans (self->session, self->stream);
  drop_node (self);
}

void
fl_track_set_blind (FlTrack *self, gboolean is_blind)
{
  g_return_if_fail (FL_IS_TRACK (self));

  if (self->is_blind == is_blind)
    return;
  self->is_blind = is_blind;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fl_track_set_cursor (FlTrack *self, gint64 frame)
{
  g_return_if_fail (FL_IS_TRACK (self));

  if (self->cursor == frame)
    return;
  self->cursor = frame;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
