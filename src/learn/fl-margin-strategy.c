/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame between two classes first: least difference of the two largest probabilities
 * (Scheffer, Decomain and Wrobel 2001). */
#include "learn/fl-margin-strategy.h"

#include "learn/fl-doubt.h"

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
  return fl_doubt_rank (view, fl_doubt_margin, n_wanted, rand, out);
}

const FlStrategyType fl_margin_strategy = {
  .id = "margin",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .rank = rank,
};
