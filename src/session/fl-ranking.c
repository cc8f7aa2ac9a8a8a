/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to ask next: from samples to the view that strategies know, and back. */
#include "session/fl-ranking.h"

#include "learn/fl-projection.h"

/* More candidates than this are thinned out at random before distances are computed. */
#define MAX_POSITIONED 4000
/* Cold start asks few questions at once, for every answer changes the groups. */
#define N_COLD 8

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
}

static gsize
count_answers (const FlLearnRequest *request)
{
  gsize n = 0;

  for (guint i = 0; i < request->streams->len; i++)
    n += FL_LEARN_STREAM (request, i)->track->len;
  return n;
}

/* The strategy that ranks now, and the reason that people are told. */
static const FlStrategyType *
choose_strategy (const FlLearnRequest *request, gboolean has_model, FlReason *reason)
{
  const FlStrategyType *strategy = request->strategy;
  gsize n_cold = MAX (request->class_ids->len + 3, 8);

  if (strategy->needs_model && (!has_model || count_answers (request) < n_cold))
    strategy = fl_strategies_find (FL_STRATEGY_COLD_START, NULL);
  *reason = strategy->needs_model       ? FL_REASON_DOUBTFUL
            : strategy->needs_positions ? FL_REASON_NEW
                                        : FL_REASON_RANDOM;
  return strategy;
}

static GArray *
collect (const Ranking *self, const gsize *order, gsize n, FlReason reason, const float *gathered)
{
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (FlRanked));

  for (gsize i = 0; i < n; i++) {
    const Candidate *candidate = &g_array_index (self->candidates, Candidate, order[i]);
    const FlLearnStream *stream = FL_LEARN_STREAM (self->request, candidate->stream);
    FlRanked entry = {.ref = {.stream = stream->id,
                              .frame = stream->samples->frames[candidate->sample]},
                      .reason = reason};
    if (gathered != NULL)
      name_classes (self->request, gathered + order[i] * self->request->class_ids->len, &entry);
    g_array_append_val (ranked, entry);
  }
  return ranked;
}

static GArray *
rank (Ranking *self, const FlScaling *scaling, GPtrArray *probabilities, GCancellable *cancellable)
{
  const FlLearnRequest *request = self->request;
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->seed);
  FlReason reason;
  const FlStrategyType *strategy = choose_strategy (request, probabilities != NULL, &reason);
  g_autofree guint *streams = NULL;
  g_autofree float *gathered = NULL;
  g_autofree float *positions = NULL;
  g_autofree float *labelled = NULL;

  if (strategy->needs_positions) {
    g_autoptr (FlProjection) projection = fl_projection_new (fl_scaling_get_n_dims (scaling));
    thin_out (self->candidates, MAX_POSITIONED, rand);
    thin_out (self->labelled, MAX_POSITIONED, rand);
    positions = position_all (self, scaling, projection, self->candidates);
    labelled = position_all (self, scaling, projection, self->labelled);
  }
  if (probabilities != NULL)
    gathered = gather (self, probabilities);
  streams = g_new (guint, MAX (self->candidates->len, 1));
  for (guint i = 0; i < self->candidates->len; i++)
    streams[i] = g_array_index (self->candidates, Candidate, i).stream;
  const FlStrategyView view = {.n = self->candidates->len,
                               .n_classes = request->class_ids->len,
                               .probabilities = gathered,
                               .positions = positions,
                               .n_position_dims = FL_PROJECTION_DIMS,
                               .streams = streams,
                               .labelled = labelled,
                               .n_labelled = labelled != NULL ? self->labelled->len : 0};
  gsize n_wanted = strategy->needs_positions ? MIN (request->n_wanted, N_COLD) : request->n_wanted;
  g_autofree gsize *order = g_new (gsize, MAX (n_wanted, 1));
  gsize n = strategy->rank (&view, n_wanted, rand, cancellable, order);
  return collect (self, order, n, reason, gathered);
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
