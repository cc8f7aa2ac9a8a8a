/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the session's pictures to GTK's. */
#include "app/fl-texture.h"

#include <math.h>
#include <string.h>

static void
free_image (gpointer data)
{
  fl_image_unref (data);
}

GdkTexture *
fl_texture_new (FlImage *image)
{
  g_return_val_if_fail (image != NULL && image->pixels == FL_PIXELS_BGR24, NULL);

  const guint8 *pixels = image->planes[0];
  const gsize stride = image->strides[0];
  const int width_px = (int) image->width_px;
  const int height_px = (int) image->height_px;
  const gsize size_bytes = stride * (gsize) (height_px - 1) + (gsize) width_px * 3;
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (pixels, size_bytes, free_image, image);

  return gdk_memory_texture_new (width_px, height_px, GDK_MEMORY_B8G8R8, bytes, stride);
}

GdkTexture *
fl_texture_new_bright (const FlImage *image)
{
  g_return_val_if_fail (image != NULL && image->pixels == FL_PIXELS_BGR24, NULL);

  FlImage *bright = fl_image_new (FL_PIXELS_BGR24, image->width_px, image->height_px);
  guint8 brighter[256];

  for (guint i = 0; i < 256; i++)
    brighter[i] = (guint8) lround (sqrt (255.0 * i));
  for (guint y = 0; y < image->height_px; y++) {
    const guint8 *from = image->planes[0] + y * image->strides[0];
    guint8 *to = bright->planes[0] + y * bright->strides[0];
    for (gsize i = 0; i < 3 * (gsize) image->width_px; i++)
      to[i] = brighter[from[i]];
  }
  return fl_texture_new (bright);
}

/* The mean of the pixels of @from that pixel (@x, @y) of @to stands for. */
static void
average (const FlImage *from, const FlImage *to, guint x, guint y, guint8 *out)
{
  const guint first_x = x * from->width_px / to->width_px;
  const guint first_y = y * from->height_px / to->height_px;
  const guint end_x = (x + 1) * from->width_px / to->width_px;
  const guint end_y = (y + 1) * from->height_px / to->height_px;
  const guint n = (end_x - first_x) * (end_y - first_y);
  guint sums[3] = {0};

  for (guint from_y = first_y; from_y < end_y; from_y++) {
    const guint8 *row = from->planes[0] + from_y * from->strides[0];
    for (gsize i = 3 * (gsize) first_x; i < 3 * (gsize) end_x; i += 3)
      for (guint c = 0; c < 3; c++)
        sums[c] += row[i + c];
  }
  for (guint c = 0; c < 3; c++)
    out[c] = (guint8) ((sums[c] + n / 2) / n);
}

static FlImage *
shrink (const FlImage *image, guint width_px, guint height_px)
{
  FlImage *small = fl_image_new (FL_PIXELS_BGR24, width_px, height_px);

  for (guint y = 0; y < height_px; y++)
    for (guint x = 0; x < width_px; x++)
      average (image, small, x, y, small->planes[0] + y * small->strides[0] + 3 * (gsize) x);
  return small;
}

GdkTexture *
fl_texture_new_covering (FlImage *image, guint width_px, guint height_px)
{
  g_return_val_if_fail (image != NULL && image->pixels == FL_PIXELS_BGR24, NULL);
  g_return_val_if_fail (width_px > 0 && height_px > 0, NULL);

  const double zoom =
    MAX ((double) width_px / image->width_px, (double) height_px / image->height_px);
  if (zoom >= 1)
    return fl_texture_new (image);
  FlImage *small = shrink (image, (guint) MAX (lround (image->width_px * zoom), 1),
                           (guint) MAX (lround (image->height_px * zoom), 1));
  fl_image_unref (image);
  return fl_texture_new (small);
}

static guint
find_pixel (double place, guint n)
{
  return (guint) CLAMP (floor (place), 0, n - 1.0);
}

FlImage *
fl_texture_enlarge (const FlImage *image,
                    const graphene_rect_t *part,
                    guint width_px,
                    guint height_px)
{
  g_return_val_if_fail (image != NULL && image->pixels == FL_PIXELS_BGR24, NULL);
  g_return_val_if_fail (part != NULL && width_px > 0 && height_px > 0, NULL);

  FlImage *large = fl_image_new (FL_PIXELS_BGR24, width_px, height_px);
  g_autofree guint *columns = g_new (guint, width_px);

  for (guint x = 0; x < width_px; x++)
    columns[x] =
      3 * find_pixel (part->origin.x + (x + 0.5) * part->size.width / width_px, image->width_px);
  for (guint y = 0; y < height_px; y++) {
    const double place = part->origin.y + (y + 0.5) * part->size.height / height_px;
    const guint8 *from =
      image->planes[0] + find_pixel (place, image->height_px) * image->strides[0];
    guint8 *to = large->planes[0] + y * large->strides[0];
    for (guint x = 0; x < width_px; x++)
      memcpy (to + 3 * (gsize) x, from + columns[x], 3);
  }
  return large;
}
