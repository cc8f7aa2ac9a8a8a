/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-source.h"
#include "store/fl-cache.h"
#include "store/fl-store-streams.h"

G_BEGIN_DECLS

/** FL_VERIFIED_NAME: file name in the cache of how far the frames of a stream were verified. */
#define FL_VERIFIED_NAME "verified"

/**
 * FlAgreement:
 * @FL_AGREEMENT_UNKNOWN: it was stopped, or the files cannot be read
 * @FL_AGREEMENT_WHOLE: the decoder gives all frames of the index and no other ones
 * @FL_AGREEMENT_BROKEN: it does not
 *
 * What the decoder says of an index that was made of packets.
 */
typedef enum {
  FL_AGREEMENT_UNKNOWN,
  FL_AGREEMENT_WHOLE,
  FL_AGREEMENT_BROKEN,
} FlAgreement;

/**
 * fl_verify:
 * @row: a stream
 * @source: its files with their frames
 * @cache: where it is kept how far that has come
 * @cancellable: stops it between two frames
 * @error: return location
 *
 * Decodes all frames that were not verified yet, and compares the time of each with the index. What
 * is stopped goes on there the next time. Any thread; takes as long as decoding takes.
 *
 * Returns: what the decoder says, %FL_AGREEMENT_UNKNOWN with @error
 */
FlAgreement fl_verify (const FlStreamRow *row,
                       FlSource *source,
                       const FlCache *cache,
                       GCancellable *cancellable,
                       GError **error);

/** fl_verify_keep: Notes in the cache that the first @n_frames frames of @index were verified. */
void fl_verify_keep (const FlStreamRow *row,
                     const FlCache *cache,
                     const FlFrameIndex *index,
                     gint64 n_frames);

/** fl_verify_get_n_frames: Returns: how many frames of @index, from the first, were verified */
gint64
fl_verify_get_n_frames (const FlStreamRow *row, const FlCache *cache, const FlFrameIndex *index);

G_END_DECLS
