/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps from the first draw to the sentence: what is frozen, what a sheet is, what follows from its
 * answers, and that what is promised holds. */
#include "meadow.h"

#include "learn/fl-misses.h"
#include "store/fl-store-sheets.h"

#include <math.h>

#define N_ALL (MEADOW_STREAMS * MEADOW_BLOCKS)

static gint64
start (Meadow *self, guint n_tiles)
{
  FlSweepPlan plan = {.klass = meadow_get_bird (self),
                      .max_missed = 0.1,
                      .confidence = 0.95,
                      .n_tiles = n_tiles};
  g_autoptr (GError) error = NULL;
  const gint64 sweep = fl_session_start_sweep (self->session, &plan, &error);

  g_assert_no_error (error);
  return sweep;
}

/* Has the draw be one that is always the same; before any sheet was issued. */
static void
fix_draw (Meadow *self, gint64 sweep, guint run)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE sweep SET seed = 'seed %u', uuid = 'sweep %u' WHERE id = %d;"
                     "UPDATE stream SET uuid = 'stream ' || id",
                     run, run, (int) sweep);

  meadow_exec (self, sql);
}

static FlSheet *
next (Meadow *self, gint64 sweep)
{
  g_autoptr (GError) error = NULL;
  FlSheet *sheet = fl_session_next_sheet (self->session, sweep, &error);

  g_assert_no_error (error);
  return sheet;
}

static gboolean
is_there (Meadow *self, const FlSheetTile *tile)
{
  guint stream;
  guint block;

  meadow_get_place (self, tile, &stream, &block);
  return self->is_event[stream][block];
}

/* What somebody says who sees every bird, and on which frame it is. */
static void
answer_truly (Meadow *self, const FlSheet *sheet)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (FlSheetHit));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sheet->tiles->len; i++) {
    const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, i);
    const FlSheetHit hit = {.tile = i, .frame = tile->frames.first + 5};
    if (is_there (self, tile))
      g_array_append_val (hits, hit);
  }
  g_assert_true (fl_session_answer_sheet (self->session, sheet,
                                          (const FlSheetHit *) (const void *) hits->data, hits->len,
                                          &error));
  g_assert_no_error (error);
}

static void
answer_none (Meadow *self, const FlSheet *sheet)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer_sheet (self->session, sheet, NULL, 0, &error));
  g_assert_no_error (error);
}

/* The newest sweep; borrowed from @out_all. */
static const FlSweepReport *
get_report (Meadow *self, GPtrArray **out_all)
{
  *out_all = fl_session_list_sweeps (self->session);
  g_assert_cmpuint ((*out_all)->len, >, 0);
  return (*out_all)->pdata[(*out_all)->len - 1];
}

static void
assert_numbers (Meadow *self, guint n_sheets, guint n_hits, guint n_found)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = get_report (self, &all);

  g_assert_cmpuint (report->n_sheets, ==, n_sheets);
  g_assert_cmpuint (report->n_hits, ==, n_hits);
  g_assert_cmpuint (report->n_found, ==, n_found);
}

/* Visits of a block each, every @every blocks; the machine finds all but each @missed th. */
static void
add_visits (Meadow *self, guint every, guint missed)
{
  guint n = 0;

  for (guint i = 0; i < MEADOW_STREAMS; i++)
    for (guint b = 2; b < MEADOW_BLOCKS; b += every) {
      self->is_event[i][b] = TRUE;
      self->is_found[i][b] = missed == 0 || ++n % missed != 0;
    }
}

/* Two stretches with a person's label, of which one goes over three blocks; the machine alone finds two
 * more. */
static void
test_events (Meadow *self, gconstpointer data)
{
  FlSweepPlan plan = {.klass = meadow_get_bird (self), .max_missed = 0.1, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  for (guint b = 10; b < 13; b++)
    self->is_found[0][b] = TRUE;
  self->is_found[0][20] = TRUE;
  self->is_found[1][30] = TRUE;
  meadow_label (self, 0, 10);
  meadow_label (self, 0, 12);
  meadow_label (self, 1, 0);
  meadow_predict (self);
  g_assert_true (fl_session_preview_sweep (self->session, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan.n_known, ==, 2);
  g_assert_cmpuint (plan.n_blocks, ==, N_ALL - 6);
  g_assert_cmpuint (plan.n_tiles, ==,
                    fl_misses_count_tiles (plan.n_blocks, plan.n_known, 0.1, 0, 1 - 0.95));
  g_autoptr (GPtrArray) sweeps = fl_session_list_sweeps (self->session);
  g_assert_cmpuint (sweeps->len, ==, 0);
}

/* Neither new labels, nor another model, nor a restart change what was frozen. */
static void
test_frozen (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  add_visits (self, 20, 0);
  meadow_label (self, 0, 2);
  meadow_predict (self);
  const gint64 sweep = start (self, 60);
  g_autoptr (FlSheet) sheet = next (self, sweep);
  const FlSweepReport *then = get_report (self, &before);
  g_assert_cmpuint (then->n_blocks, ==, N_ALL - 16);
  g_assert_cmpuint (then->n_suspects, ==, 12);
  g_assert_cmpuint (then->n_planned, ==, 60);
  g_assert_cmpuint (then->n_known, ==, 1);
  for (guint b = 0; b < MEADOW_BLOCKS; b++)
    self->is_found[0][b] = !self->is_found[0][b];
  meadow_predict (self);
  meadow_label (self, 1, 100);
  meadow_reopen (self);
  const FlSweepReport *now = get_report (self, &after);
  g_assert_cmpuint (now->n_blocks, ==, then->n_blocks);
  g_assert_cmpuint (now->n_suspects, ==, then->n_suspects);
  g_assert_cmpuint (now->n_known, ==, then->n_known);
  g_autoptr (FlSheet) again = next (self, sweep);
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
  const gint64 sweep = start (self, 60);
  for (guint s = 0; s < 2; s++) {
    g_autoptr (FlSheet) sheet = next (self, sweep);
    for (guint i = 0; i < sheet->tiles->len; i++) {
      guint stream;
      guint block;
      meadow_get_place (self, &g_array_index (sheet->tiles, FlSheetTile, i), &stream, &block);
      n_seen += self->scores[stream][block] > 0;
    }
    answer_none (self, sheet);
  }
  g_assert_cmpuint (n_seen, ==, 12);
}

/* Once all was looked at nothing is left to be missed. */
static void
test_all (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  self->is_event[0][7] = TRUE;
  meadow_predict (self);
  const gint64 sweep = start (self, N_ALL);
  for (guint s = 0; s < N_ALL / FL_SHEET_TILES; s++) {
    g_autoptr (FlSheet) sheet = next (self, sweep);
    answer_truly (self, sheet);
  }
  g_autofree char *sentence = fl_sweep_report_dup_sentence (get_report (self, &all));
  g_assert_cmpstr (
    sentence, ==,
    "1 event of “Bird” is known; of the blocks of 5 s in whose samples it was not found, at most 0 "
    "more begin one that you would have seen (95 % confidence; 300 of 300 blocks looked at, 1 "
    "hit): at most 0 % missed");
}

/* The bound is that of fl_misses_bound(), of the tiles as they were drawn. */
static guint64
bound_tiles (Meadow *self, gint64 sweep, const FlSweepReport *report)
{
  g_autoptr (GArray) tiles = fl_store_list_tiles (self->session->store, sweep, NULL);
  g_autofree guint8 *both = g_new0 (guint8, 2 * tiles->len);
  guint8 *const hits[] = {both, both + tiles->len};
  FlMissStratum strata[2];

  fl_misses_plan (report->n_blocks, report->n_planned, strata);
  for (guint s = 0; s < 2; s++)
    strata[s].hits = hits[s];
  for (guint i = 0; i < tiles->len; i++) {
    const FlSweepTile *tile = &g_array_index (tiles, FlSweepTile, i);
    if (tile->is_answered && tile->role != FL_SWEEP_KNOWN)
      hits[tile->role][strata[tile->role].n++] = tile->is_hit;
  }
  return fl_misses_bound (strata, 2, 1 - 0.95);
}

static void
assert_bound (Meadow *self, gint64 sweep)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = get_report (self, &all);

  g_assert_cmpuint (report->n_more, ==, bound_tiles (self, sweep, report));
  g_assert_cmpfloat (report->max_share, ==,
                     fl_misses_bound_share (report->n_found, report->n_more));
}

static FlLabelState
get_state (Meadow *self, const FlSheetTile *tile, gint64 frame)
{
  const FlLabelRow *row = self->session->is_multi_label
                            ? fl_tag_tracks_find (fl_stream_get_tags (tile->stream),
                                                  fl_class_get_id (meadow_get_bird (self)), frame)
                            : fl_track_find (fl_stream_get_track (tile->stream), frame);

  if (row != NULL) {
    g_assert_cmpstr (row->kind, ==, "sweep");
    g_assert_cmpint (row->class_id, ==, fl_class_get_id (meadow_get_bird (self)));
  }
  return row != NULL ? row->state : FL_LABEL_UNSEEN;
}

/* Hits count and are labels; taken back at once they never were, later only the labels go. */
static void
test_hits (Meadow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  meadow_predict (self);
  const gint64 sweep = start (self, 90);
  g_autoptr (FlSheet) sheet = next (self, sweep);
  const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, 4);
  const gint64 frame = tile->frames.first + 7;
  const FlSheetHit hits[] = {{.tile = 4, .frame = frame}, {.tile = 9, .frame = -1}};
  g_assert_true (fl_session_answer_sheet (self->session, sheet, hits, 2, &error));
  g_assert_no_error (error);
  assert_numbers (self, 1, 2, 2);
  assert_bound (self, sweep);
  g_assert_cmpint (get_state (self, tile, frame), ==, FL_LABEL_LABELLED);
  g_assert_cmpint (get_state (self, tile, frame + 1), ==, FL_LABEL_UNSEEN);
  g_autofree char *what = NULL;
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "the answer to a sheet of a sweep");
  assert_numbers (self, 0, 0, 0);
  g_assert_cmpint (get_state (self, tile, frame), ==, FL_LABEL_UNSEEN);
  g_autoptr (FlSheet) again = next (self, sweep);
  g_assert_cmpuint (again->number, ==, 0);
  g_assert_true (fl_session_answer_sheet (self->session, again, hits, 1, &error));
  assert_numbers (self, 1, 1, 1);
  g_autoptr (FlSheet) second = next (self, sweep);
  g_assert_cmpuint (second->number, ==, 1);
  answer_none (self, second);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_numbers (self, 1, 1, 1);
  assert_bound (self, sweep);
  meadow_reopen (self);
  assert_numbers (self, 1, 1, 1);
}

/* What was planted is found in the report of all sheets but the newest, whose answer may be replaced. */
static void
test_planted (Meadow *self, gconstpointer data)
{
  guint n_planted = 0;
  guint n_before = 0;

  add_visits (self, 10, 0);
  for (guint i = 0; i < MEADOW_STREAMS; i++)
    for (guint b = 2; b < MEADOW_BLOCKS; b += 10)
      meadow_label (self, i, b);
  meadow_predict (self);
  const gint64 sweep = start (self, 180);
  fix_draw (self, sweep, 1);
  for (guint s = 0; s < 6; s++) {
    g_autoptr (GPtrArray) all = NULL;
    g_autoptr (FlSheet) sheet = next (self, sweep);
    n_before = n_planted;
    for (guint i = 0; i < sheet->tiles->len; i++)
      n_planted += is_there (self, &g_array_index (sheet->tiles, FlSheetTile, i));
    if (s % 2 == 0)
      answer_truly (self, sheet);
    else
      answer_none (self, sheet);
    const FlSweepReport *report = get_report (self, &all);
    g_assert_cmpuint (report->n_planted, ==, n_before);
    g_assert_cmpuint (report->n_hits, ==, 0);
    g_assert_cmpuint (report->n_found, ==, 30);
  }
  g_assert_cmpuint (n_planted, >, 3);
  g_assert_true (fl_session_end_sweep (self->session, sweep, NULL));
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = get_report (self, &all);
  g_assert_cmpuint (report->n_planted, ==, n_planted);
  g_assert_cmpuint (report->n_planted_seen, <, n_planted);
  g_assert_cmpuint (report->n_planted_seen, >, 0);
  g_assert_nonnull (report->seed);
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
refuse_answer (Meadow *self, const FlSheet *sheet, FlSheetHit hit, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_answer_sheet (self->session, sheet, &hit, 1, &error));
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
  const gint64 sweep = start (self, 60);
  g_autoptr (FlSheet) sheet = next (self, sweep);
  refuse_answer (self, sheet, (FlSheetHit){.tile = 30, .frame = -1}, "no tile 30");
  refuse_answer (self, sheet, (FlSheetHit){.tile = 0, .frame = MEADOW_FRAMES}, "is not on tile 0");
  sheet->number = 1;
  refuse_answer (self, sheet, (FlSheetHit){.tile = 0, .frame = -1}, "another one is next");
  assert_numbers (self, 0, 0, 0);
  g_assert_true (fl_session_end_sweep (self->session, sweep, &error));
  g_assert_null (fl_session_next_sheet (self->session, sweep, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND);
}

/* Sheets of a video that was removed wait for it: without them the draw would be another one. */
static void
test_removed (Meadow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  meadow_predict (self);
  const gint64 sweep = start (self, 60);
  g_autofree char *sql = g_strdup_printf ("UPDATE stream SET is_hidden = 1 WHERE id = 1");
  meadow_exec (self, sql);
  g_assert_true (fl_session_show_streams (self->session, &error));
  g_assert_null (fl_session_next_sheet (self->session, sweep, &error));
  g_assert_nonnull (strstr (error->message, "“field-0.mp4” is not there"));
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
    const gint64 sweep = start (self, N_ALL / 2);
    for (guint s = 0; s < N_ALL / 2 / FL_SHEET_TILES; s++) {
      g_autoptr (FlSheet) sheet = next (self, sweep);
      answer_none (self, sheet);
    }
    const FlSweepReport *report = get_report (self, &all);
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

  add_visits (self, 5, 10);
  for (guint i = 0; i < MEADOW_STREAMS; i++)
    for (guint b = 2; b < MEADOW_BLOCKS; b += 5) {
      n_missed += !self->is_found[i][b];
      if (self->is_found[i][b])
        meadow_label (self, i, b);
    }
  g_assert_cmpuint (n_missed, ==, 6);
  meadow_predict (self);
  const gint64 sweep = start (self, 0);
  fix_draw (self, sweep, 1);
  const FlSweepReport *report = get_report (self, &all);
  g_assert_cmpuint (report->n_known, ==, 54);
  const guint n_planned = report->n_planned;
  for (guint n_seen = 0; n_seen < n_planned;) {
    g_autoptr (FlSheet) sheet = next (self, sweep);
    answer_truly (self, sheet);
    g_ptr_array_unref (all);
    report = get_report (self, &all);
    assert_bound (self, sweep);
    g_assert_cmpuint (report->n_more + report->n_hits, >=, 6);
    n_seen = report->n_seen;
  }
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
  const gint64 sweep = start (self, 90);
  gboolean is_wrong = FALSE;

  fix_draw (self, sweep, run);
  for (guint s = 0; s < 3; s++) {
    g_autoptr (GPtrArray) all = NULL;
    g_autoptr (FlSheet) sheet = next (self, sweep);
    answer_truly (self, sheet);
    const FlSweepReport *report = get_report (self, &all);
    is_wrong |= report->n_more + report->n_hits < n_missed;
  }
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

  fl_misses_plan (N_ALL, 90, strata);
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
  ADD ("/session/sweeps/are-frozen", test_frozen);
  ADD ("/session/sweeps/look-at-all-suspects", test_suspects);
  ADD ("/session/sweeps/leave-nothing-when-all-was-seen", test_all);
  ADD ("/session/sweeps/make-labels-of-hits", test_hits);
  g_test_add ("/session/sweeps/make-tags-of-hits", Meadow, GINT_TO_POINTER (TRUE), meadow_set_up,
              test_hits, meadow_tear_down);
  ADD ("/session/sweeps/tell-of-planted-events-late", test_planted);
  ADD ("/session/sweeps/refuse", test_refusals);
  ADD ("/session/sweeps/wait-for-removed-videos", test_removed);
  ADD ("/session/sweeps/get-harder-with-each-attempt", test_attempts);
  ADD ("/session/sweeps/ecologist", test_ecologist);
  ADD ("/session/sweeps/keep-their-promise", test_promise_holds);
#undef ADD
  return g_test_run ();
}
