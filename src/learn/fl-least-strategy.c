/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame whose likeliest class is least likely (Lewis and Gale 1994). */
#include "learn/fl-least-strategy.h"

#include "learn/fl-doubt.h"

#include <glib/gi18n.h>

#define NAME    N_ ("Least Sure")
#define SUMMARY N_ ("Frames whose best guess is weakest; for teaching, like Most Doubtful")

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  return fl_doubt_rank (view, fl_doubt_largest, n_wanted, rand, out);
}

const FlStrategyType fl_least_strategy = {
  .id = "least-confidence",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .is_for_teaching = TRUE,
  .rank = rank,
};
