/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of a timeline, drawn once and kept until it changes; only the frame around what is shown moves. */
#include "app/fl-minimap.h"

#include <adwaita.h>
#include <math.h>

#define HEIGHT_PX 28
#define GAP_PX    1
/* Lower ones could not be told apart. */
#define LEAST_ROW_PX 3
#define CORNER_PX    4.0f

struct _FlMinimap {
  GtkWidget parent_instance;
  FlAxis axis;
  GPtrArray *tracks; /* FlTrack */
  GskRenderNode *node;
  int node_width;
};

G_DEFINE_FINAL_TYPE (FlMinimap, fl_minimap, GTK_TYPE_WIDGET)

enum {
  SIGNAL_MOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* With more tracks than there is room for, those at the top. */
static void
draw_tracks (FlMinimap *self, GtkSnapshot *snapshot, int width)
{
  const int n_most = HEIGHT_PX / (LEAST_ROW_PX + GAP_PX);
  const int n = MIN ((int) self->tracks->len, n_most);
  const int height = n > 0 ? (HEIGHT_PX - GAP_PX * (n - 1)) / n : 0;
  FlAxis whole = self->axis;

  fl_axis_fit (&whole);
  for (int i = 0; i < n; i++) {
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) (i * (height + GAP_PX))));
    fl_track_draw (self->tracks->pdata[i], snapshot, &whole, width, height);
    gtk_snapshot_restore (snapshot);
  }
}

static void
update_node (FlMinimap *self, int width)
{
  if (self->node != NULL && self->node_width == width)
    return;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  draw_tracks (self, snapshot, width);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  self->node_width = width;
}

/* A veil over what is not shown, and a frame around what is. */
static void
draw_window (FlMinimap *self, GtkSnapshot *snapshot, float width, float height)
{
  const double scale = width / (self->axis.last - self->axis.first);
  const float from = floorf ((float) ((self->axis.from - self->axis.first) * scale));
  const float to = MAX (ceilf ((float) ((self->axis.to - self->axis.first) * scale)), from + 6);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA veil = {0.5f, 0.5f, 0.5f, 1};
  GdkRGBA ink;
  GskRoundedRect frame;

  gtk_style_context_get_color (style, &ink);
  (void) gtk_style_context_lookup_color (style, "window_bg_color", &veil);
  veil.alpha = 0.6f;
  gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (0, 0, from, height));
  gtk_snapshot_append_color (snapshot, &veil,
                             &GRAPHENE_RECT_INIT (to, 0, MAX (width - to, 0), height));
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (from, 0, to - from, height),
                                   CORNER_PX);
  const float widths[] = {2, 2, 2, 2};
  const GdkRGBA colours[] = {ink, ink, ink, ink};
  gtk_snapshot_append_border (snapshot, &frame, widths, colours);
}

static void
fl_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlMinimap *self = FL_MINIMAP (widget);
  const int width = gtk_widget_get_width (widget);

  if (width <= 0 || self->tracks->len == 0)
    return;
  update_node (self, width);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (!fl_axis_is_whole (&self->axis))
    draw_window (self, snapshot, (float) width, (float) gtk_widget_get_height (widget));
}

static void
fl_minimap_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT_PX : 40;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT_PX : 400;
}

static void
move_to (FlMinimap *self, double x)
{
  FlAxis whole = self->axis;

  fl_axis_fit (&whole);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0,
                 fl_axis_get_position (&whole, x, gtk_widget_get_width (GTK_WIDGET (self))));
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  move_to (data, x);
}

static void
on_drag_update (GtkGestureDrag *gesture, double by_x, double by_y, gpointer data)
{
  double x = 0;

  (void) gtk_gesture_drag_get_start_point (gesture, &x, NULL);
  move_to (data, x + by_x);
}

static void
fl_minimap_dispose (GObject *object)
{
  FlMinimap *self = FL_MINIMAP (object);

  g_clear_pointer (&self->tracks, g_ptr_array_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  G_OBJECT_CLASS (fl_minimap_parent_class)->dispose (object);
}

static void
fl_minimap_class_init (FlMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_minimap_dispose;
  widget_class->snapshot = fl_minimap_snapshot;
  widget_class->measure = fl_minimap_measure;
  signals[SIGNAL_MOVED] = g_signal_new ("moved", FL_TYPE_MINIMAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "minimap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
drop_node (FlMinimap *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fl_minimap_init (FlMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->axis = (FlAxis){.last = 1, .to = 1};
  self->tracks = g_ptr_array_new ();
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (drop_node),
                           self, G_CONNECT_SWAPPED);
}

void
fl_minimap_set_axis (FlMinimap *self, const FlAxis *axis)
{
  g_return_if_fail (FL_IS_MINIMAP (self));

  const gboolean is_other = axis->unit != self->axis.unit || axis->first != self->axis.first ||
                            axis->last != self->axis.last;
  self->axis = *axis;
  if (is_other)
    drop_node (self);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fl_minimap_set_tracks (FlMinimap *self, GPtrArray *tracks)
{
  g_return_if_fail (FL_IS_MINIMAP (self));

  g_ptr_array_ref (tracks);
  g_ptr_array_unref (self->tracks);
  self->tracks = tracks;
  drop_node (self);
}
