/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-image.h"
#include "media/fl-source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlFrameReader:
 *
 * Frames of a source as analysis pictures, in order. They are decoded and made small on threads of
 * the reader while the caller works on those before them; a few at most wait. Where the frames
 * wanted are few for each place at which decoding can begin, every thread decodes from places of
 * its own. One thread.
 */
typedef struct _FlFrameReader FlFrameReader;

/**
 * fl_frame_reader_new:
 * @source: where they are; a reference is kept
 * @frames: (element-type gint64): display indices, ascending, at least one; copied
 * @n_threads: how many cores may decode
 * @cancellable: (nullable): to stop early; outlives the reader
 *
 * The threads are as polite as the caller's.
 *
 * Returns: (transfer full): a reader that has begun
 */
FlFrameReader *fl_frame_reader_new (FlSource *source,
                                    const GArray *frames,
                                    guint n_threads,
                                    GCancellable *cancellable);

/** fl_frame_reader_free: Stops its threads after the frame at which they are, and waits for them. */
void fl_frame_reader_free (FlFrameReader *self);

/**
 * fl_frame_reader_next:
 * @self: a reader
 * @out_frame: (out): its display index
 * @error: return location
 *
 * Gives the next of the frames that can be decoded; waits for it.
 *
 * Returns: (transfer full) (nullable): its picture; %NULL without @error at the end
 */
FlImage *fl_frame_reader_next (FlFrameReader *self, gint64 *out_frame, GError **error);

/** fl_frame_reader_get_n_lanes: Returns: how many threads decode, each from places of its own */
guint fl_frame_reader_get_n_lanes (const FlFrameReader *self);

/**
 * fl_frame_reader_stop:
 * @self: a reader; nothing comes of it any more
 * @out_n_errors: (out): packets that could not be decoded
 *
 * Stops its threads and waits for them.
 *
 * Returns: whether a frame came that the index does not know
 */
gboolean fl_frame_reader_stop (FlFrameReader *self, guint64 *out_n_errors);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFrameReader, fl_frame_reader_free)

G_END_DECLS
