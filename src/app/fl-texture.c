/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the session's pictures to GTK's. */
#include "app/fl-texture.h"

static void
free_image (gpointer data)
{
  fl_image_unref (data);
}

GdkTexture *
fl_texture_new (FlImage *image)
{
  g_return_val_if_fail (image != NULL && image->pixels == FL_PIXELS_RGB24, NULL);

  const guint8 *pixels = image->planes[0];
  const gsize stride = image->strides[0];
  const int width_px = (int) image->width_px;
  const int height_px = (int) image->height_px;
  const gsize size_bytes = stride * (gsize) (height_px - 1) + (gsize) width_px * 3;
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (pixels, size_bytes, free_image, image);

  return gdk_memory_texture_new (width_px, height_px, GDK_MEMORY_R8G8B8, bytes, stride);
}
