/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What random checks say of the error, and whether to go on. */
#include "learn/fl-checks.h"
#include "learn/fl-stopping.h"

#include <math.h>

static void
test_binomial (void)
{
  /* 1 - 0.05^(1/20), and beta quantiles. */
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (20, 0, 0.05), 0.139108, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (20, 1, 0.05), 0.216107, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (20, 19, 0.05), 0.997439, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (150, 6, 0.025), 0.085027, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (200, 196, 0.025), 0.994524, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (300, 297, 0.025), 0.997933, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_binomial_bound (10000, 9994, 0.05), 0.999739, 1e-6);
  g_assert_cmpfloat (fl_binomial_bound (20, 20, 0.05), ==, 1);
  g_assert_cmpfloat (fl_binomial_bound (0, 0, 0.05), ==, 1);
}

/* @n checks, of which the first @n_wrong are. */
static void
fill (FlCheck *checks, guint n, double doubt, guint n_wrong)
{
  for (guint i = 0; i < n; i++)
    checks[i] = (FlCheck){.doubt = doubt, .is_wrong = i < n_wrong, .n_labels = 9};
}

/* Three quarters of the pool are sure, and were seen right; the others are in doubt, and half wrong. */
static void
test_strata (void)
{
  const float pool[] = {0.01f, 0.01f, 0.01f, 0.5f};
  FlCheck checks[45];
  FlCheckEstimate found;

  fill (checks, 25, 0.01, 0);
  fill (checks + 25, 20, 0.5, 10);
  fl_checks_estimate (checks, 45, pool, 4, &found);
  g_assert_cmpuint (found.n, ==, 45);
  g_assert_cmpfloat_with_epsilon (found.error, 0.75 * 0.005 / 25.5 + 0.25 * 10.25 / 20.5, 1e-7);
  /* Of 19 in doubt too little is known: all are one, and what the model of now says changes nothing. */
  fill (checks, 25, 0.01, 0);
  fill (checks + 25, 19, 0.5, 10);
  for (guint n_pool = 1; n_pool <= 4; n_pool++) {
    fl_checks_estimate (checks, 44, pool, n_pool, &found);
    g_assert_cmpfloat_with_epsilon (found.error, (10 + 0.5 * (25 * 0.01 + 19 * 0.5) / 44) / 44.5,
                                    1e-7);
  }
}

/* What is left behind the last stratum belongs to it. */
static void
test_strata_remain (void)
{
  const float pool[] = {0.01f, 0.07f, 0.2f, 0.5f};
  FlCheck checks[50];
  FlCheckEstimate found;

  fill (checks, 5, 0.01, 0);
  fill (checks + 5, 25, 0.2, 5);
  fill (checks + 30, 20, 0.5, 10);
  fl_checks_estimate (checks, 50, pool, 4, &found);
  g_assert_cmpfloat_with_epsilon (found.error,
                                  0.25 * 10.25 / 20.5 + 0.75 * (5 + 0.5 * 5.05 / 30) / 30.5, 1e-7);
}

static void
test_small (void)
{
  const float pool[] = {0.01f, 0.01f, 0.5f, 0.5f};
  const FlCheck checks[] = {{0.01, FALSE, 9}, {0.01, FALSE, 9}, {0.01, FALSE, 9},
                            {0.01, FALSE, 9}, {0.5, TRUE, 9},   {0.5, FALSE, 9}};
  FlCheckEstimate found;

  fl_checks_estimate (checks, G_N_ELEMENTS (checks), pool, G_N_ELEMENTS (pool), &found);
  g_assert_cmpuint (found.n, ==, 6);
  g_assert_cmpfloat_with_epsilon (found.error, (1 + 0.5 * 1.04 / 6) / 6.5, 1e-7);
  g_assert_cmpfloat_with_epsilon (found.low, 0.004211, 1e-6);
  g_assert_cmpfloat_with_epsilon (found.high, 0.641235, 1e-6);
  fl_checks_estimate (checks, 0, pool, G_N_ELEMENTS (pool), &found);
  g_assert_cmpuint (found.n, ==, 0);
  g_assert_true (isnan (found.error));
  g_assert_cmpfloat (found.high - found.low, ==, 1);
}

/* The newest 150; more where labels hardly grew since. */
static void
test_window (void)
{
  const float pool[] = {0.01f};
  FlCheck checks[400];
  FlCheckEstimate found;

  for (guint i = 0; i < 400; i++)
    checks[i] = (FlCheck){.doubt = 0.01, .is_wrong = i < 250, .n_labels = i};
  fl_checks_estimate (checks, 400, pool, 1, &found);
  g_assert_cmpuint (found.n, ==, 150);
  g_assert_cmpfloat (found.low, ==, 0);
  g_assert_cmpfloat_with_epsilon (found.error, 0.005 / 150.5, 1e-7);
  for (guint i = 0; i < 400; i++)
    checks[i].n_labels = 1000 + i;
  fl_checks_estimate (checks, 400, pool, 1, &found);
  g_assert_cmpuint (found.n, ==, 280); /* 1,120 labels and more, of 1,399 */
}

/* Of many draws about one interval in twenty misses the truth, never more than that on purpose. */
static void
test_interval_covers (void)
{
  const float pool[] = {0.01f, 0.3f};
  g_autoptr (GRand) rand = g_rand_new_with_seed (51);
  guint n_missed = 0;

  for (guint i = 0; i < 2000; i++) {
    FlCheck checks[120];
    FlCheckEstimate found;
    for (guint j = 0; j < 120; j++) {
      gboolean is_sure = g_rand_boolean (rand);
      checks[j] = (FlCheck){.doubt = is_sure ? 0.01 : 0.3, .n_labels = 100};
      checks[j].is_wrong = g_rand_double (rand) < (is_sure ? 0.02 : 0.2);
    }
    fl_checks_estimate (checks, 120, pool, 2, &found);
    n_missed += found.low > 0.11 || found.high < 0.11;
  }
  g_assert_cmpuint (n_missed, <=, 130);
  g_assert_cmpuint (n_missed, >, 20);
}

/* Points on a curve give it back. */
static void
test_curve (void)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (FlCurvePoint));
  FlCurve curve;

  for (guint i = 0; i < 6; i++) {
    FlCurvePoint point = {.n_labels = 100 << i, .n = 100000};
    point.n_wrong = (guint) lround (point.n * (0.02 + 3 * pow (point.n_labels, -0.7)));
    g_array_append_val (points, point);
  }
  g_assert_true (fl_curve_fit (points, &curve));
  g_assert_cmpfloat_with_epsilon (curve.power, 0.7, 1e-9);
  g_assert_cmpfloat_with_epsilon (curve.floor, 0.02, 1e-4);
  g_assert_cmpfloat_with_epsilon (curve.scale, 3, 0.01);
  g_assert_cmpfloat_with_epsilon (fl_curve_get_gain (&curve, 100, 50),
                                  3 * (pow (100, -0.7) - pow (150, -0.7)), 1e-4);
  g_array_set_size (points, 4);
  g_assert_false (fl_curve_fit (points, &curve));
}

/* An error that rises gives no gain, and none is below zero. */
static void
test_curve_stays_sane (void)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (FlCurvePoint));
  FlCurve curve;

  for (guint i = 1; i <= 5; i++) {
    const FlCurvePoint point = {.n_labels = 100 * i, .n = 100, .n_wrong = i};
    g_array_append_val (points, point);
  }
  g_assert_true (fl_curve_fit (points, &curve));
  g_assert_cmpfloat (fl_curve_get_gain (&curve, 500, 50), ==, 0);
  g_assert_cmpfloat_with_epsilon (curve.floor, 0.03, 1e-12);
  for (guint i = 0; i < 5; i++)
    g_array_index (points, FlCurvePoint, i).n_wrong = i == 0 ? 100 : 0;
  g_assert_true (fl_curve_fit (points, &curve));
  g_assert_cmpfloat (curve.floor, >=, 0);
  g_assert_cmpfloat (curve.scale, >, 0);
}

/* Checks that are wrong as often as a curve says, 20 of each size. */
static void
draw_checks (GRand *rand, FlCheck *checks, guint n)
{
  for (guint i = 0; i < n; i++) {
    const guint n_labels = 20 + 4 * i;
    checks[i] = (FlCheck){.n_labels = n_labels,
                          .is_wrong = g_rand_double (rand) < 0.02 + 2 * pow (n_labels, -0.7)};
  }
}

/* What more labels bring lies in the interval about as often as it claims, and always does what the curve
 * says: the true gain of 100 drawn histories, at 500 labels. */
static void
test_foresee (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  const double truth = 2 * (pow (500, -0.7) - pow (550, -0.7));
  FlCheck checks[120];
  FlCurveGain gain;
  FlCurveGain again;
  guint n_held = 0;

  g_assert_false (fl_curve_foresee (checks, 0, 500, 50, &gain));
  draw_checks (rand, checks, 99);
  g_assert_false (fl_curve_foresee (checks, 99, 500, 50, &gain));
  for (guint i = 0; i < 100; i++) {
    draw_checks (rand, checks, 120);
    g_assert_true (fl_curve_foresee (checks, 120, 500, 50, &gain));
    g_assert_true (gain.low <= gain.gain && gain.gain <= gain.high);
    n_held += gain.low <= truth && truth <= gain.high;
  }
  g_assert_true (fl_curve_foresee (checks, 120, 500, 50, &again));
  g_assert_cmpmem (&again, sizeof again, &gain, sizeof gain);
  g_test_message ("held %u", n_held);
  g_assert_cmpuint (n_held, >=, 90);
  for (guint i = 0; i < 120; i++)
    checks[i].is_wrong = FALSE;
  g_assert_true (fl_curve_foresee (checks, 120, 500, 50, &gain));
  g_assert_cmpfloat (gain.gain, ==, 0);
  g_assert_cmpfloat (gain.low, ==, 0);
}

static void
test_bins (void)
{
  const FlCheck checks[] = {{.doubt = 0.4},  {.doubt = 0.6, .is_wrong = TRUE}, {.doubt = 0.01},
                            {.doubt = 0.02}, {.doubt = 0, .is_wrong = TRUE},   {.doubt = 0.08}};
  static const FlCheckBin expected[] = {{0.5, 2, 1}, {0.92, 1, 1}, {0.99, 3, 2}};
  g_autoptr (GArray) none = fl_checks_list_bins (checks, 0);
  g_autoptr (GArray) bins = fl_checks_list_bins (checks, G_N_ELEMENTS (checks));

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (bins->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < bins->len; i++) {
    const FlCheckBin *bin = &g_array_index (bins, FlCheckBin, i);
    g_assert_cmpfloat_with_epsilon (bin->certainty, expected[i].certainty, 1e-12);
    g_assert_cmpuint (bin->n, ==, expected[i].n);
    g_assert_cmpuint (bin->n_right, ==, expected[i].n_right);
  }
}

static void
test_points (void)
{
  FlCheck checks[170];

  for (guint i = 0; i < 170; i++)
    checks[i] = (FlCheck){.is_wrong = i < 30, .n_labels = i};
  g_autoptr (GArray) none = fl_curve_list_points (checks, 19);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GArray) points = fl_curve_list_points (checks, 170);
  g_assert_cmpuint (points->len, ==, 8);
  const FlCurvePoint *second = &g_array_index (points, FlCurvePoint, 1);
  g_assert_cmpuint (second->n, ==, 21); /* 21 to 41 */
  g_assert_cmpuint (second->n_wrong, ==, 9);
  g_assert_cmpfloat (second->n_labels, ==, 31);
}

static void
test_light (void)
{
  static const struct {
    FlStopSignals signals;
    FlStopLight light;
  } rows[] = {{{0.99, 0.09, 0.04, 0.001}, FL_STOP_ENOUGH},
              {{0.98, 0.09, 0.04, 0.001}, FL_STOP_SOON},
              {{0.98, 0.1, 0.04, 0.001}, FL_STOP_SOON},
              {{0.98, 0.1, 0.05, 0.001}, FL_STOP_GO_ON},
              {{0.99, NAN, NAN, NAN}, FL_STOP_UNKNOWN},
              {{0.99, 0.2, NAN, NAN}, FL_STOP_GO_ON},
              {{0.99, 0, NAN, NAN}, FL_STOP_SOON},
              {{0.99, 0, 0, NAN}, FL_STOP_SOON},
              {{0.9, 0.5, 0.5, 0.002}, FL_STOP_GO_ON}};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (fl_stopping_judge (&rows[i].signals), ==, rows[i].light);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/checks/binomial", test_binomial);
  g_test_add_func ("/learn/checks/strata", test_strata);
  g_test_add_func ("/learn/checks/strata-remain", test_strata_remain);
  g_test_add_func ("/learn/checks/small", test_small);
  g_test_add_func ("/learn/checks/window", test_window);
  g_test_add_func ("/learn/checks/interval-covers", test_interval_covers);
  g_test_add_func ("/learn/checks/curve", test_curve);
  g_test_add_func ("/learn/checks/curve-stays-sane", test_curve_stays_sane);
  g_test_add_func ("/learn/checks/bins", test_bins);
  g_test_add_func ("/learn/checks/foresee", test_foresee);
  g_test_add_func ("/learn/checks/points", test_points);
  g_test_add_func ("/learn/checks/light", test_light);
  return g_test_run ();
}
