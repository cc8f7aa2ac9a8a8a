/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predictions with their neighbours in time: whether that is better, and what it gives. How often
 * each class is drawn is the mean of the predictions, which also stands for the mix of the
 * calibration: so a sample without neighbours is predicted as the model does. */
#include "session/fl-smoothing.h"

#include <math.h>
#include <string.h>

#include "learn/fl-cross-validation.h"
#include "learn/fl-doubt.h"
#include "learn/fl-scorer.h"

#define MIN_ROWS 100
#define N_FOLDS  5
/* Held-out rows that are looked at; of more, every so many-th. */
#define MAX_HELD_OUT 500
/* Samples on either side of a held-out one. */
#define N_BESIDE        32
#define MIN_PROBABILITY 1e-6
/* A class is never rarer than that. */
#define MIN_MIX 1e-3

/* The samples of a stream as a chain sees them. */
typedef struct {
  double *times_s; /* ascending */
  guint *known;    /* class, or FL_CHAIN_UNKNOWN */
  int *label_of;   /* row of the track, or -1 */
} Moments;

static void
moments_free (gpointer data)
{
  Moments *self = data;

  g_free (self->times_s);
  g_free (self->known);
  g_free (self->label_of);
  g_free (self);
}

static guint
find_class (const FlLearnRequest *request, const FlLabelRow *label)
{
  for (guint c = 0; c < request->class_ids->len; c++)
    if (label->state == FL_LABEL_LABELLED &&
        g_array_index (request->class_ids, gint64, c) == label->class_id)
      return c;
  return FL_CHAIN_UNKNOWN;
}

static double
time_of (const FlLearnStream *stream, gsize sample)
{
  double time_s = fl_frame_index_get_time_s (stream->index, stream->samples->frames[sample]);

  return isfinite (time_s) ? time_s : (double) stream->samples->frames[sample] / 25;
}

static Moments *
list_moments (const FlLearnRequest *request, const FlLearnStream *stream)
{
  const gsize n = stream->samples->n;
  Moments *self = g_new0 (Moments, 1);

  self->times_s = g_new (double, MAX (n, 1));
  self->known = g_new (guint, MAX (n, 1));
  self->label_of = g_new (int, MAX (n, 1));
  guint at = 0;
  for (gsize i = 0; i < n; i++) {
    const gint64 frame = stream->samples->frames[i];
    while (at < stream->track->len &&
           g_array_index (stream->track, FlLabelRow, at).range.last < frame)
      at++;
    const FlLabelRow *label =
      at < stream->track->len ? &g_array_index (stream->track, FlLabelRow, at) : NULL;
    const gboolean is_labelled = label != NULL && label->range.first <= frame;
    self->times_s[i] =
      i > 0 ? MAX (time_of (stream, i), self->times_s[i - 1]) : time_of (stream, i);
    self->known[i] = is_labelled ? find_class (request, label) : FL_CHAIN_UNKNOWN;
    self->label_of[i] = is_labelled ? (int) at : -1;
  }
  return self;
}

static GPtrArray *
list_all_moments (const FlLearnRequest *request)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (moments_free);

  for (guint i = 0; i < request->streams->len; i++)
    g_ptr_array_add (all, list_moments (request, FL_LEARN_STREAM (request, i)));
  return all;
}

static double *
find_mix (const FlLearnRequest *request, GPtrArray *probabilities)
{
  const guint k = request->class_ids->len;
  double *mix = g_new0 (double, k);
  double sum = 0;

  for (guint s = 0; s < request->streams->len; s++) {
    const float *row = probabilities->pdata[s];
    for (gsize i = 0; i < FL_LEARN_STREAM (request, s)->samples->n * k; i++) {
      mix[i % k] += (double) row[i];
      sum += (double) row[i];
    }
  }
  double all = 0;
  for (guint c = 0; c < k; c++)
    all += mix[c] = MAX (sum > 0 ? mix[c] / sum : 0, MIN_MIX);
  for (guint c = 0; c < k; c++)
    mix[c] /= all;
  return mix;
}

/* Labelled samples of which the one is the next labelled one after the other. */
static GArray *
list_pairs (const FlLearnRequest *request, GPtrArray *moments)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (FlChainPair));

  for (guint s = 0; s < request->streams->len; s++) {
    const Moments *each = moments->pdata[s];
    gsize last = G_MAXSIZE;
    for (gsize i = 0; i < FL_LEARN_STREAM (request, s)->samples->n; i++) {
      if (each->known[i] == FL_CHAIN_UNKNOWN)
        continue;
      if (last != G_MAXSIZE) {
        const FlChainPair pair = {.gap_s = each->times_s[i] - each->times_s[last],
                                  .is_same = each->known[i] == each->known[last],
                                  .class_index = each->known[i]};
        g_array_append_val (pairs, pair);
      }
      last = i;
    }
  }
  return pairs;
}

/* What is summed up over held-out rows. */
typedef struct {
  const FlLearnRequest *request;
  const FlDataset *dataset;
  GPtrArray *moments;
  FlChain chain;
  gsize n;
  double gain; /* of log-likelihood */
  double gain2;
  double loss;
  guint n_right;
  guint n_smooth_right;
} Trial;

/* The sample that a row was made of. */
static gsize
find_sample (const Trial *self, const FlDatasetRow *row)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, row->stream);
  const Moments *moments = self->moments->pdata[row->stream];
  gsize low = 0;
  gsize high = stream->samples->n;

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (moments->times_s[middle] < row->time_s)
      low = middle + 1;
    else
      high = middle;
  }
  return MIN (low, stream->samples->n - 1);
}

static gpointer
key_of (guint stream, int label)
{
  return GUINT_TO_POINTER (stream * 1000003u + (guint) label + 1);
}

/* Labels of which some row is held out. */
static GHashTable *
list_held_out (const Trial *self, const FlFolds *folds, guint fold)
{
  GHashTable *held_out = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < fl_dataset_get_n_rows (self->dataset); i++) {
    const FlDatasetRow *row = fl_dataset_get_row (self->dataset, i);
    const Moments *moments = self->moments->pdata[row->stream];
    if (folds->fold_of[i] == fold)
      g_hash_table_add (held_out, key_of (row->stream, moments->label_of[find_sample (self, row)]));
  }
  return held_out;
}

static void
predict_one (const FlModel *model, const FlLearnStream *stream, gsize sample, float *out)
{
  const FlHalfRows row = {.values = fl_sample_set_get_row (stream->samples, sample),
                          .n_rows = 1,
                          .n_dims = fl_model_get_n_dims (model)};
  g_autofree float *decisions = g_new (float, fl_model_get_n_classes (model));

  fl_scorer_run (model, &row, decisions, NULL);
  fl_model_get_probabilities (model, decisions, out);
}

/* What neighbours say of one held-out row, and what the model says alone. */
static void
try_row (Trial *self, const FlModel *model, GHashTable *held_out, const FlDatasetRow *row)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, row->stream);
  const Moments *moments = self->moments->pdata[row->stream];
  const guint k = self->chain.n_classes;
  const gsize sample = find_sample (self, row);
  const gsize first = sample > N_BESIDE ? sample - N_BESIDE : 0;
  const gsize end = MIN (sample + N_BESIDE + 1, stream->samples->n);
  g_autofree float *probabilities = g_new (float, (end - first) * k);
  g_autofree guint *known = g_new (guint, end - first);
  g_autofree double *smooth = g_new (double, k);
  FlChainPath path;

  for (gsize i = first; i < end; i++) {
    predict_one (model, stream, i, probabilities + (i - first) * k);
    known[i - first] = g_hash_table_contains (held_out, key_of (row->stream, moments->label_of[i]))
                         ? FL_CHAIN_UNKNOWN
                         : moments->known[i];
  }
  known[sample - first] = FL_CHAIN_UNKNOWN;
  fl_chain_walk (&self->chain, probabilities, known, moments->times_s + first, end - first, &path);
  fl_chain_path_get (&path, moments->times_s[sample], smooth);
  fl_chain_path_clear (&path);
  const float *alone = probabilities + (sample - first) * k;
  guint top = 0;
  for (guint c = 1; c < k; c++)
    if (smooth[c] > smooth[top])
      top = c;
  const double before = -log (MAX ((double) alone[row->class_index], MIN_PROBABILITY));
  const double gain = before + log (MAX (smooth[row->class_index], MIN_PROBABILITY));
  self->n++;
  self->loss += before;
  self->gain += gain;
  self->gain2 += gain * gain;
  self->n_right += fl_doubt_top (alone, k) == row->class_index;
  self->n_smooth_right += top == row->class_index;
}

/* A model of all rows but those of one fold. */
static FlModel *
train_without (const Trial *self,
               const FlFolds *folds,
               guint fold,
               const FlScaling *scaling,
               const FlModel *model,
               GCancellable *cancellable)
{
  const gsize n_dims = fl_dataset_get_n_dims (self->dataset);
  g_autoptr (FlDataset) rest = fl_dataset_new (n_dims, fl_dataset_get_n_classes (self->dataset));
  const FlTrainParams params = {.revision = self->request->revision,
                                .c = fl_model_get_facts (model)->c,
                                .temperature = fl_model_get_facts (model)->temperature};

  for (gsize i = 0; i < fl_dataset_get_n_rows (self->dataset); i++) {
    FlDatasetRow row = *fl_dataset_get_row (self->dataset, i);
    row.run = 0; /* nothing is held out of these rows */
    if (folds->fold_of[i] != fold)
      memcpy (fl_dataset_copy_row (rest, self->dataset, i, &row),
              fl_dataset_get_features (self->dataset, i), n_dims * sizeof (float));
  }
  return self->request->classifier->train (rest, scaling, &params, NULL, NULL, cancellable, NULL);
}

static void
try_fold (Trial *self,
          const FlFolds *folds,
          guint fold,
          const FlScaling *scaling,
          const FlModel *model,
          GCancellable *cancellable)
{
  const gsize n_rows = fl_dataset_get_n_rows (self->dataset);
  const gsize step = n_rows / MAX_HELD_OUT + 1;
  g_autoptr (FlModel) without = train_without (self, folds, fold, scaling, model, cancellable);
  g_autoptr (GHashTable) held_out = list_held_out (self, folds, fold);

  for (gsize i = 0; without != NULL && i < n_rows; i += step) {
    if (g_cancellable_is_cancelled (cancellable))
      return;
    if (folds->fold_of[i] == fold)
      try_row (self, without, held_out, fl_dataset_get_row (self->dataset, i));
  }
}

static FlSmoothing
judge (const Trial *self)
{
  const double n = (double) MAX (self->n, 1);
  const double mean = self->gain / n;
  const double variance = MAX (self->gain2 / n - mean * mean, 0);

  return (FlSmoothing){.is_tested = self->n > 0,
                       .is_used = self->n > 0 && mean > sqrt (variance / n) &&
                                  self->n_smooth_right > self->n_right,
                       .dwell_s = self->chain.dwell_s,
                       .n = self->n,
                       .loss = self->loss / n,
                       .smooth_loss = self->loss / n - mean,
                       .accuracy = self->n_right / n,
                       .smooth_accuracy = self->n_smooth_right / n};
}

FlSmoothing
fl_smoothing_test (const FlLearnRequest *request,
                   const FlDataset *dataset,
                   const FlScaling *scaling,
                   const FlModel *model,
                   GPtrArray *probabilities,
                   GCancellable *cancellable)
{
  FlSmoothing nothing = {.is_tested = FALSE};

  if (fl_dataset_get_n_rows (dataset) < MIN_ROWS)
    return nothing;
  g_autoptr (FlFolds) folds = fl_folds_new (dataset, N_FOLDS);
  g_autoptr (GPtrArray) moments = list_all_moments (request);
  g_autoptr (GArray) pairs = list_pairs (request, moments);
  g_autofree double *mix = find_mix (request, probabilities);
  Trial trial = {.request = request,
                 .dataset = dataset,
                 .moments = moments,
                 .chain = {.n_classes = request->class_ids->len, .mix = mix}};

  trial.chain.dwell_s =
    fl_chain_fit_dwell ((const FlChainPair *) (const void *) pairs->data, pairs->len, mix);
  for (guint fold = 0; fold < folds->n; fold++)
    try_fold (&trial, folds, fold, scaling, model, cancellable);
  return g_cancellable_is_cancelled (cancellable) ? nothing : judge (&trial);
}

void
fl_smoothing_apply (const FlLearnRequest *request,
                    const FlSmoothing *smoothing,
                    GPtrArray *probabilities,
                    GPtrArray *sweeps)
{
  const guint k = request->class_ids->len;
  g_autofree double *mix = find_mix (request, probabilities);
  const FlChain chain = {.n_classes = k, .dwell_s = smoothing->dwell_s, .mix = mix};

  for (guint s = 0; s < request->streams->len; s++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, s);
    Moments *moments = list_moments (request, stream);
    fl_sweep_smooth (sweeps->pdata[s], &chain, probabilities->pdata[s], moments->known,
                     moments->times_s, request->class_ids);
    moments_free (moments);
  }
}
