/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that decides by width. */
#include "app/fl-adaptive-bin.h"

/* Narrower: the views no longer fit into the header, and the classes go below the picture. Wider: the
 * sidebar stays beside it and the picture still has most of the window. */
#define NARROW_PX 900
#define WIDE_PX   1400
#define LEAST_PX  340

struct _FlAdaptiveBin {
  GtkWidget parent_instance;
  GtkWidget *child;
  int stop_px;
  gboolean is_narrow;
  gboolean is_wide;
  guint notify_source;
};

G_DEFINE_FINAL_TYPE (FlAdaptiveBin, fl_adaptive_bin, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CHILD,
  PROP_IS_NARROW,
  PROP_IS_WIDE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static gboolean
notify_widths (gpointer data)
{
  FlAdaptiveBin *self = data;

  self->notify_source = 0;
  g_object_notify_by_pspec (data, properties[PROP_IS_NARROW]);
  g_object_notify_by_pspec (data, properties[PROP_IS_WIDE]);
  return G_SOURCE_REMOVE;
}

static void
fl_adaptive_bin_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  FlAdaptiveBin *self = FL_ADAPTIVE_BIN (widget);

  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  /* What the child needs now may be more than in the layout that it will have. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_PX);
  else
    *minimum = MIN (*minimum, 240);
}

static void
fl_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlAdaptiveBin *self = FL_ADAPTIVE_BIN (widget);
  const gboolean is_narrow = width < NARROW_PX || width <= self->stop_px;
  const gboolean is_wide = width >= WIDE_PX;
  int least_width;
  int least_height;

  if (self->is_narrow != is_narrow || self->is_wide != is_wide) {
    self->is_narrow = is_narrow;
    self->is_wide = is_wide;
    /* Layouts must not change while they are being made. */
    if (self->notify_source == 0)
      self->notify_source = g_idle_add_full (G_PRIORITY_HIGH, notify_widths, self, NULL);
  }
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL,
                      NULL);
  gtk_widget_allocate (self->child, width, MAX (height, least_height), baseline, NULL);
}

static void
fl_adaptive_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FlAdaptiveBin *self = FL_ADAPTIVE_BIN (object);

  if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, self->is_narrow);
  else if (id == PROP_IS_WIDE)
    g_value_set_boolean (value, self->is_wide);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_adaptive_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    fl_adaptive_bin_set_child (FL_ADAPTIVE_BIN (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_adaptive_bin_dispose (GObject *object)
{
  FlAdaptiveBin *self = FL_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (fl_adaptive_bin_parent_class)->dispose (object);
}

static void
fl_adaptive_bin_class_init (FlAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = fl_adaptive_bin_dispose;
  object_class->get_property = fl_adaptive_bin_get_property;
  object_class->set_property = fl_adaptive_bin_set_property;
  widget_class->measure = fl_adaptive_bin_measure;
  widget_class->size_allocate = fl_adaptive_bin_size_allocate;
  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | flags);
  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_IS_WIDE] =
    g_param_spec_boolean ("is-wide", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fl_adaptive_bin_init (FlAdaptiveBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
fl_adaptive_bin_set_child (FlAdaptiveBin *self, GtkWidget *child)
{
  g_return_if_fail (FL_IS_ADAPTIVE_BIN (self));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

void
fl_adaptive_bin_set_stop (FlAdaptiveBin *self, int stop_px)
{
  g_return_if_fail (FL_IS_ADAPTIVE_BIN (self));

  self->stop_px = stop_px;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
