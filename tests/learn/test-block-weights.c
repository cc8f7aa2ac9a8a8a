/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts of the features count, where that is known. */
#include "learn/fl-block-weights.h"

#include <math.h>

#include "synthetic.h"

#define N_EACH 12

static const FlFeatureBlock blocks[] = {
  {.first_dim = 0, .n_dims = N_EACH, .weight = 1.0f},
  {.first_dim = N_EACH, .n_dims = N_EACH, .weight = 0.5f},
};

/* Rows of two classes that only @telling tells apart; the other part is noise. */
static FlDataset *
rows_new (gsize n_rows, guint n_classes, guint telling)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  FlDataset *dataset = fl_dataset_new (2 * N_EACH, 3);

  for (gsize i = 0; i < n_rows; i++) {
    const FlDatasetRow row = {.class_index = (guint) i % n_classes, .run = (guint) i};
    float *features = fl_dataset_add (dataset, &row);
    for (guint k = 0; k < 2; k++)
      for (guint j = 0; j < N_EACH; j++) {
        double centre = k == telling ? (row.class_index == 0 ? 1 : -1) : 0;
        double value = centre + (k == telling ? 0.3 : 1) * synthetic_normal (rand);
        features[k * N_EACH + j] = (float) (value * blocks[k].weight / sqrt (N_EACH));
      }
  }
  return dataset;
}

/* The mean squared length of a row stays that of the blocks. */
static void
assert_length_kept (const double *weights)
{
  g_assert_cmpfloat_with_epsilon (weights[0] * weights[0] + 0.25 * weights[1] * weights[1], 1.25,
                                  1e-9);
}

static void
test_finds_part (void)
{
  for (guint telling = 0; telling < 2; telling++) {
    g_autoptr (FlDataset) dataset = rows_new (30, 2, telling);
    double weights[2];
    fl_block_weights_fit (dataset, blocks, 2, weights);
    g_assert_cmpfloat (weights[telling], >, 1.05);
    g_assert_cmpfloat (weights[1 - telling], <, 0.6);
    assert_length_kept (weights);
  }
}

/* More rows than are looked at, and classes that have none. */
static void
test_many_rows (void)
{
  g_autoptr (FlDataset) dataset = rows_new (1001, 2, 1);
  double weights[2];
  double again[2];

  fl_block_weights_fit (dataset, blocks, 2, weights);
  fl_block_weights_fit (dataset, blocks, 2, again);
  g_assert_cmpfloat (weights[1], >, 1.05);
  g_assert_cmpmem (weights, sizeof weights, again, sizeof again);
  assert_length_kept (weights);
}

static void
assert_unweighted (FlDataset *dataset, gsize n_blocks)
{
  double weights[2] = {0, 1};

  fl_block_weights_fit (dataset, blocks, n_blocks, weights);
  g_assert_cmpfloat (weights[0], ==, 1);
  g_assert_cmpfloat (weights[1], ==, 1);
}

static void
test_too_little (void)
{
  g_autoptr (FlDataset) none = rows_new (0, 2, 0);
  g_autoptr (FlDataset) few = rows_new (7, 2, 0);
  g_autoptr (FlDataset) one_class = rows_new (30, 1, 0);
  g_autoptr (FlDataset) one_block = rows_new (30, 2, 0);
  g_autoptr (FlDataset) damaged = rows_new (30, 2, 0);
  const FlDatasetRow row = {.class_index = 1, .run = 30};

  float *features = fl_dataset_add (damaged, &row);
  for (guint j = 0; j < 2 * N_EACH; j++)
    features[j] = NAN;
  assert_unweighted (none, 2);
  assert_unweighted (few, 2);
  assert_unweighted (one_class, 2);
  assert_unweighted (one_block, 1);
  assert_unweighted (damaged, 2);
}

/* Rows that are all the same tell nothing, and give numbers all the same. */
static void
test_constant (void)
{
  g_autoptr (FlDataset) dataset = fl_dataset_new (2 * N_EACH, 2);
  double weights[2];

  for (guint i = 0; i < 20; i++) {
    const FlDatasetRow row = {.class_index = i % 2, .run = i};
    float *features = fl_dataset_add (dataset, &row);
    for (guint j = 0; j < 2 * N_EACH; j++)
      features[j] = 0;
  }
  fl_block_weights_fit (dataset, blocks, 2, weights);
  g_assert_cmpfloat (weights[0], ==, 1);
  g_assert_cmpfloat (weights[1], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/block-weights/finds-part", test_finds_part);
  g_test_add_func ("/learn/block-weights/many-rows", test_many_rows);
  g_test_add_func ("/learn/block-weights/too-little", test_too_little);
  g_test_add_func ("/learn/block-weights/constant", test_constant);
  return g_test_run ();
}
