/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is held out together, and what validation says of labels that lie close together. */
#include "learn/fl-cross-validation.h"

#include "synthetic.h"

#include <math.h>

static void
add_row (FlDataset *dataset, guint class_index, guint stream, double time_s, guint run)
{
  const FlDatasetRow row = {.class_index = class_index,
                            .stream = stream,
                            .time_s = time_s,
                            .run = run};
  float *features = fl_dataset_add (dataset, &row);

  for (gsize j = 0; j < fl_dataset_get_n_dims (dataset); j++)
    features[j] = (float) sin (time_s);
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

/* Labels and places that touch are on one side, whatever chain connects them. */
static void
assert_together (const FlDataset *dataset, const FlFolds *folds)
{
  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    const FlDatasetRow *a = fl_dataset_get_row (dataset, i);
    g_assert_cmpuint (folds->fold_of[i], <, folds->n);
    for (gsize j = 0; j < i; j++) {
      const FlDatasetRow *b = fl_dataset_get_row (dataset, j);
      gboolean is_near = a->stream == b->stream && fabs (a->time_s - b->time_s) <= folds->gap_s;
      if (is_near || a->run == b->run)
        g_assert_cmpuint (folds->fold_of[i], ==, folds->fold_of[j]);
    }
  }
}

/* However labels lie and whatever is to be matched: no label and no gap is on two sides. */
static void
test_no_group_on_two_sides (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (61);
  guint n_split = 0;
  guint n_joined = 0;

  for (int round = 0; round < 200; round++) {
    g_autoptr (FlDataset) dataset = make_random (rand);
    fl_dataset_set_reach2 (dataset, g_rand_double_range (rand, 0, 1e-4));
    g_autoptr (FlFolds) folds = fl_folds_new (dataset, 5);
    if (folds->n == 0)
      continue;
    n_split++;
    n_joined += folds->gap_s > 0 ? 1 : 0;
    assert_together (dataset, folds);
  }
  g_assert_cmpuint (n_split, >, 100);
  g_assert_cmpuint (n_joined, >, 8);
}

static void
test_same_rows_same_folds (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (62);
  g_autoptr (FlDataset) dataset = make_random (rand);
  g_autoptr (FlFolds) a = fl_folds_new (dataset, 5);
  g_autoptr (FlFolds) b = fl_folds_new (dataset, 5);
  gsize size = fl_dataset_get_n_rows (dataset) * sizeof (guint);

  g_assert_cmpuint (a->n, ==, 5);
  g_assert_cmpuint (b->n, ==, 5);
  g_assert_cmpmem (a->fold_of, size, b->fold_of, size);
}

/* Twelve places 100 s apart, at each three rows 0.1 s apart that look alike to 0.1; the looks of
 * two places are 10 apart. */
static FlDataset *
make_places (double reach)
{
  FlDataset *dataset = fl_dataset_new (1, 2);

  for (guint i = 0; i < 36; i++) {
    const FlDatasetRow row = {.class_index = i / 3 % 2,
                              .time_s = 100.0 * (i / 3) + 0.1 * (i % 3),
                              .run = i};
    *fl_dataset_add (dataset, &row) = 10.0f * (float) (i / 3) + 0.1f * (float) (i % 3);
  }
  fl_dataset_set_reach2 (dataset, reach * reach);
  return dataset;
}

/* What looks like its neighbours is held out alone, for so are the samples that are asked about;
 * what does not, as if no neighbour had been labelled. */
static void
test_held_out_as_far_as_predicted (void)
{
  g_autoptr (FlDataset) near = make_places (0.1);
  g_autoptr (FlDataset) far = make_places (4);
  g_autoptr (FlDataset) farthest = make_places (40);
  g_autoptr (FlFolds) alone = fl_folds_new (near, 100);
  g_autoptr (FlFolds) by_place = fl_folds_new (far, 100);
  g_autoptr (FlFolds) by_stream = fl_folds_new (farthest, 100);

  g_assert_cmpuint (alone->n, ==, 36);
  g_assert_cmpfloat (alone->gap_s, ==, 0);
  g_assert_cmpuint (by_place->n, ==, 12);
  g_assert_cmpfloat (by_place->gap_s, ==, 0.16); /* the first of 0.04, 0.08, … above 0.1 */
  for (gsize i = 0; i < 36; i++)
    g_assert_cmpuint (by_place->fold_of[i], ==, by_place->fold_of[i / 3 * 3]);
  /* There is but one stream. */
  g_assert_cmpuint (by_stream->n, ==, 0);
}

/* At most as many folds as are wanted; each has its part. */
static void
test_number_of_folds (void)
{
  g_autoptr (FlDataset) dataset = make_places (0);
  g_autoptr (FlFolds) folds = fl_folds_new (dataset, 9);
  guint n_of[9] = {0};

  g_assert_cmpuint (folds->n, ==, 9);
  for (gsize i = 0; i < 36; i++)
    n_of[folds->fold_of[i]]++;
  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (n_of[i], ==, 4);
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
  fl_dataset_set_reach2 (one_place, 1);
  g_autoptr (FlFolds) a = fl_folds_new (none, 5);
  g_autoptr (FlFolds) b = fl_folds_new (one_place, 5);
  g_autoptr (FlFolds) c = fl_folds_new (one_label, 5);
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
  g_autoptr (FlFolds) folds = fl_folds_new (dataset, 5);
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
  FlValidation found = {0};

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

  /* What is to be predicted are other bouts, which look nothing like these. */
  g_autoptr (FlFolds) ungrouped = fl_folds_new (dataset, 5);
  fl_dataset_set_reach2 (dataset, 40);
  g_autoptr (FlFolds) folds = fl_folds_new (dataset, 5);
  g_assert_cmpuint (folds->n, ==, 5);
  g_assert_cmpfloat (folds->gap_s, >=, 0.9);
  g_assert_cmpfloat (folds->gap_s, <, 20);
  g_assert_cmpfloat (ungrouped->gap_s, ==, 0);
  FlValidation honest = validate (dataset, folds);
  FlValidation fooled = validate (dataset, ungrouped);
  g_assert_cmpfloat (fooled.log_loss, <, 0.02);
  g_assert_cmpfloat (honest.log_loss, >, 0.4);
  g_assert_cmpfloat (fooled.temperature, <, 3);
  g_assert_cmpfloat (honest.temperature, >, 3 * fooled.temperature);
}

/* Stays at the C in use unless another is better by more than chance. */
static void
test_c_in_use_is_kept (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (64);
  g_autoptr (FlDataset) dataset = synthetic_classes (rand, 100, 2, 10, 0.2);
  g_autoptr (FlFolds) folds = fl_folds_new (dataset, 5);
  g_autoptr (FlLinear) linear = fl_linear_new (dataset);
  static const double c_values[] = {1e-6, 16, 64};
  FlValidation found = {0};

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
  g_test_add_func ("/learn/folds/held-out-as-far-as-predicted", test_held_out_as_far_as_predicted);
  g_test_add_func ("/learn/folds/number-of-folds", test_number_of_folds);
  g_test_add_func ("/learn/folds/too-few-groups", test_too_few_groups);
  g_test_add_func ("/learn/folds/classes-are-spread", test_classes_are_spread);
  g_test_add_func ("/learn/cross-validation/is-not-fooled-by-twins",
                   test_grouped_validation_is_not_fooled);
  g_test_add_func ("/learn/cross-validation/c-in-use-is-kept", test_c_in_use_is_kept);
  return g_test_run ();
}
