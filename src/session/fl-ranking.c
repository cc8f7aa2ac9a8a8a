/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to ask next: from samples to the view that strategies know, and back. */
#include "session/fl-ranking.h"

#include <math.h>
#include <stdlib.h>

#include "learn/fl-projection.h"

/* More candidates than this are thinned out at random before distances are computed. */
#define MAX_POSITIONED 4000
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
/* Below this probability of the second class nobody would call it doubtful between the two. */
#define MIN_RIVAL 0.1

typedef struct {
  guint stream;
  gsize sample;
} Candidate;

typedef struct {
  const FlLearnRequest *request;
  GArray *candidates; /* Candidate */
  GArray *labelled;   /* Candidate */
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
    gboolean is_labelled =
      at < stream->track->len && g_array_index (stream->track, FlLabelRow, at).range.first <= frame;
    if (is_labelled)
      g_array_append_val (self->labelled, candidate);
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

static float *
position_all (const Ranking *self,
              const FlScaling *scaling,
              const FlProjection *projection,
              const GArray *candidates)
{
  gsize n_dims = fl_scaling_get_n_dims (scaling);
  float *positions = g_new (float, (gsize) MAX (candidates->len, 1) * FL_PROJECTION_DIMS);
  g_autofree float *row = g_new (float, n_dims);

  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);
    const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
    fl_scaling_apply (scaling, fl_sample_set_get_row (stream->samples, candidate->sample), row);
    fl_projection_apply (projection, row, positions + (gsize) i * FL_PROJECTION_DIMS);
  }
  return positions;
}

static float *
gather (const Ranking *self, GPtrArray *probabilities)
{
  gsize n_classes = self->request->class_ids->len;
  float *gathered = g_new (float, MAX (self->candidates->len, 1) * n_classes);

  for (guint i = 0; i < self->candidates->len; i++) {
    const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
    const float *from = probabilities->pdata[candidate->stream];
    memcpy (gathered + i * n_classes, from + candidate->sample * n_classes,
            n_classes * sizeof gathered[0]);
  }
  return gathered;
}

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
  if (second < MIN_RIVAL)
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
count_known_classes (const FlLearnRequest *request)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < request->streams->len; i++) {
    const GArray *track = FL_LEARN_STREAM (request, i)->track;
    for (guint j = 0; j < track->len; j++)
      g_hash_table_add (seen,
                        GINT_TO_POINTER ((int) g_array_index (track, FlLabelRow, j).class_id));
  }
  g_hash_table_remove (seen, GINT_TO_POINTER (0));
  return g_hash_table_size (seen);
}

static Plan
make_plan (const FlLearnRequest *request, gboolean has_model)
{
  Plan plan = {.main = request->strategy};
  double n_answers = (double) count_answers (request);
  double n_cold = MAX (request->class_ids->len + 3, 8);

  if (!plan.main->needs_model)
    return plan;
  plan.explore = fl_strategies_find (FL_STRATEGY_EXPLORE, NULL);
  plan.explore_share =
    MAX (MIN_EXPLORE, MAX_EXPLORE * exp2 (-MAX (n_answers - n_cold, 0) / EXPLORE_HALF_LIFE));
  if (!has_model || n_answers < n_cold)
    plan.main = fl_strategies_find (FL_STRATEGY_COLD_START, NULL);
  /* Where all answers were the same, the other classes are rare. */
  if (n_answers >= N_SAME && count_known_classes (request) < 2)
    plan.explore_share = SAME_EXPLORE;
  return plan;
}

static FlReason
reason_of (const FlStrategyType *strategy)
{
  return strategy->needs_model       ? FL_REASON_DOUBTFUL
         : strategy->needs_positions ? FL_REASON_NEW
                                     : FL_REASON_RANDOM;
}

/* An order of candidates by one strategy, of which some are used up. */
typedef struct {
  gsize *order;
  gsize n;
  gsize next;
  FlReason reason;
} Ordered;

static Ordered
order_by (const FlStrategyType *strategy,
          const FlStrategyView *view,
          gsize n_wanted,
          GRand *rand,
          GCancellable *cancellable)
{
  Ordered ordered = {.order = g_new (gsize, MAX (n_wanted, 1)), .reason = reason_of (strategy)};

  ordered.n = strategy->rank (view, n_wanted, rand, cancellable, ordered.order);
  return ordered;
}

static FlRanked
describe (const Ranking *self, gsize i, FlReason reason, const float *gathered)
{
  const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
  const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
  FlRanked entry = {.ref = {.stream = stream->id,
                            .frame = stream->samples->frames[candidate->sample]},
                    .reason = reason};

  if (gathered != NULL)
    name_classes (self->request, gathered + i * self->request->class_ids->len, &entry);
  return entry;
}

/* One draw a slot: the next of the one order, or of the other. */
static GArray *
interleave (const Ranking *self,
            Ordered *main,
            Ordered *explore,
            double explore_share,
            gsize n_wanted,
            const float *gathered,
            GRand *rand)
{
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));
  g_autofree guint8 *is_taken = g_new0 (guint8, MAX (self->candidates->len, 1));

  while (ranked->len < n_wanted && (main->next < main->n || explore->next < explore->n)) {
    gboolean wants_explore = explore->n > 0 && g_rand_double (rand) < explore_share;
    Ordered *from = wants_explore ? explore : main;
    if (from->next == from->n)
      from = from == main ? explore : main;
    gsize i = from->order[from->next++];
    if (is_taken[i])
      continue;
    is_taken[i] = 1;
    FlRanked entry = describe (self, i, from->reason, gathered);
    g_array_append_val (ranked, entry);
  }
  return ranked;
}

static gsize
limit_wanted (const FlStrategyType *strategy, gsize n_wanted)
{
  return strategy->needs_positions ? MIN (n_wanted, N_COLD) : n_wanted;
}

static GArray *
rank (Ranking *self, const FlScaling *scaling, GPtrArray *probabilities, GCancellable *cancellable)
{
  const FlLearnRequest *request = self->request;
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->seed);
  const Plan plan = make_plan (request, probabilities != NULL);
  g_autofree float *gathered = NULL;
  g_autofree float *positions = NULL;
  g_autofree float *labelled = NULL;

  if (plan.main->needs_positions || plan.explore != NULL) {
    g_autoptr (FlProjection) projection = fl_projection_new (fl_scaling_get_n_dims (scaling));
    thin_out (self->candidates, MAX_POSITIONED, rand);
    thin_out (self->labelled, MAX_POSITIONED, rand);
    positions = position_all (self, scaling, projection, self->candidates);
    labelled = position_all (self, scaling, projection, self->labelled);
  }
  if (probabilities != NULL)
    gathered = gather (self, probabilities);
  const FlStrategyView view = {.n = self->candidates->len,
                               .n_classes = request->class_ids->len,
                               .probabilities = gathered,
                               .positions = positions,
                               .n_position_dims = FL_PROJECTION_DIMS,
                               .labelled = labelled,
                               .n_labelled = labelled != NULL ? self->labelled->len : 0};
  gsize n_wanted = limit_wanted (plan.main, request->n_wanted);
  Ordered main = order_by (plan.main, &view, n_wanted, rand, cancellable);
  Ordered explore = {0};
  if (plan.explore != NULL)
    explore =
      order_by (plan.explore, &view, limit_wanted (plan.explore, n_wanted), rand, cancellable);
  GArray *ranked = interleave (self, &main, &explore, plan.explore_share, n_wanted, gathered, rand);
  g_free (main.order);
  g_free (explore.order);
  return ranked;
}

GArray *
fl_ranking_run (const FlLearnRequest *request,
                const FlScaling *scaling,
                GPtrArray *probabilities,
                GCancellable *cancellable)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) labelled = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) passed_over = index_passed_over (request);
  Ranking self = {.request = request, .candidates = candidates, .labelled = labelled};

  for (guint i = 0; i < request->streams->len; i++)
    sort_samples (&self, i, passed_over);
  return rank (&self, scaling, probabilities, cancellable);
}
