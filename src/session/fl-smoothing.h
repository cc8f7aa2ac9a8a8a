/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-chain.h"
#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * fl_smoothing_test:
 * @request: what is known
 * @dataset: the labelled rows, with their reach
 * @scaling: of the rows
 * @model: the model that was trained of them
 * @probabilities: (element-type float): for each stream `[samples->n][n_classes]`
 * @cancellable: (nullable): to stop early
 *
 * Finds out whether neighbours in time make predictions better: of labels that are held out by
 * stretches of time (fl_folds_new ()), the probability that a model of the others gives alone, and
 * the one that it gives with up to 32 samples and labels on either side. Smoothing is used where the
 * mean log-loss falls by more than its standard error and fewer predictions are wrong.
 *
 * Returns: what came out; nothing is used when there are fewer than 100 labelled rows
 */
FlSmoothing fl_smoothing_test (const FlLearnRequest *request,
                               const FlDataset *dataset,
                               const FlScaling *scaling,
                               const FlModel *model,
                               GPtrArray *probabilities,
                               GCancellable *cancellable);

/**
 * fl_smoothing_apply:
 * @request: what is known
 * @smoothing: that it is used, and the dwell
 * @probabilities: (element-type float): for each stream `[samples->n][n_classes]`
 * @sweeps: (element-type FlSweep): for each stream, to be filled further
 *
 * Goes through every stream, and leaves in its sweep what all of it says of each sample.
 */
void fl_smoothing_apply (const FlLearnRequest *request,
                         const FlSmoothing *smoothing,
                         GPtrArray *probabilities,
                         GPtrArray *sweeps);

G_END_DECLS
