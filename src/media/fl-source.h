/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * FlSegment:
 * @path: a video file
 * @first_frame: display index of its first frame within the stream
 * @n_frames: how many it has, > 0
 * @pts_offset: what is added to the times in the file to get those of the stream
 *
 * One of the files of a stream (decisions 2).
 */
typedef struct {
  char *path;
  gint64 first_frame;
  gint64 n_frames;
  gint64 pts_offset;
} FlSegment;

/**
 * FlSource:
 *
 * Where the frames of a stream are: its files in order, and the index over all of them. An
 * ordinary video is one file. Immutable, shared by reference, any thread.
 */
typedef struct _FlSource FlSource;

/**
 * fl_source_new:
 * @segments: (array length=n_segments): in order, without gaps, from frame 0 to the end of @index;
 *   copied
 * @n_segments: how many, > 0
 * @index: the frames of all; a reference is kept
 *
 * Returns: (transfer full): the source
 */
FlSource *fl_source_new (const FlSegment *segments, gsize n_segments, FlFrameIndex *index);

/** fl_source_new_for_file: Returns: (transfer full): a source of one file, or of a folder of pictures */
FlSource *fl_source_new_for_file (const char *path, FlFrameIndex *index);

/** fl_source_ref: Returns: (transfer full): @self */
FlSource *fl_source_ref (FlSource *self);

/** fl_source_unref: Gives up a reference. */
void fl_source_unref (FlSource *self);

/** fl_source_get_index: Returns: (transfer none): the frames of all files */
FlFrameIndex *fl_source_get_index (const FlSource *self);

/** fl_source_get_n_segments: Returns: number of files, > 0 */
gsize fl_source_get_n_segments (const FlSource *self);

/** fl_source_get_segment: Returns: (transfer none): the @i-th file */
const FlSegment *fl_source_get_segment (const FlSource *self, gsize i);

/** fl_source_find_segment: Returns: number of the file that has frame @frame of the stream */
gsize fl_source_find_segment (const FlSource *self, gint64 frame);

/** fl_source_get_path: Returns: (transfer none): the file that has frame @frame of the stream */
const char *fl_source_get_path (const FlSource *self, gint64 frame);

/** fl_source_get_picture: Returns: (transfer none) (nullable): name of the file in a folder of pictures
 * that is frame @frame; %NULL of a film, and when files came, went or were renamed since they were
 * numbered */
const char *fl_source_get_picture (const FlSource *self, gint64 frame);

/** fl_source_get_length_s: Returns: seconds from the first to the last frame of each file, in all */
double fl_source_get_length_s (const FlSource *self);

/** fl_source_dup_segment_index: Returns: (transfer full): the frames of file @i, as it has them */
FlFrameIndex *fl_source_dup_segment_index (const FlSource *self, gsize i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSource, fl_source_unref)

G_END_DECLS
