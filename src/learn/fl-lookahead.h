/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/**
 * FlLookahead:
 * @view: a view with probabilities and positions
 * @shortlist: (array length=n_shortlist): candidates that are looked at, the most doubtful
 * @n_shortlist: how many
 * @references: (array length=n_references): candidates on which an effect is measured
 * @n_references: how many
 *
 * What the next answer would do to a model, without training it. The model is one logistic
 * regression a class in the space of positions, with the Hessian
 * `H_c = I + C sum_i p_ic (1 - p_ic) x_i x_i'` over the labelled samples. The answer y about x moves
 * the decision value of class c at r by `(y_c - p_c(x)) r'H_c^-1 x / (1/C + p_c(x)(1 - p_c(x))
 * x'H_c^-1 x)`: one Newton step (Sherman and Morrison 1950). The bias is left out, and how the
 * classes hang together through the softmax. Owner thread only.
 */
typedef struct {
  const FlStrategyView *view;
  gsize *shortlist;
  gsize n_shortlist;
  gsize *references;
  gsize n_references;
  /*< private >*/
  double *inverses; /* [n_classes][n_position_dims][n_position_dims] */
} FlLookahead;

/**
 * fl_lookahead_new:
 * @view: a view with probabilities, positions, and probabilities of the labelled samples
 * @n_steps: steps that a strategy takes for one candidate and one reference
 * @rand: for equally doubtful candidates
 * @cancellable: (nullable): to stop early
 *
 * Chooses at most 200 candidates, and as many references as can be gone through in about a second.
 *
 * Returns: (transfer full) (nullable): what can be looked at, %NULL when cancelled
 */
FlLookahead *fl_lookahead_new (const FlStrategyView *view,
                               gsize n_steps,
                               GRand *rand,
                               GCancellable *cancellable);

/** fl_lookahead_free: Frees it. */
void fl_lookahead_free (FlLookahead *self);

/**
 * fl_lookahead_look:
 * @self: a look ahead
 * @candidate: a candidate
 * @out_effects: (array): `[n_classes][n_references]`, r'H_c^-1 x
 * @out_reaches: (array): `[n_classes]`, x'H_c^-1 x
 *
 * Looks from one candidate to all references.
 */
void fl_lookahead_look (const FlLookahead *self,
                        gsize candidate,
                        double *out_effects,
                        double *out_reaches);

/**
 * FlLookaheadFunc:
 * @self: a look ahead
 * @candidate: a candidate
 * @effects: (array): of fl_lookahead_look()
 * @reaches: (array): of fl_lookahead_look()
 *
 * Returns: what is to become small
 */
typedef double (*FlLookaheadFunc) (const FlLookahead *self,
                                   gsize candidate,
                                   const double *effects,
                                   const double *reaches);

/**
 * fl_lookahead_rank:
 * @view: a view as fl_lookahead_new() wants it
 * @n_steps: steps that @measure takes for one candidate and one reference
 * @measure: what an answer about a candidate would leave
 * @n_wanted: how many candidates
 * @rand: for equals
 * @cancellable: (nullable): to stop early
 * @out: (array): at least `MIN (view->n, n_wanted)` long
 *
 * Returns: how many of the shortlist were put into order, least first; 0 when cancelled
 */
gsize fl_lookahead_rank (const FlStrategyView *view,
                         gsize n_steps,
                         FlLookaheadFunc measure,
                         gsize n_wanted,
                         GRand *rand,
                         GCancellable *cancellable,
                         gsize *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlLookahead, fl_lookahead_free)

G_END_DECLS
