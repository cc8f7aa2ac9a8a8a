/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stretches of near-identical samples: one leader, and all that follow it closely enough. Distances
 * are those of the scaled rows themselves: a projection to 64 values costs thirty times as much as
 * the two distances that a sample needs. */
#include "learn/fl-runs.h"

#include "base/fl-compare.h"
#include "base/fl-kmeans.h"
#include "learn/fl-scaling.h"

#include <stdlib.h>
#include <string.h>

/* tau is so many times the median distance of neighbours, and at most this part of the median
 * distance of any two. */
#define NEIGHBOUR_FACTOR 8.0f
#define PAIR_SHARE       0.15f
/* A step between two neighbours may be so many times tau. */
#define STEP_FACTOR 4.0f
#define N_PAIRS     2000
#define SEED        20260101
/* Fewer samples say nothing about what is usual in a stream. */
#define MIN_ESTIMATED 8

static void
scale (const FlRunRows *samples, const FlScaling *scaling, gsize place, float *out)
{
  fl_scaling_apply (scaling,
                    samples->rows.values + (gsize) samples->row_of[place] * samples->rows.n_dims,
                    out);
}

static float
find_median (float *values, gsize n)
{
  qsort (values, n, sizeof values[0], fl_compare_floats);
  return values[n / 2];
}

float
fl_runs_estimate_tau (const FlRunRows *samples, const FlScaling *scaling)
{
  const gsize n = MIN (samples->n, FL_RUN_N_ESTIMATED);
  const gsize n_dims = samples->rows.n_dims;

  if (n < MIN_ESTIMATED)
    return 0;
  g_autofree float *scaled = g_new (float, n *n_dims);
  g_autofree float *steps = g_new (float, n - 1);
  g_autofree float *pairs = g_new (float, N_PAIRS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  for (gsize i = 0; i < n; i++)
    scale (samples, scaling, i, scaled + i * n_dims);
  for (gsize i = 1; i < n; i++)
    steps[i - 1] = fl_distance2 (scaled + (i - 1) * n_dims, scaled + i * n_dims, n_dims);
  for (gsize i = 0; i < N_PAIRS; i++) {
    const gsize a = (gsize) g_rand_int_range (rand, 0, (gint32) n);
    const gsize b = (a + (gsize) g_rand_int_range (rand, 1, (gint32) n)) % n;
    pairs[i] = fl_distance2 (scaled + a * n_dims, scaled + b * n_dims, n_dims);
  }
  return MIN (NEIGHBOUR_FACTOR * find_median (steps, n - 1),
              PAIR_SHARE * find_median (pairs, N_PAIRS));
}

gsize
fl_runs_choose_shown (const FlRunRows *samples, const FlScaling *scaling, gsize first, gsize last)
{
  const gsize n_dims = samples->rows.n_dims;
  const gsize places[3] = {first + (last - first) / 2, first, last};
  gsize best = 0;

  if (last < first + 2)
    return first;
  g_autofree float *scaled = g_new (float, 3 * n_dims);
  for (guint i = 0; i < 3; i++)
    scale (samples, scaling, places[i], scaled + i * n_dims);
  const float to_first = fl_distance2 (scaled, scaled + n_dims, n_dims);
  const float to_last = fl_distance2 (scaled, scaled + 2 * n_dims, n_dims);
  const float across = fl_distance2 (scaled + n_dims, scaled + 2 * n_dims, n_dims);
  const float sums[3] = {to_first + to_last, to_first + across, to_last + across};
  /* Of equals the middle one. */
  for (gsize i = 1; i < 3; i++)
    if (sums[i] < sums[best])
      best = i;
  return places[best];
}

/* What the next sample is compared with. */
typedef struct {
  float *leader;
  float *before;
  float *next;
} Compared;

static gboolean
is_begin (const FlRunRule *rule, gsize place)
{
  const gint64 key = (gint64) place;

  return rule->begins != NULL &&
         g_array_binary_search (rule->begins, &key, fl_compare_frames, NULL);
}

static gboolean
is_next_to (const FlRunRule *rule, const FlRunRows *samples, gsize place)
{
  return !is_begin (rule, place) &&
         (rule->longest_step_s <= 0 ||
          samples->times_s[place] - samples->times_s[place - 1] <= rule->longest_step_s);
}

static gboolean
belongs (const FlRunRule *rule,
         const FlRunRows *samples,
         const FlRun *run,
         const Compared *compared,
         gsize place)
{
  const gsize n_dims = samples->rows.n_dims;

  return samples->times_s[place] - samples->times_s[run->first] < rule->longest_s &&
         is_next_to (rule, samples, place) &&
         fl_distance2 (compared->leader, compared->next, n_dims) <= rule->tau &&
         fl_distance2 (compared->before, compared->next, n_dims) <= STEP_FACTOR * rule->tau;
}

static void
close_run (const FlRunRule *rule, const FlRunRows *samples, GArray *runs)
{
  FlRun *run = runs->len > 0 ? &g_array_index (runs, FlRun, runs->len - 1) : NULL;

  if (run != NULL)
    run->shown = fl_runs_choose_shown (samples, rule->scaling, run->first, run->last);
}

void
fl_runs_extend (const FlRunRule *rule, const FlRunRows *samples, GArray *runs)
{
  const gsize n_dims = samples->rows.n_dims;
  FlRun *run = runs->len > 0 ? &g_array_index (runs, FlRun, runs->len - 1) : NULL;
  gsize place = run != NULL ? run->last + 1 : 0;
  g_autofree float *values = g_new (float, 3 * n_dims);
  Compared compared = {values, values + n_dims, values + 2 * n_dims};

  if (place >= samples->n)
    return;
  if (run != NULL) {
    scale (samples, rule->scaling, run->first, compared.leader);
    scale (samples, rule->scaling, run->last, compared.before);
  }
  for (; place < samples->n; place++) {
    scale (samples, rule->scaling, place, compared.next);
    if (run != NULL && belongs (rule, samples, run, &compared, place)) {
      run->last = place;
    } else {
      const FlRun begun = {.first = place, .shown = place, .last = place};
      close_run (rule, samples, runs);
      g_array_append_val (runs, begun);
      run = &g_array_index (runs, FlRun, runs->len - 1);
      memcpy (compared.leader, compared.next, n_dims * sizeof (float));
    }
    float *swapped = compared.before;
    compared.before = compared.next;
    compared.next = swapped;
  }
  close_run (rule, samples, runs);
}

const FlRun *
fl_runs_find (const GArray *runs, gsize place)
{
  guint low = 0;
  guint high = runs->len;

  while (low < high) {
    const guint middle = low + (high - low) / 2;
    if (g_array_index (runs, FlRun, middle).last < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low < runs->len ? &g_array_index (runs, FlRun, low) : NULL;
}
