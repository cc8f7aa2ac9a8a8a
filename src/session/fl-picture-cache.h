/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"

G_BEGIN_DECLS

/**
 * FlPictureKey:
 * @stream: id of a stream
 * @frame: display index
 * @numbering: what the index means, see fl_stream_get_numbering()
 * @width_px: width of the place it fits, 0 for a thumbnail
 * @height_px: height of the place
 */
typedef struct {
  gint64 stream;
  gint64 frame;
  guint numbering;
  guint width_px;
  guint height_px;
} FlPictureKey;

/** fl_picture_key_equal: Returns: whether both name the same picture */
gboolean fl_picture_key_equal (const FlPictureKey *a, const FlPictureKey *b);

/**
 * FlPictureCache:
 *
 * Pictures by key, at most so many bytes of them; what was not asked for longest goes first.
 * One thread.
 */
typedef struct _FlPictureCache FlPictureCache;

/** fl_picture_cache_new: Returns: (transfer full): an empty cache */
FlPictureCache *fl_picture_cache_new (gsize max_bytes);

/** fl_picture_cache_free: Frees it. */
void fl_picture_cache_free (FlPictureCache *self);

/** fl_picture_cache_put: Keeps a reference to @image under @key. */
void fl_picture_cache_put (FlPictureCache *self, const FlPictureKey *key, FlImage *image);

/** fl_picture_cache_contains: Returns: whether it is there; that is not asking for it */
gboolean fl_picture_cache_contains (const FlPictureCache *self, const FlPictureKey *key);

/** fl_picture_cache_get: Returns: (transfer full) (nullable): the picture */
FlImage *fl_picture_cache_get (FlPictureCache *self, const FlPictureKey *key);

G_END_DECLS
