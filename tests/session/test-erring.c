/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a certificate is worth when the person who checks errs: more runs of it are in `./dev bench`. */
#include "erring.h"

#define N_LOT  300
#define N_LOTS 300

/* How many of the lots with @n_wrong wrong labels are certified at 2 %. */
static guint
count_certified (guint n_wrong, Erring erring, double *out_mean_looks)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  guint64 n_looks = 0;
  guint n = 0;

  for (guint i = 0; i < N_LOTS; i++)
    n += erring_certify (rand, N_LOT, n_wrong, 0.02, &erring, &n_looks);
  *out_mean_looks = (double) n_looks / N_LOTS;
  return n;
}

/* 5 % and three standard errors. */
static void
assert_rare (guint n)
{
  g_assert_cmpuint (n, <=, 26);
}

/* At the boundary slips certify no more lots than that: a disagreement that is none is mostly taken back by the second
 * look, and as seldom as that one that is. */
static void
test_slips (void)
{
  double without;
  double with;

  assert_rare (count_certified (7, (Erring){0}, &without));
  assert_rare (count_certified (7, (Erring){.slips = 0.01}, &with));
  assert_rare (count_certified (7, (Erring){.slips = 0.03}, &with));
  /* A clean lot takes 117 checks, and slips more. */
  g_assert_cmpuint (count_certified (0, (Erring){0}, &without), ==, N_LOTS);
  g_assert_cmpfloat (without, ==, 117);
  g_assert_cmpuint (count_certified (0, (Erring){.slips = 0.01}, &with), >, N_LOTS * 9 / 10);
  g_assert_cmpfloat (with, >, 117);
}

/* Who never sees an error certifies that nothing is wrong: it says what they would have pressed. */
static void
test_blind (void)
{
  double n_looks;

  assert_rare (count_certified (14, (Erring){.blind = 0}, &n_looks));
  g_assert_cmpuint (count_certified (14, (Erring){.blind = 1}, &n_looks), ==, N_LOTS);
  g_assert_cmpfloat (n_looks, ==, 117);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/erring/slips", test_slips);
  g_test_add_func ("/session/erring/blind", test_blind);
  return g_test_run ();
}
