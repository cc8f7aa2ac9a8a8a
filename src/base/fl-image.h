/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPixels:
 * @FL_PIXELS_BGR24: one plane, three bytes a pixel, blue first, at which swscale is quickest, sRGB: what
 *   is shown
 * @FL_PIXELS_YUV420: three planes, chroma halved (rounded up), BT.601 full range: what features
 *   and thumbnails are made from
 *
 * How the bytes of an #FlImage are laid out.
 */
typedef enum {
  FL_PIXELS_BGR24,
  FL_PIXELS_YUV420,
} FlPixels;

/**
 * FlImage:
 * @pixels: layout of the planes
 * @width_px: width in pixels, > 0
 * @height_px: height in pixels, > 0
 * @planes: the pixels, row-major; unused planes are %NULL
 * @strides: bytes from one row to the next, per plane
 * @is_tone_mapped: whether the source has a higher dynamic range than the picture can show
 *
 * A picture in memory, shared by reference. Its maker may write into it until it is handed
 * over; from then on it is immutable and may cross threads.
 */
typedef struct {
  FlPixels pixels;
  guint width_px;
  guint height_px;
  guint8 *planes[3];
  gsize strides[3];
  gboolean is_tone_mapped;
  /*< private >*/
  FlRefCount n_refs;
  gpointer owner;
  GDestroyNotify free_owner;
} FlImage;

/**
 * fl_image_new:
 * @pixels: layout
 * @width_px: width, > 0
 * @height_px: height, > 0
 *
 * Makes an image of undefined content with its own memory; rows are aligned to 64 bytes and
 * followed by padding, as swscale wants them.
 *
 * Returns: (transfer full): the image, writable until it is shared
 */
FlImage *fl_image_new (FlPixels pixels, guint width_px, guint height_px);

/**
 * fl_image_new_wrapped:
 * @pixels: layout
 * @width_px: width, > 0
 * @height_px: height, > 0
 * @planes: (array fixed-size=3): the planes, living as long as @owner
 * @strides: (array fixed-size=3): bytes a row
 * @owner: (transfer full): what keeps the planes alive
 * @free_owner: called with @owner when the last reference goes, on whichever thread that is
 *
 * Makes an image over memory that another library owns.
 *
 * Returns: (transfer full): the image
 */
FlImage *fl_image_new_wrapped (FlPixels pixels,
                               guint width_px,
                               guint height_px,
                               guint8 *const planes[3],
                               const gsize strides[3],
                               gpointer owner,
                               GDestroyNotify free_owner);

/**
 * fl_image_ref:
 * @self: an image
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
FlImage *fl_image_ref (FlImage *self);

/**
 * fl_image_unref:
 * @self: (transfer full): an image
 *
 * Any thread.
 */
void fl_image_unref (FlImage *self);

/**
 * fl_image_get_size_bytes:
 * @self: an image
 *
 * Returns: bytes that the planes take, padding of rows included
 */
gsize fl_image_get_size_bytes (const FlImage *self);

/**
 * fl_image_get_plane_height:
 * @self: an image
 * @plane: 0, 1 or 2
 *
 * Returns: number of rows of @plane, 0 when the layout does not have it
 */
guint fl_image_get_plane_height (const FlImage *self, guint plane);

/**
 * fl_image_get_plane_width:
 * @self: an image
 * @plane: 0, 1 or 2
 *
 * Returns: samples in a row of @plane (pixels, whatever their bytes), 0 when it does not exist
 */
guint fl_image_get_plane_width (const FlImage *self, guint plane);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlImage, fl_image_unref)

G_END_DECLS
