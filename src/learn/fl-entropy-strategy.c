/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame whose probabilities are most spread (Shannon 1948; Settles 2009, section 3.1). */
#include "learn/fl-entropy-strategy.h"

#include "learn/fl-doubt.h"
#include "learn/fl-top.h"

#include <glib/gi18n.h>

#define NAME    N_ ("Most Spread")
#define SUMMARY N_ ("Frames that may be many things; for many classes that are easily mixed up")

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL, 0);

  g_autofree float *scores = g_new (float, MAX (view->n, 1));
  for (gsize i = 0; i < view->n; i++)
    scores[i] = -fl_doubt_entropy (view->probabilities + i * view->n_classes, view->n_classes);
  return fl_top_rank (scores, view->n, n_wanted, rand, out);
}

const FlStrategyType fl_entropy_strategy = {
  .id = "entropy",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .rank = rank,
};
