/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"
#include "media/fl-frame.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlRecorder:
 *
 * A connection to live video whose packets go, as they come, to a file and to a decoder
 * (decisions 2). It is recorded in segments, each a Matroska file that begins with a key frame;
 * times in it are ms from its beginning. Only the video is recorded. One thread.
 *
 * fl_recorder_begin(), then fl_recorder_next() until it gives %NULL, then fl_recorder_end(); and
 * again, unless there was an error.
 */
typedef struct _FlRecorder FlRecorder;

/**
 * FlRecorderLimits:
 * @length_ms: a segment ends at the first key frame from there on
 * @size_bytes: a segment ends when it is as large, and so does the recording
 *
 * How much of it goes into one file.
 */
typedef struct {
  gint64 length_ms;
  gint64 size_bytes;
} FlRecorderLimits;

/**
 * fl_recorder_connect:
 * @address: an address or a camera
 * @n_threads: threads of the decoder
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Returns: (transfer full): the connection, or %NULL with %FL_MEDIA_ERROR_OPEN, or
 *   %FL_MEDIA_ERROR_PROTOCOL when it is of no use to try again
 */
FlRecorder *fl_recorder_connect (const char *address,
                                 guint n_threads,
                                 GCancellable *cancellable,
                                 GError **error);

/** fl_recorder_free: Ends the connection. A segment that was not ended stays as it is. */
void fl_recorder_free (FlRecorder *self);

/** fl_recorder_get_shown_size: Gives the size of its pictures, upright with square pixels. */
void fl_recorder_get_shown_size (const FlRecorder *self, guint *out_width_px, guint *out_height_px);

/**
 * fl_recorder_begin:
 * @self: a connection
 * @path: the file, which is replaced
 * @first_frame: display index of the first frame to come
 * @limits: how much goes into it
 * @error: return location
 *
 * Begins a segment.
 */
gboolean fl_recorder_begin (FlRecorder *self,
                            const char *path,
                            gint64 first_frame,
                            const FlRecorderLimits *limits,
                            GError **error);

/**
 * fl_recorder_next:
 * @self: a connection with a segment that was begun
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Records until the decoder gives the next frame, in display order.
 *
 * Returns: (transfer full) (nullable): the frame; %NULL at the end of the segment, and with @error
 *   when it is the last one: %FL_MEDIA_ERROR_ENDED, %FL_MEDIA_ERROR_FULL, %FL_MEDIA_ERROR_ENCODE,
 *   or %G_IO_ERROR_CANCELLED
 */
FlFrame *fl_recorder_next (FlRecorder *self, GCancellable *cancellable, GError **error);

/** fl_recorder_get_entry: Returns: (transfer none): time, in ms from the beginning of the segment, and
 * kind of the frame that came last; there must be one */
const FlIndexEntry *fl_recorder_get_entry (const FlRecorder *self);

/** fl_recorder_get_size_bytes: Returns: size of the segment so far */
gint64 fl_recorder_get_size_bytes (const FlRecorder *self);

/** fl_recorder_flush: Has the system keep what was recorded so far, whatever comes. */
gboolean fl_recorder_flush (FlRecorder *self, GError **error);

/** fl_recorder_end: Ends the segment and closes its file. */
gboolean fl_recorder_end (FlRecorder *self, GError **error);

/** fl_recorder_dup_index: Returns: (transfer full) (nullable): the frames of the segment that came
 * so far, without places where decoding can begin; %NULL while there is none */
FlFrameIndex *fl_recorder_dup_index (const FlRecorder *self);

/**
 * fl_recorder_get_begin:
 * @self: a connection
 * @out_clock_us: (out): when its first packet came, µs since 1970 UTC
 * @out_after_ms: (out): how long after the beginning of the segment before it, by the sender's
 *   clock
 *
 * Tells when the segment begins; known once it has a frame.
 *
 * Returns: whether it goes on right where the one before it ended, so that @out_after_ms is known
 */
gboolean fl_recorder_get_begin (const FlRecorder *self, gint64 *out_clock_us, gint64 *out_after_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlRecorder, fl_recorder_free)

G_END_DECLS
