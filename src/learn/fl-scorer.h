/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-half.h"
#include "base/fl-parallel.h"
#include "learn/fl-model.h"

G_BEGIN_DECLS

/**
 * fl_scorer_run:
 * @model: a model
 * @rows: raw rows, of the model's n_dims
 * @out: (array): `[n_rows][n_classes]` decision values
 * @parallel: (nullable): cores
 *
 * Decision values of many rows: w · x + b for each class, straight from float16 rows. Limited by
 * the memory up to about ten classes.
 */
void fl_scorer_run (const FlModel *model,
                    const FlHalfRows *rows,
                    float *out,
                    const FlParallel *parallel);

/** fl_scorer_run_scalar: The slow obvious twin of fl_scorer_run(), for tests and other processors;
 * sums in another order, so the last bits may differ. */
void fl_scorer_run_scalar (const FlModel *model, const FlHalfRows *rows, float *out);

G_END_DECLS
