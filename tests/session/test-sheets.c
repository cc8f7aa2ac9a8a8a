/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets: what an answer does, when it is told, and what counts as what. */
#include "meadow-sheets.h"

#include "store/fl-store-sheets.h"

static void
assert_numbers (Meadow *self, guint n_sheets, guint n_hits, guint n_found)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = meadow_get_report (self, &all);

  g_assert_cmpuint (report->n_sheets, ==, n_sheets);
  g_assert_cmpuint (report->n_hits, ==, n_hits);
  g_assert_cmpuint (report->n_found, ==, n_found);
}

/* Once all was looked at nothing is left to be missed. */
static void
test_all (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  self->is_event[0][7] = TRUE;
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, MEADOW_ALL);
  for (guint s = 0; s < MEADOW_ALL / FL_SHEET_TILES; s++) {
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    meadow_answer_truly (self, sheet);
  }
  meadow_end (self, sweep);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (meadow_get_report (self, &all));
  g_assert_cmpstr (
    sentence, ==,
    "1 event of “Bird” is known; of the blocks of 5 s in whose samples it was not found, at most 0 "
    "more begin one that you would have seen (95 % confidence; 300 of 300 blocks looked at, 1 "
    "hit): at most 0 % missed");
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
  const gint64 sweep = meadow_start (self, 90);
  g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
  const FlSheetTile *tile = &g_array_index (sheet->tiles, FlSheetTile, 4);
  const gint64 frame = tile->frames.first + 7;
  const FlSheetMark hits[] = {{.tile = 4, .frame = frame}, {.tile = 9, .frame = -1}};
  g_assert_true (fl_session_answer_sheet (self->session, sheet, hits, 2, &error));
  g_assert_no_error (error);
  assert_numbers (self, 1, 0, 0);
  meadow_assert_bound (self, sweep);
  g_assert_cmpint (get_state (self, tile, frame), ==, FL_LABEL_LABELLED);
  g_assert_cmpint (get_state (self, tile, frame + 1), ==, FL_LABEL_UNSEEN);
  g_autofree char *what = NULL;
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "the answer to a sheet of a sweep");
  assert_numbers (self, 0, 0, 0);
  g_assert_cmpint (get_state (self, tile, frame), ==, FL_LABEL_UNSEEN);
  g_autoptr (FlSheet) again = meadow_next (self, sweep);
  g_assert_cmpuint (again->number, ==, 0);
  g_assert_true (fl_session_answer_sheet (self->session, again, hits, 1, &error));
  assert_numbers (self, 1, 0, 0);
  g_autoptr (FlSheet) second = meadow_next (self, sweep);
  g_assert_cmpuint (second->number, ==, 1);
  meadow_answer_none (self, second);
  assert_numbers (self, 2, 1, 1);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_numbers (self, 1, 1, 1);
  meadow_assert_bound (self, sweep);
  meadow_reopen (self);
  assert_numbers (self, 1, 1, 1);
}

/* What was planted is found in the report of all sheets but the newest, whose answer may be replaced. */
static void
test_planted (Meadow *self, gconstpointer data)
{
  guint n_planted = 0;
  guint n_before = 0;

  meadow_add_visits (self, 10, 0);
  for (guint i = 0; i < MEADOW_STREAMS; i++)
    for (guint b = 2; b < MEADOW_BLOCKS; b += 10)
      meadow_label (self, i, b);
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 180);
  meadow_fix_draw (self, sweep, 1);
  for (guint s = 0; s < 6; s++) {
    g_autoptr (GPtrArray) all = NULL;
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    n_before = n_planted;
    for (guint i = 0; i < sheet->tiles->len; i++)
      n_planted += meadow_is_there (self, &g_array_index (sheet->tiles, FlSheetTile, i));
    if (s % 2 == 0)
      meadow_answer_truly (self, sheet);
    else
      meadow_answer_none (self, sheet);
    const FlSweepReport *report = meadow_get_report (self, &all);
    g_assert_cmpuint (report->n_planted, ==, n_before);
    g_assert_cmpuint (report->n_hits, ==, 0);
    g_assert_cmpuint (report->n_found, ==, 30);
  }
  g_assert_cmpuint (n_planted, >, 3);
  g_assert_true (fl_session_end_sweep (self->session, sweep, NULL));
  g_autoptr (GPtrArray) all = NULL;
  const FlSweepReport *report = meadow_get_report (self, &all);
  g_assert_cmpuint (report->n_planted, ==, n_planted);
  g_assert_cmpuint (report->n_planted_seen, <, n_planted);
  g_assert_cmpuint (report->n_planted_seen, >, 0);
  g_assert_nonnull (report->seed);
}

/* While the answer to a sheet can be replaced, no number tells what was on it. */
static void
test_told_late (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GPtrArray) after = NULL;

  meadow_add_visits (self, 10, 0);
  meadow_label (self, 0, 2);
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 90);
  const FlSweepReport *then = meadow_get_report (self, &before);
  g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
  const FlSheetMark hit = {.tile = 4, .frame = -1};
  g_assert_true (fl_session_answer_sheet (self->session, sheet, &hit, 1, NULL));
  const FlSweepReport *now = meadow_get_report (self, &fresh);
  g_assert_true (now->has_fresh);
  g_assert_cmpuint (now->n_sheets, ==, 1);
  g_assert_cmpuint (now->n_seen, ==, 0);
  g_assert_cmpuint (now->n_hits, ==, 0);
  g_assert_cmpuint (now->n_planted, ==, 0);
  g_assert_cmpuint (now->n_found, ==, then->n_found);
  g_assert_cmpuint (now->n_more, ==, then->n_more);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (now);
  g_assert_cmpstr (
    sentence, ==,
    "1 event of “Bird” is known; the first sheet counts once the next one is answered");
  /* Any other answer has it stand. */
  meadow_label (self, 1, 100);
  const FlSweepReport *later = meadow_get_report (self, &after);
  g_assert_false (later->has_fresh);
  g_assert_cmpuint (later->n_seen, >=, FL_SHEET_TILES - 1);
}

/* There is no next one to wait for. */
static void
test_only_sheet (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 20);
  g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
  meadow_answer_none (self, sheet);
  const FlSweepReport *report = meadow_get_report (self, &all);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (report);
  g_assert_true (report->has_fresh);
  g_assert_cmpstr (sentence, ==,
                   "0 events of “Bird” are known; the only planned sheet counts once something "
                   "else is answered or the sweep is ended");
}

/* Who cannot tell may have missed one there: for the bound it is a hit, and for the promise a miss. */
static void
test_unsure (Meadow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  const FlSheetMark marks[] = {{.tile = 4, .frame = -1, .is_unsure = TRUE},
                               {.tile = 9, .frame = -1},
                               {.tile = 20, .frame = -1, .is_unsure = TRUE}};

  meadow_predict (self);
  const gint64 sweep = meadow_start (self, MEADOW_ALL);
  for (guint s = 0; s < MEADOW_ALL / FL_SHEET_TILES; s++) {
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    g_assert_true (fl_session_answer_sheet (self->session, sheet, marks,
                                            s == 0 ? G_N_ELEMENTS (marks) : 0, NULL));
    meadow_assert_bound (self, sweep);
  }
  meadow_end (self, sweep);
  const FlSweepReport *report = meadow_get_report (self, &all);
  g_assert_cmpuint (report->n_unsure, ==, 2);
  g_assert_cmpuint (report->n_hits, ==, 1);
  g_assert_cmpuint (report->n_found, ==, 1);
  g_assert_cmpuint (report->n_more, ==, 2);
  g_autofree char *sentence = fl_sweep_report_dup_sentence (report);
  g_assert_nonnull (strstr (sentence, "300 of 300 blocks looked at, 1 hit, 2 unsure"));
}

/* Place of a tile of the newest sheet that shows a block once more, -1 for none. */
static int
find_repeat (Meadow *self, gint64 sweep, const FlSheet *sheet)
{
  g_autoptr (GArray) tiles = fl_store_list_tiles (self->session->store, sweep, NULL);

  for (guint i = sheet->number * FL_SHEET_TILES; i < tiles->len; i++)
    if (g_array_index (tiles, FlSweepTile, i).role == FL_SWEEP_REPEAT)
      return (int) (i % FL_SHEET_TILES);
  return -1;
}

/* What is seen where a block is shown once more was passed over the first time: it counts as a hit there. */
static void
test_repeat (Meadow *self, gconstpointer data)
{
  guint n_repeats = 0;

  meadow_add_visits (self, 10, 0);
  for (guint b = 2; b < MEADOW_BLOCKS; b += 10)
    meadow_label (self, 0, b);
  meadow_predict (self);
  for (guint run = 0; run < 5; run++) {
    g_autoptr (GError) error = NULL;
    const gint64 sweep = meadow_start (self, MEADOW_ALL);
    meadow_fix_draw (self, sweep, run);
    g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
    int place = -1;
    while (sheet != NULL) {
      place = find_repeat (self, sweep, sheet);
      const FlSheetMark mark = {.tile = (guint) place, .frame = -1};
      g_assert_true (fl_session_answer_sheet (self->session, sheet, &mark, place >= 0, NULL));
      g_clear_pointer (&sheet, fl_sheet_free);
      sheet = fl_session_next_sheet (self->session, sweep, &error);
    }
    g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_ALL_DONE);
    meadow_end (self, sweep);
    g_autoptr (GPtrArray) all = NULL;
    const FlSweepReport *report = meadow_get_report (self, &all);
    g_assert_cmpuint (report->n_seen, ==, report->n_blocks);
    g_assert_cmpuint (report->n_hits, ==, place >= 0 ? 1 : 0);
    n_repeats += place >= 0;
  }
  g_assert_cmpuint (n_repeats, >, 0);
}

/* What nobody was shown nobody has seen. */
static void
test_shown (Meadow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 60);
  g_assert_null (fl_session_find_sheet (self->session, sweep, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_autoptr (FlSheet) shown = meadow_next (self, sweep);
  g_autoptr (FlSheet) found = fl_session_find_sheet (self->session, sweep, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->number, ==, 0);
  meadow_answer_none (self, found);
  g_assert_null (fl_session_find_sheet (self->session, sweep, &error));
  g_assert_nonnull (strstr (error->message, "Sheet 1 cannot be answered"));
}

static void
refuse_answer (Meadow *self, const FlSheet *sheet, FlSheetMark hit, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_answer_sheet (self->session, sheet, &hit, 1, &error));
  if (strstr (error->message, words) == NULL)
    g_error ("%s", error->message);
}

/* An answer names what is on the sheet that is next. */
static void
test_refused_answers (Meadow *self, gconstpointer data)
{
  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 60);
  g_autoptr (FlSheet) sheet = meadow_next (self, sweep);
  refuse_answer (self, sheet, (FlSheetMark){.tile = 30, .frame = -1}, "no tile 30");
  refuse_answer (self, sheet, (FlSheetMark){.tile = 0, .frame = MEADOW_FRAMES}, "is not on tile 0");
  sheet->number = 1;
  refuse_answer (self, sheet, (FlSheetMark){.tile = 0, .frame = -1}, "another one is next");
  assert_numbers (self, 0, 0, 0);
}

/* Sheets of a video that was removed wait for it: without them the draw would be another one. */
static void
test_removed (Meadow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  meadow_predict (self);
  const gint64 sweep = meadow_start (self, 60);
  g_autofree char *sql = g_strdup_printf ("UPDATE stream SET is_hidden = 1 WHERE id = 1");
  meadow_exec (self, sql);
  g_assert_true (fl_session_show_streams (self->session, &error));
  g_assert_null (fl_session_next_sheet (self->session, sweep, &error));
  g_assert_nonnull (strstr (error->message, "“field-0.mp4” is not there"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Meadow, NULL, meadow_set_up, func, meadow_tear_down)
  ADD ("/session/sheets/leave-nothing-when-all-was-seen", test_all);
  ADD ("/session/sheets/make-labels-of-hits", test_hits);
  g_test_add ("/session/sheets/make-tags-of-hits", Meadow, GINT_TO_POINTER (TRUE), meadow_set_up,
              test_hits, meadow_tear_down);
  ADD ("/session/sheets/tell-of-planted-events-late", test_planted);
  ADD ("/session/sheets/are-told-late", test_told_late);
  ADD ("/session/sheets/may-be-the-only-one", test_only_sheet);
  ADD ("/session/sheets/count-unsure-as-missed", test_unsure);
  ADD ("/session/sheets/count-what-is-seen-the-second-time", test_repeat);
  ADD ("/session/sheets/are-answered-when-they-were-shown", test_shown);
  ADD ("/session/sheets/refuse-answers", test_refused_answers);
  ADD ("/session/sheets/wait-for-removed-videos", test_removed);
#undef ADD
  return g_test_run ();
}
