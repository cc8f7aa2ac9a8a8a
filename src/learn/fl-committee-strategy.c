/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several models, each of other labels, disagree about: entropy of their votes (Dagan and
 * Engelson 1995); of equals, the mean divergence from their mean (McCallum and Nigam 1998). */
#include "learn/fl-committee-strategy.h"

#include "learn/fl-doubt.h"
#include "learn/fl-top.h"

#include <glib/gi18n.h>
#include <math.h>

#define NAME    N_ ("Disagreement")
#define SUMMARY N_ ("What five models disagree about; for labels that are sometimes wrong")

static const float *
get_row (const FlStrategyView *view, guint member, gsize i)
{
  return view->committee + ((gsize) member * view->n + i) * view->n_classes;
}

static double
vote_entropy (const FlStrategyView *view, gsize i, float *votes)
{
  for (guint c = 0; c < view->n_classes; c++)
    votes[c] = 0;
  for (guint m = 0; m < view->n_members; m++)
    votes[fl_doubt_top (get_row (view, m, i), view->n_classes)] += 1.0f / (float) view->n_members;
  return (double) fl_doubt_entropy (votes, view->n_classes);
}

/* Entropy of the mean without the mean of the entropies: what the members know differently. */
static double
mean_divergence (const FlStrategyView *view, gsize i, float *mean)
{
  double own = 0;

  for (guint c = 0; c < view->n_classes; c++)
    mean[c] = 0;
  for (guint m = 0; m < view->n_members; m++) {
    const float *row = get_row (view, m, i);
    own += (double) fl_doubt_entropy (row, view->n_classes) / view->n_members;
    for (guint c = 0; c < view->n_classes; c++)
      mean[c] += row[c] / (float) view->n_members;
  }
  return (double) fl_doubt_entropy (mean, view->n_classes) - own;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->committee != NULL && view->n_members > 0, 0);

  g_autofree float *scores = g_new (float, MAX (view->n, 1));
  g_autofree float *row = g_new (float, MAX (view->n_classes, 1));
  /* Votes of few members differ by much more than this; a divergence is at most log (classes). */
  const double tie_share = 1e-3;
  for (gsize i = 0; i < view->n; i++)
    scores[i] = (float) -(vote_entropy (view, i, row) + tie_share * mean_divergence (view, i, row));
  return fl_top_rank (scores, view->n, n_wanted, rand, out);
}

const FlStrategyType fl_committee_strategy = {
  .id = "committee",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .needs_committee = TRUE,
  .rank = rank,
};
