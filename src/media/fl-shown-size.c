/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes on the screen from sizes in the file. */
#include "media/fl-shown-size.h"

#include <math.h>

FlShownSize
fl_shown_size_of (guint coded_width_px,
                  guint coded_height_px,
                  FlRational sample_aspect,
                  int rotation_deg)
{
  double width = coded_width_px;
  double height = coded_height_px;

  if (sample_aspect.num > 0 && sample_aspect.den > 0) {
    double aspect = (double) sample_aspect.num / sample_aspect.den;
    if (aspect >= 1)
      width *= aspect;
    else
      height /= aspect;
  }
  FlShownSize size = {.width_px = (guint) CLAMP (lround (width), 1, 65535),
                      .height_px = (guint) CLAMP (lround (height), 1, 65535)};
  if (rotation_deg % 180 != 0)
    size = (FlShownSize){.width_px = size.height_px, .height_px = size.width_px};
  return size;
}

FlShownSize
fl_shown_size_fit (FlShownSize size, guint max_width_px, guint max_height_px)
{
  double scale =
    MIN ((double) max_width_px / size.width_px, (double) max_height_px / size.height_px);

  if (scale >= 1)
    return size;
  return (FlShownSize){.width_px = (guint) MAX (lround (size.width_px * scale), 1),
                       .height_px = (guint) MAX (lround (size.height_px * scale), 1)};
}
