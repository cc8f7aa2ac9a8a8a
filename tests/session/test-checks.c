/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of the whole pool: how often, of which samples, what is kept before the answer and what
 * counts after it. */
#include "session/fl-session-checks.h"

#include "checked.h"
#include "session/fl-item-private.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-mixer.h"
#include "session/fl-session-review.h"
#include "session/fl-session-tags.h"
#include "store/fl-store-checks.h"
#include "store/fl-store-lots.h"

#include <math.h>
#include <sqlite3.h>

#define N_SLOTS 4000

/* What is told of checks, as "rrw": right, right, wrong. */
static void
assert_told (Checked *self, const char *expected)
{
  g_autoptr (GArray) checks = fl_session_list_checks (self->session, 0);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    g_string_append_c (found, g_array_index (checks, FlCheck, i).is_wrong ? 'w' : 'r');
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpuint (fl_session_count_checks (self->session), ==, checks->len);
}

static gint64
read_number (Checked *self, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  const gint64 number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

static gint64
count_asked (Checked *self)
{
  return read_number (self, "SELECT count (*) FROM question JOIN random_check"
                            " ON question.id = question WHERE kind = 'check'");
}

typedef struct {
  guint n_checks;
  guint n_audits;
  guint n_all; /* of what measures */
} Counts;

/* What the mixer puts into so many slots, one after the other. */
static Counts
count_slots (Checked *self)
{
  Counts counts = {0};

  self->session->n_questions = 1;
  for (guint i = 0; i < N_SLOTS; i++) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    g_ptr_array_add (items, fl_item_new (fl_session_peek_stream (self->session, 0), 1,
                                         FL_REASON_DOUBTFUL));
    self->session->n_steps = i;
    fl_session_mix_questions (self->session, items);
    counts.n_checks += fl_item_get_is_pool_check (items->pdata[0]);
    counts.n_audits += fl_item_get_lot (items->pdata[0]) > 0;
    counts.n_all += fl_item_get_is_blind (items->pdata[0]);
  }
  return counts;
}

/* Within five standard deviations. */
static void
assert_share (guint n, double share)
{
  g_assert_cmpfloat (fabs (n - N_SLOTS * share), <=, 5 * sqrt (N_SLOTS * share * (1 - share)));
}

/* A lot of the frame 1 of the first stream, of whatever class. */
static void
open_lot (Checked *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  const FlLotRow row = {.max_error = 0.1, .confidence = 0.95};
  const FlLotSample sample = {.frame = 1,
                              .class_id = fl_class_get_id (checked_find_class (self, 0, 1)),
                              .confidence = 0.9};
  FlLotPart *part = g_new (FlLotPart, 1);

  *part = (FlLotPart){.stream = fl_stream_get_id (fl_session_peek_stream (self->session, 0)),
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  g_array_append_val (part->samples, sample);
  g_ptr_array_add (parts, part);
  g_assert_cmpint (fl_store_add_lot (self->session->store, &row, parts, self->session->annotator,
                                     NULL),
                   >, 0);
  g_assert_true (fl_session_load_lots (self->session, NULL));
}

/* One mixer, one draw a slot: 10 % with few labels, 5 % with many, and never more than 15 % with all. */
static void
test_share (Checked *self, gconstpointer data)
{
  const Counts few = count_slots (self);
  self->session->n_taught = 199;
  g_assert_cmpuint (count_slots (self).n_checks, ==, few.n_checks);
  self->session->n_taught = 200;
  const Counts many = count_slots (self);

  g_assert_cmpuint (few.n_audits + many.n_audits, ==, 0);
  g_assert_cmpuint (few.n_all, ==, few.n_checks);
  assert_share (few.n_checks, 0.10);
  assert_share (many.n_checks, 0.05);
  open_lot (self);
  const Counts with_lot = count_slots (self);
  assert_share (with_lot.n_audits, 0.10);
  assert_share (with_lot.n_checks, 0.03);
  g_assert_cmpuint (with_lot.n_all, ==, with_lot.n_audits + with_lot.n_checks);
  g_assert_cmpuint (with_lot.n_all, <=, N_SLOTS * 0.15);
}

/* Questions that stand behind the best, for who answers faster than models come, are no way round it. */
static void
test_spare (Checked *self, gconstpointer data)
{
  FlStream *stream = fl_session_peek_stream (self->session, 0);
  guint n_blind = 0;

  self->session->n_questions = 1;
  for (guint i = 0; i < N_SLOTS; i += 4) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    for (guint j = 0; j < 4; j++)
      g_ptr_array_add (items, fl_item_new (stream, 1 + j, FL_REASON_RANDOM));
    self->session->n_steps = i;
    fl_session_mix_questions (self->session, items);
    for (guint j = 0; j < 4; j++)
      n_blind += fl_item_get_is_blind (items->pdata[j]);
  }
  assert_share (n_blind, 0.10);
}

/* Nothing else is asked in between where somebody looks for frames like one. */
static void
test_not_among_like_ones (Checked *self, gconstpointer data)
{
  self->session->likes = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));
  g_assert_cmpuint (count_slots (self).n_all, ==, 0);
}

/* Uniform over all samples without a label: chi square of 120 cells. */
static void
test_uniform (Checked *self, gconstpointer data)
{
  const guint n_draws = 100 * CHECKED_N_FREE;
  guint counts[SCENES_N_STREAMS][SCENES_N_FRAMES] = {0};
  double chi2 = 0;
  guint n_cells = 0;

  for (guint i = 0; i < n_draws; i++) {
    g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);
    counts[checked_get_stream_number (self, item)][fl_item_get_frame (item)]++;
  }
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++) {
      if (fl_track_find (fl_stream_get_track (fl_session_peek_stream (self->session, i)), frame)) {
        g_assert_cmpuint (counts[i][frame], ==, 0);
        continue;
      }
      n_cells++;
      chi2 += pow (counts[i][frame] - 100.0, 2) / 100;
    }
  g_assert_cmpuint (n_cells, ==, CHECKED_N_FREE);
  /* 119 degrees of freedom, four standard deviations to each side. */
  g_assert_cmpfloat (fabs (chi2 - (CHECKED_N_FREE - 1)), <, 4 * sqrt (2 * (CHECKED_N_FREE - 1)));
}

/* What the machine says is in the file before anybody answers, and nobody sees it. */
static void
test_blind (Checked *self, gconstpointer data)
{
  FlItem *item = checked_ask (self);
  const FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  const gssize i = fl_sample_set_find (sweep->samples, fl_item_get_frame (item));
  g_autofree char *sentence = fl_item_dup_sentence (item);

  g_assert_cmpstr (sentence, ==, "Just checking");
  g_assert_true (fl_item_get_is_blind (item));
  for (guint c = 0; c < fl_session_get_n_classes (self->session); c++)
    g_assert_true (isnan (fl_class_get_probability (fl_session_peek_class (self->session, c))));
  g_assert_cmpint (count_asked (self), ==, 1);
  g_assert_cmpint (read_number (self, "SELECT class FROM random_check"), ==, sweep->class_ids[i]);
  g_assert_cmpint (read_number (self, "SELECT round (1e6 * probability) FROM random_check"), ==,
                   (gint64) round (1e6 * (double) sweep->confidences[i]));
  g_assert_cmpint (read_number (self, "SELECT n_labels FROM random_check"), ==,
                   SCENES_N_STREAMS * CHECKED_N_LABELLED);
  g_assert_cmpint (read_number (self, "SELECT substr (draw, 3) FROM question"), ==, CHECKED_N_FREE);
  checked_answer (self, TRUE);
  g_assert_cmpint (read_number (self, "SELECT count (*) FROM action a JOIN question q"
                                      " ON q.id = a.question WHERE a.kind = 'check'"
                                      " AND a.guess_shown = 0 AND a.first_frame = q.frame"),
                   ==, 1);
}

/* What a review shows of @item, and Enter takes over there. */
static void
assert_shown (Checked *self, FlItem *item, FlCertainty certainty, gboolean is_known)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  FlReviewState state;

  fl_session_get_state (self->session, item, &state);
  g_assert_cmpint (state.certainty, ==, certainty);
  g_assert_true ((state.klass != NULL) == is_known);
  g_ptr_array_add (items, item);
  if (!is_known)
    g_assert_cmpuint (fl_session_confirm (self->session, items, NULL), ==, 0);
}

/* What the machine says of what is checked is hidden until it has its answer: while it waits for its
 * turn, while it is asked, and while it is put off. */
static void
test_hidden (Checked *self, gconstpointer data)
{
  g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);

  assert_shown (self, item, FL_CERTAINTY_MODEL, TRUE);
  fl_queue_put_first (self->session->queue, item);
  assert_shown (self, item, FL_CERTAINTY_UNSEEN, FALSE);
  fl_session_update_current (self->session);
  assert_shown (self, item, FL_CERTAINTY_UNSEEN, FALSE);
  fl_session_later (self->session, item);
  assert_shown (self, item, FL_CERTAINTY_UNSEEN, FALSE);
  g_assert_true (fl_session_ask_check_of (self->session, fl_item_get_stream (item),
                                          fl_item_get_frame (item), 0));
  checked_answer (self, FALSE);
  assert_shown (self, item, FL_CERTAINTY_HUMAN, TRUE);
}

/* What is told lags one answer, or one could read from it what the machine said. */
static void
test_told_late (Checked *self, gconstpointer data)
{
  (void) checked_ask (self);
  checked_answer (self, FALSE);
  assert_told (self, "");
  (void) checked_ask (self);
  assert_told (self, "");
  checked_answer (self, TRUE);
  assert_told (self, "w");
  checked_answer_something (self);
  assert_told (self, "wr");
  checked_reopen (self);
  assert_told (self, "wr");
}

/* A slip is replaced and stays in the log; what is taken back later stays the check. */
static void
test_slip (Checked *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (checked_ask (self));
  g_autoptr (GError) error = NULL;

  checked_answer (self, FALSE);
  g_assert_true (fl_session_take_back (self->session, &error));
  g_assert_true (fl_item_is_same (checked_get_current (self), item));
  g_assert_true (fl_item_get_is_blind (checked_get_current (self)));
  g_assert_cmpint (count_asked (self), ==, 1);
  checked_answer (self, TRUE);
  checked_answer_something (self);
  assert_told (self, "r");
  g_assert_cmpint (read_number (self, "SELECT count (*) FROM action WHERE kind = 'check'"), ==, 2);
  (void) checked_ask (self);
  checked_answer (self, FALSE);
  checked_answer_something (self);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_told (self, "rw");
  g_assert_false (fl_item_get_is_blind (checked_get_current (self)));
}

/* A restart draws nothing anew, and asks first what was asked. */
static void
test_restart (Checked *self, gconstpointer data)
{
  const gint64 frame = fl_item_get_frame (checked_ask (self));
  const guint stream = checked_get_stream_number (self, checked_get_current (self));
  const gint64 n_labels = read_number (self, "SELECT n_labels FROM random_check");

  checked_reopen (self);
  g_assert_cmpint (fl_item_get_frame (checked_get_current (self)), ==, frame);
  g_assert_cmpuint (checked_get_stream_number (self, checked_get_current (self)), ==, stream);
  g_assert_cmpint (fl_item_get_reason (checked_get_current (self)), ==, FL_REASON_CHECK);
  g_assert_cmpint (count_asked (self), ==, 1);
  checked_answer (self, TRUE);
  g_assert_cmpint (read_number (self, "SELECT n_labels FROM random_check"), ==, n_labels);
  checked_answer_something (self);
  assert_told (self, "r");
  checked_reopen (self);
  g_assert_cmpint (fl_item_get_reason (checked_get_current (self)), !=, FL_REASON_CHECK);
}

/* What was put off comes back as what it was, and nothing is drawn in its place. */
static void
test_later (Checked *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (checked_ask (self));

  fl_session_later (self->session, item);
  for (guint i = 0; i < 20; i++) {
    g_assert_true (fl_session_learn (self->session, NULL));
    g_assert_false (fl_item_is_same (checked_get_current (self), item));
    checked_answer (self, TRUE);
  }
  g_assert_true (fl_session_learn (self->session, NULL));
  g_assert_true (fl_item_is_same (checked_get_current (self), item));
  g_assert_cmpint (fl_item_get_reason (checked_get_current (self)), ==, FL_REASON_CHECK);
}

/* Only an answer to the check is one; what is said otherwise of its frame is not. */
static void
test_label_is_no_answer (Checked *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (checked_ask (self));

  checked_label (self, checked_get_stream_number (self, item), fl_item_get_frame (item));
  checked_answer_something (self);
  assert_told (self, "");
  g_assert_true (fl_item_is_same (checked_get_current (self), item));
  checked_answer (self, TRUE);
  checked_answer_something (self);
  assert_told (self, "r");
}

/* The file is busy: the answer waits, and is not asked for again. */
static void
test_busy (Checked *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  (void) checked_ask (self);
  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  checked_answer (self, TRUE);
  g_autoptr (GPtrArray) open = fl_session_list_open_checks (self->session);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_true (fl_session_save (self->session, &error));
  checked_answer_something (self);
  assert_told (self, "r");
}

/* A check of a sample of an open lot is none of the lot's own. */
static void
test_not_of_a_lot (Checked *self, gconstpointer data)
{
  open_lot (self);
  FlItem *item = checked_ask (self);

  while (checked_get_stream_number (self, item) != 0 || fl_item_get_frame (item) != 1) {
    checked_answer (self, TRUE);
    item = checked_ask (self);
  }
  checked_answer (self, TRUE);
  checked_answer_something (self);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (((FlLotReport *) lots->pdata[0])->n_checks, ==, 0);
  g_assert_cmpuint (fl_session_count_checks (self->session), >, 0);
}

/* Frames that are counted anew: the number names another picture, of which nothing was drawn. */
static void
test_other_picture (Checked *self, gconstpointer data)
{
  (void) checked_ask (self);
  FlOpenCheck *check = &g_array_index (self->session->open_checks, FlOpenCheck, 0);
  g_autoptr (GPtrArray) before = fl_session_list_open_checks (self->session);

  check->draw.pts++;
  g_autoptr (GPtrArray) after = fl_session_list_open_checks (self->session);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 0);
}

/* Who opens a frame saw what the machine says of it: it is a check only where it was asked before. */
static void
test_chosen (Checked *self, gconstpointer data)
{
  g_autoptr (FlItem) drawn = fl_session_draw_check (self->session, self->rand);
  FlStream *stream = fl_item_get_stream (drawn);
  const gint64 frame = fl_item_get_frame (drawn);
  g_autoptr (FlItem) asked = NULL;

  fl_queue_put_first (self->session->queue, drawn);
  fl_session_ask (self->session, stream, frame);
  g_assert_false (fl_item_get_is_pool_check (checked_get_current (self)));
  asked = g_object_ref (checked_ask (self));
  g_assert_true (fl_item_get_is_pool_check (asked));
  fl_session_ask (self->session, fl_item_get_stream (asked), fl_item_get_frame (asked));
  g_assert_true (fl_item_get_is_pool_check (checked_get_current (self)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/session/checks/" path, Checked, NULL, checked_set_up, func, checked_tear_down)
  ADD ("share", test_share);
  ADD ("spare", test_spare);
  ADD ("not-among-like-ones", test_not_among_like_ones);
  ADD ("uniform", test_uniform);
  ADD ("blind", test_blind);
  ADD ("hidden", test_hidden);
  ADD ("told-late", test_told_late);
  ADD ("slip", test_slip);
  ADD ("restart", test_restart);
  ADD ("later", test_later);
  ADD ("label-is-no-answer", test_label_is_no_answer);
  ADD ("busy", test_busy);
  ADD ("not-of-a-lot", test_not_of_a_lot);
  ADD ("other-picture", test_other_picture);
  ADD ("chosen-is-no-check", test_chosen);
#undef ADD
  return checked_run ();
}
