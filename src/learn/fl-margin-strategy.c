/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame between two classes first: least difference of the two largest probabilities
 * (Scheffer, Decomain and Wrobel 2001). */
#include "learn/fl-margin-strategy.h"

#include "learn/fl-doubt.h"
#include "learn/fl-top.h"

#include <glib/gi18n.h>

#define NAME    N_ ("Most Doubtful")
#define SUMMARY N_ ("Frames between two classes first; plain and good for most projects")

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL, 0);

  g_autofree float *margins = g_new (float, MAX (view->n, 1));
  for (gsize i = 0; i < view->n; i++)
    margins[i] = fl_doubt_margin (view->probabilities + i * view->n_classes, view->n_classes);
  return fl_top_rank (margins, view->n, n_wanted, rand, out);
}

const FlStrategyType fl_margin_strategy = {
  .id = "margin",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .rank = rank,
};
