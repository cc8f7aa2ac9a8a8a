/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"
#include "media/fl-frame.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlDecoder:
 *
 * Frames of one file, or folder of pictures, in display order, from any frame on, exactly as a decode from the start
 * gives them. One thread.
 */

/**
 * fl_decoder_open:
 * @path: a video file or a folder of pictures
 * @index: its frames; a reference is kept
 * @n_threads: threads of the codec, 0 for all cores; where pictures are damaged it is one
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Returns: (transfer full): a decoder before frame 0, or %NULL with %FL_MEDIA_ERROR
 */
FlDecoder *fl_decoder_open (const char *path,
                            FlFrameIndex *index,
                            guint n_threads,
                            GCancellable *cancellable,
                            GError **error);

/** fl_decoder_free: Closes it. */
void fl_decoder_free (FlDecoder *self);

/**
 * fl_decoder_set_wanted:
 * @self: a decoder
 * @indices: (array length=n) (nullable): display indices, ascending; copied; %NULL for all
 * @n: how many
 *
 * Has fl_decoder_next() give these frames only. Others that no frame refers to are not decoded,
 * nor are groups of pictures without a wanted frame; the pixels of the wanted ones stay the same.
 */
void fl_decoder_set_wanted (FlDecoder *self, const gint64 *indices, gsize n);

/**
 * fl_decoder_seek:
 * @self: a decoder
 * @index: display index
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Makes @index (or the first wanted frame after it) the next one. Decodes from the key frame
 * before it, so the cost is up to one group of pictures. On failure the position is undefined;
 * seek again.
 *
 * Returns: %TRUE, or %FALSE with %FL_MEDIA_ERROR_SEEK or %G_IO_ERROR_CANCELLED
 */
gboolean fl_decoder_seek (FlDecoder *self, gint64 index, GCancellable *cancellable, GError **error);

/**
 * fl_decoder_next:
 * @self: a decoder
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Gives the next frame. Damaged packets are counted and passed over.
 *
 * Returns: (transfer full) (nullable): the frame; %NULL without @error at the end
 */
FlFrame *fl_decoder_next (FlDecoder *self, GCancellable *cancellable, GError **error);

/** fl_decoder_get_n_packets: Returns: packets that the codec was handed so far */
guint64 fl_decoder_get_n_packets (const FlDecoder *self);

/** fl_decoder_get_n_errors: Returns: packets that could not be decoded so far, or that the codec complained
 * of, and frames that were given with parts made up */
guint64 fl_decoder_get_n_errors (const FlDecoder *self);

/** fl_decoder_has_mismatch: Returns: whether a frame came that the index does not know */
gboolean fl_decoder_has_mismatch (const FlDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlDecoder, fl_decoder_free)

G_END_DECLS
