/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-types.h"

G_BEGIN_DECLS

#define FL_TYPE_STREAM (fl_stream_get_type ())
G_DECLARE_FINAL_TYPE (FlStream, fl_stream, FL, STREAM, GObject)

/**
 * FlStreamState:
 * @FL_STREAM_WAITING: ingest has not begun
 * @FL_STREAM_INDEXING: its frames are being counted
 * @FL_STREAM_INGESTING: samples are being read; labelling may go on
 * @FL_STREAM_CONNECTING: live video is waited for; labelling may go on
 * @FL_STREAM_RECORDING: live video is being recorded; labelling may go on
 * @FL_STREAM_READY: all samples are in
 * @FL_STREAM_CANCELLED: ingest was stopped; what was read is kept
 * @FL_STREAM_BROKEN: the source ended or failed too early; what was read is kept
 * @FL_STREAM_MISSING: the source cannot be opened
 *
 * How far a stream has come.
 */
typedef enum {
  FL_STREAM_WAITING,
  FL_STREAM_INDEXING,
  FL_STREAM_INGESTING,
  FL_STREAM_CONNECTING,
  FL_STREAM_RECORDING,
  FL_STREAM_READY,
  FL_STREAM_CANCELLED,
  FL_STREAM_BROKEN,
  FL_STREAM_MISSING,
} FlStreamState;

#define FL_TYPE_STREAM_STATE (fl_stream_state_get_type ())
GType fl_stream_state_get_type (void);

/**
 * FlStream:
 *
 * A video source of the project. Made by #FlSession only. Properties (read-only, notified):
 * `name` (string), `state` (#FlStreamState), `progress` (double, 0..1 of its samples),
 * `status` (string, one line for people: "Reading, 14 ×", "Ready", the reason it is broken).
 * Main thread.
 */

/** fl_stream_get_id: Returns: the stream's id in the project, > 0 */
gint64 fl_stream_get_id (FlStream *self);

/** fl_stream_get_name: Returns: (transfer none): its fixed name */
const char *fl_stream_get_name (FlStream *self);

/** fl_stream_is_live: Returns: whether it is recorded from an address, and no file */
gboolean fl_stream_is_live (FlStream *self);

/** fl_stream_get_recorded_s: Returns: how much of a live stream was recorded, seconds, without gaps */
double fl_stream_get_recorded_s (FlStream *self);

/** fl_stream_get_recorded_bytes: Returns: size of all that was recorded of a live stream */
gint64 fl_stream_get_recorded_bytes (FlStream *self);

/** fl_stream_dup_place: Returns: (transfer full): where the file is, or the address without user and
 * password, for people */
char *fl_stream_dup_place (FlStream *self);

/** fl_stream_get_path: Returns: (transfer none): where the file is; empty for live video */
const char *fl_stream_get_path (FlStream *self);

/** fl_stream_get_state: Returns: how far it has come */
FlStreamState fl_stream_get_state (FlStream *self);

/** fl_stream_get_progress: Returns: share of its samples that are in, 0..1 */
double fl_stream_get_progress (FlStream *self);

/** fl_stream_get_status: Returns: (transfer none): one line for people */
const char *fl_stream_get_status (FlStream *self);

/** fl_stream_get_doubt: Returns: (transfer none) (nullable): one sentence why the frames had to be
 * decoded to be counted; %NULL when they had not, or while unknown */
const char *fl_stream_get_doubt (FlStream *self);

/** fl_stream_get_sampling: Returns: (transfer none): the rule by which frames are samples */
const char *fl_stream_get_sampling (FlStream *self);

/** fl_stream_get_n_frames: Returns: number of frames, 0 while unknown */
gint64 fl_stream_get_n_frames (FlStream *self);

/** fl_stream_get_n_samples: Returns: number of samples planned, 0 while unknown */
guint fl_stream_get_n_samples (FlStream *self);

/**
 * fl_stream_dup_picked_sampling:
 * @self: a stream
 *
 * Returns: (transfer full) (nullable): in words, what was picked where nobody chose which frames
 *   are samples, or where the pictures choose, such as “2 samples a second”; %NULL when somebody
 *   did, or while unknown
 */
char *fl_stream_dup_picked_sampling (FlStream *self);

/** fl_stream_get_sample: Returns: display index of sample @i, < n_samples, ascending */
gint64 fl_stream_get_sample (FlStream *self, guint i);

/**
 * fl_stream_find_sample:
 * @self: a stream
 * @frame: display index
 *
 * Returns: position of the sample nearest to @frame, -1 while there are none
 */
int fl_stream_find_sample (FlStream *self, gint64 frame);

/** fl_stream_get_time_s: Returns: presentation time of @frame in seconds, NAN when unknown */
double fl_stream_get_time_s (FlStream *self, gint64 frame);

/** fl_stream_dup_picture: Returns: (transfer full) (nullable): name of the file in a folder of pictures that
 * is frame @frame, in UTF-8; %NULL of a film, or while unknown */
char *fl_stream_dup_picture (FlStream *self, gint64 frame);

/** fl_stream_dup_name_at: Returns: (transfer full): for people, what frame @frame is of: the name of a film, or
 * “trail/9.jpg” of a folder of pictures */
char *fl_stream_dup_name_at (FlStream *self, gint64 frame);

/** fl_stream_is_key: Returns: whether decoding can begin at @frame */
gboolean fl_stream_is_key (FlStream *self, gint64 frame);

/** fl_stream_find_time: Returns: the frame that is shown at @time_s, 0 while unknown */
gint64 fl_stream_find_time (FlStream *self, double time_s);

/** fl_stream_get_clock_start_us: Returns: wall-clock time of its first frame, µs since 1970 UTC, or -1 */
gint64 fl_stream_get_clock_start_us (FlStream *self);

/** fl_stream_get_duration_s: Returns: from first to last frame in seconds, 0 while unknown */
double fl_stream_get_duration_s (FlStream *self);

/**
 * fl_stream_get_shown_size:
 * @self: a stream
 * @out_width_px: (out): width when shown upright with square pixels
 * @out_height_px: (out): height
 */
void fl_stream_get_shown_size (FlStream *self, guint *out_width_px, guint *out_height_px);

G_END_DECLS
