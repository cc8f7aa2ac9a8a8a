/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "base/fl-image.h"

G_BEGIN_DECLS

/**
 * fl_texture_new:
 * @image: (transfer full): an RGB24 picture
 *
 * Wraps a picture for GTK without copying its pixels.
 *
 * Returns: (transfer full): the texture
 */
GdkTexture *fl_texture_new (FlImage *image);

G_END_DECLS
