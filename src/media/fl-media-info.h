/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-media-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlMediaInfo:
 * @format: FFmpeg's name of the container, or `pictures`
 * @codec: FFmpeg's name of the codec
 * @width_px: width when shown upright with square pixels
 * @height_px: height when shown upright with square pixels
 * @rotation_deg: degrees clockwise to turn it upright: 0, 90, 180, 270
 * @time_base: unit of presentation times, seconds
 * @duration_s: what the header claims, -1 when it claims nothing
 *
 * What the header of a source says. Only hints for people: the frame index has the truth.
 */
typedef struct {
  char *format;
  char *codec;
  guint width_px;
  guint height_px;
  int rotation_deg;
  FlRational time_base;
  double duration_s;
} FlMediaInfo;

/**
 * fl_media_info_probe:
 * @path: a file or a folder of pictures
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Reads the header and decodes nothing but what is needed for it.
 *
 * Returns: (transfer full): the facts, or %NULL with %FL_MEDIA_ERROR
 */
FlMediaInfo *fl_media_info_probe (const char *path, GCancellable *cancellable, GError **error);

/** fl_media_info_free: Frees the facts. */
void fl_media_info_free (FlMediaInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlMediaInfo, fl_media_info_free)

G_END_DECLS
