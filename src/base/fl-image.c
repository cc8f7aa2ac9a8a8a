/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture in memory: the one value that media, features and the window all speak. */
#include "base/fl-image.h"

#define ROW_ALIGNMENT_BYTES 64
/* swscale's SIMD may write this far past the end of a plane. */
#define TAIL_BYTES 64

static gsize
align_row (gsize size_bytes)
{
  return (size_bytes + ROW_ALIGNMENT_BYTES - 1) / ROW_ALIGNMENT_BYTES * ROW_ALIGNMENT_BYTES;
}

guint
fl_image_get_plane_height (const FlImage *self, guint plane)
{
  g_return_val_if_fail (plane < 3, 0);

  if (plane == 0)
    return self->height_px;
  return self->pixels == FL_PIXELS_YUV420 ? (self->height_px + 1) / 2 : 0;
}

guint
fl_image_get_plane_width (const FlImage *self, guint plane)
{
  g_return_val_if_fail (plane < 3, 0);

  if (plane == 0)
    return self->width_px;
  return self->pixels == FL_PIXELS_YUV420 ? (self->width_px + 1) / 2 : 0;
}

static FlImage *
image_alloc (FlPixels pixels, guint width_px, guint height_px)
{
  FlImage *self = g_new0 (FlImage, 1);

  self->pixels = pixels;
  self->width_px = width_px;
  self->height_px = height_px;
  fl_ref_count_init (&self->n_refs);
  return self;
}

FlImage *
fl_image_new (FlPixels pixels, guint width_px, guint height_px)
{
  g_return_val_if_fail (width_px > 0 && height_px > 0, NULL);

  FlImage *self = image_alloc (pixels, width_px, height_px);
  gsize offsets[3] = {0};
  gsize size_bytes = 0;
  for (guint i = 0; i < 3; i++) {
    gsize pixel_bytes = pixels == FL_PIXELS_BGR24 ? 3 : 1;
    self->strides[i] = align_row (fl_image_get_plane_width (self, i) * pixel_bytes);
    offsets[i] = size_bytes;
    size_bytes += self->strides[i] * fl_image_get_plane_height (self, i);
  }
  guint8 *memory = g_aligned_alloc (1, size_bytes + TAIL_BYTES, ROW_ALIGNMENT_BYTES);
  for (guint i = 0; i < 3; i++)
    self->planes[i] = fl_image_get_plane_height (self, i) > 0 ? memory + offsets[i] : NULL;
  self->owner = memory;
  self->free_owner = g_aligned_free;
  return self;
}

FlImage *
fl_image_new_wrapped (FlPixels pixels,
                      guint width_px,
                      guint height_px,
                      guint8 *const planes[3],
                      const gsize strides[3],
                      gpointer owner,
                      GDestroyNotify free_owner)
{
  g_return_val_if_fail (width_px > 0 && height_px > 0, NULL);
  g_return_val_if_fail (planes[0] != NULL, NULL);

  FlImage *self = image_alloc (pixels, width_px, height_px);
  for (guint i = 0; i < 3; i++) {
    self->planes[i] = planes[i];
    self->strides[i] = strides[i];
  }
  self->owner = owner;
  self->free_owner = free_owner;
  return self;
}

FlImage *
fl_image_ref (FlImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_image_unref (FlImage *self)
{
  g_return_if_fail (self != NULL);

  if (!fl_ref_count_dec (&self->n_refs))
    return;
  if (self->free_owner != NULL)
    self->free_owner (self->owner);
  g_free (self);
}

gsize
fl_image_get_size_bytes (const FlImage *self)
{
  gsize size_bytes = 0;

  for (guint i = 0; i < 3; i++)
    size_bytes += self->strides[i] * fl_image_get_plane_height (self, i);
  return size_bytes;
}
