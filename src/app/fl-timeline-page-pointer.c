/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pointer on the timeline page: what is below it, ranges that are dragged, scrolling, pinching. */
#include <math.h>

#include "app/fl-timeline-page-private.h"

/* How near to the end of a range it can be taken. */
#define GRAB_PX 7.0
/* How near to a change an end jumps there. */
#define SNAP_PX 8.0
/* A hand that clicks is not quite still. */
#define CLICK_PX 4.0

#define ZOOM_A_NOTCH 1.25
#define PAN_A_NOTCH  0.1

/* The track at a place on the side of the tracks, with the place on it. */
static FlTrack *
pick_track (FlTimelinePage *self, double x, double y, double *out_x)
{
  GtkWidget *picked = gtk_widget_pick (self->tracks_side, x, y, GTK_PICK_DEFAULT);
  GtkWidget *track = picked != NULL ? gtk_widget_get_ancestor (picked, FL_TYPE_TRACK) : NULL;

  if (track == NULL ||
      !gtk_widget_translate_coordinates (self->tracks_side, track, x, y, out_x, &y))
    return NULL;
  return FL_TRACK (track);
}

/* Where a place on the side of the tracks is on @widget, from left to right. */
static double
translate_x (FlTimelinePage *self, GtkWidget *widget, double x)
{
  double y = 0;

  (void) gtk_widget_translate_coordinates (self->tracks_side, widget, x, 0, &x, &y);
  return x;
}

static double
get_pointed_position (FlTimelinePage *self)
{
  return fl_axis_get_position (&self->axis, self->pointer_x,
                               MAX (gtk_widget_get_width (GTK_WIDGET (self->ruler)), 1));
}

static gboolean
is_near_end (FlTimelinePage *self, FlTrack *track, double x, gint64 *out_fixed)
{
  if (track != self->active || !fl_timeline_page_has_range (self))
    return FALSE;
  const double to_first = fabs (fl_track_find_x (track, self->selection.first) - x);
  const double to_last = fabs (fl_track_find_x (track, self->selection.last + 1) - x);
  *out_fixed = to_first < to_last ? self->selection.last : self->selection.first;
  return MIN (to_first, to_last) <= GRAB_PX;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  FlTimelinePage *self = data;
  double track_x = 0;
  gint64 fixed;

  /* What moves below a pointer that rests is told as a motion too. */
  if (x == self->motion_x && y == self->motion_y)
    return;
  self->motion_x = x;
  self->motion_y = y;
  self->pointer_x = translate_x (self, GTK_WIDGET (self->ruler), x);
  if (self->drag == FL_TIMELINE_DRAG_RANGE)
    return;
  g_set_weak_pointer (&self->pointed, pick_track (self, x, y, &track_x));
  self->pointed_frame = self->pointed != NULL ? fl_track_find_frame (self->pointed, track_x) : -1;
  if (self->pointed != NULL)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self->pointed),
                                     is_near_end (self, self->pointed, track_x, &fixed)
                                       ? "col-resize"
                                       : "pointer");
  fl_timeline_page_show_details (self);
}

static void
on_leave (GtkEventControllerMotion *controller, gpointer data)
{
  FlTimelinePage *self = data;

  g_clear_weak_pointer (&self->pointed);
  fl_timeline_page_show_details (self);
}

/* The frame below the pointer, or the one that a change near it has there; as the end of a range that
 * goes to @fixed. */
static gint64
snap (FlTimelinePage *self, double x)
{
  const gint64 frame = fl_track_find_frame (self->active, x);
  const gint64 edge = fl_span_levels_find_edge (fl_track_get_levels (self->active), frame);
  const gboolean is_near = fabs (fl_track_find_x (self->active, edge) - x) <= SNAP_PX;

  if (!is_near)
    return frame;
  /* A range that ends at a change ends with the frame before it. */
  return edge > self->fixed ? edge - 1 : edge;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  FlTimelinePage *self = data;
  const GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  double track_x = 0;
  FlTrack *track = pick_track (self, x, y, &track_x);
  gint64 fixed;

  self->drag = FL_TIMELINE_DRAG_NONE;
  if (track == NULL || fl_track_find_frame (track, track_x) < 0) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (track));
  if (is_near_end (self, track, track_x, &fixed)) {
    self->fixed = fixed;
    self->drag = FL_TIMELINE_DRAG_RANGE;
  } else if ((state & GDK_SHIFT_MASK) != 0 && track == self->active && self->cursor >= 0) {
    self->fixed = self->cursor;
    self->drag = FL_TIMELINE_DRAG_RANGE;
    fl_timeline_page_select_between (self, self->fixed, snap (self, track_x));
  } else {
    fl_timeline_page_set_cursor (self, track, fl_track_find_frame (track, track_x));
    self->drag = FL_TIMELINE_DRAG_PRESSED;
  }
}

static void
on_drag_update (GtkGestureDrag *gesture, double by_x, double by_y, gpointer data)
{
  FlTimelinePage *self = data;
  double x = 0;
  double y = 0;

  if (self->drag == FL_TIMELINE_DRAG_NONE || self->active == NULL)
    return;
  (void) gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->drag == FL_TIMELINE_DRAG_PRESSED && fabs (by_x) < CLICK_PX)
    return;
  if (self->drag == FL_TIMELINE_DRAG_PRESSED) {
    self->fixed = self->cursor;
    self->fixed = snap (self, translate_x (self, GTK_WIDGET (self->active), x));
    self->drag = FL_TIMELINE_DRAG_RANGE;
  }
  const gint64 moved = snap (self, translate_x (self, GTK_WIDGET (self->active), x + by_x));
  fl_timeline_page_select_between (self, self->fixed, moved);
}

/* A click that was none of a drag: what says the same around there is the range. */
static void
on_drag_end (GtkGestureDrag *gesture, double by_x, double by_y, gpointer data)
{
  FlTimelinePage *self = data;
  const FlTimelineDrag drag = self->drag;
  FlRange range;

  self->drag = FL_TIMELINE_DRAG_NONE;
  if (drag == FL_TIMELINE_DRAG_PRESSED && self->active != NULL &&
      fl_span_levels_find_same (fl_track_get_levels (self->active), self->cursor, &range))
    fl_timeline_page_select (self, &range);
}

static void
on_click_released (GtkGestureClick *gesture, int n_presses, double x, double y, gpointer data)
{
  double track_x;

  if (n_presses == 2 && pick_track (data, x, y, &track_x) != NULL)
    fl_timeline_page_open (data);
}

/* Up and down is for tracks where there are more of them than fit, and else for time. */
static gboolean
must_scroll_tracks (FlTimelinePage *self, double dx, GdkModifierType state)
{
  return dx == 0 && (state & GDK_SHIFT_MASK) == 0 && self->pointed != NULL &&
         fl_timeline_is_scrollable (self->timeline);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  FlTimelinePage *self = data;
  const GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    fl_timeline_page_zoom (self, pow (ZOOM_A_NOTCH, -dy), get_pointed_position (self));
  else if (must_scroll_tracks (self, dx, state))
    return GDK_EVENT_PROPAGATE;
  else
    fl_timeline_page_pan (self, PAN_A_NOTCH * (dx != 0 ? dx : dy));
  return GDK_EVENT_STOP;
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, gpointer data)
{
  FL_TIMELINE_PAGE (data)->pinched = 1;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, gpointer data)
{
  FlTimelinePage *self = data;
  double x = 0;
  double y = 0;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    self->pointer_x = translate_x (self, GTK_WIDGET (self->ruler), x);
  fl_timeline_page_zoom (self, scale / self->pinched, get_pointed_position (self));
  self->pinched = scale;
}

static void
add_to_tracks (FlTimelinePage *self, gpointer controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->tracks_side, controller);
}

void
fl_timeline_page_init_pointer (FlTimelinePage *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (click, "released", G_CALLBACK (on_click_released), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_gesture_group (click, drag);
  add_to_tracks (self, motion);
  add_to_tracks (self, scroll);
  add_to_tracks (self, drag);
  add_to_tracks (self, click);
  add_to_tracks (self, pinch);
}
