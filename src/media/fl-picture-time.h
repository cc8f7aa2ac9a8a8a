/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_picture_time_read:
 * @path: a picture
 * @out_ms: (out): when it was taken, by the clock of the camera, which has no time zone:
 *   thousandths of a second since 1970
 *
 * Reads what a camera wrote into a JPEG file (EXIF).
 *
 * Returns: whether it tells
 */
gboolean fl_picture_time_read (const char *path, gint64 *out_ms);

G_END_DECLS
