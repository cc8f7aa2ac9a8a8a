/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every classifier of the registry: what it learns, what it refuses, and that it says the same
 * twice. */
#include "learn/fl-classifier.h"
#include "learn/fl-compact.h"
#include "learn/fl-scorer.h"

#include "synthetic.h"

#include <math.h>

#define N_DIMS 20

/* Runs pieces last to first: what they give must not depend on their order. */
static void
run_backwards (const FlParallel *self, gsize n, FlParallelFunc func, gpointer data)
{
  while (n-- > 0)
    func (n, data);
}

static FlScaling *
keep_as_is (gsize n_dims)
{
  /* Of the numbers 0 and 2 in equal parts the mean is 1 and the deviation 1. */
  g_autofree FlHalf *values = g_new (FlHalf, 2 * n_dims);
  const FlHalfRows rows = {.values = values, .n_rows = 2, .n_dims = n_dims};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = (guint) n_dims, .weight = 1};

  for (gsize i = 0; i < 2 * n_dims; i++)
    values[i] = fl_half_from_float_scalar (i < n_dims ? 0 : 2);
  return fl_scaling_new_fit (&rows, 1, &block, 1);
}

static FlModel *
train_to (double eps,
          const FlDataset *dataset,
          const FlModel *warm,
          const FlParallel *parallel,
          gboolean validate)
{
  g_autoptr (FlScaling) scaling = keep_as_is (fl_dataset_get_n_dims (dataset));
  g_autoptr (GError) error = NULL;
  const FlTrainParams params = {.revision = 7, .validate = validate, .eps = eps};
  FlModel *model = fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL)
                     ->train (dataset, scaling, &params, warm, parallel, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
  return model;
}

static FlModel *
train (const FlDataset *dataset, const FlModel *warm, const FlParallel *parallel, gboolean validate)
{
  return train_to (0, dataset, warm, parallel, validate);
}

/* Decision values of scaled rows. */
static float *
decide (const FlModel *model, const FlDataset *dataset)
{
  gsize n_dims = fl_dataset_get_n_dims (dataset);
  guint n_classes = fl_model_get_n_classes (model);
  float *out = g_new (float, fl_dataset_get_n_rows (dataset) * n_classes);

  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    for (guint c = 0; c < n_classes; c++) {
      const double *w = fl_model_get_solution (model, c);
      double sum = w[n_dims];
      for (gsize j = 0; j < n_dims; j++)
        sum += w[j] * fl_dataset_get_features (dataset, i)[j];
      out[i * n_classes + c] = (float) sum;
    }
  }
  return out;
}

static guint
best_of (const float *decisions, guint n)
{
  guint best = 0;

  for (guint c = 1; c < n; c++)
    if (decisions[c] > decisions[best])
      best = c;
  return best;
}

static double
share_right (const FlModel *model, const FlDataset *dataset)
{
  guint n_classes = fl_model_get_n_classes (model);
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  g_autofree float *decisions = decide (model, dataset);
  guint n_right = 0;

  for (gsize i = 0; i < n_rows; i++)
    n_right += best_of (decisions + i * n_classes, n_classes) ==
               fl_dataset_get_row (dataset, i)->class_index;
  return n_right / (double) n_rows;
}

static void
assert_same_model (const FlModel *a, const FlModel *b)
{
  gsize size = (fl_model_get_n_dims (a) + 1) * sizeof (double);

  g_assert_cmpuint (fl_model_get_n_classes (a), ==, fl_model_get_n_classes (b));
  for (guint c = 0; c < fl_model_get_n_classes (a); c++) {
    g_assert_cmpmem (fl_model_get_solution (a, c), size, fl_model_get_solution (b, c), size);
    g_assert_cmpint (fl_model_knows (a, c), ==, fl_model_knows (b, c));
  }
  g_assert_cmpfloat (fl_model_get_facts (a)->c, ==, fl_model_get_facts (b)->c);
  g_assert_cmpfloat (fl_model_get_facts (a)->temperature, ==, fl_model_get_facts (b)->temperature);
}

static void
test_learns (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 200, 5, N_DIMS, 0.2);
  g_autoptr (FlDataset) others = synthetic_classes (rand, 500, 5, N_DIMS, 0.2);
  g_autoptr (FlModel) model = train (rows, NULL, NULL, FALSE);

  g_assert_cmpfloat (share_right (model, others), >, 0.98);
  g_assert_cmpint (fl_model_get_facts (model)->revision, ==, 7);
  g_assert_false (fl_model_get_facts (model)->is_calibrated);
}

static void
test_is_deterministic (void)
{
  static const FlParallel backwards = {.run = run_backwards};
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 90, 4, N_DIMS, 0.5);
  g_autoptr (FlModel) first = train (rows, NULL, NULL, TRUE);
  g_autoptr (FlModel) again = train (rows, NULL, NULL, TRUE);
  g_autoptr (FlModel) other_order = train (rows, NULL, &backwards, TRUE);

  g_assert_true (fl_model_get_facts (first)->is_calibrated);
  assert_same_model (first, again);
  assert_same_model (first, other_order);
}

static guint
count_different (const FlModel *a, const FlModel *b, const FlDataset *rows)
{
  guint n_classes = fl_model_get_n_classes (a);
  g_autofree float *of_a = decide (a, rows);
  g_autofree float *of_b = decide (b, rows);
  guint n = 0;

  for (gsize i = 0; i < fl_dataset_get_n_rows (rows); i++)
    n += best_of (of_a + i * n_classes, n_classes) != best_of (of_b + i * n_classes, n_classes);
  return n;
}

/* Ten more rows: from the last solution or from nothing, what comes out predicts the same. At the
 * solver's usual accuracy that holds for the rows it learned from, and for others but for ties (2 %
 * here, for the classes overlap); at a fine one for all. */
static void
test_warm_equals_cold (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (43);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 110, 4, N_DIMS, 0.3);
  g_autoptr (FlDataset) fewer = fl_dataset_new (N_DIMS, 4);
  g_autoptr (FlDataset) others = synthetic_classes (rand, 400, 4, N_DIMS, 0.3);

  for (gsize i = 0; i < 100; i++)
    memcpy (fl_dataset_add (fewer, fl_dataset_get_row (rows, i)), fl_dataset_get_features (rows, i),
            N_DIMS * sizeof (float));
  g_autoptr (FlModel) before = train (fewer, NULL, NULL, FALSE);
  g_autoptr (FlModel) warm = train (rows, before, NULL, FALSE);
  g_autoptr (FlModel) cold = train (rows, NULL, NULL, FALSE);
  g_assert_cmpuint (count_different (warm, cold, rows), ==, 0);
  g_assert_cmpuint (count_different (warm, cold, others), <=, 8);
  /* It did begin elsewhere. */
  g_assert_cmpfloat (fl_model_get_solution (warm, 0)[0], !=, fl_model_get_solution (cold, 0)[0]);
  g_autoptr (FlModel) fine_warm = train_to (1e-6, rows, before, NULL, FALSE);
  g_autoptr (FlModel) fine_cold = train_to (1e-6, rows, NULL, NULL, FALSE);
  g_assert_cmpuint (count_different (fine_warm, fine_cold, others), ==, 0);
}

/* A warm start must not mix classes up, whichever class comes first in the rows. */
static void
test_order_of_rows_is_no_matter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (44);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 60, 3, N_DIMS, 0.2);
  g_autoptr (FlDataset) reversed = fl_dataset_new (N_DIMS, 3);

  for (gsize i = 60; i-- > 0;) {
    FlDatasetRow row = *fl_dataset_get_row (rows, i);
    row.run = (guint) (59 - i);
    memcpy (fl_dataset_add (reversed, &row), fl_dataset_get_features (rows, i),
            N_DIMS * sizeof (float));
  }
  g_autoptr (FlModel) model = train (rows, NULL, NULL, FALSE);
  g_autoptr (FlModel) warm = train (reversed, model, NULL, FALSE);
  g_assert_cmpfloat (share_right (model, rows), ==, 1);
  g_assert_cmpfloat (share_right (warm, rows), ==, 1);
  /* At the solution already, the solver hardly moves. */
  for (guint c = 0; c < 3; c++)
    for (gsize j = 0; j <= N_DIMS; j++)
      g_assert_cmpfloat_with_epsilon (fl_model_get_solution (warm, c)[j],
                                      fl_model_get_solution (model, c)[j], 1e-9);
}

static void
assert_refused (const FlDataset *dataset, int code)
{
  g_autoptr (FlScaling) scaling = keep_as_is (fl_dataset_get_n_dims (dataset));
  const FlTrainParams params = {.revision = 1};
  gsize n;
  const FlClassifierType *const *types = fl_classifiers_list (&n);

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (types[i]->train (dataset, scaling, &params, NULL, NULL, NULL, &error));
    g_assert_error (error, FL_LEARN_ERROR, code);
    g_assert_cmpuint (strlen (error->message), >, 20);
  }
}

static void
test_too_few_classes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (45);
  g_autoptr (FlDataset) none = fl_dataset_new (N_DIMS, 3);
  g_autoptr (FlDataset) one_class = synthetic_classes (rand, 10, 1, N_DIMS, 0.2);

  assert_refused (none, FL_LEARN_ERROR_TOO_FEW);
  assert_refused (one_class, FL_LEARN_ERROR_TOO_FEW);
}

static void
test_no_numbers_are_refused (void)
{
  static const float values[] = {NAN, INFINITY, -INFINITY};

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (46);
    g_autoptr (FlDataset) rows = synthetic_classes (rand, 10, 2, N_DIMS, 0.2);
    const FlDatasetRow row = {.class_index = 1, .run = 10};
    float *features = fl_dataset_add (rows, &row);
    g_assert_true (fl_dataset_is_finite (rows));
    features[N_DIMS - 1] = values[i];
    g_assert_false (fl_dataset_is_finite (rows));
    assert_refused (rows, FL_LEARN_ERROR_NOT_FINITE);
  }
}

/* Two rows are enough, and classes without a row stay out of it. */
static void
test_one_example_a_class (void)
{
  g_autoptr (FlDataset) rows = fl_dataset_new (2, 4);
  const FlDatasetRow first = {.class_index = 1};
  const FlDatasetRow second = {.class_index = 3, .run = 1};
  float p[4];

  fl_dataset_add (rows, &first)[0] = 1;
  fl_dataset_add (rows, &second)[1] = 1;
  g_autoptr (FlModel) model = train (rows, NULL, NULL, TRUE);
  g_assert_false (fl_model_knows (model, 0));
  g_assert_true (fl_model_knows (model, 1));
  g_assert_false (fl_model_knows (model, 2));
  g_assert_true (fl_model_knows (model, 3));
  g_autofree float *decisions = decide (model, rows);
  fl_model_get_probabilities (model, decisions, p);
  g_assert_cmpfloat (p[1], >, 0.9);
  g_assert_cmpfloat (p[0] + p[2], ==, 0);
  fl_model_get_probabilities (model, decisions + 4, p);
  g_assert_cmpfloat (p[3], >, 0.9);
}

/* Features that are all the same say nothing: the classes come out as likely as they are common. */
static void
test_identical_rows (void)
{
  g_autoptr (FlDataset) rows = fl_dataset_new (3, 2);

  for (guint i = 0; i < 40; i++) {
    const FlDatasetRow row = {.class_index = i % 4 == 0, .time_s = 60 * i, .run = i};
    float *features = fl_dataset_add (rows, &row);
    features[0] = features[1] = features[2] = 0.5f;
  }
  g_autoptr (FlModel) model = train (rows, NULL, NULL, TRUE);
  g_autofree float *decisions = decide (model, rows);
  float p[2];
  g_assert_true (isfinite (decisions[0]) && isfinite (decisions[1]));
  fl_model_get_probabilities (model, decisions, p);
  g_assert_cmpfloat (p[0], >, p[1]);
  g_assert_cmpfloat_with_epsilon (p[0], 0.75, 0.05);
}

/* Constant features beside telling ones. */
static void
test_constant_features (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (47);
  g_autoptr (FlDataset) telling = synthetic_classes (rand, 60, 2, 2, 0.2);
  g_autoptr (FlDataset) rows = fl_dataset_new (6, 2);

  for (gsize i = 0; i < 60; i++) {
    float *features = fl_dataset_add (rows, fl_dataset_get_row (telling, i));
    features[0] = fl_dataset_get_features (telling, i)[0];
    features[3] = fl_dataset_get_features (telling, i)[1];
    features[5] = 1000;
  }
  g_autoptr (FlModel) model = train (rows, NULL, NULL, FALSE);
  g_assert_cmpfloat (share_right (model, rows), >=, 0.95);
  g_assert_cmpfloat (fl_model_get_solution (model, 0)[1], ==, 0);
}

/* Contradicting labels on the very same picture. */
static void
test_contradiction (void)
{
  g_autoptr (FlDataset) rows = fl_dataset_new (2, 2);
  float p[2];

  for (guint i = 0; i < 2; i++) {
    const FlDatasetRow row = {.class_index = i, .run = i};
    fl_dataset_add (rows, &row)[0] = 1;
  }
  g_autoptr (FlModel) model = train (rows, NULL, NULL, TRUE);
  g_autofree float *decisions = decide (model, rows);
  fl_model_get_probabilities (model, decisions, p);
  g_assert_cmpfloat_with_epsilon (p[0], 0.5, 0.01);
}

/* Rows that all lie in one place cannot be held out honestly: then nothing is said about doubt. */
static void
test_no_validation_in_one_place (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (51);
  g_autoptr (FlDataset) apart = synthetic_classes (rand, 60, 3, N_DIMS, 0.2);
  g_autoptr (FlDataset) together = fl_dataset_new (N_DIMS, 3);

  for (gsize i = 0; i < 60; i++) {
    FlDatasetRow row = *fl_dataset_get_row (apart, i);
    row.time_s /= 60 * 1000;
    memcpy (fl_dataset_add (together, &row), fl_dataset_get_features (apart, i),
            N_DIMS * sizeof (float));
  }
  /* The rest looks unlike all of them. */
  fl_dataset_set_reach2 (together, 100);
  g_autoptr (FlModel) honest = train (apart, NULL, NULL, TRUE);
  g_autoptr (FlModel) silent = train (together, NULL, NULL, TRUE);
  g_assert_true (fl_model_get_facts (honest)->is_calibrated);
  g_assert_false (fl_model_get_facts (silent)->is_calibrated);
}

/* Turned into as many dimensions as there are rows, all inner products are as before, and what
 * validation finds with them; rows that repeat others add no dimension. */
static void
test_compact_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (52);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 24, 3, 100, 0.4);

  FlDatasetRow twin = *fl_dataset_get_row (rows, 5);
  twin.run = 24;
  float *copy = fl_dataset_add (rows, &twin);
  memcpy (copy, fl_dataset_get_features (rows, 5), 100 * sizeof (float));
  fl_dataset_set_reach2 (rows, 0.5);
  g_autoptr (FlDataset) compact = fl_dataset_new_compact (rows);
  g_assert_cmpuint (fl_dataset_get_n_dims (compact), ==, 25);
  g_assert_cmpuint (fl_dataset_get_n_rows (compact), ==, 25);
  g_assert_cmpfloat (fl_dataset_get_reach2 (compact), ==, 0.5);
  g_assert_cmpfloat (fl_dataset_get_features (compact, 24)[24], ==, 0);
  for (gsize i = 0; i < 25; i++) {
    g_assert_cmpmem (fl_dataset_get_row (compact, i), sizeof (FlDatasetRow),
                     fl_dataset_get_row (rows, i), sizeof (FlDatasetRow));
    for (gsize j = 0; j <= i; j++) {
      double expected = 0;
      double found = 0;
      for (gsize k = 0; k < 100; k++)
        expected +=
          (double) fl_dataset_get_features (rows, i)[k] * fl_dataset_get_features (rows, j)[k];
      for (gsize k = 0; k < 25; k++)
        found += (double) fl_dataset_get_features (compact, i)[k] *
                 fl_dataset_get_features (compact, j)[k];
      g_assert_cmpfloat_with_epsilon (found, expected, 1e-4);
    }
  }
}

static void
test_200_classes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (48);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 600, 200, 200, 0.05);
  g_autoptr (FlModel) model = train (rows, NULL, NULL, FALSE);
  g_autofree float *p = g_new (float, 200);
  double sum = 0;

  g_assert_cmpfloat (share_right (model, rows), >=, 0.99);
  g_autofree float *decisions = decide (model, rows);
  fl_model_get_probabilities (model, decisions, p);
  for (guint c = 0; c < 200; c++)
    sum += p[c];
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-4);
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (49);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 60, 3, N_DIMS, 0.2);
  g_autoptr (FlScaling) scaling = keep_as_is (N_DIMS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (int validate = 0; validate < 2; validate++) {
    const FlTrainParams params = {.revision = 1, .validate = validate};
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL)
                     ->train (rows, scaling, &params, NULL, NULL, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
test_registry (void)
{
  gsize n;
  const FlClassifierType *const *types = fl_classifiers_list (&n);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (n, >, 0);
  for (gsize i = 0; i < n; i++) {
    g_assert_true (fl_classifiers_find (types[i]->id, NULL) == types[i]);
    g_assert_cmpuint (strlen (types[i]->name), >, 3);
    g_assert_cmpuint (strlen (types[i]->summary), >, 10);
  }
  g_assert_null (fl_classifiers_find ("no such thing", &error));
  g_assert_error (error, FL_LEARN_ERROR, FL_LEARN_ERROR_UNKNOWN);
}

static void
test_stored_model (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (50);
  g_autoptr (FlDataset) rows = synthetic_classes (rand, 60, 3, N_DIMS, 0.2);
  g_autoptr (FlModel) model = train (rows, NULL, NULL, TRUE);
  g_autoptr (GBytes) bytes = fl_model_serialize (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlModel) again = fl_model_deserialize (bytes, &error);
  gsize size = g_bytes_get_size (bytes);

  g_assert_no_error (error);
  assert_same_model (model, again);
  g_assert_cmpfloat (fl_model_get_bias (model, 1), ==, fl_model_get_bias (again, 1));
  g_assert_cmpmem (fl_model_get_weights (model, 2), N_DIMS * sizeof (float),
                   fl_model_get_weights (again, 2), N_DIMS * sizeof (float));
  for (gsize length = 0; length < size; length += 1 + length / 3) {
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, length);
    g_autoptr (GError) refusal = NULL;
    g_assert_null (fl_model_deserialize (cut, &refusal));
    g_assert_error (refusal, FL_LEARN_ERROR, FL_LEARN_ERROR_CORRUPT);
  }
}

/* Rows of three classes in turn; whoever labelled the first @n_before of the first two classes was
 * not asked about the third, and @n_after of each class were. */
static FlDataset *
make_late (guint n_before, guint n_after, gboolean has_before)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (FlDataset) all = synthetic_classes (rand, 3 * (n_before + n_after), 3, N_DIMS, 0.3);
  FlDataset *late = fl_dataset_new (N_DIMS, 3);

  for (gsize i = 0; i < fl_dataset_get_n_rows (all); i++) {
    FlDatasetRow row = *fl_dataset_get_row (all, i);
    const gboolean is_before = i < 3 * n_before;
    row.run = (guint) fl_dataset_get_n_rows (late);
    if (is_before && (row.class_index == 2 || !has_before))
      continue;
    memcpy (fl_dataset_copy_row (late, all, i, &row), fl_dataset_get_features (all, i),
            N_DIMS * sizeof (float));
    if (is_before)
      fl_dataset_forget_target (late, fl_dataset_get_n_rows (late) - 1, 2);
  }
  return late;
}

static void
test_late_targets (void)
{
  g_autoptr (FlDataset) late = make_late (2, 1, TRUE);

  g_assert_cmpuint (fl_dataset_get_n_rows (late), ==, 7);
  g_assert_cmpint (fl_dataset_get_target (late, 0, 0), ==, 1);
  g_assert_cmpint (fl_dataset_get_target (late, 0, 1), ==, -1);
  g_assert_cmpint (fl_dataset_get_target (late, 0, 2), ==, 0);
  g_assert_cmpint (fl_dataset_get_target (late, 3, 2), ==, 0);
  g_assert_cmpint (fl_dataset_get_target (late, 4, 2), ==, -1);
  g_assert_cmpint (fl_dataset_get_target (late, 6, 2), ==, 1);
  g_autoptr (FlDataset) compact = fl_dataset_new_compact (late);
  g_assert_cmpint (fl_dataset_get_target (compact, 3, 2), ==, 0);
  g_assert_cmpint (fl_dataset_get_target (compact, 4, 2), ==, -1);
}

/* What was labelled before a class came teaches it nothing, and the others all the same. */
static void
test_late_class (void)
{
  g_autoptr (FlDataset) late = make_late (30, 4, TRUE);
  g_autoptr (FlDataset) after = make_late (30, 4, FALSE);
  g_autoptr (FlModel) model = train (late, NULL, NULL, FALSE);
  g_autoptr (FlModel) alone = train (after, NULL, NULL, FALSE);
  const gsize size = (N_DIMS + 1) * sizeof (double);

  g_assert_true (fl_model_knows (model, 2));
  g_assert_cmpmem (fl_model_get_solution (model, 2), size, fl_model_get_solution (alone, 2), size);
  g_assert_cmpint (memcmp (fl_model_get_solution (model, 0), fl_model_get_solution (alone, 0),
                           size),
                   !=, 0);
}

/* Two examples of what it is not are too few, three are enough. */
static void
test_late_class_waits (void)
{
  for (guint n_after = 1; n_after <= 2; n_after++) {
    g_autoptr (FlDataset) late = make_late (10, n_after, TRUE);
    g_autoptr (FlModel) model = train (late, NULL, NULL, FALSE);
    g_assert_true (fl_model_knows (model, 0));
    g_assert_cmpint (fl_model_knows (model, 2), ==, n_after == 2);
  }
  g_autoptr (FlDataset) early = make_late (0, 1, TRUE);
  g_autoptr (FlModel) model = train (early, NULL, NULL, FALSE);
  g_assert_true (fl_model_knows (model, 2));
}

/* Validation judges a row among the classes that it could have: what looks like the late class, and
 * was given another one before that was there, is no mistake. */
static void
test_late_class_validates (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (FlDataset) all = synthetic_classes (rand, 120, 3, N_DIMS, 0.3);
  double temperatures[2];

  for (guint is_asked = 0; is_asked < 2; is_asked++) {
    g_autoptr (FlDataset) late = fl_dataset_new (N_DIMS, 3);
    for (gsize i = 0; i < fl_dataset_get_n_rows (all); i++) {
      FlDatasetRow row = *fl_dataset_get_row (all, i);
      const gboolean was_nothing = i < 60 && row.class_index == 2;
      row.class_index = was_nothing ? 0 : row.class_index;
      memcpy (fl_dataset_add (late, &row), fl_dataset_get_features (all, i),
              N_DIMS * sizeof (float));
      if (was_nothing && !is_asked)
        fl_dataset_forget_target (late, i, 2);
    }
    g_autoptr (FlModel) model = train (late, NULL, NULL, TRUE);
    g_assert_true (fl_model_get_facts (model)->is_calibrated);
    temperatures[is_asked] = fl_model_get_facts (model)->temperature;
  }
  g_test_message ("T %g unknown, %g asked", temperatures[0], temperatures[1]);
  g_assert_cmpfloat (temperatures[0], <, temperatures[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/classifier/learns", test_learns);
  g_test_add_func ("/learn/classifier/is-deterministic", test_is_deterministic);
  g_test_add_func ("/learn/classifier/warm-predicts-as-cold", test_warm_equals_cold);
  g_test_add_func ("/learn/classifier/order-of-rows-is-no-matter", test_order_of_rows_is_no_matter);
  g_test_add_func ("/learn/classifier/too-few-classes-are-refused", test_too_few_classes);
  g_test_add_func ("/learn/classifier/no-numbers-are-refused", test_no_numbers_are_refused);
  g_test_add_func ("/learn/classifier/one-example-a-class", test_one_example_a_class);
  g_test_add_func ("/learn/classifier/identical-rows", test_identical_rows);
  g_test_add_func ("/learn/classifier/constant-features", test_constant_features);
  g_test_add_func ("/learn/classifier/contradiction", test_contradiction);
  g_test_add_func ("/learn/classifier/no-validation-in-one-place", test_no_validation_in_one_place);
  g_test_add_func ("/learn/classifier/compact-rows", test_compact_rows);
  g_test_add_func ("/learn/classifier/200-classes", test_200_classes);
  g_test_add_func ("/learn/classifier/cancelled", test_cancelled);
  g_test_add_func ("/learn/classifier/registry", test_registry);
  g_test_add_func ("/learn/classifier/stored-model", test_stored_model);
  g_test_add_func ("/learn/classifier/late-targets", test_late_targets);
  g_test_add_func ("/learn/classifier/late-class", test_late_class);
  g_test_add_func ("/learn/classifier/late-class-waits", test_late_class_waits);
  g_test_add_func ("/learn/classifier/late-class-validates", test_late_class_validates);
  return g_test_run ();
}
