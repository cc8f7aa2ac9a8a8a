/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door to liblinear; not for other layers. */
#pragma once

#include "learn/fl-dataset.h"

G_BEGIN_DECLS

/**
 * FlLinear:
 *
 * The rows of a dataset as liblinear wants them. Immutable; problems over it may be solved on
 * several threads at once.
 */
typedef struct _FlLinear FlLinear;

/** fl_linear_new: Returns: (transfer full): the rows of @dataset, copied */
FlLinear *fl_linear_new (const FlDataset *dataset);

/** fl_linear_free: Frees them. */
void fl_linear_free (FlLinear *self);

/**
 * fl_linear_solve:
 * @self: rows
 * @dataset: what they were made from
 * @class_index: which class is +1, the others being -1; rows without a target are not looked at
 * @is_left_out: (nullable) (array): `[n_rows]`, rows that are not looked at
 * @c: weight of the errors
 * @eps: when to stop, relative size of the gradient
 * @w: (array): `[n_dims + 1]`, where to begin, then the solution; the bias is last
 *
 * Solves one logistic regression (L2R_LR, the primal, which alone has a warm start). Leaves @w
 * alone and gives %FALSE when one of both sides has no rows; and when rows have no target, for the
 * class came later, as long as fewer than 3 are known to be of other classes.
 *
 * Returns: whether there was something to solve
 */
gboolean fl_linear_solve (const FlLinear *self,
                          const FlDataset *dataset,
                          guint class_index,
                          const guint8 *is_left_out,
                          double c,
                          double eps,
                          double *w);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlLinear, fl_linear_free)

G_END_DECLS
