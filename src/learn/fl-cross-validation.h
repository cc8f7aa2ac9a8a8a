/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-parallel.h"
#include "learn/fl-dataset.h"
#include "learn/fl-linear.h"
#include "learn/fl-platt.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlFolds:
 * @n: number of folds, 0 when the rows do not allow any
 * @fold_of: (array): `[n_rows]`, the fold in which each row is held out
 * @gap_s: rows of one stream that are no further apart are held out together, seconds
 *
 * A split of the rows that keeps time together: rows of one stream that lie close in time, and
 * rows of one label, are always in one fold. Random folds on video say 99.9 % where 79.7 % is true.
 */
typedef struct {
  guint n;
  guint *fold_of;
  double gap_s;
} FlFolds;

/**
 * fl_folds_new:
 * @dataset: rows
 * @n_max: how many folds at most
 *
 * Holds rows out as far from the others as what is to be predicted is from all of them. Joins rows
 * of a stream whose gap in time is small, the gap being the least at which the median distance from
 * a row to the nearest one of another group, as they look, reaches that of the dataset
 * (fl_dataset_set_reach2 ()). Answers that are spread over the footage are so held out one by one,
 * answers about one stretch of a recording as one, and whole streams where the others look unlike.
 * (Nearest neighbour distance matching: Mila et al. 2022, there on maps, here by median.)
 * Groups that share a label become one. They are dealt, largest first, to the fold with the fewest
 * rows of the group's main class.
 *
 * Returns: (transfer full): the folds; `n` is 0 with fewer than 8 groups
 */
FlFolds *fl_folds_new (const FlDataset *dataset, guint n_max);

/** fl_folds_free: Frees them. */
void fl_folds_free (FlFolds *self);

/**
 * FlValidation:
 * @c: the C that was chosen
 * @temperature: T, fitted with caution on the out-of-fold decision values of that C
 * @log_loss: of them
 * @platt: of two classes: the link of the second, fitted on the same decision values
 * @held_out: (nullable) (in) (array): place for `[n_rows][n_classes]` probabilities of each row by
 *   the models that did not see it, at that C and T; 0 for a class that takes no part in the row
 *
 * What validation found.
 */
typedef struct {
  double c;
  double temperature;
  double log_loss;
  FlPlatt platt;
  float *held_out;
} FlValidation;

/**
 * fl_cross_validate:
 * @linear: the rows for the solver
 * @dataset: the rows
 * @folds: how to hold out
 * @c_values: (array length=n_values): what to try, ascending
 * @n_values: how many
 * @c_now: the one that is in use
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early
 * @out: (out caller-allocates): what was found
 * @error: return location
 *
 * Chooses the C with the least mean log-loss, or stays at @c_now if that is within one standard
 * error (over folds) of it: the labels of a session are the doubtful frames, and a few dozen of
 * them say little about C (the smallest C within one error, as is usual, cost 20 points of
 * accuracy at the first choice). Each fold goes up through the values from its last solution.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean fl_cross_validate (const FlLinear *linear,
                            const FlDataset *dataset,
                            const FlFolds *folds,
                            const double *c_values,
                            gsize n_values,
                            double c_now,
                            const FlParallel *parallel,
                            GCancellable *cancellable,
                            FlValidation *out,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFolds, fl_folds_free)

G_END_DECLS
