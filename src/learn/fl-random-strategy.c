/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every candidate alike: the peer that others are measured against. */
#include "learn/fl-random-strategy.h"

#include <glib/gi18n.h>

#define NAME    N_ ("Random")
#define SUMMARY N_ ("Every sample has the same chance; only to compare others with")

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_autofree gsize *order = g_new (gsize, MAX (view->n, 1));
  gsize n = MIN (n_wanted, view->n);

  for (gsize i = 0; i < view->n; i++)
    order[i] = i;
  /* The first steps of Fisher and Yates' shuffle. */
  for (gsize i = 0; i < n; i++) {
    gsize j = i + (gsize) (g_rand_double (rand) * (double) (view->n - i));
    out[i] = order[j];
    order[j] = order[i];
  }
  return n;
}

const FlStrategyType fl_random_strategy = {
  .id = "random",
  .name = NAME,
  .summary = SUMMARY,
  .rank = rank,
};
