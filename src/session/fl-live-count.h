/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-cache.h"
#include "store/fl-store-segments.h"
#include "store/fl-store-streams.h"

#include "media/fl-source.h"

G_BEGIN_DECLS

/** fl_live_list_left: Adds to @segments (element-type FlSegmentRow) the files of the live stream with
 * that @uuid that a killed program left and the project does not know. */
void fl_live_list_left (GPtrArray *segments, const char *project_path, const char *uuid);

/**
 * fl_live_count_segment:
 * @row: a segment that is closed, or that a killed program left; is filled in
 * @doubt: (nullable): why it is decoded to be counted, %NULL to trust its packets
 * @out: (out) (transfer full): its frames, %NULL when there is none in it
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Counts the frames of one file, and takes its fingerprint.
 *
 * Returns: %TRUE, or %FALSE when it cannot be read
 */
gboolean fl_live_count_segment (FlSegmentRow *row,
                                const char *doubt,
                                FlFrameIndex **out,
                                GCancellable *cancellable,
                                GError **error);

/**
 * fl_live_append:
 * @source: (nullable): what was recorded before
 * @segments: (element-type FlSegmentRow): its segments, then @row
 * @row: the segment; gets its place among the frames and times of the stream
 * @part: its frames
 *
 * Returns: (transfer full): the stream with that segment
 */
FlSource *fl_live_append (const FlSource *source,
                          const GPtrArray *segments,
                          FlSegmentRow *row,
                          const FlFrameIndex *part);

/**
 * fl_live_load:
 * @segments: (element-type FlSegmentRow): what was recorded
 * @cached: (nullable): the index of those that are counted, as the cache has it
 *
 * Returns: (transfer full) (nullable): those from the first one on that are counted and in
 *   @cached; %NULL when there is none
 */
FlSource *fl_live_load (const GPtrArray *segments, const FlFrameIndex *cached);

/**
 * fl_live_count:
 * @segments: (element-type FlSegmentRow): what was recorded; filled in
 * @cached: (nullable): the index of the first ones, as the cache has it
 * @doubt: (nullable): why all of them are decoded to be counted
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Counts the frames of a live stream, as far as @cached does not know them.
 *
 * Returns: (transfer full) (nullable): its files; %NULL without @error when there is no frame yet
 */
FlSource *fl_live_count (GPtrArray *segments,
                         const FlFrameIndex *cached,
                         const char *doubt,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
