/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-source.h"
#include "session/fl-labelling.h"
#include "session/fl-run-set.h"
#include "session/fl-stream.h"
#include "session/fl-tag-tracks.h"
#include "store/fl-store-segments.h"
#include "store/fl-store-streams.h"

G_BEGIN_DECLS

/**
 * FlFileState:
 * @FL_FILE_THERE: nothing else is known
 * @FL_FILE_AWAY: it was not there; in a window nothing is asked about it, for nobody can see it
 * @FL_FILE_OTHER: it is another one now, so that frames by number are not those that were counted:
 *   none is shown, asked about or labelled
 *
 * What was last seen of the file of a stream.
 */
typedef enum {
  FL_FILE_THERE,
  FL_FILE_AWAY,
  FL_FILE_OTHER,
} FlFileState;

/** fl_stream_new: Returns: (transfer full): a stream that shows a row of the project */
FlStream *fl_stream_new (const FlStreamRow *row);

/** fl_stream_get_row: Returns: (transfer none): its row in the project */
const FlStreamRow *fl_stream_get_row (FlStream *self);

/** fl_stream_set_path: Notes where its file is now. */
void fl_stream_set_path (FlStream *self, const char *path);

/** fl_stream_set_state: Sets state and line for people. */
void fl_stream_set_state (FlStream *self, FlStreamState state, const char *status);

/** fl_stream_is_at_rest: Returns: whether no ingest of it runs or waits */
gboolean fl_stream_is_at_rest (FlStream *self);

/** fl_stream_note_tone_mapped: Notes that pictures of it were tone mapped. Returns: whether that is
 * news */
gboolean fl_stream_note_tone_mapped (FlStream *self);

/** fl_stream_get_is_tone_mapped: Returns: whether pictures of it were tone mapped, as far as any
 * were shown */
gboolean fl_stream_get_is_tone_mapped (FlStream *self);

/** fl_stream_set_progress: Sets the share of samples that are in, 0..1. */
void fl_stream_set_progress (FlStream *self, double progress);

/**
 * fl_stream_set_frames:
 * @self: a stream
 * @source: (nullable): its files with their frames; %NULL for live video without a closed segment
 * @index: all frames, also those that are in no closed file yet
 * @planned: (element-type gint64): frames that are samples
 *
 * Takes over the counted frames. Where numbers mean other frames than before, there are no samples
 * and no predictions any more, and its numbering is another one.
 */
void fl_stream_set_frames (FlStream *self, FlSource *source, FlFrameIndex *index, GArray *planned);

/** fl_stream_set_size: Notes how large its pictures are, upright with square pixels. */
void fl_stream_set_size (FlStream *self, guint width_px, guint height_px);

/** fl_stream_get_segments: Returns: (transfer none) (element-type FlSegmentRow): what was recorded
 * of a live stream, in order; may be added to */
GPtrArray *fl_stream_get_segments (FlStream *self);

/** fl_stream_set_open_bytes: Notes how much of the segment is there that is being recorded. */
void fl_stream_set_open_bytes (FlStream *self, gint64 size_bytes);

/** fl_stream_get_source: Returns: (transfer none) (nullable): its files, once they are counted */
FlSource *fl_stream_get_source (FlStream *self);

/** fl_stream_count_before: Returns: how many of its planned samples are before @frame */
guint fl_stream_count_before (FlStream *self, gint64 frame);

/** fl_stream_set_file: Notes what was seen of its file. */
void fl_stream_set_file (FlStream *self, FlFileState file);

/** fl_stream_get_file: Returns: what was last seen of its file, whatever its ingest is at */
FlFileState fl_stream_get_file (FlStream *self);

/** fl_stream_set_is_verified: Notes that nothing is left to verify of the frames that it has. */
void fl_stream_set_is_verified (FlStream *self);

/** fl_stream_is_verified: Returns: whether nothing is left to verify of its frames, as far as is known
 * in this sitting */
gboolean fl_stream_is_verified (FlStream *self);

/** fl_stream_get_numbering: Returns: how often its frames were counted anew with another result */
guint fl_stream_get_numbering (FlStream *self);

/** fl_stream_get_index: Returns: (transfer none) (nullable): its frames */
FlFrameIndex *fl_stream_get_index (FlStream *self);

/** fl_stream_set_samples: Takes over a newer set of samples with features. */
void fl_stream_set_samples (FlStream *self, FlSampleSet *samples);

/** fl_stream_get_samples: Returns: (transfer none) (nullable): samples with features */
FlSampleSet *fl_stream_get_samples (FlStream *self);

/** fl_stream_forget_features: Drops samples, runs and predictions: they are of other features. */
void fl_stream_forget_features (FlStream *self);

/** fl_stream_set_sweep: Takes over the predictions of a newer model; %NULL for none. */
void fl_stream_set_sweep (FlStream *self, FlSweep *sweep);

/** fl_stream_get_sweep: Returns: (transfer none) (nullable): the newest predictions */
FlSweep *fl_stream_get_sweep (FlStream *self);

/** fl_stream_set_runs: Takes over the newest runs of its samples; %NULL for none. */
void fl_stream_set_runs (FlStream *self, FlRunSet *runs);

/** fl_stream_get_runs: Returns: (transfer none) (nullable): runs of its samples, as far as they were
 * found */
FlRunSet *fl_stream_get_runs (FlStream *self);

/** fl_stream_get_track: Returns: (transfer none) (element-type FlLabelRow): people's labels; in
 * multi-label projects the frames of which anything was said, without a class */
GArray *fl_stream_get_track (FlStream *self);

/** fl_stream_get_tags: Returns: (transfer none): what people said of each tag */
FlTagTracks *fl_stream_get_tags (FlStream *self);

/** fl_stream_put_label: Lays @row over what was said before, of its tag where it has one. */
void fl_stream_put_label (FlStream *self, const FlLabelRow *row);

/** fl_stream_take_away: Forgets what people said of the frames of @range. */
void fl_stream_take_away (FlStream *self, const FlRange *range);

/** fl_stream_clear_labels: Forgets what people said. */
void fl_stream_clear_labels (FlStream *self);

/** fl_stream_set_accepted: Takes over (transfer full) the auto labels, or %NULL. */
void fl_stream_set_accepted (FlStream *self, GArray *accepted);

/** fl_stream_get_track_of: Returns: (transfer none) (nullable) (element-type FlLabelRow): what people said
 * of the tag with the id @tag, %NULL for nothing; of classes when it is 0 */
const GArray *fl_stream_get_track_of (FlStream *self, gint64 tag);

/** fl_stream_set_n_auto: Says how many samples lots label, so that all is known of them. */
void fl_stream_set_n_auto (FlStream *self, guint n_auto);

/** fl_stream_get_n_auto: Returns: how many samples that are */
guint fl_stream_get_n_auto (FlStream *self);

/** fl_stream_set_pool: Limits questions to these frames, (transfer full), for a simulation. */
void fl_stream_set_pool (FlStream *self, GHashTable *frames);

/** fl_stream_get_pool: Returns: (transfer none) (nullable): frames that may be asked */
GHashTable *fl_stream_get_pool (FlStream *self);

/** fl_stream_borrow_labelling: Returns: the same as fl_stream_snapshot(), all of it still the stream's */
FlLabelling fl_stream_borrow_labelling (FlStream *self);

/** fl_stream_snapshot: Returns: (transfer full): all that is known about its labels now */
FlLabelling *fl_stream_snapshot (FlStream *self);

/** fl_stream_get_verdict: Settles one frame, as fl_labelling_get_verdict() does. */
void fl_stream_get_verdict (FlStream *self, gint64 frame, FlVerdict *out);

/** fl_stream_get_tag_verdict: Settles one tag of one frame, as fl_labelling_get_tag_verdict() does. */
void fl_stream_get_tag_verdict (FlStream *self, gint64 tag, gint64 frame, FlTagVerdict *out);

/** fl_stream_get_facet: Settles one frame or one tag of it, as fl_labelling_get_facet() does. */
void fl_stream_get_facet (FlStream *self, gint64 tag, gint64 frame, FlVerdict *out);

G_END_DECLS
