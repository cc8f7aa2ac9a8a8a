/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of fl_learn() that one tag takes as a project of two classes does. */
#pragma once

#include "learn/fl-dataset.h"
#include "session/fl-learning.h"

G_BEGIN_DECLS

/** fl_learn_begin: Returns: (transfer full): a result that says nothing yet */
FlLearnResult *fl_learn_begin (const FlLearnRequest *request);

/** fl_learn_decide: Decides what to validate: T follows the answers, C is chosen anew when they have
 * doubled; and draws the seed on. */
void fl_learn_decide (FlLearnRequest *request);

/**
 * fl_learn_teach:
 * @request: what is known
 * @frozen: the scaling of the project
 * @result: takes the model, if there can be one
 * @out_scaling: (out) (transfer full): @frozen with the parts weighed as the labels say
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early
 *
 * Returns: (transfer full): the rows that were taught
 */
FlDataset *fl_learn_teach (const FlLearnRequest *request,
                           const FlScaling *frozen,
                           FlLearnResult *result,
                           FlScaling **out_scaling,
                           const FlParallel *parallel,
                           GCancellable *cancellable);

/** fl_learn_predict: Returns: (transfer full) (array): `[samples->n][n_classes]`, what @model says */
float *
fl_learn_predict (const FlModel *model, const FlSampleSet *samples, const FlParallel *parallel);

/** fl_learn_predict_some: Returns: (transfer full) (array): `[numbers->len][n_classes]`, what @model says
 * of the samples @numbers (element-type guint32) */
float *fl_learn_predict_some (const FlModel *model,
                              const FlSampleSet *samples,
                              const GArray *numbers,
                              const FlParallel *parallel);

G_END_DECLS
