/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of a film that nobody drew: rows of numbers, for tests of what is learned from them. */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/** FLAT_MAX_DIMS: no row is longer. */
#define FLAT_MAX_DIMS 3

/** flat_get_extractor: Returns: (transfer none): an extractor of rows of @n_dims numbers, in one block; it
 * only says so */
const FlExtractorType *flat_get_extractor (gsize n_dims);

/** flat_get_block: Returns: (transfer none): that block */
const FlFeatureBlock *flat_get_block (gsize n_dims);

/** flat_make_samples: Returns: (transfer full): samples of the frames 0 to @n - 1 with @rows,
 * `[n][n_dims]` */
FlSampleSet *flat_make_samples (const float *rows, gsize n, gsize n_dims);

/** flat_make_index: Returns: (transfer full): these frames, 25 a second */
FlFrameIndex *flat_make_index (gsize n);

G_END_DECLS
