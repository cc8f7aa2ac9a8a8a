/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-dataset.h"

G_BEGIN_DECLS

/**
 * fl_dataset_new_compact:
 * @dataset: rows
 *
 * The same rows turned so that they need as many dimensions as there are rows: all inner products
 * are the same, and with them every linear model that is judged by its length (the representer
 * theorem). With few labels and many features, validation is some ten times faster on it.
 *
 * Returns: (transfer full): as many rows, of as many dimensions
 */
FlDataset *fl_dataset_new_compact (const FlDataset *dataset);

G_END_DECLS
