/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"
#include "learn/fl-classifier.h"
#include "learn/fl-model.h"
#include "learn/fl-strategy.h"
#include "session/fl-item.h"
#include "session/fl-labelling.h"
#include "session/fl-run-set.h"
#include "store/fl-store-knowledge.h"

#include "base/fl-parallel.h"

G_BEGIN_DECLS

/* T is fitted by validation from so many labels on and again with every tenth more; C is chosen
 * whenever they double. Fewer say too little about the mistakes that are still to come. */
#define FL_LEARNING_VALIDATE_FROM 40

/**
 * FlLearnStream:
 * @id: id of the stream
 * @samples: samples with features
 * @index: its frames
 * @track: (element-type FlLabelRow): a copy of what people said
 * @sweep: (nullable): what a model said of them before
 * @tags: (nullable): a copy of what people said of each tag (multi-label projects)
 * @pool: (nullable): frames that may be asked, %NULL for all samples
 * @runs: (nullable): the runs that were found before; fl_learn() puts the newest there
 * @begins: (nullable) (element-type gint64): frames at which a connection to live video began
 * @is_whole: whether no more samples are to come
 *
 * A stream as learning sees it.
 */
typedef struct {
  gint64 id;
  FlSampleSet *samples;
  FlFrameIndex *index;
  GArray *track;
  FlSweep *sweep;
  FlTagTracks *tags;
  GHashTable *pool;
  FlRunSet *runs;
  GArray *begins;
  gboolean is_whole;
} FlLearnStream;

/**
 * FlTagModel:
 * @tag: id of the tag
 * @model: of two classes, no and yes
 * @n_taught: rows that it was taught
 * @n_validated: rows that were taught when its link was fitted, 0 for never
 * @n_chosen: rows that were taught when its C was chosen, 0 for never
 * @suspects: (nullable) (element-type FlRanked): answers about it that contradict the rest, as found when
 *   its link was fitted, the worst first; their `first` is what the rest says, minus the tag for no
 *
 * What was learned of one tag. Immutable.
 */
typedef struct {
  gint64 tag;
  FlModel *model;
  gsize n_taught;
  gsize n_validated;
  gsize n_chosen;
  GArray *suspects;
} FlTagModel;

/**
 * FlSmoothing:
 * @is_tested: whether it was found out
 * @is_used: whether neighbours in time make predictions better
 * @dwell_s: how long a class lasts, seconds
 * @n: held-out rows
 * @loss: mean log-loss of them without their neighbours
 * @smooth_loss: with them
 * @accuracy: share of them that is right without their neighbours, 0..1
 * @smooth_accuracy: with them
 *
 * Whether predictions are smoothed over time, and why (fl-smoothing.h).
 */
typedef struct {
  gboolean is_tested;
  gboolean is_used;
  double dwell_s;
  gsize n;
  double loss;
  double smooth_loss;
  double accuracy;
  double smooth_accuracy;
} FlSmoothing;

/**
 * FlLearnRequest:
 * @generation: number of the request
 * @revision: number for the new model
 * @class_ids: (element-type gint64): ids of the classes, in the order of the model's outputs
 * @is_multi_label: whether each class is a tag
 * @tag_models: (nullable) (element-type FlTagModel): what was learned of tags before
 * @streams: (element-type FlLearnStream): streams that have samples
 * @knowledge: what labels say of which classes
 * @scaling: (nullable): the frozen one, %NULL for none yet
 * @n_scaled: samples it was computed from
 * @warm: (nullable): a model of these very classes to begin with
 * @c: C to use, 0 for the default
 * @temperature: T that was fitted before, 0 for none yet
 * @platt: the link that was fitted with T, where there are two classes
 * @n_validated: rows that were taught when T was fitted, 0 for never
 * @n_chosen: rows that were taught when C was chosen, 0 for never
 * @validate: whether to fit T anew; fl_learn() finds out
 * @choose_c: whether to choose C anew before; fl_learn() finds out
 * @is_fitted_apart: whether T and C are left to fl_learn_fit(), which takes long
 * @is_swept_apart: whether of many samples only a part is looked at before something is asked, and
 *   the predictions are left to fl_learn_sweep()
 * @subset: (nullable) (element-type GArray): of each stream the samples (guint32) that are looked
 *   at, %NULL for all; fl_learn() finds out
 * @smoothing: what was found out before
 * @extractor: what made the features
 * @classifier: what to train with
 * @strategy: what ranks
 * @seed: of the project, always the same
 * @draw_seed: another one for each number of rows; fl_learn() finds it
 * @n_wanted: how many questions are wanted
 * @n_spare: how many more at random, behind them, for who answers faster than models come
 * @passed_over: (nullable) (element-type FlFrameRef): frames that were put off, not to be asked
 * @likes: (nullable) (element-type FlFrameRef): the frame to which others are to be like, then
 *   those that were asked because they are
 * @n_likes: how many such questions are wanted
 * @like_turn: tells one such search, or none, from the next
 * @asks_runs: whether questions are about whole runs, so that one sample stands for each
 * @longest_run_s: how long a run may last, seconds
 *
 * All that learning may look at: copies and immutable values, so that it can run on any thread.
 * Making one takes no time that grows with the samples.
 */
typedef struct {
  guint64 generation;
  gint64 revision;
  GArray *class_ids;
  gboolean is_multi_label;
  GPtrArray *tag_models;
  GPtrArray *streams;
  FlKnowledge *knowledge;
  FlScaling *scaling;
  gsize n_scaled;
  FlModel *warm;
  double c;
  double temperature;
  FlPlatt platt;
  gsize n_validated;
  gsize n_chosen;
  gboolean validate;
  gboolean choose_c;
  gboolean is_fitted_apart;
  gboolean is_swept_apart;
  GPtrArray *subset;
  FlSmoothing smoothing;
  const FlExtractorType *extractor;
  const FlClassifierType *classifier;
  const FlStrategyType *strategy;
  guint32 seed;
  guint32 draw_seed;
  guint n_wanted;
  guint n_spare;
  GArray *passed_over;
  GArray *likes;
  guint n_likes;
  guint like_turn;
  gboolean asks_runs;
  double longest_run_s;
} FlLearnRequest;

/**
 * FlFrameRef:
 * @stream: id of a stream
 * @frame: display index
 */
typedef struct {
  gint64 stream;
  gint64 frame;
} FlFrameRef;

/**
 * FlRanked:
 * @ref: which frame
 * @reason: why it should be asked
 * @first: id of its likeliest class, or 0
 * @second: id of the next, or 0 when it is far behind
 * @label: what was said of it, when that is asked once more, else zeros
 * @tag: in multi-label projects the tag that is asked about, 0 for all of them
 */
typedef struct {
  FlFrameRef ref;
  FlReason reason;
  gint64 first;
  gint64 second;
  FlActionId label;
  gint64 tag;
} FlRanked;

/**
 * FlLearnResult:
 * @generation: of the request
 * @class_ids: (element-type gint64): as in the request
 * @model: (nullable): the new model, %NULL while there are too few labels
 * @tag_models: (nullable) (element-type FlTagModel): what @model was joined from
 * @scaling: (nullable): a new scaling to be frozen, when one was needed
 * @n_scaled: samples it was computed from
 * @was_validated: whether T was fitted anew
 * @chose_c: whether C was chosen anew
 * @smoothing: whether predictions are smoothed over time, found out where C was chosen anew
 * @stream_ids: (element-type gint64): streams of the request
 * @runs: (element-type FlRunSet): the runs of each, none before there is a scaling
 * @sweeps: (element-type FlSweep): predictions for each, when there is a model
 * @ranked: (element-type FlRanked): what to ask, best first
 * @suspects: (nullable) (element-type FlRanked): labels that contradict the rest, the worst first,
 *   when that was looked at anew
 * @like_turn: of the request
 * @n_taught: labelled samples that the model was taught
 * @train_ms: how long it took
 *
 * What learning found.
 */
typedef struct {
  guint64 generation;
  GArray *class_ids;
  FlModel *model;
  GPtrArray *tag_models;
  FlScaling *scaling;
  gsize n_scaled;
  gboolean was_validated;
  gboolean chose_c;
  FlSmoothing smoothing;
  GArray *stream_ids;
  GPtrArray *runs;
  GPtrArray *sweeps;
  GArray *ranked;
  GArray *suspects;
  guint like_turn;
  gsize n_taught;
  double train_ms;
} FlLearnResult;

/** fl_learn_stream_free: Frees a stream of a request. */
void fl_learn_stream_free (FlLearnStream *self);

/** fl_learn_request_free: Frees a request. */
void fl_learn_request_free (FlLearnRequest *self);

/** fl_learn_result_free: Frees a result. */
void fl_learn_result_free (FlLearnResult *self);

/**
 * fl_learn:
 * @request: what is known; used up
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early
 *
 * Trains, predicts every sample, and ranks what to ask next. Any thread.
 *
 * Returns: (transfer full) (nullable): what was found, %NULL when cancelled
 */
FlLearnResult *
fl_learn (FlLearnRequest *request, const FlParallel *parallel, GCancellable *cancellable);

/**
 * fl_learn_fit:
 * @request: what is known; used up
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early
 *
 * Fits T and, when the answers have doubled, chooses C; nothing is predicted or ranked. Any thread.
 *
 * Returns: (transfer full) (nullable): a model with both, where the answers allow it; %NULL when
 *   cancelled
 */
FlLearnResult *
fl_learn_fit (FlLearnRequest *request, const FlParallel *parallel, GCancellable *cancellable);

/** fl_learn_is_sweep_due: Returns: whether predictions of @request were left to fl_learn_sweep() */
gboolean fl_learn_is_sweep_due (const FlLearnRequest *request);

/**
 * fl_learn_sweep:
 * @request: what fl_learn() was given
 * @model: the model that it gave
 * @i: number of a stream of @request
 * @parallel: (nullable): cores
 *
 * Predicts every sample of one stream, and finds its runs. Any thread.
 *
 * Returns: (transfer full): the model, that stream, its sweep and its runs, and nothing else
 */
FlLearnResult *
fl_learn_sweep (const FlLearnRequest *request, FlModel *model, guint i, const FlParallel *parallel);

/** FL_LEARN_STREAM: stream @i of @request. */
#define FL_LEARN_STREAM(request, i) ((const FlLearnStream *) (request)->streams->pdata[i])

G_END_DECLS
