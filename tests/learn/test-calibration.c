/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and their temperature. */
#include "learn/fl-calibration.h"

#include "synthetic.h"

#include <math.h>

#define N_ROWS    400
#define N_CLASSES 4

/* Classes drawn from softmax (F / temperature): what a fit must find again. */
static void
draw (GRand *rand, double temperature, float *decisions, guint *classes)
{
  for (guint i = 0; i < N_ROWS; i++) {
    float *row = decisions + i * N_CLASSES;
    float p[N_CLASSES];
    for (guint c = 0; c < N_CLASSES; c++)
      row[c] = (float) (2 * synthetic_normal (rand));
    fl_softmax (row, NULL, N_CLASSES, temperature, p);
    double at = g_rand_double (rand);
    for (classes[i] = 0; classes[i] + 1 < N_CLASSES && at >= p[classes[i]]; classes[i]++)
      at -= p[classes[i]];
  }
}

static void
test_softmax_values (void)
{
  const float decisions[] = {1, 2, 3};
  const guint8 is_known[] = {1, 0, 1};
  float p[3];

  fl_softmax (decisions, NULL, 3, 1, p);
  g_assert_cmpfloat_with_epsilon (p[0], 0.09003057f, 1e-7);
  g_assert_cmpfloat_with_epsilon (p[1], 0.24472847f, 1e-7);
  g_assert_cmpfloat_with_epsilon (p[2], 0.66524096f, 1e-7);
  fl_softmax (decisions, is_known, 3, 2, p);
  g_assert_cmpfloat_with_epsilon (p[0], 1 / (1 + expf (1)), 1e-7);
  g_assert_cmpfloat (p[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (p[0] + p[2], 1, 1e-6);
}

/* No overflow, and nothing is made up where a decision value is damaged. */
static void
test_softmax_extremes (void)
{
  const float large[] = {30000, -30000, 29999};
  const float damaged[] = {1, NAN, 3};
  const guint8 is_known[] = {1, 1, 0};
  float p[3];

  fl_softmax (large, NULL, 3, 1, p);
  g_assert_cmpfloat_with_epsilon (p[0], 0.7310586f, 1e-6);
  g_assert_cmpfloat (p[1], ==, 0);
  fl_softmax (damaged, is_known, 3, 1, p);
  g_assert_cmpfloat (p[0], ==, 0.5f);
  g_assert_cmpfloat (p[1], ==, 0.5f);
  g_assert_cmpfloat (p[2], ==, 0);
}

static void
test_log_loss_equals_slow_sum (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  float decisions[N_ROWS * N_CLASSES];
  guint classes[N_ROWS];
  double loss = 0;

  draw (rand, 1.5, decisions, classes);
  for (guint i = 0; i < N_ROWS; i++) {
    double sum = 0;
    for (guint c = 0; c < N_CLASSES; c++)
      sum += exp (decisions[i * N_CLASSES + c] / 0.7);
    loss -= log (exp (decisions[i * N_CLASSES + classes[i]] / 0.7) / sum) / N_ROWS;
  }
  g_assert_cmpfloat_with_epsilon (fl_log_loss (decisions, classes, N_ROWS, N_CLASSES, 0.7), loss,
                                  1e-9);
}

/* No temperature of a fine grid is better than the one that was found, and it lies beside the
 * best of the grid. */
static void
test_temperature_equals_grid (void)
{
  static const double made_with[] = {0.2, 0.5, 1, 2, 5};
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  float decisions[N_ROWS * N_CLASSES];
  guint classes[N_ROWS];
  const double step = 0.01;

  for (gsize k = 0; k < G_N_ELEMENTS (made_with); k++) {
    double best = INFINITY;
    double best_log_t = 0;
    draw (rand, made_with[k], decisions, classes);
    double found = fl_fit_temperature (decisions, classes, N_ROWS, N_CLASSES);
    for (double log_t = -3; log_t <= 3; log_t += step) {
      double loss = fl_log_loss (decisions, classes, N_ROWS, N_CLASSES, exp (log_t));
      if (loss < best) {
        best = loss;
        best_log_t = log_t;
      }
    }
    g_assert_cmpfloat_with_epsilon (log (found), best_log_t, step);
    g_assert_cmpfloat (fl_log_loss (decisions, classes, N_ROWS, N_CLASSES, found), <=,
                       best + 1e-12);
    /* 400 rows tell the temperature that made them to about a quarter. */
    g_assert_cmpfloat_with_epsilon (log (found), log (made_with[k]), 0.25);
  }
}

/* Rows that are all right want a T of 0, rows that are all wrong one without end: both stop. */
static void
test_temperature_is_bounded (void)
{
  const float decisions[] = {0.5f, -0.5f, -0.5f, 0.5f};
  const guint right[] = {0, 1};
  const guint wrong[] = {1, 0};

  g_assert_cmpfloat_with_epsilon (fl_fit_temperature (decisions, right, 2, 2), exp (-3), 1e-3);
  g_assert_cmpfloat_with_epsilon (fl_fit_temperature (decisions, wrong, 2, 2), exp (3), 1e-3);
}

/* Ten rows of which all are right by 2: one more that is wrong by 2 makes it one of eleven, for
 * which T = 2 / ln 10. Rows that are right by more do not lower it; no row alone gives less than 1. */
static void
test_cautious_temperature (void)
{
  float decisions[20];
  guint classes[10];

  for (guint i = 0; i < 10; i++) {
    classes[i] = i % 2;
    decisions[2 * i + i % 2] = 1;
    decisions[2 * i + 1 - i % 2] = -1;
  }
  g_assert_cmpfloat_with_epsilon (fl_fit_cautious_temperature (decisions, classes, 10, 2), 1, 1e-3);
  for (guint i = 0; i < 20; i++)
    decisions[i] *= 4;
  g_assert_cmpfloat_with_epsilon (fl_fit_cautious_temperature (decisions, classes, 10, 2),
                                  8 / log (10), 1e-3);
  g_assert_cmpfloat (fl_fit_temperature (decisions, classes, 10, 2), <, 0.3);
}

/* Rows that can only be of one class, for nobody knows whether they are of the other, say nothing. */
static void
test_cautious_without_an_other (void)
{
  float decisions[80];
  guint classes[40] = {0};

  for (guint i = 0; i < 40; i++) {
    decisions[2 * i] = 4;
    decisions[2 * i + 1] = i < 10 ? -4 : -INFINITY;
  }
  g_assert_cmpfloat_with_epsilon (fl_fit_cautious_temperature (decisions, classes, 40, 2),
                                  8 / log (10), 1e-3);
}

/* Margins of 2 to 16: the one more is wrong by the third of them, 6. The best T of a fine grid. */
static void
test_cautious_takes_the_lower_quarter (void)
{
  float decisions[16];
  guint classes[8] = {0};
  double best = 0;
  double best_loss = INFINITY;

  for (guint i = 0; i < 8; i++) {
    decisions[2 * i] = (float) (i + 1);
    decisions[2 * i + 1] = -(float) (i + 1);
  }
  for (double t = 1; t < 20; t += 0.001) {
    double loss = log1p (exp (6 / t));
    for (guint i = 0; i < 8; i++)
      loss += log1p (exp (-2.0 * (i + 1) / t));
    best = loss < best_loss ? t : best;
    best_loss = MIN (loss, best_loss);
  }
  g_assert_cmpfloat_with_epsilon (fl_fit_cautious_temperature (decisions, classes, 8, 2), best,
                                  0.005);
}

/* With many rows the one more hardly counts. */
static void
test_cautious_equals_plain_in_the_long_run (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  float decisions[N_ROWS * N_CLASSES];
  guint classes[N_ROWS];

  draw (rand, 2, decisions, classes);
  double plain = fl_fit_temperature (decisions, classes, N_ROWS, N_CLASSES);
  double cautious = fl_fit_cautious_temperature (decisions, classes, N_ROWS, N_CLASSES);
  g_assert_cmpfloat (cautious, >, plain);
  g_assert_cmpfloat (cautious, <, 1.05 * plain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/calibration/softmax-values", test_softmax_values);
  g_test_add_func ("/learn/calibration/softmax-extremes", test_softmax_extremes);
  g_test_add_func ("/learn/calibration/log-loss-equals-slow-sum", test_log_loss_equals_slow_sum);
  g_test_add_func ("/learn/calibration/temperature-equals-grid", test_temperature_equals_grid);
  g_test_add_func ("/learn/calibration/temperature-is-bounded", test_temperature_is_bounded);
  g_test_add_func ("/learn/calibration/cautious-temperature", test_cautious_temperature);
  g_test_add_func ("/learn/calibration/cautious-without-an-other", test_cautious_without_an_other);
  g_test_add_func ("/learn/calibration/cautious-takes-the-lower-quarter",
                   test_cautious_takes_the_lower_quarter);
  g_test_add_func ("/learn/calibration/cautious-equals-plain-in-the-long-run",
                   test_cautious_equals_plain_in_the_long_run);
  return g_test_run ();
}
