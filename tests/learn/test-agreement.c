/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement beyond chance, of examples that were worked out by hand. */
#include "learn/fl-agreement.h"

#include <math.h>

static void
test_kappa (void)
{
  /* 35 of 50 are the same; 25 would be by chance. */
  const guint64 two[] = {20, 5, 10, 15};
  const guint64 three[] = {10, 0, 0, 0, 10, 0, 0, 0, 5};
  const guint64 chance[] = {4, 4, 1, 1};
  const guint64 opposed[] = {0, 5, 5, 0};

  g_assert_cmpfloat_with_epsilon (fl_agreement_kappa (two, 2), 0.4, 1e-12);
  g_assert_cmpfloat (fl_agreement_kappa (three, 3), ==, 1);
  g_assert_cmpfloat_with_epsilon (fl_agreement_kappa (chance, 2), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (fl_agreement_kappa (opposed, 2), -1, 1e-12);
}

/* Where all is one word nobody can tell knowledge from habit. */
static void
test_undefined (void)
{
  const guint64 nothing[4] = {0};
  const guint64 one_word[] = {7, 0, 0, 0};

  g_assert_true (isnan (fl_agreement_kappa (nothing, 2)));
  g_assert_true (isnan (fl_agreement_kappa (one_word, 2)));
  g_assert_true (isnan (fl_agreement_kappa (NULL, 0)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/agreement/kappa", test_kappa);
  g_test_add_func ("/learn/agreement/undefined", test_undefined);
  return g_test_run ();
}
