/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer that would change the model most: the expected length of the gradient (Settles, Craven
 * and Ray 2008). With a softmax it is |p - e_y| |x| for the answer y; rows count as equally long,
 * for otherwise outliers would always win. */
#include "learn/fl-expected-change-strategy.h"

#include "learn/fl-doubt.h"

#include <glib/gi18n.h>
#include <math.h>

#define NAME    N_ ("Most Change Expected")
#define SUMMARY N_ ("What would move the model most; for teaching, like Most Doubtful")

/* Less than nothing, so that the largest change is the least sure. */
static float
negate_change (const float *probabilities, guint n)
{
  double square = 0;
  double change = 0;

  for (guint c = 0; c < n; c++)
    square += (double) probabilities[c] * (double) probabilities[c];
  for (guint c = 0; c < n; c++)
    change +=
      (double) probabilities[c] * sqrt (MAX (square - 2 * (double) probabilities[c] + 1, 0));
  return (float) -change;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  return fl_doubt_rank (view, negate_change, n_wanted, rand, out);
}

const FlStrategyType fl_expected_change_strategy = {
  .id = "expected-change",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .is_for_teaching = TRUE,
  .rank = rank,
};
