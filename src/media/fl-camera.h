/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-media-types.h"

G_BEGIN_DECLS

/**
 * fl_camera_check:
 * @path: the device of a camera of this computer, such as `/dev/video0`
 * @error: return location
 *
 * Returns: whether there is one that gives pictures and that may be used, else %FALSE with
 *   %FL_MEDIA_ERROR_OPEN
 */
gboolean fl_camera_check (const char *path, GError **error);

/** fl_camera_gives_jpeg: Returns: whether the camera @path can send JPEG */
gboolean fl_camera_gives_jpeg (const char *path);

G_END_DECLS
