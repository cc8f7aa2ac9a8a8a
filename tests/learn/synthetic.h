/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up rows for the tests of this layer. */
#pragma once

#include "base/fl-half.h"
#include "learn/fl-dataset.h"
#include "learn/fl-scaling.h"

G_BEGIN_DECLS

/** synthetic_normal: Returns: a draw from the normal distribution */
double synthetic_normal (GRand *rand);

/** synthetic_halves: Returns: (transfer full): @n values around @mean with @deviation */
FlHalf *synthetic_halves (GRand *rand, gsize n, double mean, double deviation);

/** synthetic_scaling: Returns: (transfer full): a scaling of one block, from random rows */
FlScaling *synthetic_scaling (GRand *rand, gsize n_dims);

/**
 * synthetic_classes:
 * @rand: a generator
 * @n_rows: how many rows
 * @n_classes: how many classes, in turn
 * @n_dims: length of a row, at least @n_classes
 * @noise: deviation around the centre of a class, which is 1 in its own dimension
 *
 * Returns: (transfer full): rows a minute apart in stream 0, each a label of its own
 */
FlDataset *
synthetic_classes (GRand *rand, gsize n_rows, guint n_classes, gsize n_dims, double noise);

G_END_DECLS
