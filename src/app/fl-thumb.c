/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thumbnail: a light widget, for there are many of them. */
#include "app/fl-thumb.h"

#include "app/fl-texture.h"

#define CORNER_PX 4.0f

struct _FlThumb {
  GtkWidget parent_instance;
  int natural_height;
  FlFrameLoader *loader;
  FlStream *stream;
  gint64 frame;
  GdkTexture *texture;
};

G_DEFINE_FINAL_TYPE (FlThumb, fl_thumb, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_NATURAL_HEIGHT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
fetch (FlThumb *self)
{
  FlImage *image = self->loader != NULL && self->stream != NULL
                     ? fl_frame_loader_get_thumb (self->loader, self->stream, self->frame)
                     : NULL;

  g_clear_object (&self->texture);
  if (image != NULL)
    self->texture = fl_texture_new (image);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_loader_thumb_ready (FlFrameLoader *loader, gint64 stream_id, gint64 frame, gpointer data)
{
  FlThumb *self = data;

  if (self->texture == NULL && self->stream != NULL && self->frame == frame &&
      fl_stream_get_id (self->stream) == stream_id)
    fetch (self);
}

static void
fl_thumb_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlThumb *self = FL_THUMB (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);

  if (self->texture == NULL || width <= 0 || height <= 0)
    return;
  GskRoundedRect clip;
  gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (0, 0, width, height), CORNER_PX);
  const float texture_width = (float) gdk_texture_get_width (self->texture);
  const float texture_height = (float) gdk_texture_get_height (self->texture);
  const float zoom = MAX (width / texture_width, height / texture_height);
  const graphene_rect_t place = GRAPHENE_RECT_INIT ((width - texture_width * zoom) / 2.0f,
                                                    (height - texture_height * zoom) / 2.0f,
                                                    texture_width * zoom, texture_height * zoom);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, self->texture, &place);
  gtk_snapshot_pop (snapshot);
}

static void
fl_thumb_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  const int height = FL_THUMB (widget)->natural_height;

  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : height * 16 / 9;
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : 8;
}

static void
fl_thumb_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NATURAL_HEIGHT)
    g_value_set_int (value, FL_THUMB (object)->natural_height);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fl_thumb_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FlThumb *self = FL_THUMB (object);

  if (id != PROP_NATURAL_HEIGHT) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  if (self->natural_height == g_value_get_int (value))
    return;
  self->natural_height = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
fl_thumb_dispose (GObject *object)
{
  FlThumb *self = FL_THUMB (object);

  fl_thumb_set_loader (self, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (fl_thumb_parent_class)->dispose (object);
}

static void
fl_thumb_class_init (FlThumbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fl_thumb_dispose;
  object_class->get_property = fl_thumb_get_property;
  object_class->set_property = fl_thumb_set_property;
  widget_class->snapshot = fl_thumb_snapshot;
  widget_class->measure = fl_thumb_measure;
  properties[PROP_NATURAL_HEIGHT] =
    g_param_spec_int ("natural-height", NULL, NULL, 8, 320, 40,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "thumb");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fl_thumb_init (FlThumb *self)
{
  self->natural_height = 40;
}

void
fl_thumb_set_loader (FlThumb *self, FlFrameLoader *loader)
{
  g_return_if_fail (FL_IS_THUMB (self));

  if (self->loader == loader)
    return;
  if (self->loader != NULL)
    g_signal_handlers_disconnect_by_data (self->loader, self);
  g_set_object (&self->loader, loader);
  if (loader != NULL)
    g_signal_connect (loader, "thumb-ready", G_CALLBACK (on_loader_thumb_ready), self);
}

void
fl_thumb_show (FlThumb *self, FlStream *stream, gint64 frame)
{
  g_return_if_fail (FL_IS_THUMB (self));

  if (self->stream == stream && self->frame == frame && self->texture != NULL)
    return;
  g_set_object (&self->stream, stream);
  self->frame = frame;
  fetch (self);
}
