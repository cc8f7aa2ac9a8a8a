/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame whose probabilities are most spread (Shannon 1948; Settles 2009, section 3.1). */
#include "learn/fl-entropy-strategy.h"

#include "learn/fl-doubt.h"

#include <glib/gi18n.h>

#define NAME N_ ("Most Spread")
#define SUMMARY                                                                                    \
  N_ ("Frames that may be many things; for teaching, and for classes that are easily mixed up")

static float
get_order (const float *probabilities, guint n)
{
  return -fl_doubt_entropy (probabilities, n);
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  return fl_doubt_rank (view, get_order, n_wanted, rand, out);
}

const FlStrategyType fl_entropy_strategy = {
  .id = "entropy",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .is_for_teaching = TRUE,
  .rank = rank,
};
