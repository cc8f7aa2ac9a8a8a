/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_doubt_margin: Returns: how much likelier the likeliest of @n classes is than the next, 0..1 */
float fl_doubt_margin (const float *probabilities, guint n);

/** fl_doubt_top: Returns: the likeliest of @n classes */
guint fl_doubt_top (const float *probabilities, guint n);

/** fl_doubt_entropy: Returns: entropy of @n probabilities, nats */
float fl_doubt_entropy (const float *probabilities, guint n);

/** fl_doubt_largest: Returns: the probability of the likeliest of @n classes */
float fl_doubt_largest (const float *probabilities, guint n);

/** FlDoubtFunc: Returns: how sure a model is that gives these @n probabilities */
typedef float (*FlDoubtFunc) (const float *probabilities, guint n);

/**
 * fl_doubt_rank:
 * @view: a view with probabilities
 * @measure: what to go by
 * @n_wanted: how many candidates
 * @rand: for equals
 * @out: (array): at least `MIN (view->n, n_wanted)` long
 *
 * Orders candidates by what the model says of each alone, the least sure first.
 *
 * Returns: how many
 */
gsize fl_doubt_rank (const FlStrategyView *view,
                     FlDoubtFunc measure,
                     gsize n_wanted,
                     GRand *rand,
                     gsize *out);

G_END_DECLS
