/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline page: puts its parts together and keeps them up to date. */
#include "app/fl-timeline-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-drop-down.h"
#include "app/fl-preferences.h"
#include "app/fl-timeline-page-private.h"

/* How much of a page tracks may take before they scroll. */
#define TRACKS_HEIGHT_PX 240

G_DEFINE_FINAL_TYPE (FlTimelinePage, fl_timeline_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_IS_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Where questions wait, on the tracks of their streams; but for checks, whose guess is hidden. */
static void
show_questions (FlTimelinePage *self)
{
  GPtrArray *tracks = fl_timeline_get_tracks (self->timeline);
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));
  const gboolean are_shown = gtk_toggle_button_get_active (self->questions);

  for (guint i = 0; i < tracks->len; i++) {
    g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (gint64));
    for (guint k = 0; are_shown && k < g_list_model_get_n_items (queue); k++) {
      g_autoptr (FlItem) item = g_list_model_get_item (queue, k);
      const gint64 frame = fl_item_get_frame (item);
      if (!fl_item_get_is_blind (item) &&
          fl_item_get_stream (item) == fl_track_get_stream (tracks->pdata[i]))
        g_array_append_val (frames, frame);
    }
    fl_track_set_questions (tracks->pdata[i], frames);
  }
}

/* A place to begin with: what is asked about, unless that is a check, or else the first frame of all. */
static void
find_cursor (FlTimelinePage *self)
{
  GPtrArray *tracks = fl_timeline_get_tracks (self->timeline);
  g_autoptr (FlItem) item = NULL;

  g_object_get (self->session, "current", &item, NULL);
  if (item != NULL && !fl_item_get_is_blind (item))
    fl_timeline_page_go_to (self, fl_item_get_stream (item), fl_item_get_frame (item));
  else if (tracks->len > 0)
    fl_timeline_page_set_cursor (self, tracks->pdata[0], 0);
}

/* Returns: (transfer none) (nullable): the track of @stream, and of @tag (nullable) in it */
static FlTrack *
find_track (FlTimelinePage *self, FlStream *stream, FlClass *tag)
{
  GPtrArray *tracks = fl_timeline_get_tracks (self->timeline);

  for (guint i = 0; i < tracks->len; i++)
    if (fl_track_get_stream (tracks->pdata[i]) == stream &&
        (tag == NULL || fl_track_get_tag (tracks->pdata[i]) == tag))
      return tracks->pdata[i];
  return NULL;
}

/* When tracks are made anew, the cursor and the range stay where they were. There is no cursor before frames
 * are counted. */
static void
restore_place (FlTimelinePage *self)
{
  FlTrack *track = find_track (self, self->stream, self->tag);
  const FlRange range = self->selection;
  const gboolean had_range = range.last >= range.first;

  if (self->active != NULL && self->cursor >= 0)
    return;
  if (track == NULL) {
    find_cursor (self);
    return;
  }
  fl_timeline_page_set_cursor (self, track, self->cursor);
  fl_timeline_page_select (self, had_range ? &range : NULL);
}

static void
on_tracks_changed (FlTimelinePage *self)
{
  GPtrArray *tracks = fl_timeline_get_tracks (self->timeline);

  if (self->session == NULL)
    return;
  fl_timeline_page_update_limits (self);
  restore_place (self);
  fl_minimap_set_tracks (self->minimap, tracks);
  show_questions (self);
  fl_timeline_page_show_hidden (self);
  fl_timeline_page_show_details (self);
}

static void
on_unit_changed (FlTimelinePage *self)
{
  static const FlAxisUnit units[] = {FL_AXIS_TIME, FL_AXIS_FRAMES, FL_AXIS_CLOCK};
  const guint chosen = gtk_drop_down_get_selected (self->unit);

  if (self->session == NULL || chosen >= G_N_ELEMENTS (units) || units[chosen] == self->axis.unit)
    return;
  /* What is in the middle stays there as far as there is such a place; how much is shown does not
   * carry over from seconds to frames. */
  self->axis.unit = units[chosen];
  self->axis.first = self->axis.last = self->axis.from = self->axis.to = 0;
  fl_timeline_page_update_limits (self);
}

static void
on_questions_toggled (FlTimelinePage *self)
{
  if (self->session != NULL)
    show_questions (self);
}

static void
on_lanes_toggled (FlTimelinePage *self)
{
  fl_timeline_show_lane (self->timeline, FL_LANE_CONFIDENCE,
                         gtk_toggle_button_get_active (self->confidence));
  fl_timeline_show_lane (self->timeline, FL_LANE_LOTS, gtk_toggle_button_get_active (self->lots));
}

static void
on_queue_changed (FlTimelinePage *self)
{
  if (gtk_toggle_button_get_active (self->questions))
    show_questions (self);
}

static void
on_ruler_activated (FlTimelinePage *self, double position)
{
  if (self->active == NULL)
    return;
  const gint64 frame =
    fl_axis_find_frame (&self->axis, fl_track_get_stream (self->active), position);
  gtk_widget_grab_focus (GTK_WIDGET (self->active));
  self->drag = FL_TIMELINE_DRAG_PRESSED; /* what is pointed at must not move away */
  fl_timeline_page_set_cursor (self, self->active, frame);
  self->drag = FL_TIMELINE_DRAG_NONE;
}

static void
on_minimap_moved (FlTimelinePage *self, double position)
{
  fl_axis_pan (&self->axis, position - (self->axis.from + self->axis.to) / 2);
  fl_timeline_page_show_axis (self);
}

static void
zoom_around_middle (FlTimelinePage *self, double factor)
{
  fl_timeline_page_zoom (self, factor, (self->axis.from + self->axis.to) / 2);
  fl_timeline_page_take_focus (self);
}

static void
on_zoom_in (FlTimelinePage *self)
{
  zoom_around_middle (self, 2);
}

static void
on_zoom_out (FlTimelinePage *self)
{
  zoom_around_middle (self, 0.5);
}

static void
on_zoom_fit (FlTimelinePage *self)
{
  fl_axis_fit (&self->axis);
  fl_timeline_page_show_axis (self);
  fl_timeline_page_take_focus (self);
}

static void
on_give_back (FlTimelinePage *self)
{
  fl_timeline_page_give_back (self);
  fl_timeline_page_take_focus (self);
}

static void
on_open (FlTimelinePage *self)
{
  fl_timeline_page_open (self);
}

/* Much may have happened while nobody saw the page; tracks follow in a moment. */
static void
fl_timeline_page_map (GtkWidget *widget)
{
  on_tracks_changed (FL_TIMELINE_PAGE (widget));
  fl_timeline_page_show_classes (FL_TIMELINE_PAGE (widget));
  GTK_WIDGET_CLASS (fl_timeline_page_parent_class)->map (widget);
}

static void
set_is_narrow (FlTimelinePage *self, gboolean is_narrow)
{
  const GtkOrientation orientation =
    is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->caption_line), orientation);
  gtk_inscription_set_xalign (self->said, is_narrow ? 0 : 1);
  gtk_flow_box_set_max_children_per_line (self->classes, is_narrow ? 4 : 1);
  /* What classes leave is the picture's. */
  gtk_widget_set_vexpand (gtk_widget_get_ancestor (GTK_WIDGET (self->classes),
                                                   GTK_TYPE_SCROLLED_WINDOW),
                          !is_narrow);
  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  gtk_widget_set_visible (self->corner, !is_narrow);
  gtk_widget_set_visible (self->foot_corner, !is_narrow);
  fl_timeline_set_names_above (self->timeline, is_narrow);
}

static void
fl_timeline_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, FL_TIMELINE_PAGE (object)->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_timeline_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_NARROW)
    set_is_narrow (FL_TIMELINE_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_timeline_page_dispose (GObject *object)
{
  FlTimelinePage *self = FL_TIMELINE_PAGE (object);

  if (self->timeline != NULL)
    fl_timeline_page_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_TIMELINE_PAGE);
  G_OBJECT_CLASS (fl_timeline_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, states);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, split);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, unit);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, questions);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, confidence);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, lots);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, view);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, caption_line);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, caption);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, said);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, range);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, classes);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, tracks_side);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, corner);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, date);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, ruler);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, foot_corner);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, minimap);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, hidden_bar);
  gtk_widget_class_bind_template_child (widget_class, FlTimelinePage, hidden);
  gtk_widget_class_bind_template_callback (widget_class, on_tracks_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_questions_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_lanes_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_minimap_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_in);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_out);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_fit);
  gtk_widget_class_bind_template_callback (widget_class, on_give_back);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
fl_timeline_page_class_init (FlTimelinePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FL_TYPE_FRAME_VIEW);
  g_type_ensure (FL_TYPE_MINIMAP);
  g_type_ensure (FL_TYPE_RULER);
  g_type_ensure (FL_TYPE_TIMELINE);
  object_class->dispose = fl_timeline_page_dispose;
  object_class->get_property = fl_timeline_page_get_property;
  object_class->set_property = fl_timeline_page_set_property;
  widget_class->map = fl_timeline_page_map;
  properties[PROP_IS_NARROW] = g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FRAME_ACTIVATED] =
    g_signal_new ("frame-activated", FL_TYPE_TIMELINE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, FL_TYPE_STREAM, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timelinepage");
  bind_template (widget_class);
}

static void
fl_timeline_page_init (FlTimelinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cursor = -1;
  self->selection = (FlRange){.first = 0, .last = -1};
  self->axis = (FlAxis){.last = 1, .to = 1};
  gtk_size_group_add_widget (fl_timeline_get_names (self->timeline), self->corner);
  gtk_size_group_add_widget (fl_timeline_get_names (self->timeline), self->foot_corner);
  fl_timeline_set_max_height (self->timeline, TRACKS_HEIGHT_PX);
  fl_drop_down_set_name (self->unit, gtk_widget_get_tooltip_text (GTK_WIDGET (self->unit)));
  fl_timeline_page_init_keys (self);
  fl_timeline_page_init_pointer (self);
}

static void
disconnect (FlTimelinePage *self)
{
  g_signal_handlers_disconnect_by_data (fl_session_get_classes (self->session), self);
  g_signal_handlers_disconnect_by_data (fl_session_get_queue (self->session), self);
  g_clear_object (&self->session);
}

void
fl_timeline_page_set_session (FlTimelinePage *self, FlSession *session)
{
  g_return_if_fail (FL_IS_TIMELINE_PAGE (self));

  if (self->session != NULL)
    disconnect (self);
  g_clear_weak_pointer (&self->active);
  g_clear_weak_pointer (&self->pointed);
  g_clear_object (&self->stream);
  g_clear_object (&self->tag);
  self->cursor = -1;
  self->selection = (FlRange){.first = 0, .last = -1};
  self->axis = (FlAxis){.unit = self->axis.unit};
  fl_frame_view_set_loader (self->view,
                            session != NULL ? fl_session_get_frame_loader (session) : NULL);
  g_set_object (&self->session, session);
  fl_page_keys_set_classes (self->page_keys,
                            session != NULL ? fl_session_get_classes (session) : NULL);
  fl_timeline_set_session (self->timeline, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (fl_session_get_classes (session), "items-changed",
                            G_CALLBACK (fl_timeline_page_show_classes), self);
  g_signal_connect_swapped (fl_session_get_queue (session), "items-changed",
                            G_CALLBACK (on_queue_changed), self);
  fl_timeline_page_show_classes (self);
  on_tracks_changed (self);
}

void
fl_timeline_page_take_focus (FlTimelinePage *self)
{
  g_return_if_fail (FL_IS_TIMELINE_PAGE (self));

  if (self->active != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->active));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
fl_timeline_page_go_to (FlTimelinePage *self, FlStream *stream, gint64 frame)
{
  g_return_if_fail (FL_IS_TIMELINE_PAGE (self));

  FlTrack *track = find_track (self, stream, NULL);

  if (track != NULL)
    fl_timeline_page_set_cursor (self, track, frame);
}

FlStream *
fl_timeline_page_get_stream (FlTimelinePage *self)
{
  g_return_val_if_fail (FL_IS_TIMELINE_PAGE (self), NULL);
  return self->stream;
}
