/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificate: what it costs, to the audit, and how often it is wrong. */
#include "learn/fl-certificate.h"

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
  return g_test_run ();
}
