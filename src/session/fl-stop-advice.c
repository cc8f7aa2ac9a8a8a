/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models of what was known before, compared on samples that nobody labelled (science 6.2). */
#include "session/fl-stop-advice.h"

#include <math.h>

#include "learn/fl-agreement.h"
#include "learn/fl-doubt.h"
#include "session/fl-learning-private.h"
#include "session/fl-teaching.h"

/* The set has so many samples at most, and at most half of all; of fewer than the least, agreement and
 * doubt are not told. */
#define MAX_SET   5000
#define LEAST_SET 20

/* A model lacks so many labels of the next one, and this share of them. */
#define LEAST_APART 20
#define APART_SHARE 0.05
#define N_PAIRS     3

/* A sample that stands for a run and has no label; the smallest keys are drawn. */
typedef struct {
  guint64 key;
  guint stream;
  guint32 sample;
} Candidate;

/* What a model says of the set. */
typedef struct {
  guint8 *said; /* [n_set], place of a class; only as many classes as fit are compared */
  double doubt; /* mean */
  gsize n_labels;
} Opinion;

static const FlStopAdvice nothing_known = {.signals = {NAN, NAN, NAN, NAN},
                                           .gain_low = NAN,
                                           .gain_high = NAN};

void
fl_stop_facts_free (FlStopFacts *self)
{
  fl_learn_request_free (self->request);
  g_array_unref (self->checks);
  g_free (self);
}

static void
free_opinion (Opinion *self)
{
  if (self == NULL)
    return;
  g_free (self->said);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opinion, free_opinion)

/* A number that looks random, always the same for the same (splitmix64). */
static guint64
mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static void
add_candidate (const FlLearnRequest *request, guint stream, gsize sample, GArray *candidates)
{
  const FlLearnStream *self = FL_LEARN_STREAM (request, stream);
  const gint64 frame = self->samples->frames[sample];
  const Candidate candidate = {.key = mix (mix (request->seed ^ mix ((guint64) self->id)) ^
                                           (guint64) frame),
                               .stream = stream,
                               .sample = (guint32) sample};

  if (fl_track_find (self->track, frame) == NULL &&
      (self->pool == NULL || g_hash_table_contains (self->pool, &frame)))
    g_array_append_val (candidates, candidate);
}

/* Where runs are not known yet, each sample stands for itself. */
static void
add_candidates (const FlLearnRequest *request, guint stream, GArray *candidates)
{
  const FlLearnStream *self = FL_LEARN_STREAM (request, stream);
  const GArray *runs =
    self->runs != NULL && self->runs->samples == self->samples ? self->runs->runs : NULL;

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    add_candidate (request, stream, g_array_index (runs, FlRun, i).shown, candidates);
  for (gsize i = 0; (runs == NULL || runs->len == 0) && i < self->samples->n; i++)
    add_candidate (request, stream, i, candidates);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  return (x->key > y->key) - (x->key < y->key);
}

/* (element-type GArray): of each stream the samples of the set. */
static GPtrArray *
draw_set (const FlLearnRequest *request, FlStopAdvice *out)
{
  GPtrArray *set = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < request->streams->len; i++) {
    add_candidates (request, i, candidates);
    g_ptr_array_add (set, g_array_new (FALSE, FALSE, sizeof (guint32)));
  }
  out->n_runs = candidates->len;
  out->n_set = MIN (MAX_SET, candidates->len / 2);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < out->n_set; i++) {
    const Candidate *each = &g_array_index (candidates, Candidate, i);
    g_array_append_val (set->pdata[each->stream], each->sample);
  }
  return set;
}

static int
compare_actions (gconstpointer a, gconstpointer b)
{
  const FlActionId *x = a;
  const FlActionId *y = b;

  if (x->seq != y->seq)
    return x->seq < y->seq ? -1 : 1;
  return (x->replica > y->replica) - (x->replica < y->replica);
}

/* (element-type FlActionId): for each row that is taught what says it, in the order in which that was
 * said. */
static GArray *
list_order (const FlLearnRequest *request)
{
  g_autoptr (GArray) taught = fl_teaching_list (request);
  GArray *order = g_array_new (FALSE, FALSE, sizeof (FlActionId));

  for (guint i = 0; i < taught->len; i++)
    g_array_append_val (order, g_array_index (taught, FlTaught, i).label->action);
  g_array_sort (order, compare_actions);
  return order;
}

static gsize
count_rarest (const FlLearnRequest *request)
{
  g_autoptr (GArray) taught = fl_teaching_list (request);
  gsize n_rarest = taught->len;

  for (guint c = 0; c < request->class_ids->len; c++) {
    gsize n = 0;
    for (guint i = 0; i < taught->len; i++)
      n += g_array_index (taught, FlTaught, i).label->class_id ==
           g_array_index (request->class_ids, gint64, c);
    n_rarest = MIN (n_rarest, n);
  }
  return n_rarest;
}

/* The largest number of rows up to @n that no label divides, for one label may teach several. */
static gsize
round_down (const GArray *order, gsize n)
{
  while (n > 0 && n < order->len &&
         compare_actions (&g_array_index (order, FlActionId, n - 1),
                          &g_array_index (order, FlActionId, n)) == 0)
    n--;
  return n;
}

static void
free_cut (gpointer data)
{
  FlLearnStream *stream = data;

  g_array_unref (stream->track);
  g_free (stream);
}

/* The streams of @request, with the labels alone that were said before @end. */
static GPtrArray *
cut_streams (const FlLearnRequest *request, const FlActionId *end)
{
  GPtrArray *streams = g_ptr_array_new_with_free_func (free_cut);

  for (guint i = 0; i < request->streams->len; i++) {
    const FlLearnStream *stream = FL_LEARN_STREAM (request, i);
    FlLearnStream *cut = g_memdup2 (stream, sizeof *stream);
    cut->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
    for (guint j = 0; j < stream->track->len; j++) {
      const FlLabelRow *row = &g_array_index (stream->track, FlLabelRow, j);
      if (end == NULL || compare_actions (&row->action, end) < 0)
        g_array_append_vals (cut->track, row, 1);
    }
    g_ptr_array_add (streams, cut);
  }
  return streams;
}

static Opinion *
ask (const FlLearnRequest *request,
     const FlModel *model,
     const GPtrArray *set,
     gsize n_set,
     const FlParallel *parallel)
{
  const guint n_classes = fl_model_get_n_classes (model);
  Opinion *self = g_new0 (Opinion, 1);
  gsize n = 0;

  self->said = g_new (guint8, MAX (n_set, 1));
  for (guint i = 0; i < set->len; i++) {
    const GArray *numbers = set->pdata[i];
    g_autofree float *probabilities =
      fl_learn_predict_some (model, FL_LEARN_STREAM (request, i)->samples, numbers, parallel);
    for (guint j = 0; j < numbers->len; j++) {
      const float *row = probabilities + (gsize) j * n_classes;
      const guint best = fl_doubt_top (row, n_classes);
      self->said[n++] = (guint8) best;
      self->doubt += (1 - (double) row[best]) / (double) n_set;
    }
  }
  return self;
}

typedef struct {
  const FlLearnRequest *request;
  const GPtrArray *set;
  const GArray *order;
  gsize n_set;
  const FlParallel *parallel;
  GCancellable *cancellable;
} Comparison;

/* What a model of the first labels says, of no more than @n rows; %NULL where there can be none. */
static Opinion *
ask_earlier (const Comparison *self, gsize n)
{
  const gsize n_labels = round_down (self->order, n);
  g_autoptr (FlScaling) scaling = NULL;
  Opinion *opinion = NULL;

  if (n_labels == 0 || g_cancellable_is_cancelled (self->cancellable))
    return NULL;
  g_autoptr (GPtrArray) streams =
    cut_streams (self->request, n_labels < self->order->len
                                  ? &g_array_index (self->order, FlActionId, n_labels)
                                  : NULL);
  FlLearnRequest earlier = *self->request;
  earlier.streams = streams;
  /* C, T and the solution of the model in use hang on when it was fitted. */
  earlier.warm = NULL;
  earlier.c = 0;
  earlier.temperature = 0;
  FlLearnResult *result = fl_learn_begin (&earlier);
  g_autoptr (FlDataset) dataset =
    fl_learn_teach (&earlier, earlier.scaling, result, &scaling, self->parallel, self->cancellable);

  if (result->model != NULL) {
    opinion = ask (&earlier, result->model, self->set, self->n_set, self->parallel);
    opinion->n_labels = n_labels;
  }
  fl_learn_result_free (result);
  return opinion;
}

static double
find_kappa (const Comparison *self, const Opinion *a, const Opinion *b)
{
  const gsize n_classes = self->request->class_ids->len;
  g_autofree guint64 *counts = g_new0 (guint64, n_classes * n_classes);

  for (gsize i = 0; i < self->n_set; i++)
    counts[a->said[i] * n_classes + b->said[i]]++;
  return fl_agreement_kappa (counts, n_classes);
}

static gsize
count_changed (const Comparison *self, const Opinion *a, const Opinion *b)
{
  gsize n = 0;

  for (gsize i = 0; i < self->n_set; i++)
    n += a->said[i] != b->said[i] ? 1 : 0;
  return n;
}

static Opinion *
ask_before (const Comparison *self, const Opinion *opinion)
{
  const gsize n = opinion->n_labels;
  const gsize apart = MAX (LEAST_APART, (gsize) ceil (APART_SHARE * (double) n));

  return n > apart ? ask_earlier (self, n - apart) : NULL;
}

/* Of three pairs of successive models; unknown unless all of them are. */
static void
compare_models (const Comparison *self, const Opinion *newest, FlStopAdvice *out)
{
  g_autoptr (Opinion) later = NULL;
  double sum = 0;

  for (guint i = 0; i < N_PAIRS; i++) {
    const Opinion *each = later != NULL ? later : newest;
    Opinion *before = ask_before (self, each);
    if (before == NULL)
      return;
    if (i == 0) {
      out->n_apart = each->n_labels - before->n_labels;
      out->n_changed = count_changed (self, each, before);
    }
    sum += find_kappa (self, each, before);
    free_opinion (later);
    later = before;
  }
  out->signals.kappa = sum / N_PAIRS;
}

static void
compare_doubt (const Comparison *self, const Opinion *newest, FlStopAdvice *out)
{
  if (newest->n_labels <= FL_STOP_DOUBT_LABELS)
    return;
  g_autoptr (Opinion) before = ask_earlier (self, newest->n_labels - FL_STOP_DOUBT_LABELS);
  if (before != NULL)
    out->signals.doubt_fall = before->doubt > 0 ? 1 - newest->doubt / before->doubt : 0;
}

static void
look_at_models (const Comparison *self, FlStopAdvice *out)
{
  if (self->n_set < LEAST_SET || self->request->scaling == NULL ||
      self->request->class_ids->len > G_MAXUINT8)
    return;
  g_autoptr (Opinion) newest = ask_earlier (self, self->order->len);
  if (newest == NULL)
    return;
  compare_models (self, newest, out);
  compare_doubt (self, newest, out);
}

static void
look_at_answers (const FlStopFacts *facts, FlStopAdvice *out)
{
  const FlCheck *checks = (const FlCheck *) (const void *) facts->checks->data;
  const gsize n_labels = facts->n_taught > 0 ? facts->n_taught : out->n_labels;
  FlCurveGain gain;

  out->n_asked = facts->n_asked;
  out->n_surprises = facts->n_surprises;
  if (facts->n_asked >= FL_STOP_ASKED)
    out->signals.yield = (double) facts->n_surprises / facts->n_asked;
  out->n_checks = facts->checks->len;
  if (n_labels == 0 ||
      !fl_curve_foresee (checks, facts->checks->len, (double) n_labels, FL_STOP_MORE, &gain))
    return;
  out->signals.gain = gain.gain;
  out->gain_low = gain.low;
  out->gain_high = gain.high;
}

void
fl_stop_advise (const FlStopFacts *facts,
                const FlParallel *parallel,
                GCancellable *cancellable,
                FlStopAdvice *out)
{
  *out = nothing_known;
  out->tag = facts->tag;
  g_autoptr (GPtrArray) set = draw_set (facts->request, out);
  g_autoptr (GArray) order = list_order (facts->request);
  const Comparison comparison = {.request = facts->request,
                                 .set = set,
                                 .order = order,
                                 .n_set = out->n_set,
                                 .parallel = parallel,
                                 .cancellable = cancellable};

  out->n_labels = order->len;
  out->n_rarest = count_rarest (facts->request);
  look_at_models (&comparison, out);
  look_at_answers (facts, out);
  out->light = fl_stopping_judge (&out->signals);
}

/* Whether @a is further from enough than @b. */
static gboolean
is_further (const FlStopAdvice *a, const FlStopAdvice *b)
{
  if (a->light != b->light)
    return a->light < b->light;
  if (!isnan (a->signals.kappa) && !isnan (b->signals.kappa))
    return a->signals.kappa < b->signals.kappa;
  if (!isnan (a->signals.kappa) || !isnan (b->signals.kappa))
    return isnan (a->signals.kappa);
  return a->n_rarest != b->n_rarest ? a->n_rarest < b->n_rarest : a->n_labels < b->n_labels;
}

void
fl_stop_advise_all (const GPtrArray *facts,
                    const FlParallel *parallel,
                    GCancellable *cancellable,
                    FlStopAdvice *out)
{
  *out = nothing_known;
  for (guint i = 0; i < facts->len && !g_cancellable_is_cancelled (cancellable); i++) {
    FlStopAdvice advice;
    fl_stop_advise (facts->pdata[i], parallel, cancellable, &advice);
    if (i == 0 || is_further (&advice, out))
      *out = advice;
  }
}
