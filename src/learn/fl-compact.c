/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few rows of many dimensions in few dimensions: the Cholesky factor of their inner products. */
#include "learn/fl-compact.h"

#include <math.h>

/* A row whose rest, beside the rows before, is this small a part of it is one of their span. */
#define SPAN_SHARE 1e-9

static double
multiply (const FlDataset *dataset, gsize a, gsize b)
{
  const float *x = fl_dataset_get_features (dataset, a);
  const float *y = fl_dataset_get_features (dataset, b);
  gsize n_dims = fl_dataset_get_n_dims (dataset);
  double sum = 0;

  for (gsize j = 0; j < n_dims; j++)
    sum += (double) x[j] * y[j];
  return sum;
}

/* Row @i of the lower triangle from those above it. */
static void
factor_row (const FlDataset *dataset, gsize i, double *triangle)
{
  gsize n = fl_dataset_get_n_rows (dataset);
  double *row = triangle + i * n;
  double square = multiply (dataset, i, i);
  double rest = square;

  for (gsize j = 0; j < i; j++) {
    const double *other = triangle + j * n;
    double sum = other[j] > 0 ? multiply (dataset, i, j) : 0;
    for (gsize k = 0; k < j && other[j] > 0; k++)
      sum -= row[k] * other[k];
    row[j] = other[j] > 0 ? sum / other[j] : 0;
    rest -= row[j] * row[j];
  }
  row[i] = rest > SPAN_SHARE * square ? sqrt (rest) : 0;
}

FlDataset *
fl_dataset_new_compact (const FlDataset *dataset)
{
  gsize n = fl_dataset_get_n_rows (dataset);
  FlDataset *self = fl_dataset_new (n, fl_dataset_get_n_classes (dataset));
  g_autofree double *triangle = g_new0 (double, MAX (n * n, 1));

  fl_dataset_set_reach2 (self, fl_dataset_get_reach2 (dataset));
  for (gsize i = 0; i < n; i++) {
    factor_row (dataset, i, triangle);
    float *features = fl_dataset_copy_row (self, dataset, i, fl_dataset_get_row (dataset, i));
    for (gsize j = 0; j < n; j++)
      features[j] = (float) triangle[i * n + j];
  }
  return self;
}
