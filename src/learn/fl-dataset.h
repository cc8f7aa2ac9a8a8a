/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-learn-types.h"

G_BEGIN_DECLS

/**
 * FlDataset:
 *
 * Labelled rows to learn from. Filled by one thread, then immutable.
 */

/**
 * FlDatasetRow:
 * @class_index: 0 to n_classes - 1
 * @stream: which stream
 * @time_s: where in it, seconds; what lies close in time must not be split in validation
 * @run: rows of one label have the same number, and must not be split either; labels are
 *   numbered from 0, so that it is never above the number of rows before
 *
 * What is known of a row beside its features.
 */
typedef struct {
  guint class_index;
  guint stream;
  double time_s;
  guint run;
} FlDatasetRow;

/** fl_dataset_new: Returns: (transfer full): an empty dataset */
FlDataset *fl_dataset_new (gsize n_dims, guint n_classes);

/** fl_dataset_free: Frees it. */
void fl_dataset_free (FlDataset *self);

/** fl_dataset_add: Adds a row; gives the place of its scaled features, `[n_dims]`, to be filled
 * before the next row is added. */
float *fl_dataset_add (FlDataset *self, const FlDatasetRow *row);

/**
 * fl_dataset_forget_target:
 * @self: rows
 * @i: a row
 * @class_index: a class, not that of the row
 *
 * Says that nobody knows whether row @i is of the class as well, or instead: who labelled it was
 * not asked about that class. The row then is no negative example of it.
 */
void fl_dataset_forget_target (FlDataset *self, gsize i, guint class_index);

/** fl_dataset_get_target: Returns: 1 when row @i is an example of the class, -1 when it is one of
 * what the class is not, 0 when nobody knows */
int fl_dataset_get_target (const FlDataset *self, gsize i, guint class_index);

/** fl_dataset_copy_row: Adds row @i of @from, which has the same classes, as @row and with the same
 * targets; gives the place of its features, see fl_dataset_add(). */
float *
fl_dataset_copy_row (FlDataset *self, const FlDataset *from, gsize i, const FlDatasetRow *row);

/**
 * fl_dataset_set_reach2:
 * @self: rows
 * @reach2: squared distance between scaled features, >= 0
 *
 * Tells how far a typical sample that is to be predicted is from the row that looks most like it:
 * validation holds rows out as far (fl_folds_new ()). 0 when it is never told.
 */
void fl_dataset_set_reach2 (FlDataset *self, double reach2);

/** fl_dataset_get_reach2: Returns: what was set */
double fl_dataset_get_reach2 (const FlDataset *self);

/** fl_dataset_get_n_rows: Returns: number of rows */
gsize fl_dataset_get_n_rows (const FlDataset *self);

/** fl_dataset_get_n_dims: Returns: length of a row */
gsize fl_dataset_get_n_dims (const FlDataset *self);

/** fl_dataset_get_n_classes: Returns: number of classes, with and without rows */
guint fl_dataset_get_n_classes (const FlDataset *self);

/** fl_dataset_get_row: Returns: (transfer none): row @i */
const FlDatasetRow *fl_dataset_get_row (const FlDataset *self, gsize i);

/** fl_dataset_get_features: Returns: (transfer none) (array): `[n_dims]` of row @i */
const float *fl_dataset_get_features (const FlDataset *self, gsize i);

/** fl_dataset_is_finite: Returns: whether every feature is a number */
gboolean fl_dataset_is_finite (const FlDataset *self);

/** fl_dataset_count_classes: Returns: how many classes have rows */
guint fl_dataset_count_classes (const FlDataset *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlDataset, fl_dataset_free)

G_END_DECLS
