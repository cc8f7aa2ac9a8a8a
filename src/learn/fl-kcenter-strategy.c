/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame that is least like any that was labelled or chosen before it: greedy k-center
 * (Gonzalez 1985; Sener and Savarese 2018). Finds rare things, and glitches of the camera. */
#include "learn/fl-kcenter-strategy.h"

#include "learn/fl-neighbours.h"

#include <float.h>
#include <glib/gi18n.h>

#define NAME    N_ ("Unlike Any")
#define SUMMARY N_ ("The frame least like any labelled one; finds rare things")

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->positions != NULL, 0);

  gsize n = MIN (n_wanted, view->n);
  g_autofree float *distances = g_new (float, MAX (view->n, 1));
  for (gsize i = 0; i < view->n; i++)
    distances[i] = FLT_MAX;
  for (gsize i = 0; i < view->n_labelled; i++)
    fl_neighbours_cover (view, view->labelled + i * view->n_position_dims, distances);
  for (gsize i = 0; i < n; i++) {
    if (g_cancellable_is_cancelled (cancellable))
      return i;
    gboolean is_first_of_all = i == 0 && view->n_labelled == 0;
    out[i] = is_first_of_all ? (gsize) g_rand_int_range (rand, 0, (gint32) view->n)
                             : fl_neighbours_find_farthest (distances, view->n);
    fl_neighbours_cover (view, view->positions + out[i] * view->n_position_dims, distances);
    distances[out[i]] = -1; /* chosen */
  }
  return n;
}

const FlStrategyType fl_kcenter_strategy = {
  .id = "k-center",
  .name = NAME,
  .summary = SUMMARY,
  .needs_positions = TRUE,
  .rank = rank,
};
