/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ruler of a timeline. */
#include "app/fl-ruler.h"

#include <math.h>

#define LABEL_GAP_PX  4
#define LABEL_ROOM_PX 28
#define SMALL_PX      4.0f
#define MARK_PX       5.0f

struct _FlRuler {
  GtkWidget parent_instance;
  FlAxis axis;
  double cursor;
  GTimeZone *zone;
  PangoLayout *text;
};

G_DEFINE_FINAL_TYPE (FlRuler, fl_ruler, GTK_TYPE_WIDGET)

enum {
  SIGNAL_POSITION_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Numbers of the same width, so that labels do not jump while the axis moves. */
static PangoLayout *
create_text (GtkWidget *widget)
{
  PangoLayout *text = gtk_widget_create_pango_layout (widget, "");
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (text, attributes);
  pango_attr_list_unref (attributes);
  return text;
}

static int
measure_text (FlRuler *self, const char *text)
{
  int width_px = 0;

  pango_layout_set_text (self->text, text, -1);
  pango_layout_get_pixel_size (self->text, &width_px, NULL);
  return width_px;
}

/* What the longest label takes; how exactly it is told depends on how much fits. */
static double
measure_label (FlRuler *self, double width)
{
  const double a_pixel = (self->axis.to - self->axis.from) / width;
  g_autofree char *rough =
    fl_axis_dup_label (&self->axis, self->axis.to, 100 * a_pixel, self->zone);
  const int rough_px = measure_text (self, rough);
  g_autofree char *text = fl_axis_dup_label (&self->axis, self->axis.to,
                                             (rough_px + LABEL_ROOM_PX) * a_pixel, self->zone);

  return MAX (rough_px, measure_text (self, text)) + LABEL_ROOM_PX;
}

static void
draw_tick (FlRuler *self, GtkSnapshot *snapshot, const FlAxisTick *tick, const GdkRGBA *colour)
{
  const float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  const float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  const float x = floorf ((float) fl_axis_get_x (&self->axis, tick->position, width));
  const float top = tick->label != NULL ? height / 3 : height - SMALL_PX;
  GdkRGBA faint = *colour;

  faint.alpha *= tick->label != NULL ? 0.5f : 0.3f;
  gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (x, top, 1, height - top));
  if (tick->label == NULL)
    return;
  gtk_snapshot_save (snapshot);
  pango_layout_set_text (self->text, tick->label, -1);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + LABEL_GAP_PX, 0));
  gtk_snapshot_append_layout (snapshot, self->text, colour);
  gtk_snapshot_restore (snapshot);
}

/* A small wedge that points at the cursor below. */
static void
draw_cursor (FlRuler *self, GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  const float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  const float height = (float) gtk_widget_get_height (GTK_WIDGET (self));

  if (isnan (self->cursor))
    return;
  const float x = floorf ((float) fl_axis_get_x (&self->axis, self->cursor, width)) + 1;
  for (float i = 0; i < MARK_PX; i++)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT (x - MARK_PX + i, height - MARK_PX + i,
                                                    2 * (MARK_PX - i), 1));
}

static void
fl_ruler_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlRuler *self = FL_RULER (widget);
  const double width = gtk_widget_get_width (widget);
  GdkRGBA colour;

  if (width <= 0 || self->axis.to <= self->axis.from)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                         (float) gtk_widget_get_height (widget)));
  g_autoptr (GArray) ticks =
    fl_axis_list_ticks (&self->axis, width, measure_label (self, width), self->zone);
  for (guint i = 0; i < ticks->len; i++)
    draw_tick (self, snapshot, &g_array_index (ticks, FlAxisTick, i), &colour);
  draw_cursor (self, snapshot, &colour);
  gtk_snapshot_pop (snapshot);
}

static void
fl_ruler_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  int line_px = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 40;
    *natural = 400;
    return;
  }
  pango_layout_get_pixel_size (FL_RULER (widget)->text, NULL, &line_px);
  *minimum = *natural = line_px + (int) MARK_PX;
}

static void
fl_ruler_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fl_ruler_parent_class)->css_changed (widget, change);
  pango_layout_context_changed (FL_RULER (widget)->text);
  gtk_widget_queue_resize (widget);
}

static void
activate_at (FlRuler *self, double x)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self));

  g_signal_emit (self, signals[SIGNAL_POSITION_ACTIVATED], 0,
                 fl_axis_get_position (&self->axis, CLAMP (x, 0, width), width));
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  activate_at (data, x);
}

static void
on_drag_update (GtkGestureDrag *gesture, double by_x, double by_y, gpointer data)
{
  double x = 0;

  (void) gtk_gesture_drag_get_start_point (gesture, &x, NULL);
  activate_at (data, x + by_x);
}

static void
fl_ruler_dispose (GObject *object)
{
  FlRuler *self = FL_RULER (object);

  g_clear_object (&self->text);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (fl_ruler_parent_class)->dispose (object);
}

static void
fl_ruler_class_init (FlRulerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_ruler_dispose;
  widget_class->snapshot = fl_ruler_snapshot;
  widget_class->measure = fl_ruler_measure;
  widget_class->css_changed = fl_ruler_css_changed;
  signals[SIGNAL_POSITION_ACTIVATED] =
    g_signal_new ("position-activated", FL_TYPE_RULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "ruler");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fl_ruler_init (FlRuler *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->cursor = NAN;
  self->axis = (FlAxis){.last = 1, .to = 1};
  self->zone = g_time_zone_new_local ();
  self->text = create_text (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
fl_ruler_set_axis (FlRuler *self, const FlAxis *axis)
{
  g_return_if_fail (FL_IS_RULER (self));

  self->axis = *axis;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fl_ruler_set_cursor (FlRuler *self, double position)
{
  g_return_if_fail (FL_IS_RULER (self));

  self->cursor = position;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
