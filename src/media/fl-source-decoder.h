/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame.h"
#include "media/fl-source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlSourceDecoder:
 *
 * Frames of a stream in display order, as #FlDecoder gives those of a file, whichever of its files
 * they are in. One file is open at a time. One thread.
 */
typedef struct _FlSourceDecoder FlSourceDecoder;

/**
 * fl_source_decoder_new:
 * @source: the files; a reference is kept
 * @n_threads: threads of the codec, 0 for all cores
 *
 * Returns: (transfer full): a decoder before frame 0; nothing is opened yet
 */
FlSourceDecoder *fl_source_decoder_new (FlSource *source, guint n_threads);

/** fl_source_decoder_free: Closes it. */
void fl_source_decoder_free (FlSourceDecoder *self);

/**
 * fl_source_decoder_set_wanted:
 * @self: a decoder
 * @indices: (array length=n) (nullable): display indices, ascending; copied; %NULL for all
 * @n: how many
 *
 * Has fl_source_decoder_next() give these frames only; files without one are not opened.
 */
void fl_source_decoder_set_wanted (FlSourceDecoder *self, const gint64 *indices, gsize n);

/** fl_source_decoder_seek: Makes @index the next one, as fl_decoder_seek() does. */
gboolean fl_source_decoder_seek (FlSourceDecoder *self,
                                 gint64 index,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * fl_source_decoder_next:
 * @self: a decoder
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the next frame; %NULL without @error at the end of the
 *   last file
 */
FlFrame *fl_source_decoder_next (FlSourceDecoder *self, GCancellable *cancellable, GError **error);

/** fl_source_decoder_get_n_errors: Returns: packets that could not be decoded so far */
guint64 fl_source_decoder_get_n_errors (const FlSourceDecoder *self);

/** fl_source_decoder_has_mismatch: Returns: whether a frame came that its index does not know */
gboolean fl_source_decoder_has_mismatch (const FlSourceDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSourceDecoder, fl_source_decoder_free)

G_END_DECLS
