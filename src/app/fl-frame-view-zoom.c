/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of the picture is shown, and how it is drawn. */
#include "app/fl-frame-view-private.h"

#include <math.h>

#include "app/fl-texture.h"

#define CORNER_PX 6.0f

/* A picture that all but fills its place has no surround: slivers would look like a mistake. */
#define SLIVER_PX 12.0f

/* Where the picture is zoomed, its pixels are squares when they are so much larger than those of the screen. */
#define SHARP_FROM 2.0f

/* The neutral dark surround, in both styles. */
static const GdkRGBA surround = {0.086f, 0.086f, 0.094f, 1.0f};

FlZoom
fl_frame_view_find_zoom (FlFrameView *self, FlStream *stream)
{
  const gint64 id = stream != NULL ? fl_stream_get_id (stream) : 0;
  const FlZoom *found = g_hash_table_lookup (self->zooms, &id);

  return found != NULL ? *found : FL_ZOOM_WHOLE;
}

gboolean
fl_frame_view_get_place (FlFrameView *self,
                         FlStream *stream,
                         guint *out_width_px,
                         guint *out_height_px)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const double width_px = gtk_widget_get_width (GTK_WIDGET (self)) * scale;
  const double height_px = gtk_widget_get_height (GTK_WIDGET (self)) * scale;
  const FlZoom zoom = fl_frame_view_find_zoom (self, stream);
  guint film_width_px;
  guint film_height_px;

  if (width_px <= 0 || height_px <= 0)
    return FALSE;
  fl_stream_get_shown_size (stream, &film_width_px, &film_height_px);
  const double most = MAX (film_width_px / width_px, film_height_px / height_px);
  const double size = fl_zoom_find_size (zoom.factor, most > 0 ? most : G_MAXDOUBLE);
  *out_width_px = (guint) lround (width_px * size);
  *out_height_px = (guint) lround (height_px * size);
  return TRUE;
}

/* As large as the whole picture can be in the view. */
static graphene_size_t
find_whole (FlFrameView *self)
{
  const float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  const float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  const float ratio = self->texture != NULL ? (float) gdk_texture_get_height (self->texture) /
                                                (float) gdk_texture_get_width (self->texture)
                                            : self->ratio;
  const float whole_width = MIN (width, height / ratio);

  return GRAPHENE_SIZE_INIT (whole_width, whole_width * ratio);
}

static graphene_size_t
get_size (FlFrameView *self)
{
  return GRAPHENE_SIZE_INIT ((float) gtk_widget_get_width (GTK_WIDGET (self)),
                             (float) gtk_widget_get_height (GTK_WIDGET (self)));
}

static graphene_rect_t
place_texture (FlFrameView *self)
{
  const float scale = (float) gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const float made_width = (float) gdk_texture_get_width (self->texture) / scale;
  const float made_height = (float) gdk_texture_get_height (self->texture) / scale;
  const graphene_size_t size = get_size (self);
  const graphene_size_t whole = find_whole (self);
  graphene_rect_t place = fl_zoom_place (&self->zoom, &size, &whole);
  const float zoom = place.size.width / made_width;

  /* A picture made for this place is off by less than a pixel: draw it unscaled. */
  if (self->is_sharp && zoom <= 1.01f && zoom >= 0.999f)
    graphene_rect_inset (&place, (place.size.width - made_width) / 2,
                         (place.size.height - made_height) / 2);
  place.origin = GRAPHENE_POINT_INIT (floorf (place.origin.x), floorf (place.origin.y));
  return place;
}

/* What is seen of the picture, with its pixels as squares. */
static void
append_pixels (FlFrameView *self,
               GtkSnapshot *snapshot,
               const graphene_rect_t *place,
               const graphene_rect_t *seen)
{
  const float scale = (float) gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const float zoom = place->size.width / (float) self->image->width_px;
  const graphene_rect_t part =
    GRAPHENE_RECT_INIT ((seen->origin.x - place->origin.x) / zoom,
                        (seen->origin.y - place->origin.y) / zoom, seen->size.width / zoom,
                        seen->size.height / zoom);
  FlImage *pixels =
    fl_texture_enlarge (self->image, &part, (guint) MAX (1, lroundf (seen->size.width * scale)),
                        (guint) MAX (1, lroundf (seen->size.height * scale)));
  g_autoptr (GdkTexture) texture =
    self->is_bright ? fl_texture_new_bright (pixels) : fl_texture_new (fl_image_ref (pixels));

  fl_image_unref (pixels);
  gtk_snapshot_append_texture (snapshot, texture, seen);
}

static void
append_picture (FlFrameView *self,
                GtkSnapshot *snapshot,
                const graphene_rect_t *place,
                const graphene_rect_t *seen)
{
  const float scale = (float) gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const gboolean is_enlarged =
    self->zoom.factor > 1 && self->is_sharp &&
    place->size.width * scale > SHARP_FROM * (float) self->image->width_px;

  if (is_enlarged)
    append_pixels (self, snapshot, place, seen);
  else
    gtk_snapshot_append_texture (snapshot, self->texture, place);
}

void
fl_frame_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlFrameView *self = FL_FRAME_VIEW (widget);
  const graphene_size_t size = get_size (self);

  if (size.width <= 0 || size.height <= 0)
    return;
  const graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, size.width, size.height);
  const graphene_rect_t place =
    self->texture != NULL ? place_texture (self) : GRAPHENE_RECT_INIT (0, 0, 0, 0);
  const gboolean has_surround =
    size.width - place.size.width > SLIVER_PX || size.height - place.size.height > SLIVER_PX;
  graphene_rect_t seen = place;
  GskRoundedRect clip;
  (void) graphene_rect_intersection (&place, &all, &seen);
  gsk_rounded_rect_init_from_rect (&clip, has_surround ? &all : &seen, CORNER_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  if (has_surround)
    gtk_snapshot_append_color (snapshot, &surround, &all);
  if (self->texture != NULL)
    append_picture (self, snapshot, &place, &seen);
  gtk_snapshot_pop (snapshot);
}

void
fl_frame_view_take_zoom (FlFrameView *self, const FlZoom *zoom)
{
  const gboolean is_other = zoom->factor != self->zoom.factor;

  self->zoom = *zoom;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (is_other)
    g_signal_emit_by_name (self, "zoom-changed");
}

/* A picture that was made for another zoom stays up until the one for this comes. */
static void
set_zoom (FlFrameView *self, const FlZoom *zoom)
{
  const gint64 id = self->stream != NULL ? fl_stream_get_id (self->stream) : 0;
  const gboolean is_other = zoom->factor != self->zoom.factor;

  g_hash_table_replace (self->zooms, g_memdup2 (&id, sizeof id), g_memdup2 (zoom, sizeof *zoom));
  if (is_other) {
    self->is_sharp = FALSE;
    fl_frame_view_fetch (self);
  }
  fl_frame_view_take_zoom (self, zoom);
}

double
fl_frame_view_get_zoom (FlFrameView *self)
{
  g_return_val_if_fail (FL_IS_FRAME_VIEW (self), 1);
  return self->zoom.factor;
}

void
fl_frame_view_zoom_by (FlFrameView *self, double factor, double x, double y)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self) && factor > 0);

  const graphene_size_t size = get_size (self);
  const graphene_size_t whole = find_whole (self);
  FlZoom zoom = self->zoom;
  if (self->stream == NULL || whole.width <= 0)
    return;
  fl_zoom_by (&zoom, factor, &GRAPHENE_POINT_INIT ((float) x, (float) y), &size, &whole);
  set_zoom (self, &zoom);
}

void
fl_frame_view_zoom_step (FlFrameView *self, gboolean is_in)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  const graphene_size_t size = get_size (self);
  fl_frame_view_zoom_by (self, fl_zoom_find_step (self->zoom.factor, is_in) / self->zoom.factor,
                         size.width / 2, size.height / 2);
}

void
fl_frame_view_move (FlFrameView *self, double by_x, double by_y)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  const graphene_size_t size = get_size (self);
  const graphene_size_t whole = find_whole (self);
  FlZoom zoom = self->zoom;
  if (zoom.factor <= 1 || whole.width <= 0)
    return;
  fl_zoom_move (&zoom, &GRAPHENE_POINT_INIT ((float) by_x, (float) by_y), &size, &whole);
  set_zoom (self, &zoom);
}

void
fl_frame_view_show_whole (FlFrameView *self)
{
  g_return_if_fail (FL_IS_FRAME_VIEW (self));

  if (self->stream != NULL)
    set_zoom (self, &FL_ZOOM_WHOLE);
}
