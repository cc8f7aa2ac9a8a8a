/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One track of the timeline, drawn with GSK nodes. The stretches are kept as one render node
 * until labels or size change, so that moving the cursor draws almost nothing. */
#include "app/fl-track.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-certainty.h"
#include "app/fl-closures.h"
#include "app/fl-palette.h"
#include "session/fl-session-tags.h"

#define CORNER_PX 3.0f
#define HANDLE_PX 4.0f

struct _FlTrack {
  GtkWidget parent_instance;
  FlSession *session;
  FlStream *stream;
  FlClass *tag; /* (nullable) */
  FlSpanLevels *levels;
  FlSpanLevels *nothing; /* what is shown instead while it is blind */
  FlAxis axis;
  gboolean has_axis; /* that it was told; else its frames side by side */
  GArray *questions; /* (nullable) gint64 */
  GskRenderNode *node;
  int node_width;
  int node_height;
  gint64 cursor;
  FlRange selection; /* with last < first for none */
  gboolean is_blind;
};

G_DEFINE_FINAL_TYPE (FlTrack, fl_track, GTK_TYPE_WIDGET)

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
drop_node (FlTrack *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_stretch (FlTrack *self,
                GtkSnapshot *snapshot,
                const FlColumn *column,
                const graphene_rect_t *place)
{
  fl_certainty_draw (snapshot, place, column->certainty,
                     fl_session_find_class_by_id (self->session, column->class_id),
                     fl_palette_is_dark ());
}

static const FlSpanLevels *
get_levels (FlTrack *self)
{
  return self->is_blind ? self->nothing : self->levels;
}

/* Returns: (transfer full) (nullable): what each of @n pixels shows, left to right */
static FlColumn *
lay_out (FlTrack *self, const FlAxis *axis, int n)
{
  if (fl_span_levels_get_n_frames (get_levels (self)) == 0 || n <= 0)
    return NULL;
  FlColumn *columns = g_new (FlColumn, n);
  g_autofree gint64 *edges = g_new (gint64, n + 1);
  fl_axis_fill_edges (axis, self->stream, edges, (gsize) n);
  fl_columns_fill (get_levels (self), edges, columns, (gsize) n);
  return columns;
}

static void
append_stretches (FlTrack *self, GtkSnapshot *snapshot, const FlAxis *axis, int width, int height)
{
  g_autofree FlColumn *columns = lay_out (self, axis, width);

  for (gsize i = 0; columns != NULL && i < (gsize) width;) {
    const gsize end = fl_columns_find_end (columns, (gsize) width, i);
    append_stretch (self, snapshot, &columns[i],
                    &GRAPHENE_RECT_INIT ((float) i, 0, (float) (end - i), (float) height));
    i = end;
  }
}

/* What is drawn over the colours of classes is seen on all of them. */
static void
append_line (GtkSnapshot *snapshot, const GdkRGBA *line, const graphene_rect_t *place)
{
  const GdkRGBA halo = fl_palette_is_dark () ? (GdkRGBA){0, 0, 0, 0.7f} : (GdkRGBA){1, 1, 1, 0.8f};
  graphene_rect_t around = *place;

  graphene_rect_inset (&around, -2, -2);
  gtk_snapshot_append_color (snapshot, &halo, &around);
  gtk_snapshot_append_color (snapshot, line, place);
}

static GdkRGBA
get_ink (void)
{
  return fl_palette_is_dark () ? (GdkRGBA){1, 1, 1, 1} : (GdkRGBA){0, 0, 0, 1};
}

static void
snapshot_cursor (FlTrack *self, GtkSnapshot *snapshot, float height)
{
  if (self->cursor < 0 || fl_stream_get_n_frames (self->stream) <= 0)
    return;
  const float x = floorf ((float) fl_track_find_x (self, self->cursor));
  const GdkRGBA ink = get_ink ();
  append_line (snapshot, &ink, &GRAPHENE_RECT_INIT (x, -2, 2, height + 4));
}

/* Where questions wait: small marks at the foot. */
static void
snapshot_questions (FlTrack *self, GtkSnapshot *snapshot, float height)
{
  const GdkRGBA ink = get_ink ();

  for (guint i = 0; self->questions != NULL && i < self->questions->len; i++) {
    const float x =
      floorf ((float) fl_track_find_x (self, g_array_index (self->questions, gint64, i)));
    append_line (snapshot, &ink, &GRAPHENE_RECT_INIT (x - 1, height - 6, 3, 6));
  }
}

/* A frame around the range, with a handle at each end. */
static void
snapshot_selection (FlTrack *self, GtkSnapshot *snapshot, float width, float height)
{
  if (self->selection.last < self->selection.first)
    return;
  /* Ends far beyond the edges would be drawn by pixels of many kilometres. */
  const float from = floorf (
    CLAMP ((float) fl_track_find_x (self, self->selection.first), -HANDLE_PX, width + HANDLE_PX));
  const float to = ceilf (CLAMP ((float) fl_track_find_x (self, self->selection.last + 1),
                                 -HANDLE_PX, width + HANDLE_PX));
  const float handle = MIN (HANDLE_PX, MAX (to - from, 2) / 2);
  GdkRGBA ink = get_ink ();

  (void) gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                         "accent_bg_color", &ink);
  append_line (snapshot, &ink, &GRAPHENE_RECT_INIT (from, 0, MAX (to - from, 2), 2));
  append_line (snapshot, &ink, &GRAPHENE_RECT_INIT (from, height - 2, MAX (to - from, 2), 2));
  append_line (snapshot, &ink, &GRAPHENE_RECT_INIT (from, 0, handle, height));
  append_line (snapshot, &ink,
               &GRAPHENE_RECT_INIT (MAX (to, from + 2) - handle, 0, handle, height));
}

/* Where the stream is on what is shown; a track is no longer than its film. */
static graphene_rect_t
find_extent (FlTrack *self, const FlAxis *axis, float width, float height)
{
  const gint64 n_frames = fl_stream_get_n_frames (self->stream);

  if (n_frames <= 0)
    return GRAPHENE_RECT_INIT (0, 0, width, height);
  const double from = fl_axis_get_x (axis, fl_axis_place_frame (axis, self->stream, 0), width);
  const double to = fl_axis_get_x (axis, fl_axis_place_frame (axis, self->stream, n_frames), width);
  const float left = (float) CLAMP (from, -CORNER_PX, width + CORNER_PX);
  const float right = (float) CLAMP (to, -CORNER_PX, width + CORNER_PX);
  return GRAPHENE_RECT_INIT (left, 0, MAX (right - left, 1), height);
}

void
fl_track_draw (FlTrack *self, GtkSnapshot *snapshot, const FlAxis *axis, int width, int height)
{
  const graphene_rect_t extent = find_extent (self, axis, (float) width, (float) height);
  GskRoundedRect clip;
  GdkRGBA empty;

  fl_palette_get_track (fl_palette_is_dark (), &empty);
  gsk_rounded_rect_init_from_rect (&clip, &extent, MIN (CORNER_PX, (float) height / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, &empty, &extent);
  append_stretches (self, snapshot, axis, width, height);
  gtk_snapshot_pop (snapshot);
}

static void
update_node (FlTrack *self, int width, int height)
{
  if (self->node != NULL && self->node_width == width && self->node_height == height)
    return;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  fl_track_draw (self, snapshot, &self->axis, width, height);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  self->node_width = width;
  self->node_height = height;
}

static void
fl_track_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlTrack *self = FL_TRACK (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);

  update_node (self, width, height);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  snapshot_questions (self, snapshot, (float) height);
  snapshot_selection (self, snapshot, (float) width, (float) height);
  snapshot_cursor (self, snapshot, (float) height);
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

/* A pixel stands for many frames; of these the model learns from samples alone. */
static void
activate_at (FlTrack *self, double x)
{
  const gint64 frame = fl_track_find_frame (self, x);
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
  const int width = gtk_widget_get_width (widget);
  const gint64 frame = fl_track_find_frame (self, x);
  g_autofree FlColumn *columns = lay_out (self, &self->axis, width);

  if (is_by_key || columns == NULL || frame < 0 || x < 0 || x >= width)
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
  g_clear_pointer (&self->levels, fl_span_levels_free);
  g_clear_pointer (&self->nothing, fl_span_levels_free);
  g_clear_pointer (&self->questions, g_array_unref);
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
  self->selection = (FlRange){.first = 0, .last = -1};
  self->nothing = fl_span_levels_new (g_array_new (FALSE, FALSE, sizeof (FlSpan)));
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

  g_clear_pointer (&self->levels, fl_span_levels_free);
  self->levels = fl_span_levels_new (
    self->tag != NULL ? fl_session_list_tag_spans (self->session, self->stream, self->tag)
                      : fl_session_list_spans (self->session, self->stream));
  if (!self->has_axis)
    fl_track_set_axis (self, NULL);
  drop_node (self);
}

void
fl_track_set_blind (FlTrack *self, gboolean is_blind)
{
  g_return_if_fail (FL_IS_TRACK (self));

  if (self->is_blind == is_blind)
    return;
  self->is_blind = is_blind;
  drop_node (self);
}

gboolean
fl_track_get_is_blind (FlTrack *self)
{
  g_return_val_if_fail (FL_IS_TRACK (self), FALSE);
  return self->is_blind;
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

gint64
fl_track_get_cursor (FlTrack *self)
{
  g_return_val_if_fail (FL_IS_TRACK (self), -1);
  return self->cursor;
}

void
fl_track_set_axis (FlTrack *self, const FlAxis *axis)
{
  g_return_if_fail (FL_IS_TRACK (self));

  const double n_frames = (double) MAX (fl_stream_get_n_frames (self->stream), 1);

  const FlAxis shown =
    axis != NULL ? *axis : (FlAxis){.unit = FL_AXIS_FRAMES, .last = n_frames, .to = n_frames};

  self->has_axis = axis != NULL;
  if (fl_axis_is_same (&self->axis, &shown))
    return;
  self->axis = shown;
  drop_node (self);
}

void
fl_track_set_selection (FlTrack *self, const FlRange *range)
{
  g_return_if_fail (FL_IS_TRACK (self));

  self->selection = range != NULL ? *range : (FlRange){.first = 0, .last = -1};
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fl_track_set_questions (FlTrack *self, GArray *frames)
{
  g_return_if_fail (FL_IS_TRACK (self));

  g_clear_pointer (&self->questions, g_array_unref);
  self->questions = frames != NULL ? g_array_ref (frames) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const FlSpanLevels *
fl_track_get_levels (FlTrack *self)
{
  g_return_val_if_fail (FL_IS_TRACK (self), NULL);
  return get_levels (self);
}

gint64
fl_track_find_frame (FlTrack *self, double x)
{
  g_return_val_if_fail (FL_IS_TRACK (self), -1);

  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const gint64 n_frames = fl_stream_get_n_frames (self->stream);

  if (width <= 0 || n_frames <= 0)
    return -1;
  const double position = fl_axis_get_position (&self->axis, x, width);
  return CLAMP (fl_axis_find_frame (&self->axis, self->stream, position), 0, n_frames - 1);
}

double
fl_track_find_x (FlTrack *self, gint64 frame)
{
  g_return_val_if_fail (FL_IS_TRACK (self), 0);

  return fl_axis_get_x (&self->axis, fl_axis_place_frame (&self->axis, self->stream, frame),
                        gtk_widget_get_width (GTK_WIDGET (self)));
}

char *
fl_track_dup_label (FlTrack *self, gint64 frame, FlCertainty *out_certainty)
{
  g_return_val_if_fail (FL_IS_TRACK (self), NULL);

  const FlSpan *span = fl_span_levels_find (get_levels (self), frame);

  *out_certainty = span != NULL ? span->certainty : FL_CERTAINTY_UNSEEN;
  return span != NULL ? dup_label (self, span->class_id) : NULL;
}
