/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"

G_BEGIN_DECLS

/**
 * fl_rotate:
 * @image: (transfer full): a picture
 * @rotation_deg: degrees clockwise: 0, 90, 180, 270
 *
 * Turns a picture. With 0 it is handed back as it is.
 *
 * Returns: (transfer full): the turned picture
 */
FlImage *fl_rotate (FlImage *image, int rotation_deg);

G_END_DECLS
