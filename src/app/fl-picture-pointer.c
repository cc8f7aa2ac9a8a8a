/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pointer on a picture: the wheel with Ctrl and two fingers zoom it, and what is zoomed is dragged. */
#include "app/fl-picture-pointer.h"

#include <math.h>

#define ZOOM_A_NOTCH 1.25
#define MOVE_A_NOTCH 48.0

/* Touchpads tell pixels: so many are as much as a notch of a wheel. */
#define PIXELS_A_NOTCH 40.0

typedef struct {
  FlFrameView *view;
  double x; /* where the pointer is */
  double y;
  double dragged_x; /* how far the picture has followed */
  double dragged_y;
  double pinched;
} Pointer;

static gboolean
is_zoomed (const Pointer *self)
{
  return fl_frame_view_get_zoom (self->view) > 1;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  Pointer *self = data;

  self->x = x;
  self->y = y;
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  const Pointer *self = data;
  const GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  const gboolean is_of_pixels =
    gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  const double notches = is_of_pixels ? 1 / PIXELS_A_NOTCH : 1;

  if ((state & GDK_CONTROL_MASK) != 0)
    fl_frame_view_zoom_by (self->view, pow (ZOOM_A_NOTCH, -dy * notches), self->x, self->y);
  else if (!is_zoomed (self))
    return GDK_EVENT_PROPAGATE;
  else if ((state & GDK_SHIFT_MASK) != 0 && dx == 0)
    fl_frame_view_move (self->view, -dy * notches * MOVE_A_NOTCH, 0);
  else
    fl_frame_view_move (self->view, -dx * notches * MOVE_A_NOTCH, -dy * notches * MOVE_A_NOTCH);
  return GDK_EVENT_STOP;
}

static void
show_cursor (const Pointer *self, const char *name)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), name);
}

static void
on_zoom_changed (FlFrameView *view, gpointer data)
{
  show_cursor (data, is_zoomed (data) ? "grab" : NULL);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  Pointer *self = data;

  if (!is_zoomed (self)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->dragged_x = 0;
  self->dragged_y = 0;
  show_cursor (self, "grabbing");
}

static void
on_drag_update (GtkGestureDrag *gesture, double by_x, double by_y, gpointer data)
{
  Pointer *self = data;

  fl_frame_view_move (self->view, by_x - self->dragged_x, by_y - self->dragged_y);
  self->dragged_x = by_x;
  self->dragged_y = by_y;
}

static void
on_drag_end (GtkGestureDrag *gesture, double by_x, double by_y, gpointer data)
{
  on_zoom_changed (NULL, data);
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, gpointer data)
{
  ((Pointer *) data)->pinched = 1;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, gpointer data)
{
  Pointer *self = data;
  double x = self->x;
  double y = self->y;

  (void) gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  fl_frame_view_zoom_by (self->view, scale / self->pinched, x, y);
  self->pinched = scale;
}

static void
add (Pointer *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

void
fl_picture_pointer_add (FlFrameView *view)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (view));

  Pointer *self = g_new0 (Pointer, 1);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->view = view;
  g_object_set_data_full (G_OBJECT (view), "fl-picture-pointer", self, g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (view, "zoom-changed", G_CALLBACK (on_zoom_changed), self);
  add (self, motion);
  add (self, scroll);
  add (self, drag);
  add (self, pinch);
}
