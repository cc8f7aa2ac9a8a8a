/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A committee of two that costs nothing: where the model and the nearest labelled frame say
 * different things; of those, and then of the rest, the farthest from everything labelled
 * (Zhao, Heittola and Virtanen 2018). */
#include "learn/fl-mismatch-strategy.h"

#include "learn/fl-doubt.h"
#include "learn/fl-neighbours.h"

#include <glib/gi18n.h>

#define NAME    N_ ("Model Against Neighbour")
#define SUMMARY N_ ("Where model and nearest label differ; for short events that come again")

/* No class is nearest to everything: then a candidate is as good as far. */
#define ANY_CLASS G_MAXUINT

/* Squared distances to what is labelled; those that mismatch are marked. */
static float *
look_around (const FlStrategyView *view, guint8 *is_mismatch)
{
  float *distances = g_new (float, MAX (view->n, 1));

  for (gsize i = 0; i < view->n; i++) {
    FlNeighbour nearest = fl_neighbours_find (view, view->positions + i * view->n_position_dims,
                                              G_MAXSIZE, ANY_CLASS, TRUE);
    guint guess = fl_doubt_top (view->probabilities + i * view->n_classes, view->n_classes);
    distances[i] = nearest.distance2;
    is_mismatch[i] =
      nearest.index != G_MAXSIZE && view->labelled_classes[nearest.index] != guess ? 1 : 0;
  }
  return distances;
}

static gsize
find_farthest (const float *distances, const guint8 *is_mismatch, gsize n)
{
  gsize best = 0;

  for (gsize i = 1; i < n; i++) {
    gboolean is_better = is_mismatch[i] != is_mismatch[best] ? is_mismatch[i] > is_mismatch[best]
                                                             : distances[i] > distances[best];
    if (is_better)
      best = i;
  }
  return best;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL && view->positions != NULL, 0);

  g_autofree guint8 *is_mismatch = g_new0 (guint8, MAX (view->n, 1));
  g_autofree float *distances = look_around (view, is_mismatch);
  gsize n = MIN (n_wanted, view->n);
  for (gsize i = 0; i < n; i++) {
    if (g_cancellable_is_cancelled (cancellable))
      return i;
    out[i] = find_farthest (distances, is_mismatch, view->n);
    fl_neighbours_cover (view, view->positions + out[i] * view->n_position_dims, distances);
    is_mismatch[out[i]] = 0;
    distances[out[i]] = -1; /* chosen */
  }
  return n;
}

const FlStrategyType fl_mismatch_strategy = {
  .id = "mismatch-first",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .needs_positions = TRUE,
  .rank = rank,
};
