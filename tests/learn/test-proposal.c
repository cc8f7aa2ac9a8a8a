/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is proposed for acceptance. */
#include "learn/fl-proposal.h"

#include <string.h>

static void
check (const float *doubts, gsize n, double max_error, const guint8 *expected)
{
  g_autofree guint8 *out = g_new (guint8, n + 1);
  gsize n_expected = 0;

  memset (out, 77, n + 1);
  for (gsize i = 0; i < n; i++)
    n_expected += expected[i];
  g_assert_cmpuint (fl_proposal_choose (doubts, n, max_error, out), ==, n_expected);
  g_assert_cmpmem (out, n, expected, n);
  g_assert_cmpuint (out[n], ==, 77);
}

/* At 4 %, the mean may be 3 % and each 20 %. */
static void
test_mean_of_three_quarters (void)
{
  const float doubts[] = {0.09f, 0, 0.033f, 0, 0.3f};
  /* 0, 0, 0.033, 0.09 have a mean of 0.03075: the last of them is one too many. */
  check (doubts, 5, 0.04, (const guint8[]){0, 1, 1, 1, 0});
  const float fewer[] = {0.084f, 0, 0.033f, 0, 0.3f};
  check (fewer, 5, 0.04, (const guint8[]){1, 1, 1, 1, 0});
}

static void
test_no_single_doubt_above_five_times (void)
{
  float doubts[41] = {0};

  guint8 expected[41];
  memset (expected, 1, sizeof expected);
  doubts[7] = 0.19f;
  check (doubts, 41, 0.04, expected);
  doubts[7] = 0.21f;
  expected[7] = 0;
  check (doubts, 41, 0.04, expected);
}

static void
test_nothing (void)
{
  check ((const float[]){0.5f}, 0, 0.02, (const guint8[]){0});
  check ((const float[]){0.5f, 0.9f}, 2, 0.02, (const guint8[]){0, 0});
}

/* Against all prefixes, tried one after another. */
static void
test_equals_slow_search (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  for (int round = 0; round < 200; round++) {
    float doubts[50];
    guint8 out[50];
    gsize best = 0;
    gsize n = (gsize) g_rand_int_range (rand, 1, 50);
    for (gsize i = 0; i < n; i++)
      doubts[i] = (float) (g_rand_double (rand) * g_rand_double (rand) * 0.15);
    for (gsize i = 0; i < n; i++) {
      /* The prefix that ends with candidate i. */
      double sum = 0;
      gsize length = 0;
      for (gsize j = 0; j < n; j++) {
        if (doubts[j] > doubts[i])
          continue;
        sum += doubts[j];
        length++;
      }
      if (doubts[i] <= 0.1 && sum <= 0.015 * (double) length)
        best = MAX (best, length);
    }
    g_assert_cmpuint (fl_proposal_choose (doubts, n, 0.02, out), ==, best);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/proposal/mean-doubt-of-three-quarters", test_mean_of_three_quarters);
  g_test_add_func ("/learn/proposal/no-doubt-above-five-times",
                   test_no_single_doubt_above_five_times);
  g_test_add_func ("/learn/proposal/nothing", test_nothing);
  g_test_add_func ("/learn/proposal/equals-slow-search", test_equals_slow_search);
  return g_test_run ();
}
