/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning pictures by quarters, plane by plane. */
#include "media/fl-rotate.h"

#include <string.h>

static void
rotate_plane (const FlImage *from, FlImage *to, guint plane, int rotation_deg)
{
  guint width = fl_image_get_plane_width (from, plane);
  guint height = fl_image_get_plane_height (from, plane);
  gsize pixel_bytes = from->pixels == FL_PIXELS_BGR24 ? 3 : 1;

  for (guint y = 0; y < height; y++) {
    for (guint x = 0; x < width; x++) {
      guint to_x = rotation_deg == 90 ? height - 1 - y : rotation_deg == 180 ? width - 1 - x : y;
      guint to_y = rotation_deg == 90 ? x : rotation_deg == 180 ? height - 1 - y : width - 1 - x;
      memcpy (to->planes[plane] + to_y * to->strides[plane] + to_x * pixel_bytes,
              from->planes[plane] + y * from->strides[plane] + x * pixel_bytes, pixel_bytes);
    }
  }
}

FlImage *
fl_rotate (FlImage *image, int rotation_deg)
{
  g_return_val_if_fail (rotation_deg >= 0 && rotation_deg < 360 && rotation_deg % 90 == 0, image);

  if (rotation_deg == 0)
    return image;
  gboolean is_upright = rotation_deg == 180;
  FlImage *turned = fl_image_new (image->pixels, is_upright ? image->width_px : image->height_px,
                                  is_upright ? image->height_px : image->width_px);
  for (guint plane = 0; plane < 3; plane++)
    rotate_plane (image, turned, plane, rotation_deg);
  fl_image_unref (image);
  return turned;
}
