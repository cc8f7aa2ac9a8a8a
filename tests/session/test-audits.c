/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of what was accepted: which frames, in between what, what their answers bring about. */
#include "session/fl-session-lots.h"

#include "learn/fl-certificate.h"
#include "scenes.h"
#include "session/fl-item-private.h"
#include "session/fl-lot.h"
#include "session/fl-session-mixer.h"
#include "session/fl-session-propose.h"
#include "session/fl-stream-private.h"
#include "store/fl-store-lots.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *folder;

typedef struct {
  char *path;
  FlSession *session;
  guint n_closed;
} Fixture;

static void
on_lot_closed (FlSession *session, gint64 lot, gpointer data)
{
  ((Fixture *) data)->n_closed++;
}

static void
open_project (Fixture *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  self->session = fl_session_open (self->path, &options, &error);
  g_assert_no_error (error);
  g_signal_connect (self->session, "lot-closed", G_CALLBACK (on_lot_closed), self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = scenes_copy (folder);
  open_project (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  scenes_close (self->session);
  g_free (self->path);
}

static void
reopen (Fixture *self)
{
  scenes_close (self->session);
  open_project (self);
}

static FlClass *
find_class (Fixture *self, guint stream, guint frame)
{
  return fl_session_find_class (self->session, scenes_get_class (stream, frame), NULL);
}

/* Whether the machine is wrong about a frame. */
typedef gboolean (*WrongFunc) (guint stream, guint frame);

static gboolean
is_never (guint stream, guint frame)
{
  return FALSE;
}

static gboolean
is_every_second (guint stream, guint frame)
{
  return (stream * SCENES_N_FRAMES + frame) % 2 == 0;
}

static gboolean
is_second_stream (guint stream, guint frame)
{
  return stream == 1;
}

static FlLotPart *
make_part (Fixture *self, guint i, WrongFunc is_wrong)
{
  FlLotPart *part = g_new (FlLotPart, 1);

  *part = (FlLotPart){.stream = fl_stream_get_id (fl_session_peek_stream (self->session, i)),
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  for (guint frame = 0; frame < SCENES_N_FRAMES; frame++) {
    gint64 right = fl_class_get_id (find_class (self, i, frame));
    const FlLotSample sample = {.frame = frame,
                                .class_id = is_wrong (i, frame) ? right % 3 + 1 : right,
                                .confidence = 0.99};
    g_array_append_val (part->samples, sample);
  }
  return part;
}

/* A lot of the samples of some streams. */
static gint64
accept_streams (Fixture *self, guint first, guint last, double max_error, WrongFunc is_wrong)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  const FlLotRow row = {.max_error = max_error, .confidence = 0.95};
  g_autoptr (GError) error = NULL;

  for (guint i = first; i <= last; i++)
    g_ptr_array_add (parts, make_part (self, i, is_wrong));
  const gint64 lot =
    fl_store_add_lot (self->session->store, &row, parts, self->session->annotator, &error);
  g_assert_no_error (error);
  g_assert_true (fl_session_load_lots (self->session, &error));
  return lot;
}

static gint64
accept_all (Fixture *self, double max_error, WrongFunc is_wrong)
{
  return accept_streams (self, 0, SCENES_N_STREAMS - 1, max_error, is_wrong);
}

static guint
get_stream_number (Fixture *self, FlItem *item)
{
  guint i = 0;

  while (fl_session_peek_stream (self->session, i) != fl_item_get_stream (item))
    i++;
  return i;
}

static FlItem *
get_current (Fixture *self)
{
  return fl_queue_get_first (fl_session_get_queue (self->session));
}

/* The check that is asked in one sitting; the queue of a session without a window is filled anew. */
static FlItem *
ask (Fixture *self, gint64 lot)
{
  fl_session_certify (self->session, lot);
  FlItem *item = get_current (self);
  g_assert_nonnull (item);
  g_assert_cmpint (fl_item_get_lot (item), ==, lot);
  return item;
}

static void
answer_with (Fixture *self, FlClass *klass)
{
  const FlAnswer answer = {.item = get_current (self), .klass = klass};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
}

/* Says what is true. */
static void
answer (Fixture *self, gint64 lot)
{
  FlItem *item = ask (self, lot);

  answer_with (self,
               find_class (self, get_stream_number (self, item), (guint) fl_item_get_frame (item)));
}

/* What counts. */
static void
assert_lot (Fixture *self, guint i, FlLotState state, guint n_checks, guint n_disagreements)
{
  const FlLot *lot = self->session->lots->pdata[i];

  g_assert_cmpstr (lot->row->state, ==, fl_lot_state_get_name (state));
  g_assert_cmpuint (lot->errors->len, ==, n_checks);
  g_assert_cmpuint (lot->view.n_errors, ==, n_disagreements);
}

/* What is told. */
static void
assert_told (Fixture *self, guint n_answered, guint n_checks, guint n_disagreements)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *lot = lots->pdata[lots->len - 1];

  g_assert_cmpuint (lot->n_answered, ==, n_answered);
  g_assert_cmpuint (lot->n_checks, ==, n_checks);
  g_assert_cmpuint (lot->n_disagreements, ==, n_disagreements);
  g_assert_cmpuint (fl_session_sum_lots (self->session).n_at_most, ==,
                    fl_certificate_bound (SCENES_N_ROWS, FL_LOT_SUM_RISK * 6 / (G_PI * G_PI),
                                          ((const FlLot *) self->session->lots->pdata[0])
                                            ->told->data,
                                          n_checks));
}

static FlCertainty
get_certainty (Fixture *self, guint stream, gint64 frame)
{
  FlVerdict verdict;

  fl_stream_get_verdict (fl_session_peek_stream (self->session, stream), frame, &verdict);
  return verdict.certainty;
}

static guint
count_certainty (Fixture *self, FlCertainty certainty)
{
  guint n = 0;

  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++)
      n += get_certainty (self, i, frame) == certainty;
  return n;
}

static guint
count_questions (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fl_session_get_queue (self->session)));
}

static void
exec (Fixture *self, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 30000); /* the session may be writing */
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_certifies (Fixture *self, gconstpointer data)
{
  const guint n = (guint) fl_certificate_count_clean (SCENES_N_ROWS, 0.1, 0.05);
  const gint64 lot = accept_all (self, 0.1, is_never);

  assert_lot (self, 0, FL_LOT_OPEN, 0, 0);
  for (guint i = 0; i < n; i++) {
    FlItem *item = ask (self, lot);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    g_assert_true (fl_item_get_is_blind (item));
    g_assert_cmpstr (sentence, ==, "Just checking");
    assert_lot (self, 0, FL_LOT_OPEN, i, 0);
    answer (self, lot);
  }
  assert_lot (self, 0, FL_LOT_CERTIFIED, n, 0);
  g_assert_cmpuint (self->n_closed, ==, 1);
  g_assert_cmpint (fl_session_get_certified_now (self->session), ==, 0);
  g_assert_cmpuint (count_questions (self), ==, 0);
  g_assert_cmpuint (count_certainty (self, FL_CERTAINTY_HUMAN), ==, n);
  g_assert_cmpuint (count_certainty (self, FL_CERTAINTY_CERTIFIED), ==, SCENES_N_ROWS - n);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_autofree char *said = fl_lot_report_dup_sentence (lots->pdata[0]);
  g_autofree char *expected = g_strdup_printf (
    "Of the 150 labels that the machine set in this lot, at least 90 %% agree with what you would "
    "have pressed (95 %% confidence; %u random blind checks, 0 disagreements; lot frozen ",
    n);
  g_assert_true (g_str_has_prefix (said, expected));
  /* A program that was killed between the last answer and what follows from it. */
  exec (self, "DELETE FROM action WHERE verb = 'lot-certify'; UPDATE lot SET state = 'open'");
  reopen (self);
  assert_lot (self, 0, FL_LOT_CERTIFIED, n, 0);
}

/* What is asked does not depend on when it is asked: not on a restart, not on what was put off. */
static void
test_same_check_comes_back (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);

  answer (self, lot);
  const gint64 frame = fl_item_get_frame (ask (self, lot));
  FlStream *stream = fl_item_get_stream (get_current (self));
  g_autofree char *name = g_strdup (fl_stream_get_name (stream));
  reopen (self);
  g_assert_cmpint (fl_item_get_frame (ask (self, lot)), ==, frame);
  g_assert_cmpstr (fl_stream_get_name (fl_item_get_stream (get_current (self))), ==, name);
  fl_session_later (self->session, get_current (self));
  for (guint i = 0; i < 19; i++) {
    answer (self, lot);
    /* What was answered meanwhile waits for its turn. */
    assert_lot (self, 0, FL_LOT_OPEN, 1, 0);
  }
  answer (self, lot);
  g_assert_cmpint (fl_item_get_frame (ask (self, lot)), ==, frame);
  answer (self, lot);
  assert_lot (self, 0, FL_LOT_OPEN, 22, 0);
}

static void
test_slip (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);
  g_autoptr (GError) error = NULL;

  answer (self, lot);
  g_autoptr (FlItem) item = g_object_ref (ask (self, lot));
  answer_with (self, NULL);
  assert_lot (self, 0, FL_LOT_OPEN, 2, 1);
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_lot (self, 0, FL_LOT_OPEN, 1, 0);
  g_assert_true (fl_item_is_same (get_current (self), item));
  g_assert_true (fl_item_get_is_blind (get_current (self)));
  answer_with (self,
               find_class (self, get_stream_number (self, item), (guint) fl_item_get_frame (item)));
  assert_lot (self, 0, FL_LOT_OPEN, 2, 0);
  ask (self, lot);
  answer_with (self, NULL);
  answer (self, lot);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_take_back (self->session, &error));
  /* After the next answer the first one stays the check, and the label alone is gone. */
  assert_lot (self, 0, FL_LOT_OPEN, 3, 1);
  g_assert_cmpint (fl_item_get_reason (get_current (self)), !=, FL_REASON_CHECK);
}

/* From what is told nobody learns whether the machine said the same, while the answer can be replaced. */
static void
test_told_late (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);
  g_autoptr (GError) error = NULL;

  ask (self, lot);
  answer_with (self, NULL);
  assert_lot (self, 0, FL_LOT_OPEN, 1, 1);
  assert_told (self, 1, 0, 0);
  answer (self, lot);
  assert_told (self, 2, 1, 1);
  reopen (self);
  assert_told (self, 2, 1, 1);
  /* A label of any other frame means that the person has gone on. */
  const FlRange range = {.first = 7, .last = 9};
  g_assert_true (fl_session_label (self->session, fl_session_peek_stream (self->session, 0), &range,
                                   find_class (self, 0, 7), &error));
  assert_told (self, 2, 2, 1);
  ask (self, lot);
  answer_with (self, NULL);
  assert_told (self, 3, 2, 1);
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_told (self, 2, 2, 1);
  answer (self, lot);
  answer (self, lot);
  assert_told (self, 4, 3, 1);
}

/* A check that is answered by doing the answer again is over. */
static void
test_done_again (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);
  g_autoptr (GError) error = NULL;

  g_autoptr (FlItem) first = g_object_ref (ask (self, lot));
  answer_with (self, NULL);
  g_assert_true (fl_session_take_back (self->session, &error));
  g_assert_true (fl_item_is_same (get_current (self), first));
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  assert_lot (self, 0, FL_LOT_OPEN, 1, 1);
  g_assert_true (get_current (self) == NULL || !fl_item_is_same (get_current (self), first));
  g_assert_false (fl_item_is_same (ask (self, lot), first));
}

/* Unsure counts as a disagreement until a second look, among agreements, settles it. */
static void
test_second_look (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.05, is_never);
  guint n_seconds = 0;
  guint n_of_doubted = 0;

  g_autoptr (FlItem) doubted = g_object_ref (ask (self, lot));
  answer_with (self, NULL);
  for (guint i = 0; i < 10; i++) {
    g_assert_false (fl_item_get_is_second_audit (ask (self, lot)));
    answer (self, lot);
  }
  assert_lot (self, 0, FL_LOT_OPEN, 11, 1);
  for (guint i = 0; i < 10; i++) {
    FlItem *item = ask (self, lot);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    g_assert_cmpstr (sentence, ==, "Just checking");
    n_seconds += fl_item_get_is_second_audit (item);
    n_of_doubted += fl_item_get_is_second_audit (item) && fl_item_is_same (item, doubted);
    answer (self, lot);
  }
  g_assert_cmpuint (n_seconds, ==, 2);
  g_assert_cmpuint (n_of_doubted, ==, 1);
  assert_lot (self, 0, FL_LOT_OPEN, 19, 0);
  /* What was not settled by the first look was answered otherwise by the second one. */
  FlAcceptance acceptance = {.max_error = 0.02};
  fl_session_count_changes (self->session, &acceptance);
  g_assert_cmpuint (acceptance.n_own_checks, ==, 18);
  g_assert_cmpuint (acceptance.n_own_changes, ==, 1);
}

/* A lot that fails gives its samples back; what shares some of them has to be surer. */
static void
test_fails (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.02, is_every_second);
  guint n = 0;

  for (; self->n_closed == 0; n++)
    answer (self, lot);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpint (((FlLotReport *) lots->pdata[0])->state, ==, FL_LOT_FAILED);
  g_assert_cmpuint (n, <, 60);
  g_assert_cmpuint (count_certainty (self, FL_CERTAINTY_AUTO), ==, 0);
  accept_all (self, 0.1, is_never);
  g_autoptr (GPtrArray) both = fl_session_list_lots (self->session);
  const FlLotReport *second = both->pdata[1];
  g_assert_cmpuint (second->n_attempts, ==, 2);
  g_assert_cmpuint (second->n_remaining, ==,
                    fl_certificate_count_clean (SCENES_N_ROWS, 0.1, 0.025));
  reopen (self);
  assert_lot (self, 0, FL_LOT_FAILED, ((FlLotReport *) lots->pdata[0])->n_checks,
              ((FlLotReport *) lots->pdata[0])->n_disagreements);
}

/* Answers until the lot is closed, wrongly with a chance of @slips; gives how it ends. */
static const char *
answer_all (Fixture *self, gint64 lot, guint i, double slips)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  const FlLot *row = self->session->lots->pdata[i];

  for (guint n = 0; g_str_equal (row->row->state, "open"); n++) {
    FlItem *item = ask (self, lot);
    const guint frame = (guint) fl_item_get_frame (item);
    FlClass *right = find_class (self, get_stream_number (self, item), frame);
    const gint64 other = fl_class_get_id (right) % 3 + 1;
    g_assert_cmpuint (n, <, 2 * SCENES_N_ROWS);
    answer_with (self, g_rand_double (rand) < slips
                         ? fl_session_find_class_by_id (self->session, other)
                         : right);
    row = self->session->lots->pdata[i];
  }
  return row->row->state;
}

/* Slips of the person are found by looking again, and no slip makes a bad lot a good one. */
static void
test_slips (Fixture *self, gconstpointer data)
{
  static const double slips[] = {0.01, 0.03};

  for (guint i = 0; i < G_N_ELEMENTS (slips); i++) {
    const gint64 good = accept_all (self, 0.2, is_never);
    g_assert_cmpstr (answer_all (self, good, 2 * i, slips[i]), ==, "certified");
    const gint64 bad = accept_all (self, 0.2, is_every_second);
    g_assert_cmpstr (answer_all (self, bad, 2 * i + 1, slips[i]), ==, "failed");
  }
}

/* Of a machine that is sure and wrong about one video, only lots without that video hold. */
static void
test_wrong_stream (Fixture *self, gconstpointer data)
{
  const gint64 all = accept_all (self, 0.1, is_second_stream);
  g_assert_cmpstr (answer_all (self, all, 0, 0), ==, "failed");
  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    const gint64 lot = accept_streams (self, i, i, 0.1, is_second_stream);
    g_assert_cmpstr (answer_all (self, lot, i + 1, 0), ==, i == 1 ? "failed" : "certified");
  }
  const FlLotSum sum = fl_session_sum_lots (self->session);
  g_assert_cmpuint (sum.n_lots, ==, 2);
  g_assert_cmpuint (sum.n_samples, ==, 2 * SCENES_N_FRAMES);
}

static void
test_give_back (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  answer (self, lot);
  fl_session_certify (self->session, lot);
  g_assert_true (fl_session_give_back_lot (self->session, lot, &error));
  assert_lot (self, 0, FL_LOT_WITHDRAWN, 1, 0);
  g_assert_cmpuint (count_questions (self), ==, 0);
  g_assert_cmpuint (count_certainty (self, FL_CERTAINTY_AUTO), ==, 0);
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "giving back what was accepted");
  assert_lot (self, 0, FL_LOT_OPEN, 1, 0);
  g_assert_cmpuint (count_certainty (self, FL_CERTAINTY_AUTO), ==, SCENES_N_ROWS - 1);
}

/* One draw a slot: about a tenth of the questions, while there are others. */
static void
test_share (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);
  guint n_audits = 0;

  self->session->seed = 1;
  for (guint i = 0; i < 1000; i++) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    for (gint64 frame = 0; frame < 32; frame++)
      g_ptr_array_add (items, fl_item_new (fl_session_peek_stream (self->session, 0), frame,
                                           FL_REASON_DOUBTFUL));
    self->session->n_steps = i;
    fl_session_mix_questions (self->session, items);
    n_audits += fl_item_get_lot (items->pdata[0]) == lot;
  }
  g_assert_cmpuint (n_audits, >, 70);
  g_assert_cmpuint (n_audits, <, 130);
}

/* Without a window, a label of the very frame that was asked is the answer, and no other label. */
static void
test_label (Fixture *self, gconstpointer data)
{
  const gint64 lot = accept_all (self, 0.1, is_never);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlItem) item = fl_session_next_check (self->session, lot, &error);
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};
  FlStream *stream = fl_item_get_stream (item);
  FlClass *klass = find_class (self, get_stream_number (self, item), (guint) frame);
  const FlRange wide = {.first = MAX (frame - 1, 0), .last = MAX (frame, 1)};

  g_assert_no_error (error);
  g_assert_true (fl_session_label (self->session, stream, &wide, klass, &error));
  assert_lot (self, 0, FL_LOT_OPEN, 0, 0);
  g_assert_true (fl_session_label (self->session, stream, &range, klass, &error));
  assert_lot (self, 0, FL_LOT_OPEN, 1, 0);
  g_assert_true (fl_session_label (self->session, stream, &range, NULL, &error));
  assert_lot (self, 0, FL_LOT_OPEN, 1, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
#define ADD(path, func) g_test_add ("/session/audits/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("certify", test_certifies);
  ADD ("come-back-as-they-were", test_same_check_comes_back);
  ADD ("of-a-slip", test_slip);
  ADD ("are-told-of-late", test_told_late);
  ADD ("are-over-when-done-again", test_done_again);
  ADD ("are-looked-at-twice", test_second_look);
  ADD ("fail", test_fails);
  ADD ("of-who-errs", test_slips);
  ADD ("of-a-video-that-is-not-understood", test_wrong_stream);
  ADD ("end-with-their-lot", test_give_back);
  ADD ("are-a-tenth", test_share);
  ADD ("are-labels-of-that-frame", test_label);
#undef ADD
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
