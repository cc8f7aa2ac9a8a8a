/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uncertainty herding (Bae, Oliveira and Sutherland 2024, arXiv 2412.20644): the frame that
 * brings the most doubt of all frames near to an answer. Without a model every frame counts alike
 * and it covers the footage; with one it goes where doubt is common. The width of "near" is the
 * median distance, where theirs shrinks with the answers: measured, HACKING.md. */
#include "learn/fl-auto-strategy.h"

#include "base/fl-compare.h"

#include "base/fl-kmeans.h"
#include "learn/fl-doubt.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#define NAME N_ ("Automatic")
#define SUMMARY                                                                                    \
  N_ ("What settles the most doubt of all frames; right from the first answer to the last")

/* Random pairs of which the median distance is taken. */
#define N_PAIRS 1001

typedef struct {
  const FlStrategyView *view;
  float width2;
  float *likeness; /* [n][n]: 1 for the same, towards 0 for the unlike */
  float *covered;  /* [n]: likeness to the nearest answer or choice */
  float *doubts;   /* [n]: of all samples that a candidate stands for */
  double *bounds;  /* [n]: no candidate would gain more */
} Herd;

static const float *
get_position (const FlStrategyView *view, gsize i)
{
  return view->positions + i * view->n_position_dims;
}

static guint
get_weight (const FlStrategyView *view, gsize i)
{
  return view->weights != NULL ? view->weights[i] : 1;
}

/* Which candidate sample @drawn is of all samples that the candidates stand for. */
static gsize
find_candidate (const guint *ends, gsize n, guint drawn)
{
  gsize low = 0;
  gsize high = n - 1;

  while (low < high) {
    const gsize middle = low + (high - low) / 2;
    if (ends[middle] <= drawn)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static float
find_width2 (const FlStrategyView *view, GRand *rand)
{
  float distances[N_PAIRS];
  g_autofree guint *ends = g_new (guint, view->n);

  for (gsize i = 0; i < view->n; i++)
    ends[i] = (i > 0 ? ends[i - 1] : 0) + get_weight (view, i);
  for (guint i = 0; i < N_PAIRS; i++) {
    const gint32 a = g_rand_int_range (rand, 0, (gint32) ends[view->n - 1]);
    const gint32 b = g_rand_int_range (rand, 0, (gint32) ends[view->n - 1]);
    distances[i] = fl_distance2 (get_position (view, find_candidate (ends, view->n, (guint) a)),
                                 get_position (view, find_candidate (ends, view->n, (guint) b)),
                                 view->n_position_dims);
  }
  qsort (distances, N_PAIRS, sizeof distances[0], fl_compare_floats);
  return MAX (distances[N_PAIRS / 2], 1e-12f);
}

static float
compare_looks (const Herd *self, const float *a, const float *b)
{
  return expf (-fl_distance2 (a, b, self->view->n_position_dims) / self->width2);
}

static void
fill_likeness (Herd *self)
{
  gsize n = self->view->n;

  for (gsize i = 0; i < n; i++) {
    self->likeness[i * n + i] = 1;
    for (gsize j = 0; j < i; j++) {
      float likeness =
        compare_looks (self, get_position (self->view, i), get_position (self->view, j));
      self->likeness[i * n + j] = likeness;
      self->likeness[j * n + i] = likeness;
    }
  }
}

static void
fill_covered (Herd *self)
{
  const FlStrategyView *view = self->view;

  for (gsize i = 0; i < view->n; i++) {
    float nearest2 = INFINITY;
    for (gsize j = 0; j < view->n_labelled; j++)
      nearest2 = MIN (nearest2, fl_distance2 (get_position (view, i),
                                              view->labelled + j * view->n_position_dims,
                                              view->n_position_dims));
    self->covered[i] = expf (-nearest2 / self->width2);
  }
}

static void
fill_doubts (Herd *self)
{
  const FlStrategyView *view = self->view;

  for (gsize i = 0; i < view->n; i++) {
    self->doubts[i] =
      view->probabilities != NULL
        ? 1 - fl_doubt_margin (view->probabilities + i * view->n_classes, view->n_classes)
        : 1;
    self->doubts[i] *= (float) get_weight (view, i);
  }
}

/* How much doubt an answer about candidate @i would bring nearer. */
static double
gain_of (const Herd *self, gsize i)
{
  gsize n = self->view->n;
  const float *row = self->likeness + i * n;
  double gain = 0;

  for (gsize j = 0; j < n; j++)
    gain += (double) (self->doubts[j] * MAX (row[j] - self->covered[j], 0));
  return gain;
}

static void
take (Herd *self, gsize chosen)
{
  gsize n = self->view->n;

  for (gsize j = 0; j < n; j++)
    self->covered[j] = MAX (self->covered[j], self->likeness[chosen * n + j]);
}

/* Gains only ever fall, so what was gained at an earlier choice is a bound, and few have to be
 * computed anew (Minoux 1978). Of equals the first wins. */
static gsize
choose (Herd *self, const guint8 *is_taken)
{
  gsize n = self->view->n;
  g_autofree guint8 *is_fresh = g_new0 (guint8, n);

  for (;;) {
    gsize best = n;
    for (gsize i = 0; i < n; i++)
      if (!is_taken[i] && (best == n || self->bounds[i] > self->bounds[best]))
        best = i;
    if (is_fresh[best])
      return best;
    self->bounds[best] = gain_of (self, best);
    is_fresh[best] = 1;
  }
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->positions != NULL, 0);

  gsize n = MIN (n_wanted, view->n);
  if (n == 0)
    return 0;
  g_autofree float *likeness = g_new (float, view->n * view->n);
  g_autofree float *covered = g_new (float, view->n);
  g_autofree float *doubts = g_new (float, view->n);
  g_autofree double *bounds = g_new (double, view->n);
  g_autofree guint8 *is_taken = g_new0 (guint8, view->n);
  Herd self = {.view = view,
               .width2 = find_width2 (view, rand),
               .likeness = likeness,
               .covered = covered,
               .doubts = doubts,
               .bounds = bounds};
  for (gsize i = 0; i < view->n; i++)
    bounds[i] = INFINITY;
  fill_likeness (&self);
  fill_covered (&self);
  fill_doubts (&self);
  for (gsize i = 0; i < n; i++) {
    if (g_cancellable_is_cancelled (cancellable))
      return i;
    out[i] = choose (&self, is_taken);
    is_taken[out[i]] = 1;
    take (&self, out[i]);
  }
  return n;
}

const FlStrategyType fl_auto_strategy = {
  .id = "auto",
  .name = NAME,
  .summary = SUMMARY,
  .needs_positions = TRUE,
  .explores = TRUE,
  .rank = rank,
};
