/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"
#include "media/fl-media-types.h"

G_BEGIN_DECLS

/**
 * fl_jpeg_encode:
 * @image: a %FL_PIXELS_YUV420 picture
 * @quality: 1 to 100
 * @error: return location
 *
 * Returns: (transfer full): a JPEG file, or %NULL with %FL_MEDIA_ERROR_ENCODE
 */
GBytes *fl_jpeg_encode (const FlImage *image, int quality, GError **error);

/**
 * fl_jpeg_decode:
 * @bytes: a JPEG file
 * @error: return location
 *
 * Returns: (transfer full): a %FL_PIXELS_BGR24 picture, or %NULL with %FL_MEDIA_ERROR_CORRUPT
 */
FlImage *fl_jpeg_decode (GBytes *bytes, GError **error);

G_END_DECLS
