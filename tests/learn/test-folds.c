/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is held out together, and what validation says of labels that lie close together. */
#include "learn/fl-cross-validation.h"

#include "synthetic.h"

#include <math.h>

#define BLOCK_S 10.0

static void
add_row (FlDataset *dataset, guint class_index, guint stream, double time_s, guint run)
{
  const FlDatasetRow row = {.class_index = class_index,
                            .stream = stream,
                            .time_s = time_s,
                            .run = run};
  float *features = fl_dataset_add (dataset, &row);

  for (gsize j = 0; j < fl_dataset_get_n_dims (dataset); j++)
    features[j] = 0;
}

/* Labels of random length at random places of random streams: the first, the middle and the last
 * second of each. */
static FlDataset *
make_random (GRand *rand)
{
  FlDataset *dataset = fl_dataset_new (1, 4);
  guint n_labels = (guint) g_rand_int_range (rand, 1, 120);
  double total_s = g_rand_double_range (rand, 20, 4000);

  for (guint run = 0; run < n_labels; run++) {
    guint class_index = (guint) g_rand_int_range (rand, 0, 4);
    guint stream = (guint) g_rand_int_range (rand, 0, 4);
    double time_s = g_rand_double_range (rand, 0, total_s);
    double length_s = g_rand_boolean (rand) ? 0 : g_rand_double_range (rand, 0, 40);
    add_row (dataset, class_index, stream, time_s, run);
    if (length_s > 0) {
      add_row (dataset, class_index, stream, time_s + length_s / 2, run);
      add_row (dataset, class_index, stream, time_s + length_s, run);
    }
  }
  return dataset;
}

/* Whether enough groups of full length were there, so that no block had to be shortened. */
static guint
count_blocks (const FlDataset *dataset, double block_s)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    const FlDatasetRow *row = fl_dataset_get_row (dataset, i);
    char *key = g_strdup_printf ("%u %d", row->stream, (int) floor (row->time_s / block_s));
    g_ptr_array_add (keys, key);
    g_hash_table_add (seen, key);
  }
  return g_hash_table_size (seen);
}

static void
assert_together (const FlDataset *dataset, const FlFolds *folds, double block_s)
{
  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    const FlDatasetRow *a = fl_dataset_get_row (dataset, i);
    g_assert_cmpuint (folds->fold_of[i], <, folds->n);
    for (gsize j = 0; j < i; j++) {
      const FlDatasetRow *b = fl_dataset_get_row (dataset, j);
      gboolean is_near =
        a->stream == b->stream && floor (a->time_s / block_s) == floor (b->time_s / block_s);
      if (is_near || a->run == b->run)
        g_assert_cmpuint (folds->fold_of[i], ==, folds->fold_of[j]);
    }
  }
}

/* However labels lie: no label and no block of a stream is on two sides; a block is half a second
 * at least, and 10 where the recording is long enough. */
static void
test_no_group_on_two_sides (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (61);
  guint n_split = 0;
  guint n_long = 0;

  for (int round = 0; round < 200; round++) {
    g_autoptr (FlDataset) dataset = make_random (rand);
    g_autoptr (FlFolds) folds = fl_folds_new (dataset);
    if (folds->n == 0)
      continue;
    n_split++;
    g_assert_cmpfloat (folds->block_s, >=, 0.5);
    assert_together (dataset, folds, folds->block_s);
    /* Joining labels leaves a third of the blocks at least, for one touches at most three. */
    if (count_blocks (dataset, BLOCK_S) < 30)
      continue;
    n_long += folds->block_s >= BLOCK_S ? 1 : 0;
  }
  g_assert_cmpuint (n_split, >, 150);
  g_assert_cmpuint (n_long, >, 30);
}

static void
test_same_rows_same_folds (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (62);
  g_autoptr (FlDataset) dataset = make_random (rand);
  g_autoptr (FlFolds) a = fl_folds_new (dataset);
  g_autoptr (FlFolds) b = fl_folds_new (dataset);
  gsize size = fl_dataset_get_n_rows (dataset) * sizeof (guint);

  g_assert_cmpuint (a->n, >, 1);
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpmem (a->fold_of, size, b->fold_of, size);
}

/* Two streams are two groups at the same time; a label of 5 s makes blocks of 50 s. */
static void
test_long_labels_make_long_blocks (void)
{
  g_autoptr (FlDataset) dataset = fl_dataset_new (1, 2);
  guint run = 0;

  for (guint i = 0; i < 40; i++, run++) {
    add_row (dataset, i % 2, 0, 25.0 * i, run);
    add_row (dataset, i % 2, 0, 25.0 * i + 5, run);
  }
  g_autoptr (FlFolds) folds = fl_folds_new (dataset);
  g_assert_cmpuint (folds->n, ==, 5);
  g_assert_cmpfloat (folds->block_s, ==, 50);
  assert_together (dataset, folds, 50);
}

/* What lies in one place only cannot be split at all. */
static void
test_too_few_groups (void)
{
  g_autoptr (FlDataset) none = fl_dataset_new (1, 2);
  g_autoptr (FlDataset) one_place = fl_dataset_new (1, 2);
  g_autoptr (FlDataset) one_label = fl_dataset_new (1, 2);

  for (guint i = 0; i < 50; i++) {
    add_row (one_place, i % 2, 0, 30 + 0.001 * i, i);
    add_row (one_label, 0, 0, 100 * i, 0);
  }
  g_autoptr (FlFolds) a = fl_folds_new (none);
  g_autoptr (FlFolds) b = fl_folds_new (one_place);
  g_autoptr (FlFolds) c = fl_folds_new (one_label);
  g_assert_cmpuint (a->n, ==, 0);
  g_assert_cmpuint (b->n, ==, 0);
  g_assert_cmpuint (c->n, ==, 0);
}

/* Every fold gets its part of every class. */
static void
test_classes_are_spread (void)
{
  g_autoptr (FlDataset) dataset = fl_dataset_new (1, 3);
  guint n_of[5][3] = {{0}};

  for (guint i = 0; i < 90; i++)
    add_row (dataset, i % 9 == 0 ? 2 : i % 2, 0, 60.0 * i, i);
  g_autoptr (FlFolds) folds = fl_folds_new (dataset);
  g_assert_cmpuint (folds->n, ==, 5);
  for (gsize i = 0; i < 90; i++)
    n_of[folds->fold_of[i]][fl_dataset_get_row (dataset, i)->class_index]++;
  for (guint fold = 0; fold < 5; fold++) {
    g_assert_cmpuint (n_of[fold][0], ==, 8);
    g_assert_cmpuint (n_of[fold][1], ==, 8);
    g_assert_cmpuint (n_of[fold][2], ==, 2);
  }
}

/* Every second a frame that hardly differs from the one before, in bouts of 30 s with a look of
 * their own that has little to do with the class: what validation must not be fooled by. */
static FlDataset *
make_bouts (GRand *rand, guint n_bouts, guint n_frames)
{
  enum {
    N_DIMS = 40
  };
  FlDataset *dataset = fl_dataset_new (N_DIMS, 2);
  guint run = 0;

  for (guint bout = 0; bout < n_bouts; bout++) {
    float look[N_DIMS];
    for (guint j = 0; j < N_DIMS; j++)
      look[j] = (float) synthetic_normal (rand);
    for (guint i = 0; i < n_frames; i++, run++) {
      const FlDatasetRow row = {.class_index = bout % 2,
                                .time_s = 30.0 * bout + 9.0 * i / n_frames,
                                .run = run};
      float *features = fl_dataset_add (dataset, &row);
      for (guint j = 0; j < N_DIMS; j++)
        features[j] = look[j] + 0.05f * (float) synthetic_normal (rand);
      features[0] += bout % 2 == 0 ? 0.5f : -0.5f;
    }
  }
  return dataset;
}

static FlValidation
validate (const FlDataset *dataset, const FlFolds *folds)
{
  static const double c_values[] = {1, 16, 256};
  g_autoptr (FlLinear) linear = fl_linear_new (dataset);
  g_autoptr (GError) error = NULL;
  FlValidation found;

  g_assert_true (fl_cross_validate (linear, dataset, folds, c_values, G_N_ELEMENTS (c_values), 256,
                                    NULL, NULL, &found, &error));
  g_assert_no_error (error);
  return found;
}

/* Ungrouped folds would say that it is nearly sure; grouped ones see that it guesses. */
static void
test_grouped_validation_is_not_fooled (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (63);
  g_autoptr (FlDataset) dataset = make_bouts (rand, 20, 10);
  g_autoptr (FlFolds) folds = fl_folds_new (dataset);
  g_autoptr (FlFolds) ungrouped = fl_folds_new (dataset);

  g_assert_cmpuint (folds->n, ==, 5);
  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++)
    ungrouped->fold_of[i] = (guint) (i % 5);
  FlValidation honest = validate (dataset, folds);
  FlValidation fooled = validate (dataset, ungrouped);
  g_assert_cmpfloat (fooled.log_loss, <, 0.02);
  g_assert_cmpfloat (honest.log_loss, >, 0.4);
  g_assert_cmpfloat (honest.temperature, >, 10 * fooled.temperature);
}

/* Stays at the C in use unless another is better by more than chance. */
static void
test_c_in_use_is_kept (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (64);
  g_autoptr (FlDataset) dataset = synthetic_classes (rand, 100, 2, 10, 0.2);
  g_autoptr (FlFolds) folds = fl_folds_new (dataset);
  g_autoptr (FlLinear) linear = fl_linear_new (dataset);
  static const double c_values[] = {1e-6, 16, 64};
  FlValidation found;

  g_assert_true (
    fl_cross_validate (linear, dataset, folds, c_values, 3, 16, NULL, NULL, &found, NULL));
  g_assert_cmpfloat (found.c, ==, 16);
  g_assert_true (
    fl_cross_validate (linear, dataset, folds, c_values, 3, 64, NULL, NULL, &found, NULL));
  g_assert_cmpfloat (found.c, ==, 64);
  /* With next to no weight on errors nothing is learned: that is given up. */
  g_assert_true (
    fl_cross_validate (linear, dataset, folds, c_values, 3, 1e-6, NULL, NULL, &found, NULL));
  g_assert_cmpfloat (found.c, >=, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/folds/no-group-on-two-sides", test_no_group_on_two_sides);
  g_test_add_func ("/learn/folds/same-rows-same-folds", test_same_rows_same_folds);
  g_test_add_func ("/learn/folds/long-labels-make-long-blocks", test_long_labels_make_long_blocks);
  g_test_add_func ("/learn/folds/too-few-groups", test_too_few_groups);
  g_test_add_func ("/learn/folds/classes-are-spread", test_classes_are_spread);
  g_test_add_func ("/learn/cross-validation/is-not-fooled-by-twins",
                   test_grouped_validation_is_not_fooled);
  g_test_add_func ("/learn/cross-validation/c-in-use-is-kept", test_c_in_use_is_kept);
  return g_test_run ();
}
