/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlSegmentRow:
 * @ordinal: its place among the files of its stream, from 0
 * @path: absolute path
 * @size_bytes: of the file
 * @fingerprint: of the file, empty while it is not counted
 * @first_frame: display index of its first frame within the stream
 * @n_frames: how many it has, -1 while not counted: it is being recorded, or the program died
 * @pts_offset: what is added to its times
 * @clock_start_us: wall-clock time of its first frame, µs since 1970 UTC, or -1
 * @is_follower: whether it goes on where the one before ended, in the same connection to live video
 *
 * One of the files of a stream.
 */
typedef struct {
  gint64 ordinal;
  char *path;
  gint64 size_bytes;
  char *fingerprint;
  gint64 first_frame;
  gint64 n_frames;
  gint64 pts_offset;
  gint64 clock_start_us;
  gboolean is_follower;
} FlSegmentRow;

/** fl_segment_row_copy: Returns: (transfer full): a deep copy */
FlSegmentRow *fl_segment_row_copy (const FlSegmentRow *row);

/** fl_segment_row_free: Frees a row. */
void fl_segment_row_free (FlSegmentRow *self);

/** fl_segment_rows_copy: Returns: (transfer full) (element-type FlSegmentRow): deep copies of @rows */
GPtrArray *fl_segment_rows_copy (const GPtrArray *rows);

/** fl_store_put_segment: Adds a segment of @stream, or replaces the one of the same ordinal. */
gboolean
fl_store_put_segment (FlStore *self, gint64 stream, const FlSegmentRow *row, GError **error);

/** fl_store_list_segments: Returns: (transfer full) (element-type FlSegmentRow): in order */
GPtrArray *fl_store_list_segments (FlStore *self, gint64 stream, GError **error);

/** fl_store_set_stream_size: Notes how large the pictures of a live stream are. */
gboolean fl_store_set_stream_size (FlStore *self,
                                   gint64 id,
                                   gint64 width_px,
                                   gint64 height_px,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSegmentRow, fl_segment_row_free)

G_END_DECLS
