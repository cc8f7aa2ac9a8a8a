/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"
#include "learn/fl-chain.h"
#include "media/fl-frame-index.h"
#include "session/fl-sample-set.h"
#include "session/fl-session-types.h"
#include "store/fl-store-knowledge.h"

G_BEGIN_DECLS

/**
 * FlSweep:
 * @samples: what was swept
 * @class_ids: (array): `[samples->n]`, the likeliest class of each sample, by id
 * @confidences: (array): `[samples->n]`, its probability, 0..1
 * @tag_ids: (nullable) (element-type gint64): the tags, in multi-label projects; then no sample has a
 *   likeliest class
 * @tag_probabilities: (nullable) (array): `[samples->n][n_tags]`, of yes, 0..1; NAN of a tag that
 *   nothing is known of
 * @revision: of the model: how many actions it knows
 * @generation: of the request that made the model; another one fitted anew has the same revision
 * @smooth_ids: (nullable) (array): `[samples->n]`, the likeliest class with its neighbours in time;
 *   %NULL where that is no better
 * @smooth_confidences: (nullable) (array): its probability, 0..1
 * @path: what a chain of the samples says of any time, when there are @smooth_ids
 *
 * What one model says about every sample of one stream. Immutable, shared, any thread.
 */
typedef struct {
  FlSampleSet *samples;
  gint32 *class_ids;
  float *confidences;
  GArray *tag_ids;
  float *tag_probabilities;
  gint64 revision;
  guint64 generation;
  gint32 *smooth_ids;
  float *smooth_confidences;
  FlChainPath path;
  /*< private >*/
  GArray *path_ids; /* gint64, of the classes of the path */
  double *path_times_s;
  double *path_mix;
  FlRefCount n_refs;
} FlSweep;

/** fl_sweep_new: Returns: (transfer full): a sweep of @samples, to be filled and then shared */
FlSweep *fl_sweep_new (FlSampleSet *samples, gint64 revision, guint64 generation);

/**
 * fl_sweep_new_tags:
 * @samples: what was swept
 * @revision: of the model
 * @generation: of the request that made it
 * @tag_ids: (element-type gint64): the tags
 * @probabilities: (array): `[samples->n][n_tags]`, of yes
 *
 * Returns: (transfer full): a sweep of tags
 */
FlSweep *fl_sweep_new_tags (FlSampleSet *samples,
                            gint64 revision,
                            guint64 generation,
                            GArray *tag_ids,
                            const float *probabilities);

/**
 * fl_sweep_smooth:
 * @self: a sweep that is not shared yet
 * @chain: how classes follow one another
 * @probabilities: (array): `[samples->n][n_classes]`
 * @known: (array): `[samples->n]`, what people said, or %FL_CHAIN_UNKNOWN
 * @times_s: (array): `[samples->n]`, ascending
 * @class_ids: (element-type gint64): of the classes
 *
 * Goes through all samples, and keeps what they say together.
 */
void fl_sweep_smooth (FlSweep *self,
                      const FlChain *chain,
                      const float *probabilities,
                      const guint *known,
                      const double *times_s,
                      GArray *class_ids);

/** fl_sweep_get: Gives what @self says of sample @i, with its neighbours in time where that is better.
 * Returns: its class, 0 for none; @out_confidence is its probability, 0..1 */
gint64 fl_sweep_get (const FlSweep *self, gsize i, float *out_confidence);

/** fl_sweep_get_tag: Returns: how likely sample @i has the tag with the id @tag, 0..1; NAN where nothing is
 * known of it */
float fl_sweep_get_tag (const FlSweep *self, gsize i, gint64 tag);

/** fl_sweep_ref: Returns: (transfer full): @self */
FlSweep *fl_sweep_ref (FlSweep *self);

/** fl_sweep_unref: Gives up a reference. */
void fl_sweep_unref (FlSweep *self);

/**
 * FlAccepted:
 * @frame: display index of a sample
 * @tag: id of the tag that this is about, 0 in projects of classes
 * @class_id: what it was accepted as, as #FlLotSample has it; 0 when it was left out for being near a change
 * @confidence: when it was accepted, 0..1
 * @lot: id of its lot
 * @is_certified: whether the lot is certified
 *
 * An auto label, or one that was left out of a lot.
 */
typedef struct {
  gint64 frame;
  gint64 tag;
  gint64 class_id;
  float confidence;
  gint64 lot;
  gboolean is_certified;
} FlAccepted;

/**
 * FlVerdict:
 * @class_id: the label, 0 when there is none
 * @certainty: who or what says so
 * @confidence: probability of the label, NAN when nobody gave one
 * @is_sampled: whether the frame is a sample
 * @label: (nullable): the person's label behind it, for a frame that one covers
 * @lot: id of the lot behind it, or 0
 * @revision: of the model behind it, or 0
 * @is_edge: whether the model speaks alone because a lot left the sample out, for it is near a change
 *
 * What would be exported for one frame now: human, else accepted, else model.
 */
typedef struct {
  gint64 class_id;
  FlCertainty certainty;
  double confidence;
  gboolean is_sampled;
  const FlLabelRow *label;
  gint64 lot;
  gint64 revision;
  gboolean is_edge;
} FlVerdict;

typedef struct _FlTagTracks FlTagTracks;

/**
 * FlLabelling:
 * @index: (nullable): the frames
 * @planned: (nullable) (element-type gint64): the samples, ascending, read or not
 * @track: (element-type FlLabelRow): what people said, ascending, without overlaps
 * @tags: what they said of each tag (multi-label projects)
 * @accepted: (nullable) (element-type FlAccepted): auto labels, ascending by tag and frame
 * @sweep: (nullable): the model's predictions
 * @knowledge: (nullable): which classes are gone, if frames between samples shall not have them
 *
 * All that is known about the labels of one stream at one moment. Immutable, any thread.
 */
typedef struct {
  FlFrameIndex *index;
  GArray *planned;
  GArray *track;
  FlTagTracks *tags;
  GArray *accepted;
  FlSweep *sweep;
  FlKnowledge *knowledge;
} FlLabelling;

/**
 * FlTagVerdict:
 * @state: what is said of the tag; %FL_LABEL_UNSEEN when nothing is
 * @is_seen: whether a person said anything of the frame, of whichever tag
 * @certainty: who or what says so
 * @confidence: probability that it is so, NAN when nobody gave one
 * @is_sampled: whether the frame is a sample
 * @label: (nullable): the person's answer behind it
 * @lot: id of the lot behind it, or 0
 * @revision: of the model behind it, or 0
 * @is_edge: whether the model speaks alone because a lot left the sample out, for it is near a change
 *
 * What would be exported for one tag of one frame now: human, else accepted, else model.
 */
typedef struct {
  FlLabelState state;
  gboolean is_seen;
  FlCertainty certainty;
  double confidence;
  gboolean is_sampled;
  const FlLabelRow *label;
  gint64 lot;
  gint64 revision;
  gboolean is_edge;
} FlTagVerdict;

/** fl_labelling_free: Frees the moment. */
void fl_labelling_free (FlLabelling *self);

/**
 * fl_labelling_get_verdict:
 * @self: a labelling
 * @frame: display index
 * @out: (out caller-allocates): the verdict
 *
 * Settles one frame. A frame between samples takes the label of the nearest sample, or what the
 * chain says of its time where there is one and the sample was not accepted; its certainty is that
 * of a model whoever labelled the sample, because nobody saw this frame.
 */
void fl_labelling_get_verdict (const FlLabelling *self, gint64 frame, FlVerdict *out);

/** fl_verdict_hide: Has @self say nothing but what a person said of the frame. */
void fl_verdict_hide (FlVerdict *self);

/**
 * fl_labelling_get_tag_verdict:
 * @self: a labelling of a multi-label project
 * @tag: id of a tag
 * @frame: display index
 * @out: (out caller-allocates): the verdict
 *
 * Settles one tag of one frame, by the rules of fl_labelling_get_verdict().
 */
void
fl_labelling_get_tag_verdict (const FlLabelling *self, gint64 tag, gint64 frame, FlTagVerdict *out);

/**
 * fl_labelling_get_facet:
 * @self: a labelling
 * @tag: id of a tag, or 0 for classes
 * @frame: display index
 * @out: (out caller-allocates): the verdict
 *
 * Settles one frame, or one tag of it, in one shape: of a tag the class is its id, and minus its id
 * for no.
 */
void fl_labelling_get_facet (const FlLabelling *self, gint64 tag, gint64 frame, FlVerdict *out);

/**
 * fl_track_put:
 * @track: (element-type FlLabelRow): ascending, without overlaps
 * @row: a newer label; state FL_LABEL_UNSEEN clears
 *
 * Lays @row over @track: what it covers is cut or taken out.
 */
void fl_track_put (GArray *track, const FlLabelRow *row);

/** fl_label_is_of_many: Returns: whether @row was labelled with others by one key, for they look like
 * one that was shown: with its run, or with its group */
gboolean fl_label_is_of_many (const FlLabelRow *row);

/**
 * fl_track_find_taught:
 * @track: (element-type FlLabelRow): ascending, without overlaps
 * @i: place of the first row of an answer
 * @end: behind its last one, see fl_track_end_answer()
 *
 * Gives what an answer teaches by: of a run or of a member of a group the frame that was shown, as long
 * as that stands. The ends of a run as well would be the same picture thrice, and then cost more answers
 * (HACKING.md).
 *
 * Returns: (transfer none) (nullable): that row; %NULL for a member of a group that nobody saw
 */
const FlLabelRow *fl_track_find_taught (const GArray *track, guint i, guint end);

/**
 * fl_track_end_answer:
 * @track: (element-type FlLabelRow): ascending, without overlaps
 * @i: place of a row
 *
 * A run is labelled by one key press, and is up to three rows: the frame that was shown, and what is
 * before and after it.
 *
 * Returns: the place after the last row, from @i on, that the same key press gave
 */
guint fl_track_end_answer (const GArray *track, guint i);

/** fl_track_count_answers: Returns: how many key presses @track comes from */
guint fl_track_count_answers (const GArray *track);

/** fl_track_find_run: Returns: whether the label of @frame was given to a run; then all frames that
 * the key press labelled and that still stand are in @out */
gboolean fl_track_find_run (const GArray *track, gint64 frame, FlRange *out);

/**
 * fl_track_find_room:
 * @track: (element-type FlLabelRow): ascending, without overlaps
 * @frame: display index
 * @range: (inout): frames, @frame among them
 *
 * Cuts @range to what a key press about @frame may label: no frame of another label. Where @frame has
 * a label that came with its run, that is what it may label once more, and else the frame alone.
 */
void fl_track_find_room (const GArray *track, gint64 frame, FlRange *range);

/** fl_track_seek: Returns: place of the first row of @track whose last frame is not before @frame */
guint fl_track_seek (const GArray *track, gint64 frame);

/** fl_track_find: Returns: (transfer none) (nullable): the row that covers @frame */
const FlLabelRow *fl_track_find (const GArray *track, gint64 frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlLabelling, fl_labelling_free)

G_END_DECLS
