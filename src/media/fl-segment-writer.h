/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded, to a file; not for other layers. */
#pragma once

#include "media/fl-av.h"

G_BEGIN_DECLS

/** FL_SEGMENT_TIME_BASE: unit of all times in a segment, ms: that of Matroska. */
#define FL_SEGMENT_TIME_BASE ((AVRational){1, 1000})

/**
 * FlSegmentWriter:
 *
 * Writes packets as they are into a Matroska file that can be read up to the last flush, whenever
 * the program dies. One thread.
 */
typedef struct _FlSegmentWriter FlSegmentWriter;

/** fl_segment_writer_open: Begins @path, which is replaced, for packets of the video of @input. */
FlSegmentWriter *fl_segment_writer_open (const char *path, const FlAvInput *input, GError **error);

/** fl_segment_writer_add: Writes a packet, whose times are in %FL_SEGMENT_TIME_BASE; it stays the
 * caller's. */
gboolean fl_segment_writer_add (FlSegmentWriter *self, const AVPacket *packet, GError **error);

/** fl_segment_writer_flush: Has the system keep what was written so far. */
gboolean fl_segment_writer_flush (FlSegmentWriter *self, GError **error);

/** fl_segment_writer_finish: Writes the places of key frames; nothing may be added after. */
gboolean fl_segment_writer_finish (FlSegmentWriter *self, GError **error);

/** fl_segment_writer_get_size_bytes: Returns: bytes written so far */
gint64 fl_segment_writer_get_size_bytes (const FlSegmentWriter *self);

/** fl_segment_writer_free: Closes the file, finished or not. */
void fl_segment_writer_free (FlSegmentWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSegmentWriter, fl_segment_writer_free)

G_END_DECLS
