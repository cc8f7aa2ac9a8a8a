/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scorer's fast paths against slow obvious sums. */
#include "learn/fl-scorer.h"

#include "synthetic.h"

#include <float.h>
#include <math.h>

/* A model with random weights for scaled rows, and all that a slow sum needs. */
typedef struct {
  gsize n_dims;
  guint n_classes;
  FlScaling *scaling;
  double *weights; /* [n_classes][n_dims + 1] */
  FlModel *model;
} Made;

static Made
make (GRand *rand, gsize n_dims, guint n_classes)
{
  Made self = {.n_dims = n_dims, .n_classes = n_classes};
  const FlModelFacts facts = {.revision = 1, .c = 1, .temperature = 1};
  g_autofree guint8 *is_known = g_new (guint8, n_classes);

  self.scaling = synthetic_scaling (rand, n_dims);
  self.weights = g_new (double, n_classes *(n_dims + 1));
  for (gsize i = 0; i < n_classes * (n_dims + 1); i++)
    self.weights[i] = synthetic_normal (rand);
  memset (is_known, 1, n_classes);
  self.model = fl_model_new (self.scaling, self.weights, is_known, n_classes, &facts);
  return self;
}

static void
made_clear (Made *self)
{
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->model, fl_model_unref);
}

/* What the model's own float weights give, summed in double; adds up the sizes of the products. */
static double
sum_slowly (const Made *self, const FlHalf *row, guint class_index, double *out_size)
{
  const float *weights = fl_model_get_weights (self->model, class_index);
  double sum = fl_model_get_bias (self->model, class_index);

  *out_size = fabs (sum);
  for (gsize j = 0; j < self->n_dims; j++) {
    double product = (double) fl_half_to_float_scalar (row[j]) * weights[j];
    sum += product;
    *out_size += fabs (product);
  }
  return sum;
}

/* Sums of n floats are off by at most n half units in the last place of the sum of sizes (Higham
 * 2002, eq. 4.4), whatever the order; one more for the bias and one for each product. */
static double
tolerance_of (gsize n_dims, double size)
{
  return ((double) n_dims + 2) * (FLT_EPSILON / 2) * size * 1.01;
}

static void
check_path (FlScorerPath path, const Made *made, const FlHalf *values, gsize n_rows)
{
  const FlHalfRows rows = {.values = values, .n_rows = n_rows, .n_dims = made->n_dims};
  gsize n = n_rows * made->n_classes;
  /* One more at the end shows whether anything is written behind the last row. */
  g_autofree float *out = g_new (float, n + 1);

  for (gsize i = 0; i <= n; i++)
    out[i] = 12345;
  if (!fl_scorer_run_on (path, made->model, &rows, out, NULL)) {
    g_assert_cmpint (path, ==, FL_SCORER_AVX2);
    return;
  }
  for (gsize i = 0; i < n; i++) {
    double size;
    double sum = sum_slowly (made, values + i / made->n_classes * made->n_dims,
                             (guint) (i % made->n_classes), &size);
    g_assert_cmpfloat_with_epsilon (out[i], sum, tolerance_of (made->n_dims, size));
  }
  g_assert_cmpfloat (out[n], ==, 12345);
}

static void
check_shape (GRand *rand, gsize n_rows, gsize n_dims, guint n_classes)
{
  Made made = make (rand, n_dims, n_classes);
  g_autofree FlHalf *values = synthetic_halves (rand, n_rows * n_dims, 3, 2);

  check_path (FL_SCORER_BEST, &made, values, n_rows);
  check_path (FL_SCORER_PORTABLE, &made, values, n_rows);
  check_path (FL_SCORER_AVX2, &made, values, n_rows);
  made_clear (&made);
}

static void
test_odd_shapes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  static const gsize dims[] = {1, 2, 7, 8, 9, 15, 16, 17, 31, 64, 100, 257};
  static const guint classes[] = {1, 2, 3, 4, 5, 8, 9};

  for (gsize d = 0; d < G_N_ELEMENTS (dims); d++)
    for (gsize c = 0; c < G_N_ELEMENTS (classes); c++)
      check_shape (rand, 3, dims[d], classes[c]);
}

static void
test_random_shapes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 40; i++) {
    gsize n_rows = (gsize) g_rand_int_range (rand, 1, 60);
    gsize n_dims = (gsize) g_rand_int_range (rand, 1, 400);
    check_shape (rand, n_rows, n_dims, (guint) g_rand_int_range (rand, 1, 24));
  }
}

/* More rows than one piece of work has, and no rows at all. */
static void
test_pieces (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  check_shape (rand, 0, 5, 2);
  check_shape (rand, 2047, 5, 2);
  check_shape (rand, 2048, 5, 2);
  check_shape (rand, 4099, 5, 3);
}

/* Raw rows times folded weights are scaled rows times the solver's weights. */
static void
test_scaling_is_folded (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  Made made = make (rand, 37, 3);
  g_autofree FlHalf *values = synthetic_halves (rand, (gsize) 20 * 37, 3, 2);
  const FlHalfRows rows = {.values = values, .n_rows = 20, .n_dims = 37};
  float out[20 * 3];
  float scaled[37];

  fl_scorer_run (made.model, &rows, out, NULL);
  for (guint i = 0; i < 20; i++) {
    fl_scaling_apply (made.scaling, values + i * 37, scaled);
    for (guint c = 0; c < 3; c++) {
      const double *w = made.weights + c * 38;
      double sum = w[37];
      for (guint j = 0; j < 37; j++)
        sum += w[j] * scaled[j];
      /* The weights and the bias were rounded to floats: some 40 roundings of numbers near 10. */
      g_assert_cmpfloat_with_epsilon (out[i * 3 + c], sum, 1e-4);
    }
  }
  made_clear (&made);
}

/* A damaged row gives no numbers, and spoils none of its neighbours. */
static void
test_damaged_row_stays_alone (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  Made made = make (rand, 24, 4);
  g_autofree FlHalf *values = synthetic_halves (rand, (gsize) 3 * 24, 3, 2);
  const FlHalfRows rows = {.values = values, .n_rows = 3, .n_dims = 24};
  float before[3 * 4];
  float after[3 * 4];
  float probabilities[4];

  fl_scorer_run (made.model, &rows, before, NULL);
  for (guint j = 0; j < 24; j++)
    values[24 + j] = 0x7e00; /* not a number */
  fl_scorer_run (made.model, &rows, after, NULL);
  g_assert_cmpmem (before, 4 * sizeof (float), after, 4 * sizeof (float));
  g_assert_cmpmem (before + 8, 4 * sizeof (float), after + 8, 4 * sizeof (float));
  fl_model_get_probabilities (made.model, after + 4, probabilities);
  for (guint c = 0; c < 4; c++)
    g_assert_true (isfinite (probabilities[c]));
  made_clear (&made);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/scorer/odd-shapes-equal-slow-sum", test_odd_shapes);
  g_test_add_func ("/learn/scorer/random-shapes-equal-slow-sum", test_random_shapes);
  g_test_add_func ("/learn/scorer/pieces-join-without-gap", test_pieces);
  g_test_add_func ("/learn/scorer/scaling-is-folded-into-weights", test_scaling_is_folded);
  g_test_add_func ("/learn/scorer/damaged-row-stays-alone", test_damaged_row_stays_alone);
  return g_test_run ();
}
