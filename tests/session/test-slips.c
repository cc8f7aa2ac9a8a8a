/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who errs: how often, about what, and what they say then. */
#include "session/fl-slips.h"

#include "scenes.h"
#include "session/fl-simulate.h"

#include <math.h>

#define N_ANSWERS 6000

static char *folder;

/* How often each class is said of pictures of @right. */
static void
count_said (FlSlips *slips, FlSession *session, guint right, guint *counts)
{
  for (guint i = 0; i < N_ANSWERS; i++) {
    FlClass *said = fl_slips_say (slips, session, fl_session_peek_class (session, right));
    for (guint c = 0; c < fl_session_get_n_classes (session); c++)
      counts[c] += fl_session_peek_class (session, c) == said;
  }
}

/* Within five standard deviations. */
static void
assert_share (guint n, double share)
{
  g_assert_cmpfloat (fabs (n - N_ANSWERS * share), <=, 5 * sqrt (N_ANSWERS * share * (1 - share)));
}

static void
test_share (void)
{
  FlSession *session = scenes_open (folder);
  FlSlips slips;

  g_assert_true (fl_slips_init (&slips, session, 0.3, NULL, 7, NULL));
  for (guint right = 0; right < 3; right++) {
    guint counts[3] = {0};
    count_said (&slips, session, right, counts);
    for (guint c = 0; c < 3; c++)
      assert_share (counts[c], c == right ? 0.7 : 0.15);
  }
  g_assert_null (fl_slips_say (&slips, session, NULL));
  fl_slips_clear (&slips);
  scenes_close (session);
}

static void
test_never (void)
{
  FlSession *session = scenes_open (folder);
  guint counts[3] = {0};
  FlSlips slips;

  g_assert_true (fl_slips_init (&slips, session, 0, "no such class", 7, NULL));
  count_said (&slips, session, 1, counts);
  g_assert_cmpuint (counts[1], ==, N_ANSWERS);
  fl_slips_clear (&slips);
  scenes_close (session);
}

static void
test_of_one_class (void)
{
  FlSession *session = scenes_open (folder);
  guint counts[2][3] = {{0}};
  FlSlips slips;
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_slips_init (&slips, session, 0.3, "Cat", 7, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND);
  g_assert_true (fl_slips_init (&slips, session, 0.3, "Bird", 7, NULL));
  count_said (&slips, session, 1, counts[0]);
  assert_share (counts[0][1], 0.7);
  count_said (&slips, session, 2, counts[1]);
  g_assert_cmpuint (counts[1][2], ==, N_ANSWERS);
  fl_slips_clear (&slips);
  scenes_close (session);
}

static gboolean
keep_last (const FlSimulateRow *row, gpointer data)
{
  *(FlSimulateRow *) data = *row;
  return TRUE;
}

/* What is answered wrongly stays wrong, and is measured by what is true. */
static void
test_simulated (void)
{
  g_autofree char *truth = g_build_filename (folder, "truth.csv", NULL);
  const FlSimulateOptions options = {.truth = truth,
                                     .budget = 20,
                                     .seed = 1,
                                     .max_error = 0.02,
                                     .annotator_error = 0.9999999};
  FlSession *session = scenes_open (folder);
  FlSimulateRow last = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_simulate (session, &options, keep_last, &last, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (last.answers, ==, 20);
  g_assert_cmpfloat (last.accuracy, <=, 1 - 20.0 / SCENES_N_ROWS);
  scenes_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
  g_test_add_func ("/session/slips/share", test_share);
  g_test_add_func ("/session/slips/never", test_never);
  g_test_add_func ("/session/slips/of-one-class", test_of_one_class);
  g_test_add_func ("/session/slips/simulated", test_simulated);
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
