/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>
#include <graphene.h>

#include "base/fl-image.h"

G_BEGIN_DECLS

/**
 * fl_texture_new:
 * @image: (transfer full): a BGR24 picture
 *
 * Wraps a picture for GTK without copying its pixels.
 *
 * Returns: (transfer full): the texture
 */
GdkTexture *fl_texture_new (FlImage *image);

/**
 * fl_texture_new_bright:
 * @image: (transfer none): a BGR24 picture
 *
 * Makes a texture of it in which dark places are brighter, as by a gamma of 2; black and white stay. Takes
 * about 1 ms for a million pixels.
 *
 * Returns: (transfer full): the texture
 */
GdkTexture *fl_texture_new_bright (const FlImage *image);

/**
 * fl_texture_new_covering:
 * @image: (transfer full): a BGR24 picture
 * @width_px: width of a place, in device pixels, > 0
 * @height_px: its height, > 0
 *
 * Makes a texture no larger than what covers the place, since a renderer without a graphics card
 * scales it anew at every paint.
 *
 * Returns: (transfer full): the texture, of the shape of @image
 */
GdkTexture *fl_texture_new_covering (FlImage *image, guint width_px, guint height_px);

/**
 * fl_texture_enlarge:
 * @image: (transfer none): a BGR24 picture
 * @part: which part of it, in its pixels, also in halves of them
 * @width_px: width of what is made, > 0
 * @height_px: its height, > 0
 *
 * Enlarges a part of a picture; each of its pixels becomes a square of its own.
 *
 * Returns: (transfer full): the enlarged part (BGR24)
 */
FlImage *fl_texture_enlarge (const FlImage *image,
                             const graphene_rect_t *part,
                             guint width_px,
                             guint height_px);

G_END_DECLS
