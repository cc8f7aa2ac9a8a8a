/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thumbnail: a light widget, for there are many of them. */
#include "app/fl-thumb.h"

#include <math.h>

#include "app/fl-texture.h"

#define CORNER_PX 4.0f

/* A picture that all but fills its place has no surround. */
#define SLIVER_PX 3.0f

/* As that of the picture that is asked about. */
static const GdkRGBA surround = {0.086f, 0.086f, 0.094f, 1.0f};

struct _FlThumb {
  GtkWidget parent_instance;
  int natural_height;
  FlFrameLoader *loader;
  FlStream *stream;
  gint64 frame;
  GdkTexture *texture;
  gboolean is_patient;
};

G_DEFINE_FINAL_TYPE (FlThumb, fl_thumb, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_NATURAL_HEIGHT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

graphene_rect_t
fl_thumb_find_place (guint picture_width, guint picture_height, double width, double height)
{
  const double zoom = MIN (width / picture_width, height / picture_height);
  const double fit_width = MAX (floor (picture_width * zoom), 1);
  const double fit_height = MAX (floor (picture_height * zoom), 1);

  return GRAPHENE_RECT_INIT ((float) floor ((width - fit_width) / 2),
                             (float) floor ((height - fit_height) / 2), (float) fit_width,
                             (float) fit_height);
}

/* Takes the picture, if it is there, in the size that it is shown at. */
static void
fetch (FlThumb *self)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const int width_px = gtk_widget_get_width (GTK_WIDGET (self)) * scale;
  const int height_px = gtk_widget_get_height (GTK_WIDGET (self)) * scale;

  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->loader == NULL || self->stream == NULL)
    return;
  g_autoptr (FlImage) image =
    self->is_patient ? fl_frame_loader_peek_thumb (self->loader, self->stream, self->frame)
                     : fl_frame_loader_get_thumb (self->loader, self->stream, self->frame);
  if (image == NULL || width_px <= 0 || height_px <= 0)
    return;
  const graphene_rect_t place =
    fl_thumb_find_place (image->width_px, image->height_px, width_px, height_px);
  self->texture = fl_texture_new_covering (g_steal_pointer (&image), (guint) place.size.width,
                                           (guint) place.size.height);
}

static void
on_loader_thumb_ready (FlFrameLoader *loader, gint64 stream_id, gint64 frame, gpointer data)
{
  FlThumb *self = data;

  if (self->texture == NULL && self->stream != NULL && self->frame == frame &&
      fl_stream_get_id (self->stream) == stream_id)
    fetch (self);
}

/* The picture is shown whole: what matters may be at its edge. */
static void
fl_thumb_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlThumb *self = FL_THUMB (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);

  if (self->texture == NULL || width <= 0 || height <= 0)
    return;
  const graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, width, height);
  const graphene_rect_t place = fl_thumb_find_place ((guint) gdk_texture_get_width (self->texture),
                                                     (guint) gdk_texture_get_height (self->texture),
                                                     (double) width, (double) height);
  const gboolean has_surround =
    width - place.size.width > SLIVER_PX || height - place.size.height > SLIVER_PX;
  GskRoundedRect clip;
  gsk_rounded_rect_init_from_rect (&clip, has_surround ? &all : &place, CORNER_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  if (has_surround)
    gtk_snapshot_append_color (snapshot, &surround, &all);
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
fl_thumb_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  fetch (FL_THUMB (widget));
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
  widget_class->size_allocate = fl_thumb_size_allocate;
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

void
fl_thumb_set_is_patient (FlThumb *self, gboolean is_patient)
{
  g_return_if_fail (FL_IS_THUMB (self));

  self->is_patient = is_patient;
  if (!is_patient && self->texture == NULL)
    fetch (self);
}
