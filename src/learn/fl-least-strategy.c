/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame whose likeliest class is least likely (Lewis and Gale 1994). */
#include "learn/fl-least-strategy.h"

#include "learn/fl-doubt.h"
#include "learn/fl-top.h"

#include <glib/gi18n.h>

#define NAME    N_ ("Least Sure")
#define SUMMARY N_ ("Frames whose best guess is weakest; with two classes the same as margin")

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL, 0);

  g_autofree float *largest = g_new (float, MAX (view->n, 1));
  for (gsize i = 0; i < view->n; i++) {
    const float *row = view->probabilities + i * view->n_classes;
    largest[i] = row[fl_doubt_top (row, view->n_classes)];
  }
  return fl_top_rank (largest, view->n, n_wanted, rand, out);
}

const FlStrategyType fl_least_strategy = {
  .id = "least-confidence",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .rank = rank,
};
