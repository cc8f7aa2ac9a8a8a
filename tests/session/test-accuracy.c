/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of random checks, and what is not told until the next answer. */
#include "session/fl-session-accuracy.h"

#include "checked.h"
#include "session/fl-session-insights.h"
#include "session/fl-session-reliability.h"

#include <math.h>

/* “3 0 0 12 …” for all samples and for each class. */
static char *
dup_counts (Checked *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlInsights) insights = fl_session_collect_insights (self->session, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < FL_INSIGHTS_N_CERTAINTIES; i++)
    g_string_append_printf (text, "%u ", insights->n[i]);
  for (guint i = 0; i < insights->classes->len; i++)
    for (guint j = 0; j < FL_INSIGHTS_N_CERTAINTIES; j++)
      g_string_append_printf (text, "%u ", g_array_index (insights->classes, FlClassCount, i).n[j]);
  return g_string_free (text, FALSE);
}

static void
test_accuracy (Checked *self, gconstpointer data)
{
  FlAccuracy accuracy;

  fl_session_get_accuracy (self->session, &accuracy);
  g_assert_null (fl_accuracy_dup_sentence (&accuracy));
  for (guint i = 0; i < 40; i++) {
    (void) checked_ask (self);
    checked_answer (self, i % 10 != 0);
  }
  checked_answer_something (self);
  fl_session_get_accuracy (self->session, &accuracy);
  g_assert_cmpuint (accuracy.n, ==, 40);
  g_assert_cmpfloat (accuracy.n_labels, ==, SCENES_N_STREAMS * CHECKED_N_LABELLED);
  /* Clopper and Pearson, 4 of 40. */
  g_assert_cmpfloat_with_epsilon (accuracy.low, 0.02793, 1e-5);
  g_assert_cmpfloat_with_epsilon (accuracy.high, 0.23663, 1e-5);
  g_assert_cmpfloat (accuracy.error, >, accuracy.low);
  g_assert_cmpfloat (accuracy.error, <, accuracy.high);
  g_autofree char *range = fl_accuracy_dup_range (&accuracy);
  g_assert_cmpstr (range, ==, "Between 76 and 98 %, 95 % confidence, approximate");
  g_autoptr (GArray) curve = fl_session_list_accuracy (self->session);
  g_assert_cmpuint (curve->len, ==, 2);
  g_assert_cmpuint (g_array_index (curve, FlAccuracy, 0).n, ==, 20);
  g_assert_cmpfloat_with_epsilon (g_array_index (curve, FlAccuracy, 0).error, 0.1, 1e-9);
}

static void
assert_sentence (Checked *self, const char *expected)
{
  FlAccuracy accuracy;

  fl_session_get_accuracy (self->session, &accuracy);
  g_autofree char *sentence = fl_accuracy_dup_sentence (&accuracy);
  g_assert_cmpstr (sentence, ==, expected);
}

/* What is taken back too late counts all the same, and it is told how much of that there is. */
static void
test_taken_back (Checked *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++) {
    (void) checked_ask (self);
    checked_answer (self, FALSE);
  }
  checked_answer_something (self);
  assert_sentence (self, "Random checks: 3 so far");
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  assert_sentence (self, "Random checks: 3 so far");
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  assert_sentence (self, "Random checks: 3 so far, 1 of them taken back");
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  assert_sentence (self, "Random checks: 3 so far, 2 of them taken back");
  checked_reopen (self);
  assert_sentence (self, "Random checks: 3 so far, 2 of them taken back");
  g_assert_true (fl_session_redo (self->session, NULL, NULL));
  assert_sentence (self, "Random checks: 3 so far, 1 of them taken back");
  const FlAccuracy many = {.n = 24, .n_taken_back = 9, .error = 0.44};
  g_autofree char *sentence = fl_accuracy_dup_sentence (&many);
  g_assert_cmpstr (sentence, ==,
                   "Random checks: at least about 56 % right (n = 24, 9 of them taken back)");
}

/* Until the next answer no count tells by one sample what the machine had said. */
static void
test_counts_lag (Checked *self, gconstpointer data)
{
  g_autofree char *before = dup_counts (self);

  (void) checked_ask (self);
  checked_answer (self, FALSE);
  g_autofree char *after = dup_counts (self);
  g_assert_cmpstr (after, ==, before);
  checked_answer_something (self);
  g_autofree char *later = dup_counts (self);
  g_assert_cmpstr (later, !=, before);
}

/* Certainties of checks by how sure the machine was: all of them, and none from a few. */
static void
test_reliability (Checked *self, gconstpointer data)
{
  guint n = 0;
  guint n_right = 0;

  for (guint i = 0; i < 20; i++) {
    (void) checked_ask (self);
    checked_answer (self, i % 10 != 0);
  }
  g_autoptr (GArray) none = fl_session_list_reliability (self->session);
  g_assert_cmpuint (none->len, ==, 0);
  checked_answer_something (self);
  g_autoptr (GArray) points = fl_session_list_reliability (self->session);
  for (guint i = 0; i < points->len; i++) {
    const FlReliability *each = &g_array_index (points, FlReliability, i);
    n += each->n;
    n_right += (guint) lround (each->right * each->n);
    g_assert_cmpfloat (each->low, <=, each->right);
    g_assert_cmpfloat (each->right, <=, each->high);
  }
  g_assert_cmpuint (n, ==, 20);
  g_assert_cmpuint (n_right, ==, 18);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/session/accuracy/" path, Checked, NULL, checked_set_up, func, checked_tear_down)
  ADD ("now", test_accuracy);
  ADD ("taken-back", test_taken_back);
  ADD ("counts-lag", test_counts_lag);
  ADD ("reliability", test_reliability);
#undef ADD
  return checked_run ();
}
