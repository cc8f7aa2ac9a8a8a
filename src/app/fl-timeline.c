/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tracks under the picture. */
#include "app/fl-timeline.h"

#include <glib/gi18n.h>

#include "app/fl-short-names.h"
#include "session/fl-session-blind.h"

/* A little more than a frame of the display: many answers in a row cost one redraw. */
#define REFRESH_DELAY_MS 40
/* As long as a name is shown beside its track. */
#define NAME_CHARS 20

struct _FlTimeline {
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *rows;
  GtkSizeGroup *names;
  GHashTable *short_names; /* FlStream (none) to char * */
  FlSession *session;
  GPtrArray *tracks;
  GHashTable *stale; /* FlTrack */
  guint refresh_source;
  gint64 cursor_stream; /* id of the stream that the cursor is in, 0 for none */
  gint64 cursor_frame;
  FlTrack *revealed; /* (nullable) that is scrolled to */
  guint reveal_source;
  FlAxis axis;
  gboolean has_axis;
  gboolean are_names_above;
  guint lanes; /* a bit for each #FlLaneKind that is shown */
};

G_DEFINE_FINAL_TYPE (FlTimeline, fl_timeline, GTK_TYPE_WIDGET)

enum {
  SIGNAL_FRAME_ACTIVATED,
  SIGNAL_TRACKS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The lanes below @track that are shown. */
static void
refresh_lanes (FlTrack *track)
{
  for (GtkWidget *lane = gtk_widget_get_next_sibling (GTK_WIDGET (track)); lane != NULL;
       lane = gtk_widget_get_next_sibling (lane))
    if (gtk_widget_get_visible (lane))
      fl_lane_refresh (FL_LANE (lane), fl_track_get_is_blind (track));
}

/* One track a turn, for a key may come between two. */
static gboolean
refresh_one (gpointer data)
{
  FlTimeline *self = data;

  for (guint i = 0; i < self->tracks->len; i++) {
    FlTrack *track = self->tracks->pdata[i];
    if (!g_hash_table_remove (self->stale, track))
      continue;
    fl_track_refresh (track);
    refresh_lanes (track);
    return G_SOURCE_CONTINUE;
  }
  g_hash_table_remove_all (self->stale);
  self->refresh_source = 0;
  g_signal_emit (self, signals[SIGNAL_TRACKS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
refresh (gpointer data)
{
  FlTimeline *self = data;

  self->refresh_source = g_idle_add_full (G_PRIORITY_LOW, refresh_one, self, NULL);
  return G_SOURCE_REMOVE;
}

/* What nobody sees waits until somebody does. */
static void
begin_refresh (FlTimeline *self)
{
  if (self->refresh_source == 0 && g_hash_table_size (self->stale) > 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh_source =
      g_timeout_add_full (G_PRIORITY_LOW, REFRESH_DELAY_MS, refresh, self, NULL);
}

/* The tracks of one stream, or (0) all. */
static void
mark_stale (FlTimeline *self, gint64 stream_id)
{
  for (guint i = 0; i < self->tracks->len; i++) {
    FlTrack *track = self->tracks->pdata[i];
    if (stream_id == 0 || fl_stream_get_id (fl_track_get_stream (track)) == stream_id)
      g_hash_table_add (self->stale, track);
  }
  begin_refresh (self);
}

static void
on_session_labels_changed (FlSession *session, gint64 stream_id, gpointer data)
{
  mark_stale (data, stream_id);
}

static void
on_session_changed (FlTimeline *self)
{
  mark_stale (self, 0);
}

static void
on_track_frame_activated (FlTrack *track, gint64 frame, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_FRAME_ACTIVATED], 0, fl_track_get_stream (track), frame);
}

/* Of a stream, or of a tag in it; where there is one stream alone, of the tag. */
static char *
dup_row_name (FlTimeline *self, FlTrack *track, const char *stream)
{
  FlClass *tag = fl_track_get_tag (track);

  if (tag == NULL)
    return g_strdup (stream);
  if (g_list_model_get_n_items (fl_session_get_streams (self->session)) == 1)
    return g_strdup (fl_class_get_name (tag));
  /* Translators: a track of the timeline: the names of a tag and of a video. */
  return g_strdup_printf (_ ("%1$s · %2$s"), fl_class_get_name (tag), stream);
}

static void
name_row (FlTimeline *self, FlTrack *track)
{
  GtkWidget *label = gtk_widget_get_prev_sibling (gtk_widget_get_parent (GTK_WIDGET (track)));
  FlStream *stream = fl_track_get_stream (track);
  g_autofree char *name =
    dup_row_name (self, track, g_hash_table_lookup (self->short_names, stream));
  g_autofree char *tip = dup_row_name (self, track, fl_stream_get_name (stream));

  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_widget_set_tooltip_text (label, tip);
}

static void
on_tag_renamed (FlTrack *track)
{
  GtkWidget *timeline = gtk_widget_get_ancestor (GTK_WIDGET (track), FL_TYPE_TIMELINE);

  if (timeline != NULL)
    name_row (FL_TIMELINE (timeline), track);
}

/* As long as the row is there. */
static void
on_stream_state_changed (FlStream *stream, GParamSpec *pspec, gpointer data)
{
  GtkWidget *timeline = gtk_widget_get_ancestor (data, FL_TYPE_TIMELINE);

  if (timeline != NULL)
    mark_stale (FL_TIMELINE (timeline), 0);
}

/* The name before the track, or over it. */
static void
turn_row (FlTimeline *self, GtkWidget *row)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (row), self->are_names_above
                                                          ? GTK_ORIENTATION_VERTICAL
                                                          : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (row), self->are_names_above ? 0 : 12);
}

/* The track with its lanes below it. */
static GtkWidget *
create_side (FlTimeline *self, FlStream *stream, FlClass *tag, GtkWidget *track)
{
  static const FlLaneKind kinds[] = {FL_LANE_CONFIDENCE, FL_LANE_LOTS};
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (side, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (side), track);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    GtkWidget *lane = fl_lane_new (self->session, stream, tag, kinds[i]);
    gtk_widget_set_visible (lane, (self->lanes & 1u << kinds[i]) != 0);
    if (self->has_axis)
      fl_lane_set_axis (FL_LANE (lane), &self->axis);
    gtk_box_append (GTK_BOX (side), lane);
  }
  refresh_lanes (FL_TRACK (track));
  return side;
}

static void
append_row (FlTimeline *self, FlStream *stream, FlClass *tag)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *track = fl_track_new (self->session, stream, tag);

  gtk_label_set_ellipsize (GTK_LABEL (name),
                           tag != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), NAME_CHARS);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "caption");
  gtk_size_group_add_widget (self->names, name);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), create_side (self, stream, tag, track));
  turn_row (self, row);
  gtk_box_append (GTK_BOX (self->rows), row);
  name_row (self, FL_TRACK (track));
  if (tag != NULL)
    g_signal_connect_object (tag, "notify::name", G_CALLBACK (on_tag_renamed), track,
                             G_CONNECT_SWAPPED);
  g_ptr_array_add (self->tracks, track);
  g_signal_connect_object (track, "frame-activated", G_CALLBACK (on_track_frame_activated), self,
                           0);
  g_signal_connect_object (stream, "notify::state", G_CALLBACK (on_stream_state_changed), track, 0);
}

static void
clear_rows (FlTimeline *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  g_ptr_array_set_size (self->tracks, 0);
  g_hash_table_remove_all (self->stale);
  self->revealed = NULL;
}

/* One a stream, or one a tag. */
static void
append_rows (FlTimeline *self, FlStream *stream)
{
  GListModel *tags = fl_session_get_classes (self->session);

  if (!fl_session_get_is_multi_label (self->session)) {
    append_row (self, stream, NULL);
    return;
  }
  for (guint i = 0; i < g_list_model_get_n_items (tags); i++) {
    g_autoptr (FlClass) tag = g_list_model_get_item (tags, i);
    append_row (self, stream, tag);
  }
}

static void
show_cursor (FlTimeline *self)
{
  for (guint i = 0; i < self->tracks->len; i++) {
    FlTrack *track = self->tracks->pdata[i];
    const gboolean is_here = fl_stream_get_id (fl_track_get_stream (track)) == self->cursor_stream;
    fl_track_set_cursor (track, is_here ? self->cursor_frame : -1);
  }
}

/* What is said around a question that is to be answered by its picture alone would answer it, now or when
 * it comes back. */
static void
update_blind (FlTimeline *self)
{
  gboolean is_changed = FALSE;

  for (guint i = 0; i < self->tracks->len; i++) {
    FlTrack *track = self->tracks->pdata[i];
    const gboolean is_blind =
      fl_session_is_blind_stream (self->session, fl_track_get_stream (track));
    if (is_blind == fl_track_get_is_blind (track))
      continue;
    is_changed = TRUE;
    fl_track_set_blind (track, is_blind);
    /* To blank costs nothing, and must not come late; the rest waits until somebody sees it. */
    if (is_blind || gtk_widget_get_mapped (GTK_WIDGET (self)))
      refresh_lanes (track);
    else
      g_hash_table_add (self->stale, track);
  }
  if (is_changed && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[SIGNAL_TRACKS_CHANGED], 0);
}

static GtkAdjustment *
get_place (FlTimeline *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

/* Where the row of @track is among all; %FALSE before it has a place. */
static gboolean
find_row (FlTimeline *self, FlTrack *track, graphene_rect_t *out)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (track)));

  return gtk_widget_compute_bounds (row, self->rows, out) && out->size.height > 0;
}

static void
show_revealed (FlTimeline *self)
{
  graphene_rect_t row;

  if (self->revealed != NULL && find_row (self, self->revealed, &row))
    gtk_adjustment_clamp_page (get_place (self), row.origin.y, row.origin.y + row.size.height);
}

static gboolean
reveal_later (gpointer data)
{
  FlTimeline *self = data;

  self->reveal_source = 0;
  show_revealed (self);
  return G_SOURCE_REMOVE;
}

/* When this is told, rows do not have their places yet. */
static void
on_place_changed (FlTimeline *self)
{
  if (self->revealed != NULL && self->reveal_source == 0)
    self->reveal_source = g_idle_add (reveal_later, self);
}

static void
show_axis_of (FlTimeline *self, FlTrack *track)
{
  fl_track_set_axis (track, &self->axis);
  for (GtkWidget *lane = gtk_widget_get_next_sibling (GTK_WIDGET (track)); lane != NULL;
       lane = gtk_widget_get_next_sibling (lane))
    fl_lane_set_axis (FL_LANE (lane), &self->axis);
}

/* Tracks that are scrolled away are left alone: with hundreds of them each zoom would take long. */
static void
show_axis (FlTimeline *self)
{
  const double top = gtk_adjustment_get_value (get_place (self));
  const double bottom = top + gtk_adjustment_get_page_size (get_place (self));

  for (guint i = 0; self->has_axis && i < self->tracks->len; i++) {
    graphene_rect_t row;
    if (!find_row (self, self->tracks->pdata[i], &row) ||
        (row.origin.y < bottom && row.origin.y + row.size.height > top))
      show_axis_of (self, self->tracks->pdata[i]);
  }
}

/* What many videos of one camera are called differs in few letters. */
static void
shorten_names (FlTimeline *self, GListModel *streams)
{
  const guint n_streams = g_list_model_get_n_items (streams);
  g_autofree const char **names = g_new0 (const char *, n_streams + 1);

  g_hash_table_remove_all (self->short_names);
  for (guint i = 0; i < n_streams; i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    names[i] = fl_stream_get_name (stream);
  }
  g_auto (GStrv) shown = fl_short_names (names, NAME_CHARS);
  for (guint i = 0; i < n_streams; i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_hash_table_insert (self->short_names, stream, g_strdup (shown[i]));
  }
}

static void
make_rows (FlTimeline *self)
{
  GListModel *streams = fl_session_get_streams (self->session);

  clear_rows (self);
  shorten_names (self, streams);
  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    append_rows (self, stream);
  }
  show_cursor (self);
  update_blind (self);
  g_signal_emit (self, signals[SIGNAL_TRACKS_CHANGED], 0);
}

static void
on_classes_items_changed (FlTimeline *self)
{
  if (fl_session_get_is_multi_label (self->session))
    make_rows (self);
}

static void
fl_timeline_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fl_timeline_parent_class)->map (widget);
  begin_refresh (FL_TIMELINE (widget));
}

static void
fl_timeline_dispose (GObject *object)
{
  FlTimeline *self = FL_TIMELINE (object);

  fl_timeline_set_session (self, NULL);
  g_clear_handle_id (&self->reveal_source, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (fl_timeline_parent_class)->dispose (object);
}

static void
fl_timeline_finalize (GObject *object)
{
  FlTimeline *self = FL_TIMELINE (object);

  g_ptr_array_unref (self->tracks);
  g_hash_table_unref (self->stale);
  g_hash_table_unref (self->short_names);
  G_OBJECT_CLASS (fl_timeline_parent_class)->finalize (object);
}

static void
fl_timeline_class_init (FlTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_timeline_dispose;
  object_class->finalize = fl_timeline_finalize;
  widget_class->map = fl_timeline_map;
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, FL_TYPE_STREAM, G_TYPE_INT64);
  signals[SIGNAL_TRACKS_CHANGED] =
    g_signal_new ("tracks-changed", FL_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fl_timeline_init (FlTimeline *self)
{
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->scroller = gtk_scrolled_window_new ();
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->tracks = g_ptr_array_new ();
  self->stale = g_hash_table_new (NULL, NULL);
  self->short_names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 96);
  /* A scroller is never lower than its bar, which one or two tracks do not fill. */
  gtk_widget_set_valign (self->rows, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->rows);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_object (get_place (self), "changed", G_CALLBACK (on_place_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_place (self), "value-changed", G_CALLBACK (show_axis), self,
                           G_CONNECT_SWAPPED);
}

void
fl_timeline_set_session (FlTimeline *self, FlSession *session)
{
  g_return_if_fail (FL_IS_TIMELINE (self));

  if (self->session == session)
    return;
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (fl_session_get_streams (self->session), self);
    g_signal_handlers_disconnect_by_data (fl_session_get_classes (self->session), self);
  }
  clear_rows (self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect (session, "labels-changed", G_CALLBACK (on_session_labels_changed), self);
  g_signal_connect_swapped (session, "model-changed", G_CALLBACK (on_session_changed), self);
  g_signal_connect_swapped (fl_session_get_streams (session), "items-changed",
                            G_CALLBACK (make_rows), self);
  g_signal_connect_swapped (fl_session_get_classes (session), "items-changed",
                            G_CALLBACK (on_classes_items_changed), self);
  g_signal_connect_swapped (session, "notify::is-multi-label", G_CALLBACK (make_rows), self);
  g_signal_connect_swapped (session, "notify::current", G_CALLBACK (update_blind), self);
  g_signal_connect_swapped (session, "lots-changed", G_CALLBACK (update_blind), self);
  g_signal_connect_swapped (session, "checks-changed", G_CALLBACK (update_blind), self);
  make_rows (self);
}

void
fl_timeline_set_cursor (FlTimeline *self, FlStream *stream, gint64 frame)
{
  g_return_if_fail (FL_IS_TIMELINE (self));

  self->cursor_stream = stream != NULL ? fl_stream_get_id (stream) : 0;
  self->cursor_frame = frame;
  show_cursor (self);
}

void
fl_timeline_reveal (FlTimeline *self, FlStream *stream, FlClass *tag)
{
  g_return_if_fail (FL_IS_TIMELINE (self));

  self->revealed = NULL;
  for (guint i = 0; i < self->tracks->len && self->revealed == NULL; i++) {
    FlTrack *track = self->tracks->pdata[i];
    if (fl_track_get_stream (track) == stream && (tag == NULL || fl_track_get_tag (track) == tag))
      self->revealed = track;
  }
  show_revealed (self);
}

GPtrArray *
fl_timeline_get_tracks (FlTimeline *self)
{
  g_return_val_if_fail (FL_IS_TIMELINE (self), NULL);
  return self->tracks;
}

void
fl_timeline_set_axis (FlTimeline *self, const FlAxis *axis)
{
  g_return_if_fail (FL_IS_TIMELINE (self));

  self->axis = *axis;
  self->has_axis = TRUE;
  show_axis (self);
}

GtkSizeGroup *
fl_timeline_get_names (FlTimeline *self)
{
  g_return_val_if_fail (FL_IS_TIMELINE (self), NULL);
  return self->names;
}

gboolean
fl_timeline_is_scrollable (FlTimeline *self)
{
  g_return_val_if_fail (FL_IS_TIMELINE (self), FALSE);

  GtkAdjustment *place = get_place (self);
  return gtk_adjustment_get_upper (place) > gtk_adjustment_get_page_size (place);
}

void
fl_timeline_set_max_height (FlTimeline *self, int max_height)
{
  g_return_if_fail (FL_IS_TIMELINE (self));
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), max_height);
}

void
fl_timeline_set_names_above (FlTimeline *self, gboolean are_above)
{
  g_return_if_fail (FL_IS_TIMELINE (self));

  self->are_names_above = are_above;
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    turn_row (self, row);
}

void
fl_timeline_show_lane (FlTimeline *self, FlLaneKind kind, gboolean is_shown)
{
  g_return_if_fail (FL_IS_TIMELINE (self));

  const guint bit = 1u << kind;
  self->lanes = is_shown ? self->lanes | bit : self->lanes & ~bit;
  for (guint i = 0; i < self->tracks->len; i++) {
    FlTrack *track = self->tracks->pdata[i];
    for (GtkWidget *lane = gtk_widget_get_next_sibling (GTK_WIDGET (track)); lane != NULL;
         lane = gtk_widget_get_next_sibling (lane))
      if (fl_lane_get_kind (FL_LANE (lane)) == kind)
        gtk_widget_set_visible (lane, is_shown);
    refresh_lanes (track);
  }
}
