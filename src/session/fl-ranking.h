/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * fl_ranking_run:
 * @request: what is known
 * @scaling: what makes rows comparable, for distances
 * @probabilities: (nullable) (element-type float): for each stream `[samples->n][n_classes]`;
 *   %NULL before there is a model
 * @cancellable: (nullable): to stop early
 *
 * Puts the unlabelled samples of all streams in the order in which they should be asked. Until
 * there are K0 = max (classes + 3, 8) answers (decisions 18) the cold start ranks, unless the
 * strategy is one that needs no model.
 *
 * Returns: (transfer full) (element-type FlRanked): at most `n_wanted`
 */
GArray *fl_ranking_run (const FlLearnRequest *request,
                        const FlScaling *scaling,
                        GPtrArray *probabilities,
                        GCancellable *cancellable);

G_END_DECLS
