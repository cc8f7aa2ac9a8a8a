/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-half.h"
#include "base/fl-parallel.h"
#include "learn/fl-model.h"

G_BEGIN_DECLS

/**
 * FlScorerPath:
 * @FL_SCORER_BEST: the fastest that the processor has
 * @FL_SCORER_PORTABLE: plain C
 * @FL_SCORER_AVX2: eight dimensions at a time
 *
 * Ways to the same numbers. They sum in different orders, so the last bits may differ.
 */
typedef enum {
  FL_SCORER_BEST,
  FL_SCORER_PORTABLE,
  FL_SCORER_AVX2,
} FlScorerPath;

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

/** fl_scorer_run_on: As fl_scorer_run() on a chosen path; %FALSE when the processor lacks it. */
gboolean fl_scorer_run_on (FlScorerPath path,
                           const FlModel *model,
                           const FlHalfRows *rows,
                           float *out,
                           const FlParallel *parallel);

G_END_DECLS
