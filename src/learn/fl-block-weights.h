/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-feature-block.h"
#include "learn/fl-dataset.h"

G_BEGIN_DECLS

/**
 * fl_block_weights_fit:
 * @dataset: labelled rows, scaled
 * @blocks: (array length=n_blocks): the parts of a row
 * @n_blocks: how many
 * @out: (array): `[n_blocks]` what each part is to be multiplied with, > 0
 *
 * Finds which parts of the features tell the classes apart. All together keep the length that rows
 * have on the average. Rows that say too little, or are no numbers, leave every part as it is. The
 * same rows give the same weights.
 */
void fl_block_weights_fit (const FlDataset *dataset,
                           const FlFeatureBlock *blocks,
                           gsize n_blocks,
                           double *out);

G_END_DECLS
