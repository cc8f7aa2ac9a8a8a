/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer that leaves the model least uncertain about everything else: of the variances of
 * decision values, each weighed by p (1 - p), the sum becomes smallest (the I-optimal design of
 * Zhang and Oles 2000; Schein and Ungar 2007, there for probabilities). */
#include "learn/fl-variance-strategy.h"

#include <glib/gi18n.h>

#include "learn/fl-lookahead.h"

#define NAME N_ ("Least Variance")
#define SUMMARY                                                                                    \
  N_ ("What leaves the model surest of all frames; for teaching, like Least Error Expected")

/* What an answer takes away from the variance of one class, summed over the references: H^-1
 * becomes (H + s x x')^-1 = H^-1 - H^-1 x x'H^-1 s / (1 + s x'H^-1 x). */
static double
reduce_class (const FlLookahead *ahead,
              gsize candidate,
              guint class_index,
              const double *effects,
              double reach)
{
  const FlStrategyView *view = ahead->view;
  const double own = (double) view->probabilities[candidate * view->n_classes + class_index];
  const double weight = view->c * own * (1 - own);
  double sum = 0;

  for (gsize i = 0; i < ahead->n_references; i++) {
    const double p =
      (double) view->probabilities[ahead->references[i] * view->n_classes + class_index];
    sum += p * (1 - p) * effects[i] * effects[i];
  }
  return sum * weight / (1 + weight * reach);
}

static double
negate_reduction (const FlLookahead *ahead,
                  gsize candidate,
                  const double *effects,
                  const double *reaches)
{
  double reduction = 0;

  for (guint c = 0; c < ahead->view->n_classes; c++)
    reduction += reduce_class (ahead, candidate, c, effects + c * ahead->n_references, reaches[c]);
  return -reduction;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  return fl_lookahead_rank (view, view->n_classes, negate_reduction, n_wanted, rand, cancellable,
                            out);
}

const FlStrategyType fl_variance_strategy = {
  .id = "variance-reduction",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .needs_positions = TRUE,
  .is_for_teaching = TRUE,
  .rank = rank,
};
