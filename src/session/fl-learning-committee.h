/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * fl_learn_committee:
 * @request: what is known
 * @dataset: the rows that @model was taught
 * @scaling: of the rows
 * @model: the model; its C and T are theirs
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early
 *
 * Trains models that differ by what they were taught: each by as many labels as there are, drawn
 * with replacement (whole labels, for the rows of one are twins).
 *
 * Returns: (transfer full) (element-type FlModel): five, or fewer when draws were one-sided
 */
GPtrArray *fl_learn_committee (const FlLearnRequest *request,
                               const FlDataset *dataset,
                               const FlScaling *scaling,
                               const FlModel *model,
                               const FlParallel *parallel,
                               GCancellable *cancellable);

G_END_DECLS
