/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps from what they cost to what they promise: what is frozen, what is drawn, and that the promise
 * holds. */
#include "meadow-sheets.h"

#include "learn/fl-misses.h"
#include "store/fl-store-sheets.h"

#include <math.h>

/* Two stretches with a person's label, of which one goes over five blocks, one of them without anything
 * found; the machine alone finds two more. */
static void
test_events (Meadow *self, gconstpointer data)
{
  FlSweepPlan plan = {.klass = meadow_get_bird (self), .max_missed = 0.1, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  for (guint b = 10; b < 15; b++)
    self->is_found[0][b] = b != 13;
  self->is_found[0][20] = TRUE;
  self->is_found[1][30] = TRUE;
  meadow_label (self, 0, 10);
  meadow_label (self, 0, 12);
  meadow_label (self, 0, 14);
  meadow_label (self, 1, 0);
  meadow_predict (self);
  g_assert_true (fl_session_preview_sweep (self->session, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan.n_known, ==, 2);
  g_assert_cmpuint (plan.n_blocks, ==, MEADOW_ALL - 7);
  g_assert_cmpuint (plan.n_tiles, ==,
                    fl_misses_count_tiles (plan.n_blocks, plan.n_known, 0.1, 0, 1 - 0.95));
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (self->session);
  g_assert_cmpuint (sweeps->len, ==, 0);
  /* Two blocks without anything part two events. */
  meadow_label (self, 0, 17);
  g_assert_true (fl_session_preview_sweep (self->session, &plan, &error));
  g_assert_cmpuint (plan.n_known, ==, 3);
}

/* The same, found on a thread; the newest wish counts. */
static void
test_priced (Meadow *self, gconstpointer data)
{
  const FlSweepPlan first = {.klass = meadow_get_bird (self), .max_missed = 0.5, .confidence = 0.9};
  FlSweepPlan plan = {.klass = meadow_get_bird (self), .max_missed = 0.1, .confidence = 0.95};
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const char *why = "?";

  meadow_add_visits (self, 20, 0);
  meadow_label (self, 0, 2);
  meadow_predict (self);
  g_signal_connect_swapped (self->session, "sweep-priced", G_CALLBACK (g_main_loop_quit), loop);
  g_assert_true (fl_session_price_sweep (self->session, &first, &error));
  g_assert_true (fl_session_price_sweep (self->session, &plan, &error));
  g_assert_null (fl_session_get_priced_sweep (self->session, &why));
  g_assert_null (why);
  g_main_loop_run (loop);
  const FlSweepPlan *found = fl_session_get_priced_sweep (self->session, &why);
  g_assert_true (fl_session_preview_sweep (self->session, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found->n_tiles, ==, plan.n_tiles);
  g_assert_cmpuint (found->n_blocks, ==, plan.n_blocks);
  g_assert_cmpuint (found->n_known, ==, 1);
  g_assert_cmpint (fl_session_start_priced_sweep (self->session, &error), !=, 0);
  g_assert_no_error (error);
  const FlSweepReport *report = meadow_get_report (self, &all);
  g_assert_cmpuint (report->n_blocks, ==, plan.n_blocks);
  g_assert_cmpuint (report->n_planned, ==, plan.n_tiles);
  g_assert_cmpfloat (report->max_missed, ==, 0.1);
  /* One at a time. */
  g_assert_false (fl_session_price_sweep (self->session, &plan, &error));
  g_assert_nonnull (strstr (error->message, "while one goes on"));
}

static gboolean
stop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Who wishes what cannot be is not given what was wished before. */
static void
test_forgotten (Meadow *self, gconstpointer data)
{
  FlSweepPlan plan = {.klass = meadow_get_bird (self), .max_missed = 0.1, .confidence = 0.95};
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  const char *why;

  meadow_predict (self);
  g_assert_true (fl_session_price_sweep (self->session, &plan, NULL));
  plan.max_missed = 2;
  g_assert_false (fl_session_price_sweep (self->session, &plan, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  /* Nothing tells that it came and was dropped. */
  g_timeout_add (300, stop, loop);
  g_main_loop_run (loop);
  g_assert_null (fl_session_get_priced_sweep (self->session, &why));
  g_assert_null (why);
  plan.max_missed = 0.1;
  g_signal_connect_swapped (self->session, "sweep-priced", G_CALLBACK (g_main_loop_quit), loop);
  g_assert_true (fl_session_price_sweep (self->session, &plan, NULL));
  g_main_loop_run (loop);
  g_assert_nonnull (fl_session_get_priced_sweep (self->session, &why));
}

/* Neither new labels, nor another model, nor a restart change what was frozen. */
static void
test_frozen (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  meadow_add_visits (self, 20, 0);
  meadow_label (self, 0, 2);
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 60);
  g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
  const FlSweepReport *then = meadow_get_report (self, &before);
  g_assert_cmpuint (then->n_blocks, ==, MEADOW_ALL - 16);
  g_assert_cmpuint (then->n_suspects, ==, 12);
  g_assert_cmpuint (then->n_planned, ==, 60);
  g_assert_cmpuint (then->n_known, ==, 1);
  for (guint b = 0; b < MEADOW_BLOCKS; b++)
    self->is_found[0][b] = !self->is_found[0][b];
  meadow_predict (self);
  meadow_label (self, 1, 100);
  meadow_reopen (self);
  const FlSweepReport *now = meadow_get_report (self, &after);
  g_assert_cmpuint (now->n_blocks, ==, then->n_blocks);
  g_assert_cmpuint (now->n_suspects, ==, then->n_suspects);
  g_assert_cmpuint (now->n_known, ==, then->n_known);
  g_autoptr (FlSheet) again = meadow_next (self, sweep);
  g_assert_cmpuint (again->number, ==, 0);
  g_assert_cmpuint (again->tiles->len, ==, FL_SHEET_TILES);
  for (guint i = 0; i < again->tiles->len; i++)
    g_assert_cmpint (g_array_index (again->tiles, FlSheetTile, i).frames.first, ==,
                     g_array_index (sheet->tiles, FlSheetTile, i).frames.first);
}

/* The highest scores are among the planned tiles, whatever the draw. */
static void
test_suspects (Meadow *self, gconstpointer data)
{
  guint n_seen = 0;

  for (guint b = 0; b < 12; b++)
    self->scores[b % 2][7 * b + 3] = 0.3;
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 60);
  for (guint s = 0; s < 2; s++) {
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    for (guint i = 0; i < sheet->tiles->len; i++) {
      guint stream;
      guint block;
      meadow_get_place (self, &g_array_index (sheet->tiles, FlSheetTile, i), &stream, &block);
      n_seen += self->scores[stream][block] > 0;
    }
    meadow_answer_none (self, sheet);
  }
  g_assert_cmpuint (n_seen, ==, 12);
}

/* What was found of a class is not said of another one with which it was merged later. */
static void
test_merged (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 60);
  g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
  meadow_answer_none (self, sheet);
  meadow_end (self, sweep);
  g_assert_true (fl_session_merge_class (self->session, meadow_get_bird (self),
                                         fl_session_find_class (self->session, "Squirrel", NULL),
                                         &error));
  g_assert_no_error (error);
  g_assert_cmpstr (meadow_get_report (self, &all)->klass, ==, "Bird");
}

static void
refuse (Meadow *self, FlSweepPlan plan, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fl_session_start_sweep (self->session, &plan, &error), ==, 0);
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("%s", error->message);
}

static void
test_refusals (Meadow *self, gconstpointer data)
{
  FlSweepPlan plan = {.klass = meadow_get_bird (self), .max_missed = 0.1, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  refuse (self, plan, "no model");
  meadow_predict (self);
  plan.max_missed = 0;
  refuse (self, plan, "numbers between 0 and 1");
  plan.max_missed = 0.1;
  plan.klass = fl_session_find_class (self->session, "Nothing", NULL);
  refuse (self, plan, "no events to be missed");
  const gint64 sweep = meadow_start (self, 60);
  meadow_end (self, sweep);
  g_assert_null (fl_session_next_sheet (self->session, sweep, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND);
}

/* Whoever tries again until chance is kind has to be surer each time. */
static void
test_attempts (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  guint n_more = 0;

  meadow_predict (self);
  for (guint attempt = 1; attempt <= 2; attempt++) {
    g_autoptr (GPtrArray) all = NULL;
    const gint64 sweep = meadow_start (self, MEADOW_ALL / 2);
    for (guint s = 0; s < MEADOW_ALL / 2 / FL_SHEET_TILES; s++) {
      g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
      meadow_answer_none (self, sheet);
    }
    meadow_end (self, sweep);
    const FlSweepReport *report = meadow_get_report (self, &all);
    g_assert_cmpuint (report->n_attempts, ==, attempt);
    g_assert_cmpuint (report->n_more, >, n_more);
    n_more = report->n_more;
  }
}

/* 300 blocks with 60 visits, of which the machine misses six and the person confirms the others. */
static void
test_ecologist (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  guint n_missed = 0;

  meadow_add_visits (self, 5, 10);
  for (guint i = 0; i < MEADOW_STREAMS; i++)
    for (guint b = 2; b < MEADOW_BLOCKS; b += 5) {
      n_missed += !self->is_found[i][b];
      if (self->is_found[i][b])
        meadow_label (self, i, b);
    }
  g_assert_cmpuint (n_missed, ==, 6);
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 0);
  meadow_fix_draw (self, sweep, 1);
  const FlSweepReport *report = meadow_get_report (self, &all);
  g_assert_cmpuint (report->n_known, ==, 54);
  const guint n_planned = report->n_planned;
  for (guint n_seen = 0; n_seen < n_planned;) {
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    meadow_answer_truly (self, sheet);
    g_ptr_array_unref (all);
    report = meadow_get_report (self, &all);
    meadow_assert_bound (self, sweep);
    g_assert_cmpuint (report->n_more + report->n_hits, >=, 6);
    n_seen = report->n_seen;
  }
  meadow_end (self, sweep);
  g_ptr_array_unref (all);
  report = meadow_get_report (self, &all);
  g_assert_cmpuint (report->n_found, ==, 54 + report->n_hits);
  g_assert_cmpuint (report->n_planted_seen, ==, report->n_planted);
  g_assert_cmpint (report->is_kept, ==, report->max_share <= 0.1);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (report);
  g_autofree char *expected = g_strdup_printf (
    "%u events of “Bird” are known; of the blocks of 5 s in whose samples it was not found, at most "
    "%u more begin one that you would have seen (95 %% confidence; %u of 246 blocks looked at, %u "
    "hit%s): at most %g %% missed",
    report->n_found, report->n_more, report->n_seen, report->n_hits, report->n_hits == 1 ? "" : "s",
    ceil (report->max_share * 1000 - 1e-9) / 10);
  g_assert_cmpstr (sentence, ==, expected);
}

/* One sweep of 90 tiles, looked at as long as one likes: stopped at the sheet that promises most.
 * Returns: whether more was missed than was promised */
static gboolean
is_false (Meadow *self, guint run, guint n_missed)
{
  const gint64 sweep = meadow_start (self, 90);
  gboolean is_wrong = FALSE;

  meadow_fix_draw (self, sweep, run);
  for (guint s = 0; s < 3; s++) {
    g_autoptr (GPtrArray) all = NULL;
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    meadow_answer_truly (self, sheet);
    const FlSweepReport *report = meadow_get_report (self, &all);
    is_wrong |= report->n_more + report->n_hits < n_missed;
  }
  meadow_end (self, sweep);
  g_autoptr (GPtrArray) ended = NULL;
  const FlSweepReport *report = meadow_get_report (self, &ended);
  is_wrong |= report->n_more + report->n_hits < n_missed;
  /* Nobody looked at it, for the next one to be the first. */
  g_autofree char *sql = g_strdup_printf ("DELETE FROM sweep_tile WHERE sweep = %d", (int) sweep);
  meadow_exec (self, sql);
  meadow_exec (self, "DELETE FROM label; DELETE FROM sweep_part; DELETE FROM action WHERE verb ="
                     " 'label' OR sweep IS NOT NULL; DELETE FROM sweep");
  g_assert_true (fl_session_load_labels (self->session, 0, NULL));
  return is_wrong;
}

static guint
count_false (Meadow *self, guint n_runs, guint n_missed)
{
  guint n_false = 0;

  /* Behind the suspects, which are the first blocks where all scores are the same. */
  for (guint i = 0; i < n_missed; i++)
    self->is_event[i % 2][10 * i + 25] = TRUE;
  meadow_predict (self);
  for (guint run = 0; run < n_runs; run++)
    n_false += is_false (self, run, n_missed);
  return n_false;
}

/* As many events as the bound says when none is seen, and one more: there it is most often wrong. */
static void
test_promise_holds (Meadow *self, gconstpointer data)
{
  const guint n_runs = 200;
  FlMissStratum strata[2];
  g_autofree guint8 *none = g_new0 (guint8, 90);

  fl_misses_plan (MEADOW_ALL, 90, strata);
  for (guint s = 0; s < 2; s++) {
    strata[s].hits = none;
    strata[s].n = strata[s].n_planned;
  }
  const guint n_missed = (guint) fl_misses_bound (strata, 2, 0.05) + 1;
  const guint n_false = count_false (self, n_runs, n_missed);
  g_test_message ("%u of %u sweeps promised too much (%u missed)", n_false, n_runs, n_missed);
  g_assert_cmpuint (n_false, >, 0);
  g_assert_cmpuint (n_false, <=, n_runs * 5 / 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Meadow, NULL, meadow_set_up, func, meadow_tear_down)
  ADD ("/session/sweeps/count-events-once", test_events);
  ADD ("/session/sweeps/are-priced-on-a-thread", test_priced);
  ADD ("/session/sweeps/forget-older-wishes", test_forgotten);
  ADD ("/session/sweeps/are-frozen", test_frozen);
  ADD ("/session/sweeps/look-at-all-suspects", test_suspects);
  ADD ("/session/sweeps/keep-the-name-of-a-class", test_merged);
  ADD ("/session/sweeps/refuse", test_refusals);
  ADD ("/session/sweeps/get-harder-with-each-attempt", test_attempts);
  ADD ("/session/sweeps/ecologist", test_ecologist);
  ADD ("/session/sweeps/keep-their-promise", test_promise_holds);
#undef ADD
  return g_test_run ();
}
