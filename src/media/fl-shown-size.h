/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a picture is when it stands upright and its pixels are square. */
#pragma once

#include "media/fl-media-types.h"

G_BEGIN_DECLS

/**
 * FlShownSize:
 * @width_px: width, > 0
 * @height_px: height, > 0
 */
typedef struct {
  guint width_px;
  guint height_px;
} FlShownSize;

/**
 * fl_shown_size_of:
 * @coded_width_px: as stored, > 0
 * @coded_height_px: as stored, > 0
 * @sample_aspect: width of a stored pixel by its height; 0/1 is unknown, taken as square
 * @rotation_deg: 0, 90, 180, 270
 *
 * Widens rather than shrinks, so that no stored line is lost.
 *
 * Returns: the size
 */
FlShownSize fl_shown_size_of (guint coded_width_px,
                              guint coded_height_px,
                              FlRational sample_aspect,
                              int rotation_deg);

/**
 * fl_shown_size_fit:
 * @size: a size
 * @max_width_px: width of a box, > 0
 * @max_height_px: height of a box, > 0
 *
 * Returns: the largest size of the same shape that fits the box and is not larger than @size
 */
FlShownSize fl_shown_size_fit (FlShownSize size, guint max_width_px, guint max_height_px);

G_END_DECLS
