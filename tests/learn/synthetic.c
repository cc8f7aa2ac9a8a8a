/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up rows for the tests of this layer. */
#include "synthetic.h"

#include <math.h>

double
synthetic_normal (GRand *rand)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (rand)));

  return radius * cos (2 * G_PI * g_rand_double (rand));
}

FlHalf *
synthetic_halves (GRand *rand, gsize n, double mean, double deviation)
{
  FlHalf *halves = g_new (FlHalf, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    halves[i] = fl_half_from_float_scalar ((float) (mean + deviation * synthetic_normal (rand)));
  return halves;
}

FlScaling *
synthetic_scaling (GRand *rand, gsize n_dims)
{
  g_autofree FlHalf *values = synthetic_halves (rand, 50 * n_dims, 3, 2);
  const FlHalfRows rows = {.values = values, .n_rows = 50, .n_dims = n_dims};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = (guint) n_dims, .weight = 1};

  return fl_scaling_new_fit (&rows, 1, &block, 1);
}

FlDataset *
synthetic_classes (GRand *rand, gsize n_rows, guint n_classes, gsize n_dims, double noise)
{
  FlDataset *dataset = fl_dataset_new (n_dims, n_classes);

  for (gsize i = 0; i < n_rows; i++) {
    const FlDatasetRow row = {.class_index = (guint) (i % n_classes),
                              .time_s = 60.0 * (double) i,
                              .run = (guint) i};
    float *features = fl_dataset_add (dataset, &row);
    for (gsize j = 0; j < n_dims; j++)
      features[j] = (float) (noise * synthetic_normal (rand)) + (j == row.class_index ? 1 : 0);
  }
  return dataset;
}
