/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of a sweep: cut from the footage once, and then only counted. */
#pragma once

#include "session/fl-labelling.h"
#include "session/fl-session.h"
#include "store/fl-store-sheets.h"

G_BEGIN_DECLS

/* How long a block is, in seconds (decisions 31). */
#define FL_SWEEP_BLOCK_S 5.0

/**
 * FlSweepFootage:
 * @stream: id of a stream
 * @labelling: what is said of it
 * @pool: (nullable): in a simulation the frames of which anything can be known
 *
 * A stream that can be swept, at one moment. Immutable, any thread.
 */
typedef struct {
  gint64 stream;
  FlLabelling *labelling;
  GHashTable *pool;
} FlSweepFootage;

/** fl_sweep_blocks_snapshot: Returns: (transfer full) (element-type FlSweepFootage): all streams that were
 * read whole and that a model has looked at, as they are now */
GPtrArray *fl_sweep_blocks_snapshot (FlSession *self);

/**
 * fl_sweep_blocks_cut:
 * @footage: (element-type FlSweepFootage): streams
 * @class_id: a class, or a tag where @is_tag
 * @is_tag: whether the project is one of tags
 * @cancellable: (nullable): to end sooner, with fewer blocks
 *
 * Cuts them into blocks of 5 s with at least one sample; without times each sample is a block. A block is
 * known where a person said the class of a frame that was shown, found where the class is said otherwise,
 * and background where it is not: then its score is the largest doubt of its samples, the whole where a
 * person was unsure. Any thread.
 *
 * Returns: (transfer full) (element-type FlSweepPart): by stream; none of them a suspect yet
 */
GPtrArray *fl_sweep_blocks_cut (const GPtrArray *footage,
                                gint64 class_id,
                                gboolean is_tag,
                                GCancellable *cancellable);

/** fl_sweep_blocks_count: Returns: how many blocks have @role */
guint fl_sweep_blocks_count (const GPtrArray *parts, FlSweepRole role);

/** fl_sweep_blocks_mark_suspects: Makes the @n background blocks with the highest scores suspects. */
void fl_sweep_blocks_mark_suspects (GPtrArray *parts, guint n);

/** fl_sweep_blocks_mark_hits: Makes the blocks of those of @tiles (element-type FlSweepTile) known that were
 * hits, and whose answer may be told. */
void fl_sweep_blocks_mark_hits (GPtrArray *parts, const GArray *tiles);

/**
 * fl_sweep_blocks_count_events:
 * @parts: (element-type FlSweepPart): blocks
 *
 * Counts events that a person knows of: stretches of blocks where the class was found, with at least one
 * that is known. One block between them in which it was not does not end a stretch, for an event may go on
 * there unseen. Two events in one stretch count once, so that a share of all events is not made smaller
 * than it is.
 *
 * Returns: how many
 */
guint fl_sweep_blocks_count_events (const GPtrArray *parts);

G_END_DECLS
