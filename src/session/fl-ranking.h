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
 * @model: (nullable): where they come from; strategies see them without its T
 * @committee: (nullable) (element-type FlModel): models for strategies that need several
 * @cancellable: (nullable): to stop early
 *
 * Puts the unlabelled samples of all streams in the order in which they should be asked. Until
 * there are K0 = max (classes + 3, 8) answers (decisions 18) the cold start ranks, unless the
 * strategy is one that needs no model, and a share of the questions looks for the unknown, unless
 * the strategy does so itself and every class has a label.
 *
 * Returns: (transfer full) (element-type FlRanked): at most `n_wanted` and `n_spare`
 */
GArray *fl_ranking_run (const FlLearnRequest *request,
                        const FlScaling *scaling,
                        GPtrArray *probabilities,
                        const FlModel *model,
                        GPtrArray *committee,
                        GCancellable *cancellable);

/**
 * fl_ranking_list_like:
 * @request: a request whose streams have tags, and that says what others are to be like
 * @scaling: what makes rows comparable, for distances
 *
 * Returns: (transfer full) (element-type FlRanked): the frames of which nothing was said yet that are
 *   most like that one, most like first
 */
GArray *fl_ranking_list_like (const FlLearnRequest *request, const FlScaling *scaling);

G_END_DECLS
