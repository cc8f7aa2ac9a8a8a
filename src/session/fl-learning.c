/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From labels to a model, predictions and the next questions: what the learner's thread does
 * for every request. */
#include "session/fl-learning.h"

#include "learn/fl-block-weights.h"
#include "learn/fl-doubt.h"
#include "learn/fl-scorer.h"
#include "session/fl-learning-committee.h"
#include "session/fl-learning-private.h"
#include "session/fl-learning-subset.h"
#include "session/fl-learning-tags.h"
#include "session/fl-ranking.h"
#include "session/fl-reasking.h"
#include "session/fl-smoothing.h"
#include "session/fl-tag-tracks.h"
#include "session/fl-teaching.h"

#include <string.h>

/* Rows that are gathered and scored together. */
#define SOME_AT_ONCE 2048

void
fl_learn_stream_free (FlLearnStream *self)
{
  fl_sample_set_unref (self->samples);
  fl_frame_index_unref (self->index);
  g_array_unref (self->track);
  g_clear_pointer (&self->tags, fl_tag_tracks_free);
  g_clear_pointer (&self->pool, g_hash_table_unref);
  g_clear_pointer (&self->runs, fl_run_set_unref);
  g_clear_pointer (&self->begins, g_array_unref);
  g_clear_pointer (&self->sweep, fl_sweep_unref);
  g_free (self);
}

void
fl_learn_request_free (FlLearnRequest *self)
{
  g_array_unref (self->class_ids);
  g_clear_pointer (&self->tag_models, g_ptr_array_unref);
  g_ptr_array_unref (self->streams);
  fl_knowledge_unref (self->knowledge);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_clear_pointer (&self->warm, fl_model_unref);
  g_clear_pointer (&self->passed_over, g_array_unref);
  g_clear_pointer (&self->subset, g_ptr_array_unref);
  g_clear_pointer (&self->likes, g_array_unref);
  g_free (self);
}

void
fl_learn_result_free (FlLearnResult *self)
{
  g_array_unref (self->class_ids);
  g_clear_pointer (&self->model, fl_model_unref);
  g_clear_pointer (&self->tag_models, g_ptr_array_unref);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_array_unref (self->stream_ids);
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->sweeps);
  g_clear_pointer (&self->ranked, g_array_unref);
  g_clear_pointer (&self->suspects, g_array_unref);
  g_free (self);
}

static gsize
count_samples (const FlLearnRequest *request)
{
  gsize n = 0;

  for (guint i = 0; i < request->streams->len; i++)
    n += FL_LEARN_STREAM (request, i)->samples->n;
  return n;
}

/* The parts of a row of features. */
static FlFeatureBlock *
dup_blocks (const FlLearnRequest *request, gsize *out_n)
{
  FlExtractor *extractor = request->extractor->create (request->extractor, NULL);

  *out_n = 0;
  if (extractor == NULL)
    return NULL;
  const FlFeatureBlock *blocks = request->extractor->get_blocks (extractor, out_n);
  FlFeatureBlock *copy = g_memdup2 (blocks, *out_n * sizeof blocks[0]);
  request->extractor->free (extractor);
  return copy;
}

static FlScaling *
fit_scaling (const FlLearnRequest *request)
{
  g_autofree FlHalfRows *parts = g_new0 (FlHalfRows, MAX (request->streams->len, 1));
  gsize n_parts = 0;

  for (guint i = 0; i < request->streams->len; i++) {
    const FlHalfRows *rows = &FL_LEARN_STREAM (request, i)->samples->rows->rows;
    if (rows->n_rows > 0)
      parts[n_parts++] = *rows;
  }
  gsize n_blocks;
  g_autofree FlFeatureBlock *blocks = dup_blocks (request, &n_blocks);

  return n_parts > 0 && blocks != NULL ? fl_scaling_new_fit (parts, n_parts, blocks, n_blocks)
                                       : NULL;
}

/* The frozen scaling, or a new one when the samples have doubled since (decisions 12). */
static FlScaling *
choose_scaling (const FlLearnRequest *request, FlLearnResult *result)
{
  gsize n = count_samples (request);

  if (request->scaling != NULL && n < 2 * request->n_scaled)
    return fl_scaling_ref (request->scaling);
  result->scaling = fit_scaling (request);
  result->n_scaled = n;
  return result->scaling != NULL ? fl_scaling_ref (result->scaling) : NULL;
}

static FlModel *
train (const FlLearnRequest *request,
       const FlDataset *dataset,
       const FlScaling *scaling,
       FlLearnResult *result,
       const FlParallel *parallel,
       GCancellable *cancellable)
{
  result->n_taught = fl_dataset_get_n_rows (dataset);
  g_autofree float *held_out =
    request->validate ? g_new0 (float, MAX (result->n_taught, 1) * request->class_ids->len) : NULL;
  const FlTrainParams params = {.revision = request->revision,
                                .c = request->c,
                                .temperature = request->temperature,
                                .platt = request->platt,
                                .validate = request->validate,
                                .choose_c = request->choose_c,
                                .held_out = held_out};
  /* A solution for rows that were scaled otherwise is no good beginning. */
  const FlModel *warm = result->scaling == NULL ? request->warm : NULL;
  g_autoptr (GError) error = NULL;
  FlModel *model =
    request->classifier->train (dataset, scaling, &params, warm, parallel, cancellable, &error);

  if (model == NULL)
    g_debug ("no model: %s", error->message);
  result->was_validated = model != NULL && request->validate;
  result->chose_c = result->was_validated && request->choose_c;
  if (result->was_validated && fl_model_get_facts (model)->is_calibrated)
    result->suspects = fl_reasking_find_suspects (request, dataset, held_out);
  return model;
}

float *
fl_learn_predict (const FlModel *model, const FlSampleSet *samples, const FlParallel *parallel)
{
  guint n_classes = fl_model_get_n_classes (model);
  const FlHalfRows *rows = &samples->rows->rows;
  g_autofree float *decisions = g_new (float, MAX (rows->n_rows, 1) * n_classes);
  float *probabilities = g_new (float, MAX (samples->n, 1) * n_classes);

  fl_scorer_run (model, rows, decisions, parallel);
  for (gsize i = 0; i < samples->n; i++)
    fl_model_get_probabilities (model, decisions + (gsize) samples->row_of[i] * n_classes,
                                probabilities + i * n_classes);
  return probabilities;
}

float *
fl_learn_predict_some (const FlModel *model,
                       const FlSampleSet *samples,
                       const GArray *numbers,
                       const FlParallel *parallel)
{
  gsize n_classes = fl_model_get_n_classes (model);
  gsize n_dims = samples->rows->rows.n_dims;
  float *probabilities = g_new (float, MAX (numbers->len, 1) * n_classes);
  g_autofree FlHalf *values = g_new (FlHalf, SOME_AT_ONCE * n_dims);
  g_autofree float *decisions = g_new (float, SOME_AT_ONCE *n_classes);

  for (guint first = 0; first < numbers->len; first += SOME_AT_ONCE) {
    const guint32 *number = &g_array_index (numbers, guint32, first);
    const FlHalfRows rows = {.values = values,
                             .n_rows = MIN (SOME_AT_ONCE, numbers->len - first),
                             .n_dims = n_dims};
    for (gsize i = 0; i < rows.n_rows; i++)
      memcpy (values + i * n_dims, fl_sample_set_get_row (samples, number[i]),
              n_dims * sizeof (FlHalf));
    fl_scorer_run (model, &rows, decisions, parallel);
    for (gsize i = 0; i < rows.n_rows; i++)
      fl_model_get_probabilities (model, decisions + i * n_classes,
                                  probabilities + (first + i) * n_classes);
  }
  return probabilities;
}

/* Probabilities of some samples of a stream, each at its place as if all were there; those of the
 * others are 0. */
static float *
predict_at_place (const FlModel *model,
                  const FlSampleSet *samples,
                  const GArray *numbers,
                  const FlParallel *parallel)
{
  gsize n_classes = fl_model_get_n_classes (model);
  g_autofree float *some = fl_learn_predict_some (model, samples, numbers, parallel);
  float *probabilities = g_new0 (float, MAX (samples->n, 1) * n_classes);

  for (guint i = 0; i < numbers->len; i++)
    memcpy (probabilities + g_array_index (numbers, guint32, i) * n_classes, some + i * n_classes,
            n_classes * sizeof (float));
  return probabilities;
}

static FlSweep *
sweep (const FlLearnRequest *request, const FlLearnStream *stream, const float *probabilities)
{
  guint n_classes = request->class_ids->len;
  FlSweep *self = fl_sweep_new (stream->samples, request->revision, request->generation);

  for (gsize i = 0; i < stream->samples->n; i++) {
    const float *row = probabilities + i * n_classes;
    guint best = fl_doubt_top (row, n_classes);
    self->class_ids[i] = (gint32) g_array_index (request->class_ids, gint64, best);
    self->confidences[i] = row[best];
  }
  return self;
}

static GPtrArray *
predict_all (const FlLearnRequest *request, FlLearnResult *result, const FlParallel *parallel)
{
  GPtrArray *probabilities = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < request->streams->len; i++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
    if (request->subset != NULL) {
      g_ptr_array_add (probabilities, predict_at_place (result->model, stream->samples,
                                                        request->subset->pdata[i], parallel));
      continue;
    }
    float *own = fl_learn_predict (result->model, stream->samples, parallel);
    g_ptr_array_add (probabilities, own);
    g_ptr_array_add (result->sweeps, sweep (request, stream, own));
  }
  return probabilities;
}

FlLearnResult *
fl_learn_begin (const FlLearnRequest *request)
{
  FlLearnResult *result = g_new0 (FlLearnResult, 1);

  result->generation = request->generation;
  result->like_turn = request->like_turn;
  /* Whoever asked compares it, while the request is freed by the thread that answers. */
  result->class_ids = g_array_copy (request->class_ids);
  result->stream_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  result->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_run_set_unref);
  result->sweeps = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_sweep_unref);
  for (guint i = 0; i < request->streams->len; i++)
    g_array_append_val (result->stream_ids, FL_LEARN_STREAM (request, i)->id);
  return result;
}

/* The frozen scaling with every part of the features made to count as much as the labels say. */
static FlScaling *
weigh (const FlLearnRequest *request, const FlScaling *scaling)
{
  gsize n_blocks;
  g_autofree FlFeatureBlock *blocks = dup_blocks (request, &n_blocks);
  g_autofree double *weights = g_new (double, MAX (n_blocks, 1));
  g_autoptr (FlDataset) dataset = fl_teaching_build (request, scaling);

  fl_block_weights_fit (dataset, blocks, n_blocks, weights);
  return fl_scaling_new_weighted (scaling, blocks, weights, n_blocks);
}

static FlDataset *
build_dataset (const FlLearnRequest *request, const FlScaling *scaling)
{
  FlDataset *dataset = fl_teaching_build (request, scaling);

  if (request->validate)
    fl_teaching_measure_reach (request, scaling, dataset);
  return dataset;
}

FlDataset *
fl_learn_teach (const FlLearnRequest *request,
                const FlScaling *frozen,
                FlLearnResult *result,
                FlScaling **out_scaling,
                const FlParallel *parallel,
                GCancellable *cancellable)
{
  *out_scaling = weigh (request, frozen);
  FlDataset *dataset = build_dataset (request, *out_scaling);

  result->model = train (request, dataset, *out_scaling, result, parallel, cancellable);
  return dataset;
}

/* Whether there are so many samples that predictions are left to fl_learn_sweep(). */
static gboolean
is_large (const FlLearnRequest *request)
{
  return request->is_swept_apart && count_samples (request) > FL_LEARNING_ALL_UP_TO;
}

/* Found out anew whenever C is chosen, for it takes as long; not where there are so many samples that
 * they are swept apart, of which too much would have to be kept. */
static void
test_smoothing (const FlLearnRequest *request,
                const FlDataset *dataset,
                const FlScaling *scaling,
                const FlParallel *parallel,
                FlLearnResult *result,
                GCancellable *cancellable)
{
  g_autoptr (GPtrArray) probabilities = g_ptr_array_new_with_free_func (g_free);

  result->smoothing = request->smoothing;
  if (result->model == NULL || !result->chose_c)
    return;
  if (is_large (request)) {
    result->smoothing = (FlSmoothing){.is_tested = FALSE};
    return;
  }
  for (guint i = 0; i < request->streams->len; i++)
    g_ptr_array_add (probabilities,
                     fl_learn_predict (result->model, FL_LEARN_STREAM (request, i)->samples,
                                       parallel));
  result->smoothing =
    fl_smoothing_test (request, dataset, scaling, result->model, probabilities, cancellable);
}

/* All that needs features: a model, what it says, and what to ask. */
static void
learn (const FlLearnRequest *request,
       const FlScaling *frozen,
       FlLearnResult *result,
       const FlParallel *parallel,
       GCancellable *cancellable)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (FlScaling) scaling = NULL;
  g_autoptr (FlDataset) dataset =
    fl_learn_teach (request, frozen, result, &scaling, parallel, cancellable);
  g_autoptr (GPtrArray) probabilities = NULL;
  g_autoptr (GPtrArray) committee = NULL;

  result->train_ms = (double) (g_get_monotonic_time () - begin_us) / 1000;
  if (result->model != NULL) {
    probabilities = predict_all (request, result, parallel);
    test_smoothing (request, dataset, scaling, parallel, result, cancellable);
    if (result->smoothing.is_used && request->subset == NULL)
      fl_smoothing_apply (request, &result->smoothing, probabilities, result->sweeps);
    if (request->strategy->needs_committee)
      committee =
        fl_learn_committee (request, dataset, scaling, result->model, parallel, cancellable);
  }
  g_autoptr (GArray) ranked =
    fl_ranking_run (request, scaling, probabilities, result->model, committee, cancellable);
  g_autoptr (GArray) old = fl_reasking_list (request, probabilities);
  result->ranked = fl_reasking_mix (request, ranked, old);
}

/* The runs of the samples that came since the last time. */
static FlRunSet *
extend_runs (const FlLearnRequest *request, const FlLearnStream *stream, FlScaling *scaling)
{
  const FlRunBounds bounds = {.longest_s = request->longest_run_s,
                              .is_whole = stream->is_whole,
                              .begins = stream->begins};

  return fl_run_set_extend (stream->runs, stream->samples, stream->index, scaling, &bounds);
}

static void
find_runs (FlLearnRequest *request, FlScaling *scaling, FlLearnResult *result)
{
  for (guint i = 0; i < request->streams->len; i++) {
    FlLearnStream *stream = request->streams->pdata[i];
    FlRunSet *runs = extend_runs (request, stream, scaling);
    g_clear_pointer (&stream->runs, fl_run_set_unref);
    stream->runs = fl_run_set_ref (runs);
    g_ptr_array_add (result->runs, runs);
  }
}

void
fl_learn_decide (FlLearnRequest *request)
{
  gsize n_rows = fl_teaching_count (request);

  request->validate = !request->is_fitted_apart && n_rows >= FL_LEARNING_VALIDATE_FROM &&
                      10 * n_rows >= 11 * request->n_validated;
  request->choose_c = request->validate && n_rows >= 2 * request->n_chosen;
  /* Neighbouring seeds and answers must not share their draws. */
  request->draw_seed = request->seed * 2654435761u + (guint32) n_rows * 40503u;
}

FlLearnResult *
fl_learn (FlLearnRequest *request, const FlParallel *parallel, GCancellable *cancellable)
{
  FlLearnResult *result = fl_learn_begin (request);

  fl_learn_decide (request);
  /* What looks like a chosen frame is looked for among all, and tags are. */
  if (is_large (request) && request->likes == NULL && !request->is_multi_label)
    request->subset = fl_learn_list_subset (request);
  g_autoptr (FlScaling) scaling = choose_scaling (request, result);

  if (scaling != NULL) {
    if (request->subset == NULL)
      find_runs (request, scaling, result);
    if (request->is_multi_label)
      fl_learn_tags (request, scaling, result, parallel, cancellable);
    else
      learn (request, scaling, result, parallel, cancellable);
  } else {
    result->ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  }
  if (!g_cancellable_is_cancelled (cancellable))
    return result;
  fl_learn_result_free (result);
  return NULL;
}

FlLearnResult *
fl_learn_fit (FlLearnRequest *request, const FlParallel *parallel, GCancellable *cancellable)
{
  FlLearnResult *result = fl_learn_begin (request);

  fl_learn_decide (request);
  result->ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  if (request->validate && request->scaling != NULL) {
    g_autoptr (FlScaling) scaling = weigh (request, request->scaling);
    g_autoptr (FlDataset) dataset = build_dataset (request, scaling);
    result->model = train (request, dataset, scaling, result, parallel, cancellable);
    test_smoothing (request, dataset, scaling, parallel, result, cancellable);
  }
  if (!g_cancellable_is_cancelled (cancellable))
    return result;
  fl_learn_result_free (result);
  return NULL;
}

gboolean
fl_learn_is_sweep_due (const FlLearnRequest *request)
{
  return request->subset != NULL;
}

FlLearnResult *
fl_learn_sweep (const FlLearnRequest *request, FlModel *model, guint i, const FlParallel *parallel)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
  g_autofree float *probabilities = fl_learn_predict (model, stream->samples, parallel);
  FlLearnResult *result = fl_learn_begin (request);

  g_array_set_size (result->stream_ids, 0);
  g_array_append_val (result->stream_ids, stream->id);
  g_ptr_array_add (result->sweeps, sweep (request, stream, probabilities));
  if (request->scaling != NULL)
    g_ptr_array_add (result->runs, extend_runs (request, stream, request->scaling));
  result->model = fl_model_ref (model);
  result->ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  return result;
}
