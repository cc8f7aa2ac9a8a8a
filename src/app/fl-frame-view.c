/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture that is asked about. Asks the loader for exactly the device pixels it has, so
 * that GTK need not scale (measured: 2.5 ms against 18 ms a frame). */
#include "app/fl-frame-view-private.h"

#include <math.h>

#include "app/fl-texture.h"

/* How long to wait before a frame that could not be had is tried again: its drive may be back. */
#define RETRY_MS 2000

G_DEFINE_FINAL_TYPE (FlFrameView, fl_frame_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PICTURE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Where the page is narrow the picture has no more height than it fills. */
static void
update_ratio (FlFrameView *self)
{
  const float ratio =
    (float) gdk_texture_get_height (self->texture) / (float) gdk_texture_get_width (self->texture);

  if (fabsf (ratio - self->ratio) < 0.01f)
    return;
  self->ratio = ratio;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
tell_change (FlFrameView *self)
{
  g_signal_emit (self, signals[SIGNAL_PICTURE_CHANGED], 0);
}

static void
forget_trouble (FlFrameView *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_pointer (&self->trouble, g_free);
}

/* By a table when the picture comes: a renderer without a graphics card would take far longer at each paint. */
static void
make_texture (FlFrameView *self)
{
  g_clear_object (&self->texture);
  if (self->image != NULL)
    self->texture = self->is_bright ? fl_texture_new_bright (self->image)
                                    : fl_texture_new (fl_image_ref (self->image));
}

static void
set_picture (FlFrameView *self, FlImage *image, gboolean is_sharp)
{
  if (is_sharp)
    forget_trouble (self);
  g_clear_pointer (&self->image, fl_image_unref);
  self->image = image;
  make_texture (self);
  if (image != NULL)
    update_ratio (self);
  self->has_picture = image != NULL;
  self->is_sharp = image != NULL && is_sharp;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_change (self);
}

static gboolean
is_sample (FlStream *stream, gint64 frame)
{
  const int nearest = fl_stream_find_sample (stream, frame);

  return nearest >= 0 && fl_stream_get_sample (stream, (guint) nearest) == frame;
}

void
fl_frame_view_fetch (FlFrameView *self)
{
  guint width_px;
  guint height_px;

  if (self->loader == NULL || self->stream == NULL ||
      !fl_frame_view_get_place (self, self->stream, &width_px, &height_px))
    return;
  FlImage *image =
    fl_frame_loader_get_frame (self->loader, self->stream, self->frame, width_px, height_px);
  if (image != NULL) {
    set_picture (self, image, TRUE);
    return;
  }
  if (self->has_picture || !is_sample (self->stream, self->frame))
    return;
  image = fl_frame_loader_get_thumb (self->loader, self->stream, self->frame);
  if (image != NULL)
    set_picture (self, image, FALSE);
}

static gboolean
is_wanted (FlFrameView *self, gint64 stream_id, gint64 frame)
{
  return self->stream != NULL && fl_stream_get_id (self->stream) == stream_id &&
         self->frame == frame && !self->is_sharp;
}

static void
on_loader_ready (FlFrameLoader *loader, gint64 stream_id, gint64 frame, gpointer data)
{
  if (is_wanted (data, stream_id, frame))
    fl_frame_view_fetch (data);
}

static gboolean
retry (gpointer data)
{
  FlFrameView *self = data;

  self->retry_source = 0;
  fl_frame_view_fetch (self);
  return G_SOURCE_REMOVE;
}

static void
on_loader_failed (FlFrameLoader *loader,
                  gint64 stream_id,
                  gint64 frame,
                  const char *why,
                  gpointer data)
{
  FlFrameView *self = data;

  if (!is_wanted (self, stream_id, frame))
    return;
  forget_trouble (self);
  self->trouble = g_strdup (why);
  self->retry_source = g_timeout_add (RETRY_MS, retry, self);
  tell_change (self);
}

static void
fl_frame_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 360;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *natural = MAX (*minimum, (int) lroundf ((float) for_size * FL_FRAME_VIEW (widget)->ratio));
}

static GtkSizeRequestMode
fl_frame_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fl_frame_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlFrameView *self = FL_FRAME_VIEW (widget);

  if (self->is_sharp && self->texture != NULL) {
    self->is_sharp = FALSE;
    gtk_widget_queue_draw (widget);
  }
  fl_frame_view_fetch (self);
}

static void
fl_frame_view_dispose (GObject *object)
{
  FlFrameView *self = FL_FRAME_VIEW (object);

  fl_frame_view_set_loader (self, NULL);
  G_OBJECT_CLASS (fl_frame_view_parent_class)->dispose (object);
}

static void
fl_frame_view_finalize (GObject *object)
{
  g_hash_table_unref (FL_FRAME_VIEW (object)->zooms);
  G_OBJECT_CLASS (fl_frame_view_parent_class)->finalize (object);
}

static void
fl_frame_view_class_init (FlFrameViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_frame_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fl_frame_view_finalize;
  widget_class->snapshot = fl_frame_view_snapshot;
  widget_class->get_request_mode = fl_frame_view_get_request_mode;
  widget_class->measure = fl_frame_view_measure;
  widget_class->size_allocate = fl_frame_view_size_allocate;
  signals[SIGNAL_PICTURE_CHANGED] =
    g_signal_new ("picture-changed", FL_TYPE_FRAME_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  g_signal_new ("zoom-changed", FL_TYPE_FRAME_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "frameview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fl_frame_view_init (FlFrameView *self)
{
  self->ratio = 9.0f / 16.0f;
  self->zoom = FL_ZOOM_WHOLE;
  self->zooms = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

void
fl_frame_view_set_loader (FlFrameView *self, FlFrameLoader *loader)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  if (self->loader != NULL)
    g_signal_handlers_disconnect_by_data (self->loader, self);
  g_set_object (&self->loader, loader);
  g_clear_object (&self->stream);
  g_hash_table_remove_all (self->zooms);
  fl_frame_view_take_zoom (self, &FL_ZOOM_WHOLE);
  forget_trouble (self);
  if (self->texture != NULL)
    set_picture (self, NULL, FALSE);
  if (loader == NULL)
    return;
  g_signal_connect (loader, "frame-ready", G_CALLBACK (on_loader_ready), self);
  g_signal_connect (loader, "thumb-ready", G_CALLBACK (on_loader_ready), self);
  g_signal_connect (loader, "frame-failed", G_CALLBACK (on_loader_failed), self);
}

void
fl_frame_view_set_is_bright (FlFrameView *self, gboolean is_bright)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  if (self->is_bright == is_bright)
    return;
  self->is_bright = is_bright;
  make_texture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
fl_frame_view_get_is_bright (FlFrameView *self)
{
  g_return_val_if_fail (FL_IS_FRAME_VIEW (self), FALSE);
  return self->is_bright;
}

void
fl_frame_view_show (FlFrameView *self, FlStream *stream, gint64 frame, gboolean is_new)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  if (self->stream == stream && self->frame == frame && self->is_sharp)
    return;
  const gboolean must_clear = is_new || stream != self->stream;
  const FlZoom zoom = fl_frame_view_find_zoom (self, stream);
  g_set_object (&self->stream, stream);
  self->frame = frame;
  fl_frame_view_take_zoom (self, &zoom);
  self->is_sharp = FALSE;
  self->has_picture = FALSE;
  forget_trouble (self);
  fl_frame_view_fetch (self);
  if (self->has_picture)
    return;
  if (must_clear && self->texture != NULL)
    set_picture (self, NULL, FALSE);
  else
    tell_change (self);
}

void
fl_frame_view_prefetch (FlFrameView *self, FlStream *stream, gint64 frame)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  guint width_px;
  guint height_px;
  if (self->loader == NULL || !fl_frame_view_get_place (self, stream, &width_px, &height_px))
    return;
  /* Should the frame not be there in time its thumbnail is. */
  g_autoptr (FlImage) thumb = fl_frame_loader_get_thumb (self->loader, stream, frame);
  fl_frame_loader_prefetch_frame (self->loader, stream, frame, width_px, height_px);
}

gboolean
fl_frame_view_get_has_picture (FlFrameView *self)
{
  g_return_val_if_fail (FL_IS_FRAME_VIEW (self), FALSE);
  return self->has_picture;
}

gboolean
fl_frame_view_get_is_sharp (FlFrameView *self)
{
  g_return_val_if_fail (FL_IS_FRAME_VIEW (self), FALSE);
  return self->is_sharp;
}

const char *
fl_frame_view_get_trouble (FlFrameView *self)
{
  g_return_val_if_fail (FL_IS_FRAME_VIEW (self), NULL);
  return self->trouble;
}
