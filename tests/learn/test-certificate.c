/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificate: what it costs, to the audit, and how often it is wrong. */
#include "learn/fl-certificate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DELTA 0.05

/* Labels of a lot in the order of a draw without replacement, 1 where wrong. */
static void
shuffle (GRand *rand, guint8 *errors, gsize n_lot, gsize n_wrong)
{
  for (gsize i = 0; i < n_lot; i++)
    errors[i] = i < n_wrong;
  for (gsize i = 0; i + 1 < n_lot; i++) {
    gsize j = i + (gsize) g_rand_int_range (rand, 0, (gint32) (n_lot - i));
    guint8 kept = errors[i];
    errors[i] = errors[j];
    errors[j] = kept;
  }
}

static gsize
count_until (guint64 n_lot, double max_error, const guint8 *errors, gsize n)
{
  gsize low = 1;
  gsize high = n;

  /* Once it is decided it stays decided, so that the first such audit can be bisected. */
  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (fl_certificate_test (n_lot, max_error, DELTA, errors, middle) != FL_CERTIFICATE_OPEN)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static void
test_clean_audits (void)
{
  static const struct {
    guint64 n_lot;
    double max_error;
    gsize n_audits;
  } rows[] = {{300, 0.02, 117},     {1000, 0.02, 152},  {2048, 0.02, 166},   {20000, 0.02, 172},
              {2000000, 0.02, 174}, {1000, 0.05, 65},   {20000, 0.05, 68},   {2000000, 0.05, 69},
              {1000, 0.01, 272},    {20000, 0.01, 344}, {2000000, 0.01, 349}};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize n = rows[i].n_audits;
    g_autofree guint8 *errors = g_new0 (guint8, n);
    g_assert_cmpuint (fl_certificate_count_clean (rows[i].n_lot, rows[i].max_error, DELTA), ==, n);
    g_assert_cmpint (fl_certificate_test (rows[i].n_lot, rows[i].max_error, DELTA, errors, n - 1),
                     ==, FL_CERTIFICATE_OPEN);
    g_assert_cmpint (fl_certificate_test (rows[i].n_lot, rows[i].max_error, DELTA, errors, n), ==,
                     FL_CERTIFICATE_GIVEN);
  }
}

/* In a large lot the number of disagreements decides. */
static void
test_audits_by_disagreements (void)
{
  static const gsize n_audits[] = {174, 309, 428, 534, 631, 723, 812};

  for (gsize n_wrong = 0; n_wrong < G_N_ELEMENTS (n_audits); n_wrong++) {
    guint8 errors[1000] = {0};
    memset (errors, 1, n_wrong);
    g_assert_cmpuint (count_until (2000000000, 0.02, errors, G_N_ELEMENTS (errors)), ==,
                      n_audits[n_wrong]);
  }
}

static int
compare (const void *a, const void *b)
{
  gsize x = *(const gsize *) a;
  gsize y = *(const gsize *) b;

  return x < y ? -1 : x > y;
}

static gsize
median_audits (GRand *rand, gsize n_lot, double max_error, gsize n_wrong, guint n_lots)
{
  g_autofree guint8 *errors = g_new (guint8, n_lot);
  g_autofree gsize *counts = g_new (gsize, n_lots);

  for (guint i = 0; i < n_lots; i++) {
    shuffle (rand, errors, n_lot, n_wrong);
    counts[i] = count_until (n_lot, max_error, errors, n_lot);
  }
  qsort (counts, n_lots, sizeof counts[0], compare);
  return counts[n_lots / 2];
}

/* Most lots end at the count of clean audits or of few disagreements, so that the median of many
 * draws is a certain number. */
static void
test_median_audits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  g_assert_cmpuint (median_audits (rand, 1000, 0.02, 2, 401), ==, 152);
  g_assert_cmpuint (median_audits (rand, 1000, 0.02, 5, 401), ==, 261);
  g_assert_cmpuint (median_audits (rand, 20000, 0.02, 50, 401), ==, 172);
  g_assert_cmpuint (median_audits (rand, 20000, 0.02, 100, 401), ==, 306);
}

static guint
count_certified (GRand *rand, gsize n_lot, gsize n_wrong, guint n_lots)
{
  g_autofree guint8 *errors = g_new (guint8, n_lot);
  guint n = 0;

  for (guint i = 0; i < n_lots; i++) {
    shuffle (rand, errors, n_lot, n_wrong);
    n += fl_certificate_test (n_lot, 0.02, DELTA, errors, n_lot) == FL_CERTIFICATE_GIVEN;
  }
  return n;
}

/* A lot that is just too bad is certified in at most 5 % of the draws (here 5 % and three standard
 * errors), although one looks after every audit; a worse one hardly ever. */
static void
test_false_certificates (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);

  g_assert_cmpuint (count_certified (rand, 1000, 21, 2000), <=, 130);
  g_assert_cmpuint (count_certified (rand, 300, 7, 2000), <=, 130);
  g_assert_cmpuint (count_certified (rand, 1000, 40, 2000), <=, 40);
  g_assert_cmpuint (count_certified (rand, 20000, 401, 2000), <=, 130);
  /* And one that holds what it promises is found out to do so once all of it was seen. */
  g_assert_cmpuint (count_certified (rand, 300, 6, 200), ==, 200);
}

/* More errors than the promise allows in all: nothing that comes later can mend it. */
static void
test_too_many_errors_fail (void)
{
  guint8 errors[200] = {0};

  memset (errors, 1, 3);
  g_assert_cmpint (fl_certificate_test (100, 0.02, DELTA, errors, 2), ==, FL_CERTIFICATE_OPEN);
  g_assert_cmpint (fl_certificate_test (100, 0.02, DELTA, errors, 3), ==, FL_CERTIFICATE_FAILED);
  g_assert_cmpint (fl_certificate_test (100, 0.02, DELTA, errors, 100), ==, FL_CERTIFICATE_FAILED);
}

/* A tiny lot cannot be proved by luck: nearly all of it must be seen. */
static void
test_tiny_lots (void)
{
  g_assert_cmpuint (fl_certificate_count_clean (1, 0.02, DELTA), ==, 1);
  for (guint64 n_lot = 1; n_lot < 50; n_lot++) {
    gsize n = fl_certificate_count_clean (n_lot, 0.02, DELTA);
    g_assert_cmpuint (n, <=, n_lot);
    /* One wrong label would break the promise. It is not among the first n with the chance
     * 1 - n / n_lot, which may be 5 % at most. */
    g_assert_cmpfloat (1 - (double) n / (double) n_lot, <=, DELTA);
  }
}

/* The bound of every prefix, by trying every boundary at every time. */
static guint64
bound_slowly (guint64 n_lot, const guint8 *errors, gsize n)
{
  for (guint64 n_wrong = 0; n_wrong < n_lot; n_wrong++) {
    double share = ((double) n_wrong + 0.5) / (double) n_lot;
    if (fl_certificate_test (n_lot, share, DELTA, errors, n) == FL_CERTIFICATE_GIVEN)
      return n_wrong;
  }
  return n_lot;
}

static void
test_bound_is_first_refuted (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);
  guint8 errors[60];

  for (gsize n_wrong = 0; n_wrong <= 60; n_wrong += 4) {
    guint64 before = 60;
    shuffle (rand, errors, 60, n_wrong);
    for (gsize n = 0; n <= 60; n++) {
      guint64 bound = fl_certificate_bound (60, DELTA, errors, n);
      g_assert_cmpuint (bound, ==, bound_slowly (60, errors, n));
      g_assert_cmpuint (bound, <=, before);
      before = bound;
    }
    /* All was seen. */
    g_assert_cmpuint (before, ==, n_wrong);
  }
}

/* A promise is kept exactly when the bound says so. */
static void
test_bound_agrees_with_certificate (void)
{
  guint8 errors[400] = {0};

  g_assert_cmpuint (fl_certificate_bound (20000, DELTA, errors, 171), ==, 403);
  g_assert_cmpuint (fl_certificate_bound (20000, DELTA, errors, 172), ==, 400);
  g_assert_cmpuint (fl_certificate_bound (20000, DELTA, errors, 0), ==, 20000);
  errors[5] = 1;
  g_assert_cmpuint (fl_certificate_bound (2000000000, DELTA, errors, 308), >, 40000000);
  g_assert_cmpuint (fl_certificate_bound (2000000000, DELTA, errors, 309), <=, 40000000);
}

/* A thousand errors leave nothing of a wealth that is kept in one number. */
static void
test_wealth_is_won_back (void)
{
  g_autofree guint8 *errors = g_new0 (guint8, 30000);

  memset (errors, 1, 1000);
  guint64 early = fl_certificate_bound (2000000, DELTA, errors, 2000);
  guint64 late = fl_certificate_bound (2000000, DELTA, errors, 30000);
  g_assert_cmpuint (early, <, 2000000);
  g_assert_cmpuint (late, <, early / 4);
  g_assert_cmpuint (late, >, 2000000 / 30);
}

/* The bound is ever lower than the truth in 5 % of the draws at the most, whatever the truth is. */
static void
test_bound_is_rarely_wrong (void)
{
  static const gsize n_wrong[] = {3, 21, 60, 300};
  g_autoptr (GRand) rand = g_rand_new_with_seed (24);
  guint8 errors[600];

  for (gsize i = 0; i < G_N_ELEMENTS (n_wrong); i++) {
    guint n_low = 0;
    for (guint j = 0; j < 2000; j++) {
      shuffle (rand, errors, 600, n_wrong[i]);
      n_low += fl_certificate_bound (600, DELTA, errors, 600) < n_wrong[i];
    }
    g_assert_cmpuint (n_low, <=, 130);
  }
}

static void
test_look (void)
{
  guint8 errors[400] = {0};
  FlLotAudits lot = {.n_lot = 2000000000, .errors = errors};
  FlCertificateView view;

  fl_certificate_look (&lot, 0.02, DELTA, &view);
  g_assert_cmpint (view.state, ==, FL_CERTIFICATE_OPEN);
  g_assert_true (isnan (view.estimate));
  g_assert_cmpuint (view.bound, ==, lot.n_lot);
  g_assert_cmpuint (view.n_remaining, ==, 174);
  errors[0] = 1;
  lot.n = 100;
  fl_certificate_look (&lot, 0.02, DELTA, &view);
  g_assert_cmpuint (view.n_errors, ==, 1);
  g_assert_cmpfloat (view.estimate, ==, 0.01);
  g_assert_cmpuint (view.n_remaining, ==, 209);
  g_assert_false (view.is_hopeless);
  fl_certificate_judge (&lot, 0.02, DELTA, &view);
  g_assert_cmpint (view.state, ==, FL_CERTIFICATE_OPEN);
  g_assert_cmpuint (view.n_errors, ==, 1);
  g_assert_cmpuint (view.bound, ==, lot.n_lot);
  lot.n = 309;
  fl_certificate_judge (&lot, 0.02, DELTA, &view);
  g_assert_cmpint (view.state, ==, FL_CERTIFICATE_GIVEN);
  fl_certificate_look (&lot, 0.02, DELTA, &view);
  g_assert_cmpint (view.state, ==, FL_CERTIFICATE_GIVEN);
  g_assert_cmpuint (view.n_remaining, ==, 0);
  g_assert_cmpuint (view.bound, <=, 40000000);
}

static void
test_hopeless (void)
{
  guint8 errors[400] = {1, 1, 1, 1};
  FlLotAudits lot = {.n_lot = 20000, .errors = errors, .n = 149};
  FlCertificateView view;

  fl_certificate_look (&lot, 0.02, DELTA, &view);
  g_assert_false (view.is_hopeless);
  lot.n = 150;
  fl_certificate_look (&lot, 0.02, DELTA, &view);
  g_assert_cmpint (view.state, ==, FL_CERTIFICATE_OPEN);
  g_assert_true (view.is_hopeless);
  g_assert_cmpuint (view.n_remaining, ==, 0);
}

/* The second lot has a quarter of the chance of the first, whatever became of that. */
static void
test_sum_of_lots (void)
{
  const double first = DELTA * 6 / (G_PI * G_PI);
  guint8 errors[400] = {[7] = 1};
  FlLotAudits lots[] = {{5000, errors, 300}, {20000, errors, 400}};
  guint64 second = fl_certificate_bound (20000, first / 4, errors, 400);

  g_assert_cmpuint (fl_certificate_bound_sum (lots, 2, DELTA), ==,
                    fl_certificate_bound (5000, first, errors, 300) + second);
  lots[0].n_lot = 0;
  g_assert_cmpuint (fl_certificate_bound_sum (lots, 2, DELTA), ==, second);
  g_assert_cmpuint (fl_certificate_bound_sum (NULL, 0, DELTA), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/certificate/clean-audits", test_clean_audits);
  g_test_add_func ("/learn/certificate/audits-by-disagreements", test_audits_by_disagreements);
  g_test_add_func ("/learn/certificate/median-audits", test_median_audits);
  g_test_add_func ("/learn/certificate/false-certificates-are-rare", test_false_certificates);
  g_test_add_func ("/learn/certificate/too-many-errors-fail", test_too_many_errors_fail);
  g_test_add_func ("/learn/certificate/tiny-lots", test_tiny_lots);
  g_test_add_func ("/learn/certificate/bound-is-first-refuted", test_bound_is_first_refuted);
  g_test_add_func ("/learn/certificate/bound-agrees", test_bound_agrees_with_certificate);
  g_test_add_func ("/learn/certificate/wealth-is-won-back", test_wealth_is_won_back);
  g_test_add_func ("/learn/certificate/bound-is-rarely-wrong", test_bound_is_rarely_wrong);
  g_test_add_func ("/learn/certificate/look", test_look);
  g_test_add_func ("/learn/certificate/hopeless", test_hopeless);
  g_test_add_func ("/learn/certificate/sum-of-lots", test_sum_of_lots);
  return g_test_run ();
}
