/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a strategy may look at: few enough candidates, their positions, and what is labelled. */
#include <math.h>

#include "learn/fl-doubt.h"
#include "learn/fl-projection.h"
#include "learn/fl-scorer.h"
#include "learn/fl-top.h"
#include "session/fl-ranking-private.h"

const float *
fl_ranking_get_probabilities (const FlRanking *self, const FlCandidate *candidate)
{
  const float *of_stream = self->probabilities->pdata[candidate->stream];

  return of_stream + candidate->sample * self->request->class_ids->len;
}

/* Keeps @n at random, without changing their order (Knuth, algorithm S). */
static void
thin_out (GArray *candidates, guint n, GRand *rand)
{
  guint n_kept = 0;

  for (guint i = 0; i < candidates->len && n_kept < n; i++)
    if (g_rand_double (rand) * (candidates->len - i) < n - n_kept)
      g_array_index (candidates, FlCandidate, n_kept++) =
        g_array_index (candidates, FlCandidate, i);
  g_array_set_size (candidates, n_kept);
}

/* The most doubtful @n of @candidates. */
static GArray *
find_doubtful (const FlRanking *self, const GArray *candidates, guint n)
{
  guint n_classes = self->request->class_ids->len;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (FlCandidate));
  g_autofree float *margins = g_new (float, MAX (candidates->len, 1));
  g_autofree gsize *order = g_new (gsize, MAX (n, 1));

  for (guint i = 0; i < candidates->len; i++)
    margins[i] =
      fl_doubt_margin (fl_ranking_get_probabilities (self,
                                                     &g_array_index (candidates, FlCandidate, i)),
                       n_classes);
  gsize n_found = fl_top_rank (margins, candidates->len, n, self->rand, order);
  for (gsize i = 0; i < n_found; i++)
    g_array_append_val (found, g_array_index (candidates, FlCandidate, order[i]));
  return found;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const FlCandidate *x = a;
  const FlCandidate *y = b;

  if (x->stream != y->stream)
    return x->stream < y->stream ? -1 : 1;
  return x->sample < y->sample ? -1 : x->sample > y->sample;
}

/* Candidates that are few enough for distances: half of them at random, which stand for all, and
 * half those that the model doubts most, which chance would miss. */
static GArray *
choose_near (const FlRanking *self, guint n_max)
{
  guint n_random = self->probabilities != NULL ? n_max / 2 : n_max;

  if (self->candidates->len <= n_max)
    return g_array_ref (self->candidates);
  GArray *near = g_array_copy (self->candidates);
  thin_out (near, n_random, self->rand);
  if (self->probabilities != NULL) {
    g_autoptr (GArray) doubtful = find_doubtful (self, self->candidates, n_max - n_random);
    g_array_append_vals (near, doubtful->data, doubtful->len);
    g_array_sort (near, compare_candidates);
    guint n = 1;
    for (guint i = 1; i < near->len; i++)
      if (compare_candidates (&g_array_index (near, FlCandidate, n - 1),
                              &g_array_index (near, FlCandidate, i)) != 0)
        g_array_index (near, FlCandidate, n++) = g_array_index (near, FlCandidate, i);
    g_array_set_size (near, n);
  }
  return near;
}

static float *
position_all (const FlRanking *self, const FlProjection *projection, const GArray *candidates)
{
  gsize n_dims = fl_scaling_get_n_dims (self->scaling);
  float *positions = g_new (float, (gsize) MAX (candidates->len, 1) * FL_PROJECTION_DIMS);
  g_autofree float *row = g_new (float, n_dims);

  for (guint i = 0; i < candidates->len; i++) {
    const FlCandidate *candidate = &g_array_index (candidates, FlCandidate, i);
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
gather (const FlRanking *self, const GArray *candidates)
{
  gsize n_classes = self->request->class_ids->len;
  const double temperature = fl_model_get_facts (self->model)->temperature;
  float *gathered = g_new (float, MAX (candidates->len, 1) * n_classes);

  for (guint i = 0; i < candidates->len; i++)
    sharpen (fl_ranking_get_probabilities (self, &g_array_index (candidates, FlCandidate, i)),
             (guint) n_classes, temperature, gathered + i * n_classes);
  return gathered;
}

/* Probabilities of every member of the committee: `[n_members][n][n_classes]`. */
static float *
gather_committee (const FlRanking *self, const GArray *candidates)
{
  gsize n_classes = self->request->class_ids->len;
  float *gathered = g_new (float, MAX (self->committee->len * candidates->len, 1) * n_classes);
  g_autofree float *decisions = g_new (float, n_classes);
  float *out = gathered;

  for (guint m = 0; m < self->committee->len; m++) {
    const FlModel *member = self->committee->pdata[m];
    for (guint i = 0; i < candidates->len; i++, out += n_classes) {
      const FlCandidate *candidate = &g_array_index (candidates, FlCandidate, i);
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

static void
see_answers (const FlRanking *self, const GArray *labelled, FlSeen *seen)
{
  seen->labelled_classes = g_new (guint, MAX (labelled->len, 1));
  seen->labelled_answers = g_new (guint, MAX (labelled->len, 1));
  seen->labelled_guesses = g_new (guint, MAX (labelled->len, 1));
  for (guint i = 0; i < labelled->len; i++) {
    guint place = g_array_index (labelled, FlCandidate, i).place;
    const FlAnswered *answered = &g_array_index (self->answers, FlAnswered, place);
    seen->labelled_classes[i] = answered->class_index;
    seen->labelled_answers[i] = answered->number;
    seen->labelled_guesses[i] = answered->guess;
  }
}

static void
see_positions (const FlRanking *self, FlSeen *seen)
{
  g_autoptr (FlProjection) projection = fl_projection_new (fl_scaling_get_n_dims (self->scaling));
  g_autoptr (GArray) labelled = g_array_copy (self->labelled);

  thin_out (labelled, FL_RANKING_MAX_NEAR, self->rand);
  seen->positions = position_all (self, projection, seen->candidates);
  seen->labelled = position_all (self, projection, labelled);
  see_answers (self, labelled, seen);
  if (self->probabilities != NULL)
    seen->labelled_probabilities = gather (self, labelled);
  seen->view.positions = seen->positions;
  seen->view.n_position_dims = FL_PROJECTION_DIMS;
  seen->view.labelled = seen->labelled;
  seen->view.labelled_classes = seen->labelled_classes;
  seen->view.labelled_answers = seen->labelled_answers;
  seen->view.labelled_guesses = seen->labelled_guesses;
  seen->view.labelled_probabilities = seen->labelled_probabilities;
  seen->view.n_labelled = labelled->len;
}

FlSeen
fl_ranking_see (const FlRanking *self, const FlStrategyType *strategy)
{
  gboolean is_near = strategy->needs_positions || strategy->needs_committee;
  guint n_max = strategy->is_for_teaching ? FL_STRATEGY_MAX_TEACHING
                : is_near                 ? FL_RANKING_MAX_NEAR
                                          : G_MAXUINT;
  FlSeen seen = {.candidates = choose_near (self, n_max)};

  seen.view = (FlStrategyView){.n = seen.candidates->len,
                               .n_classes = self->request->class_ids->len,
                               .class_counts = self->class_counts,
                               .c = self->model != NULL ? fl_model_get_facts (self->model)->c : 1,
                               .seed = self->request->seed};
  seen.weights = g_new (guint, MAX (seen.candidates->len, 1));
  for (guint i = 0; i < seen.candidates->len; i++)
    seen.weights[i] = g_array_index (seen.candidates, FlCandidate, i).weight;
  seen.view.weights = seen.weights;
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

void
fl_seen_clear (FlSeen *self)
{
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->probabilities, g_free);
  g_clear_pointer (&self->positions, g_free);
  g_clear_pointer (&self->labelled, g_free);
  g_clear_pointer (&self->labelled_classes, g_free);
  g_clear_pointer (&self->labelled_answers, g_free);
  g_clear_pointer (&self->labelled_guesses, g_free);
  g_clear_pointer (&self->labelled_probabilities, g_free);
  g_clear_pointer (&self->committee, g_free);
}
