/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to ask next: from samples to the view that strategies know, and back. */
#include "session/fl-ranking.h"

#include <math.h>
#include <stdlib.h>

#include "learn/fl-doubt.h"
#include "learn/fl-projection.h"
#include "learn/fl-scorer.h"
#include "learn/fl-top.h"

/* More candidates than this are thinned out before distances are computed: half of them at random,
 * half the most doubtful. */
#define MAX_POSITIONED 2048
/* Cold start asks few questions at once, for every answer changes the groups. */
#define N_COLD 8
/* Share of the questions that look for the unknown: at the end of the cold start, in the long run,
 * and answers after which the difference has halved. */
#define MAX_EXPLORE       0.3
#define MIN_EXPLORE       0.1
#define EXPLORE_HALF_LIFE 30.0
/* As long as all of at least N_SAME answers were the same. */
#define N_SAME       3
#define SAME_EXPLORE 0.5

typedef struct {
  guint stream;
  gsize sample;
  guint class_index; /* of a labelled sample, or FL_STRATEGY_UNSURE */
} Candidate;

typedef struct {
  const FlLearnRequest *request;
  const FlScaling *scaling;
  GPtrArray *probabilities; /* (nullable) float, by stream */
  double temperature;       /* of the probabilities */
  GPtrArray *committee;     /* (nullable) FlModel */
  GRand *rand;
  GCancellable *cancellable;
  GArray *candidates; /* Candidate */
  GArray *labelled;   /* Candidate */
  gsize *class_counts;
} Ranking;

static guint
ref_hash (gconstpointer key)
{
  const FlFrameRef *ref = key;

  return g_int64_hash (&ref->frame) * 31 + g_int64_hash (&ref->stream);
}

static gboolean
ref_equal (gconstpointer a, gconstpointer b)
{
  const FlFrameRef *x = a;
  const FlFrameRef *y = b;

  return x->stream == y->stream && x->frame == y->frame;
}

static GHashTable *
index_passed_over (const FlLearnRequest *request)
{
  GHashTable *set = g_hash_table_new (ref_hash, ref_equal);

  for (guint i = 0; request->passed_over != NULL && i < request->passed_over->len; i++)
    g_hash_table_add (set, &g_array_index (request->passed_over, FlFrameRef, i));
  return set;
}

static guint
find_class (const FlLearnRequest *request, const FlLabelRow *label)
{
  for (guint c = 0; c < request->class_ids->len; c++)
    if (label->state == FL_LABEL_LABELLED &&
        g_array_index (request->class_ids, gint64, c) == label->class_id)
      return c;
  return FL_STRATEGY_UNSURE;
}

static void
add_labelled (Ranking *self, guint stream, gsize sample, const FlLabelRow *label)
{
  const Candidate labelled = {.stream = stream,
                              .sample = sample,
                              .class_index = find_class (self->request, label)};

  g_array_append_val (self->labelled, labelled);
  if (labelled.class_index != FL_STRATEGY_UNSURE)
    self->class_counts[labelled.class_index]++;
}

static void
sort_samples (Ranking *self, guint i, GHashTable *passed_over)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, i);
  guint at = 0;

  for (gsize j = 0; j < stream->samples->n; j++) {
    gint64 frame = stream->samples->frames[j];
    const FlFrameRef ref = {.stream = stream->id, .frame = frame};
    const Candidate candidate = {.stream = i, .sample = j};
    while (at < stream->track->len &&
           g_array_index (stream->track, FlLabelRow, at).range.last < frame)
      at++;
    const FlLabelRow *label =
      at < stream->track->len ? &g_array_index (stream->track, FlLabelRow, at) : NULL;
    if (label != NULL && label->range.first <= frame)
      add_labelled (self, i, j, label);
    else if ((stream->pool == NULL || g_hash_table_contains (stream->pool, &frame)) &&
             !g_hash_table_contains (passed_over, &ref))
      g_array_append_val (self->candidates, candidate);
  }
}

/* Keeps @n at random, without changing their order (Knuth, algorithm S). */
static void
thin_out (GArray *candidates, guint n, GRand *rand)
{
  guint n_kept = 0;

  for (guint i = 0; i < candidates->len && n_kept < n; i++)
    if (g_rand_double (rand) * (candidates->len - i) < n - n_kept)
      g_array_index (candidates, Candidate, n_kept++) = g_array_index (candidates, Candidate, i);
  g_array_set_size (candidates, n_kept);
}

static const float *
get_probabilities (const Ranking *self, const Candidate *candidate)
{
  const float *of_stream = self->probabilities->pdata[candidate->stream];

  return of_stream + candidate->sample * self->request->class_ids->len;
}

/* The most doubtful @n of @candidates. */
static GArray *
find_doubtful (const Ranking *self, const GArray *candidates, guint n)
{
  guint n_classes = self->request->class_ids->len;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree float *margins = g_new (float, MAX (candidates->len, 1));
  g_autofree gsize *order = g_new (gsize, MAX (n, 1));

  for (guint i = 0; i < candidates->len; i++)
    margins[i] =
      fl_doubt_margin (get_probabilities (self, &g_array_index (candidates, Candidate, i)),
                       n_classes);
  gsize n_found = fl_top_rank (margins, candidates->len, n, self->rand, order);
  for (gsize i = 0; i < n_found; i++)
    g_array_append_val (found, g_array_index (candidates, Candidate, order[i]));
  return found;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  return x->sample < y->sample ? -1 : x->sample > y->sample;
}

/* Candidates that are few enough for distances: some at random, which stand for all, and those
 * that the model doubts most, which chance would miss. */
static GArray *
choose_near (const Ranking *self)
{
  GArray *near = g_array_copy (self->candidates);
  guint n_random = self->probabilities != NULL ? MAX_POSITIONED / 2 : MAX_POSITIONED;

  if (near->len <= MAX_POSITIONED)
    return near;
  thin_out (near, n_random, self->rand);
  if (self->probabilities != NULL) {
    g_autoptr (GArray) doubtful = find_doubtful (self, self->candidates, MAX_POSITIONED - n_random);
    g_array_append_vals (near, doubtful->data, doubtful->len);
    g_array_sort (near, compare_candidates);
    guint n = 1;
    for (guint i = 1; i < near->len; i++)
      if (compare_candidates (&g_array_index (near, Candidate, n - 1),
                              &g_array_index (near, Candidate, i)) != 0)
        g_array_index (near, Candidate, n++) = g_array_index (near, Candidate, i);
    g_array_set_size (near, n);
  }
  return near;
}

static float *
position_all (const Ranking *self, const FlProjection *projection, const GArray *candidates)
{
  gsize n_dims = fl_scaling_get_n_dims (self->scaling);
  float *positions = g_new (float, (gsize) MAX (candidates->len, 1) * FL_PROJECTION_DIMS);
  g_autofree float *row = g_new (float, n_dims);

  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);
    const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
    fl_scaling_apply (self->scaling, fl_sample_set_get_row (stream->samples, candidate->sample),
                      row);
    fl_projection_apply (projection, row, positions + (gsize) i * FL_PROJECTION_DIMS);
  }
  return positions;
}

/* Takes T back out: it is there so that a percentage means something, and would make the model
 * doubt everything alike. */
static void
sharpen (const float *probabilities, guint n_classes, double temperature, float *out)
{
  double sum = 0;

  for (guint c = 0; c < n_classes; c++) {
    out[c] = (float) pow ((double) probabilities[c], temperature);
    sum += (double) out[c];
  }
  for (guint c = 0; c < n_classes && sum > 0; c++)
    out[c] = (float) ((double) out[c] / sum);
}

static float *
gather (const Ranking *self, const GArray *candidates)
{
  gsize n_classes = self->request->class_ids->len;
  float *gathered = g_new (float, MAX (candidates->len, 1) * n_classes);

  for (guint i = 0; i < candidates->len; i++)
    sharpen (get_probabilities (self, &g_array_index (candidates, Candidate, i)), (guint) n_classes,
             self->temperature, gathered + i * n_classes);
  return gathered;
}

/* Probabilities of every member of the committee: `[n_members][n][n_classes]`. */
static float *
gather_committee (const Ranking *self, const GArray *candidates)
{
  gsize n_classes = self->request->class_ids->len;
  float *gathered = g_new (float, MAX (self->committee->len * candidates->len, 1) * n_classes);
  g_autofree float *decisions = g_new (float, n_classes);
  float *out = gathered;

  for (guint m = 0; m < self->committee->len; m++) {
    const FlModel *member = self->committee->pdata[m];
    for (guint i = 0; i < candidates->len; i++, out += n_classes) {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
      const FlHalfRows row = {.values = fl_sample_set_get_row (stream->samples, candidate->sample),
                              .n_rows = 1,
                              .n_dims = fl_model_get_n_dims (member)};
      fl_scorer_run (member, &row, decisions, NULL);
      fl_model_get_probabilities (member, decisions, out);
    }
  }
  return gathered;
}

/* A view and what it borrows. */
typedef struct {
  GArray *candidates; /* Candidate */
  float *probabilities;
  float *positions;
  float *labelled;
  guint *labelled_classes;
  float *committee;
  FlStrategyView view;
} Seen;

static void
seen_clear (Seen *self)
{
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->probabilities, g_free);
  g_clear_pointer (&self->positions, g_free);
  g_clear_pointer (&self->labelled, g_free);
  g_clear_pointer (&self->labelled_classes, g_free);
  g_clear_pointer (&self->committee, g_free);
}

static void
see_positions (const Ranking *self, Seen *seen)
{
  g_autoptr (FlProjection) projection = fl_projection_new (fl_scaling_get_n_dims (self->scaling));
  g_autoptr (GArray) labelled = g_array_copy (self->labelled);

  thin_out (labelled, MAX_POSITIONED, self->rand);
  seen->positions = position_all (self, projection, seen->candidates);
  seen->labelled = position_all (self, projection, labelled);
  seen->labelled_classes = g_new (guint, MAX (labelled->len, 1));
  for (guint i = 0; i < labelled->len; i++)
    seen->labelled_classes[i] = g_array_index (labelled, Candidate, i).class_index;
  seen->view.positions = seen->positions;
  seen->view.n_position_dims = FL_PROJECTION_DIMS;
  seen->view.labelled = seen->labelled;
  seen->view.labelled_classes = seen->labelled_classes;
  seen->view.n_labelled = labelled->len;
}

/* What @strategy may look at. */
static Seen
see (const Ranking *self, const FlStrategyType *strategy)
{
  gboolean is_near = strategy->needs_positions || strategy->needs_committee;
  Seen seen = {.candidates = is_near ? choose_near (self) : g_array_ref (self->candidates)};

  seen.view = (FlStrategyView){.n = seen.candidates->len,
                               .n_classes = self->request->class_ids->len,
                               .class_counts = self->class_counts};
  if (self->probabilities != NULL)
    seen.probabilities = gather (self, seen.candidates);
  seen.view.probabilities = seen.probabilities;
  if (strategy->needs_positions)
    see_positions (self, &seen);
  if (strategy->needs_committee) {
    seen.committee = gather_committee (self, seen.candidates);
    seen.view.committee = seen.committee;
    seen.view.n_members = self->committee->len;
  }
  return seen;
}

/* A class that is less likely than that is not named as one that is in doubt. */
#define MIN_DOUBTFUL 0.15f

/* Names the likeliest class, and the next one where there is some doubt. */
static void
name_classes (const FlLearnRequest *request, const float *probabilities, FlRanked *ranked)
{
  float first = -1;
  float second = -1;

  for (guint c = 0; c < request->class_ids->len; c++) {
    gint64 id = g_array_index (request->class_ids, gint64, c);
    if (probabilities[c] > first) {
      second = first;
      ranked->second = ranked->first;
      first = probabilities[c];
      ranked->first = id;
    } else if (probabilities[c] > second) {
      second = probabilities[c];
      ranked->second = id;
    }
  }
  if (second < MIN_DOUBTFUL)
    ranked->second = 0;
}

static gsize
count_answers (const FlLearnRequest *request)
{
  gsize n = 0;

  for (guint i = 0; i < request->streams->len; i++)
    n += FL_LEARN_STREAM (request, i)->track->len;
  return n;
}

/* How things stand decides who ranks: the order, what may be slipped in between, how often. */
typedef struct {
  const FlStrategyType *main;
  const FlStrategyType *explore; /* (nullable) */
  double explore_share;
} Plan;

static guint
count_known_classes (const Ranking *self)
{
  guint n = 0;

  for (guint c = 0; c < self->request->class_ids->len; c++)
    n += self->class_counts[c] > 0;
  return n;
}

static Plan
make_plan (const Ranking *self)
{
  Plan plan = {.main = self->request->strategy};
  double n_answers = (double) count_answers (self->request);
  double n_cold = MAX (self->request->class_ids->len + 3, 8);
  /* Where all answers were the same, the other classes are rare. */
  gboolean is_one_sided = n_answers >= N_SAME && count_known_classes (self) < 2;

  gboolean is_hunting =
    plan.main->explores && count_known_classes (self) < self->request->class_ids->len;

  if (!plan.main->needs_model && !is_hunting)
    return plan;
  plan.explore = fl_strategies_find (FL_STRATEGY_EXPLORE, NULL);
  plan.explore_share =
    is_one_sided
      ? SAME_EXPLORE
      : MAX (MIN_EXPLORE, MAX_EXPLORE * exp2 (-MAX (n_answers - n_cold, 0) / EXPLORE_HALF_LIFE));
  if (plan.main->needs_model && (self->probabilities == NULL || n_answers < n_cold))
    plan.main = fl_strategies_find (FL_STRATEGY_COLD_START, NULL);
  return plan;
}

static FlReason
reason_of (const Ranking *self, const FlStrategyType *strategy)
{
  gboolean looks_at_model =
    strategy->needs_model || (strategy->explores && self->probabilities != NULL);

  return looks_at_model              ? FL_REASON_DOUBTFUL
         : strategy->needs_positions ? FL_REASON_NEW
                                     : FL_REASON_RANDOM;
}

static gsize
limit_wanted (const FlStrategyType *strategy, gsize n_wanted)
{
  return strategy->needs_positions && !strategy->explores ? MIN (n_wanted, N_COLD) : n_wanted;
}

static FlRanked
describe (const Ranking *self,
          const FlStrategyType *strategy,
          const Candidate *candidate,
          FlReason reason)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
  FlRanked entry = {.ref = {.stream = stream->id,
                            .frame = stream->samples->frames[candidate->sample]},
                    .reason = reason};

  if (self->probabilities != NULL)
    name_classes (self->request, get_probabilities (self, candidate), &entry);
  /* An order that explores asks where nothing like it was labelled, however sure the model is. */
  if (reason == FL_REASON_DOUBTFUL && strategy->explores && entry.second == 0)
    entry.reason = FL_REASON_NEW;
  return entry;
}

/* Returns: (element-type FlRanked): the order of one strategy */
static GArray *
order_by (const Ranking *self, const FlStrategyType *strategy, gsize n_wanted)
{
  GArray *ordered = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  gsize n_limited = limit_wanted (strategy, n_wanted);
  g_autofree gsize *order = g_new (gsize, MAX (n_limited, 1));
  FlReason reason = reason_of (self, strategy);
  Seen seen = see (self, strategy);

  gsize n = strategy->rank (&seen.view, n_limited, self->rand, self->cancellable, order);
  for (gsize i = 0; i < n; i++) {
    FlRanked entry =
      describe (self, strategy, &g_array_index (seen.candidates, Candidate, order[i]), reason);
    g_array_append_val (ordered, entry);
  }
  seen_clear (&seen);
  return ordered;
}

/* One draw a slot: the next of the one order, or of the other. */
static GArray *
interleave (const Ranking *self,
            const GArray *main,
            const GArray *explore,
            double explore_share,
            gsize n_wanted)
{
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  g_autoptr (GHashTable) taken = g_hash_table_new (ref_hash, ref_equal);
  guint next_main = 0;
  guint next_explore = 0;

  while (ranked->len < n_wanted && (next_main < main->len || next_explore < explore->len)) {
    gboolean wants_explore = explore->len > 0 && g_rand_double (self->rand) < explore_share;
    gboolean is_explore = (wants_explore && next_explore < explore->len) || next_main == main->len;
    FlRanked *entry = is_explore ? &g_array_index (explore, FlRanked, next_explore++)
                                 : &g_array_index (main, FlRanked, next_main++);
    if (!g_hash_table_add (taken, &entry->ref))
      continue;
    g_array_append_val (ranked, *entry);
  }
  return ranked;
}

static GArray *
rank (const Ranking *self)
{
  const Plan plan = make_plan (self);
  gsize n_wanted = limit_wanted (plan.main, self->request->n_wanted);
  g_autoptr (GArray) main = order_by (self, plan.main, n_wanted);

  if (plan.explore == NULL)
    return g_steal_pointer (&main);
  g_autoptr (GArray) explore = order_by (self, plan.explore, n_wanted);
  return interleave (self, main, explore, plan.explore_share, n_wanted);
}

GArray *
fl_ranking_run (const FlLearnRequest *request,
                const FlScaling *scaling,
                GPtrArray *probabilities,
                double temperature,
                GPtrArray *committee,
                GCancellable *cancellable)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) labelled = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) passed_over = index_passed_over (request);
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->seed);
  g_autofree gsize *class_counts = g_new0 (gsize, MAX (request->class_ids->len, 1));
  Ranking self = {.request = request,
                  .scaling = scaling,
                  .probabilities = probabilities,
                  .temperature = temperature,
                  .committee = committee,
                  .rand = rand,
                  .cancellable = cancellable,
                  .candidates = candidates,
                  .labelled = labelled,
                  .class_counts = class_counts};

  for (guint i = 0; i < request->streams->len; i++)
    sort_samples (&self, i, passed_over);
  return rank (&self);
}
