/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making features comparable. */
#include "learn/fl-scaling.h"

#include "synthetic.h"

#include <math.h>
#include <string.h>

#define N_ROWS 500
#define N_DIMS 12

static const FlFeatureBlock blocks[] = {{.first_dim = 0, .n_dims = 4, .weight = 1},
                                        {.first_dim = 4, .n_dims = 7, .weight = 0.5f},
                                        {.first_dim = 11, .n_dims = 1, .weight = 2}};

static FlScaling *
fit (const FlHalf *values, gsize n_rows)
{
  const FlHalfRows rows = {.values = values, .n_rows = n_rows, .n_dims = N_DIMS};

  return fl_scaling_new_fit (&rows, 1, blocks, G_N_ELEMENTS (blocks));
}

/* Mean square of each scaled dimension over all rows; means in @means. */
static void
measure (const FlScaling *scaling, const FlHalf *values, double *means, double *squares)
{
  float row[N_DIMS];

  memset (means, 0, N_DIMS * sizeof means[0]);
  memset (squares, 0, N_DIMS * sizeof squares[0]);
  for (guint i = 0; i < N_ROWS; i++) {
    fl_scaling_apply (scaling, values + i * N_DIMS, row);
    for (guint j = 0; j < N_DIMS; j++) {
      means[j] += row[j] / N_ROWS;
      squares[j] += row[j] * row[j] / N_ROWS;
    }
  }
}

/* Whatever the units of a block and however long it is, its mean square length is its weight's
 * square; every mean is 0. */
static void
test_blocks_count_as_weighted (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (91);
  g_autofree FlHalf *values = synthetic_halves (rand, N_ROWS * N_DIMS, 0, 1);
  double means[N_DIMS], squares[N_DIMS];

  for (guint i = 0; i < N_ROWS; i++)
    for (guint j = 0; j < N_DIMS; j++) {
      float value = fl_half_to_float_scalar (values[i * N_DIMS + j]);
      float unit = j < 4 ? 100 : j < 11 ? 0.01f * (float) (j + 1) : 3;
      values[i * N_DIMS + j] = fl_half_from_float_scalar (value * unit + 5 * unit);
    }
  g_autoptr (FlScaling) scaling = fit (values, N_ROWS);
  measure (scaling, values, means, squares);
  for (guint b = 0; b < G_N_ELEMENTS (blocks); b++) {
    double sum = 0;
    for (guint j = blocks[b].first_dim; j < blocks[b].first_dim + blocks[b].n_dims; j++) {
      /* Sums of some hundred floats of size 1. */
      g_assert_cmpfloat_with_epsilon (means[j], 0, 1e-4);
      sum += squares[j];
    }
    g_assert_cmpfloat_with_epsilon (sum, blocks[b].weight * blocks[b].weight, 1e-3);
  }
}

/* What never changes says nothing, and nothing is divided by zero. */
static void
test_constant_features (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (92);
  g_autofree FlHalf *values = synthetic_halves (rand, N_ROWS * N_DIMS, 0, 1);
  double means[N_DIMS], squares[N_DIMS];

  for (guint i = 0; i < N_ROWS; i++)
    values[i * N_DIMS + 2] = values[i * N_DIMS + 11] = fl_half_from_float_scalar (42);
  g_autoptr (FlScaling) scaling = fit (values, N_ROWS);
  measure (scaling, values, means, squares);
  g_assert_cmpfloat (squares[2], ==, 0);
  g_assert_cmpfloat (squares[11], ==, 0);
  g_assert_cmpfloat (squares[0] + squares[1] + squares[3], >, 0.9);
  for (guint j = 0; j < N_DIMS; j++)
    g_assert_true (isfinite (fl_scaling_get_factors (scaling)[j]));
}

static void
test_identical_rows (void)
{
  g_autofree FlHalf *values = g_new (FlHalf, N_ROWS * N_DIMS);
  double means[N_DIMS], squares[N_DIMS];

  for (guint i = 0; i < N_ROWS * N_DIMS; i++)
    values[i] = fl_half_from_float_scalar ((float) (i % N_DIMS) / 3);
  g_autoptr (FlScaling) scaling = fit (values, N_ROWS);
  measure (scaling, values, means, squares);
  for (guint j = 0; j < N_DIMS; j++)
    g_assert_cmpfloat (squares[j], ==, 0);
}

/* Damaged rows do not spoil the others, and come out as the mean. */
static void
test_damaged_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (93);
  g_autofree FlHalf *values = synthetic_halves (rand, N_ROWS * N_DIMS, 2, 1);
  g_autoptr (FlScaling) clean = fit (values + N_DIMS, N_ROWS - 1);
  float row[N_DIMS];

  values[3] = 0x7e00;
  values[7] = 0x7c00;
  g_autoptr (FlScaling) scaling = fit (values, N_ROWS);
  g_assert_cmpmem (fl_scaling_get_means (scaling), sizeof row, fl_scaling_get_means (clean),
                   sizeof row);
  g_assert_cmpmem (fl_scaling_get_factors (scaling), sizeof row, fl_scaling_get_factors (clean),
                   sizeof row);
  fl_scaling_apply (scaling, values, row);
  g_assert_cmpfloat (row[3], ==, 0);
  g_assert_cmpfloat (row[7], ==, 0);
  g_assert_true (isfinite (row[0]) && row[0] != 0);
}

/* Rows of several streams are rows. */
static void
test_parts_are_one (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (94);
  g_autofree FlHalf *values = synthetic_halves (rand, N_ROWS * N_DIMS, 2, 1);
  const FlHalfRows parts[] = {{.values = values, .n_rows = 100, .n_dims = N_DIMS},
                              {.values = values + 100 * N_DIMS,
                               .n_rows = N_ROWS - 100,
                               .n_dims = N_DIMS}};
  g_autoptr (FlScaling) whole = fit (values, N_ROWS);
  g_autoptr (FlScaling) joined = fl_scaling_new_fit (parts, 2, blocks, G_N_ELEMENTS (blocks));

  g_assert_cmpmem (fl_scaling_get_factors (whole), N_DIMS * sizeof (float),
                   fl_scaling_get_factors (joined), N_DIMS * sizeof (float));
}

static void
test_stored_scaling (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (95);
  g_autoptr (FlScaling) scaling = synthetic_scaling (rand, N_DIMS);
  g_autoptr (GBytes) bytes = fl_scaling_serialize (scaling);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlScaling) again = fl_scaling_deserialize (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (fl_scaling_get_means (scaling), N_DIMS * sizeof (float),
                   fl_scaling_get_means (again), N_DIMS * sizeof (float));
  g_assert_cmpmem (fl_scaling_get_factors (scaling), N_DIMS * sizeof (float),
                   fl_scaling_get_factors (again), N_DIMS * sizeof (float));
  for (gsize length = 0; length < g_bytes_get_size (bytes); length += 5) {
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, length);
    g_autoptr (GError) refusal = NULL;
    g_assert_null (fl_scaling_deserialize (cut, &refusal));
    g_assert_error (refusal, FL_LEARN_ERROR, FL_LEARN_ERROR_CORRUPT);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/scaling/blocks-count-as-weighted", test_blocks_count_as_weighted);
  g_test_add_func ("/learn/scaling/constant-features", test_constant_features);
  g_test_add_func ("/learn/scaling/identical-rows", test_identical_rows);
  g_test_add_func ("/learn/scaling/damaged-rows", test_damaged_rows);
  g_test_add_func ("/learn/scaling/parts-are-one", test_parts_are_one);
  g_test_add_func ("/learn/scaling/stored-scaling", test_stored_scaling);
  return g_test_run ();
}
