/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of what was accepted: which frames, in between what, what their answers bring about. */
#include "session/fl-session-lots.h"

#include "learn/fl-certificate.h"
#include "lots.h"
#include "session/fl-export-preview.h"
#include "session/fl-item-private.h"
#include "session/fl-review-order.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-mixer.h"
#include "session/fl-session-private.h"
#include "session/fl-session-propose.h"

#include <string.h>

/* What is told. */
static void
assert_told (Lots *self, guint n_answered, guint n_checks, guint n_disagreements)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  const FlLotReport *lot = lots->pdata[lots->len - 1];

  g_assert_cmpuint (lot->n_answered, ==, n_answered);
  g_assert_cmpuint (lot->n_checks, ==, n_checks);
  g_assert_cmpuint (lot->n_disagreements, ==, n_disagreements);
  g_assert_cmpuint (fl_session_sum_lots (self->session).n_at_most, ==,
                    fl_certificate_bound (SCENES_N_ROWS, FL_LOT_SUM_RISK * 6 / (G_PI * G_PI),
                                          lots_get (self, 0)->told->data, n_checks));
}

static guint
count_questions (Lots *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fl_session_get_queue (self->session)));
}

static void
test_certifies (Lots *self, gconstpointer data)
{
  const guint n = (guint) fl_certificate_count_clean (SCENES_N_ROWS, 0.1, 0.05);
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);

  lots_assert (self, 0, FL_LOT_OPEN, 0, 0);
  for (guint i = 0; i < n; i++) {
    FlItem *item = lots_ask (self, lot);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    g_assert_true (fl_item_get_is_blind (item));
    g_assert_cmpstr (sentence, ==, "Just checking");
    lots_assert (self, 0, FL_LOT_OPEN, i, 0);
    lots_answer (self, lot);
  }
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
  g_assert_cmpuint (self->n_closed, ==, 1);
  g_assert_cmpint (fl_session_get_certified_now (self->session), ==, 0);
  g_assert_cmpuint (count_questions (self), ==, 0);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_HUMAN), ==, n);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_CERTIFIED), ==, SCENES_N_ROWS - n);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_autofree char *said = fl_lot_report_dup_sentence (lots->pdata[0]);
  g_autofree char *expected = g_strdup_printf (
    "Of the 150 labels that the machine set in this lot, at least 90 %% agree with what you would "
    "have pressed (95 %% confidence; %u random blind checks, 0 disagreements; lot frozen ",
    n);
  g_assert_true (g_str_has_prefix (said, expected));
  /* A program that was killed between the last answer and what follows from it. */
  lots_exec (self, "DELETE FROM action WHERE verb = 'lot-certify'; UPDATE lot SET state = 'open'");
  lots_reopen (self);
  lots_assert (self, 0, FL_LOT_CERTIFIED, n, 0);
}

/* What is asked does not depend on when it is asked: not on a restart, not on what was put off. */
static void
test_same_check_comes_back (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);

  lots_answer (self, lot);
  const gint64 frame = fl_item_get_frame (lots_ask (self, lot));
  FlStream *stream = fl_item_get_stream (lots_get_current (self));
  g_autofree char *name = g_strdup (fl_stream_get_name (stream));
  lots_reopen (self);
  g_assert_cmpint (fl_item_get_frame (lots_ask (self, lot)), ==, frame);
  g_assert_cmpstr (fl_stream_get_name (fl_item_get_stream (lots_get_current (self))), ==, name);
  fl_session_later (self->session, lots_get_current (self));
  for (guint i = 0; i < 19; i++) {
    lots_answer (self, lot);
    /* What was answered meanwhile waits for its turn. */
    lots_assert (self, 0, FL_LOT_OPEN, 1, 0);
  }
  lots_answer (self, lot);
  g_assert_cmpint (fl_item_get_frame (lots_ask (self, lot)), ==, frame);
  lots_answer (self, lot);
  lots_assert (self, 0, FL_LOT_OPEN, 22, 0);
}

static void
on_checks_changed (FlSession *session, gpointer data)
{
  ++*(guint *) data;
}

/* Random checks are not read anew for checks of a lot, however many there are of both. */
static void
test_random_checks_stay (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  guint n_read = 0;

  lots_answer (self, lot);
  g_signal_connect (self->session, "checks-changed", G_CALLBACK (on_checks_changed), &n_read);
  for (guint i = 0; i < 5; i++)
    lots_answer (self, lot);
  g_assert_cmpuint (n_read, ==, 0);
  lots_assert (self, 0, FL_LOT_OPEN, 6, 0);
}

static void
test_slip (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  lots_answer (self, lot);
  g_autoptr (FlItem) item = g_object_ref (lots_ask (self, lot));
  lots_answer_with (self, NULL);
  lots_assert (self, 0, FL_LOT_OPEN, 2, 1);
  g_assert_true (fl_session_take_back (self->session, &error));
  lots_assert (self, 0, FL_LOT_OPEN, 1, 0);
  g_assert_true (fl_item_is_same (lots_get_current (self), item));
  g_assert_true (fl_item_get_is_blind (lots_get_current (self)));
  lots_answer_with (self, lots_find_truth (self, lots_get_stream_number (self, item),
                                           fl_item_get_frame (item)));
  lots_assert (self, 0, FL_LOT_OPEN, 2, 0);
  lots_ask (self, lot);
  lots_answer_with (self, NULL);
  lots_answer (self, lot);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_take_back (self->session, &error));
  /* After the next answer the first one stays the check, and the label alone is gone. */
  lots_assert (self, 0, FL_LOT_OPEN, 3, 1);
  g_assert_cmpint (fl_item_get_reason (lots_get_current (self)), !=, FL_REASON_CHECK);
}

/* A question that was asked and has no answer is blind wherever it waits, and stays one whoever comes to its
 * frame. */
static void
assert_waits (Lots *self, FlItem *item)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  g_autoptr (GArray) blind = NULL;

  fl_queue_clear (fl_session_get_queue (self->session));
  fl_session_update_current (self->session);
  blind = fl_session_list_blind (self->session);
  g_assert_true (fl_frame_refs_contain (blind, fl_stream_get_id (stream), frame));
  g_assert_true (fl_session_is_blind_stream (self->session, stream));
  fl_session_ask (self->session, stream, frame);
  g_assert_true (fl_item_is_same (lots_get_current (self), item));
  g_assert_true (fl_item_get_is_blind (lots_get_current (self)));
}

static gboolean
previews_machine (Lots *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = fl_session_preview_export (self->session, "frames", FALSE, 100, &error);

  g_assert_no_error (error);
  return strstr (text, ",auto,") != NULL;
}

/* The beginning of an export is that of the first video. */
static void
test_preview (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_streams (self, 0, 0, 0.1, lots_is_never);
  const FlRange range = {.first = 2, .last = 2};
  g_autoptr (GError) error = NULL;

  g_assert_true (previews_machine (self));
  g_assert_true (fl_session_label (self->session, lots_get_stream (self, 0), &range,
                                   lots_find_truth (self, 0, 2), &error));
  lots_ask (self, lot);
  g_assert_false (previews_machine (self));
  g_autofree char *text = fl_session_preview_export (self->session, "frames", FALSE, 4, &error);
  g_assert_nonnull (strstr (text, ",labelled,human,"));
}

static void
test_waits_in_no_queue (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (FlItem) item = g_object_ref (lots_ask (self, lot));
  g_autoptr (GError) error = NULL;

  assert_waits (self, item);
  lots_answer (self, lot);
  fl_queue_clear (fl_session_get_queue (self->session));
  fl_session_update_current (self->session);
  g_autoptr (GArray) blind = fl_session_list_blind (self->session);
  g_assert_false (fl_frame_refs_contain (blind, fl_stream_get_id (fl_item_get_stream (item)),
                                         fl_item_get_frame (item)));
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_waits (self, item);
  lots_reopen (self);
  g_assert_cmpuint (self->session->open_audits->len, >, 0);
}

/* From what is told nobody learns whether the machine said the same, while the answer can be replaced. */
static void
test_told_late (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  lots_ask (self, lot);
  lots_answer_with (self, NULL);
  lots_assert (self, 0, FL_LOT_OPEN, 1, 1);
  assert_told (self, 1, 0, 0);
  lots_answer (self, lot);
  assert_told (self, 2, 1, 1);
  lots_reopen (self);
  assert_told (self, 2, 1, 1);
  /* A label of any other frame means that the person has gone on. */
  const FlRange range = {.first = 7, .last = 9};
  g_assert_true (fl_session_label (self->session, fl_session_peek_stream (self->session, 0), &range,
                                   lots_find_truth (self, 0, 7), &error));
  assert_told (self, 2, 2, 1);
  lots_ask (self, lot);
  lots_answer_with (self, NULL);
  assert_told (self, 3, 2, 1);
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_told (self, 2, 2, 1);
  lots_answer (self, lot);
  lots_answer (self, lot);
  assert_told (self, 4, 3, 1);
}

/* A check that is answered by doing the answer again is over. */
static void
test_done_again (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;

  g_autoptr (FlItem) first = g_object_ref (lots_ask (self, lot));
  lots_answer_with (self, NULL);
  g_assert_true (fl_session_take_back (self->session, &error));
  g_assert_true (fl_item_is_same (lots_get_current (self), first));
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  lots_assert (self, 0, FL_LOT_OPEN, 1, 1);
  g_assert_true (lots_get_current (self) == NULL ||
                 !fl_item_is_same (lots_get_current (self), first));
  g_assert_false (fl_item_is_same (lots_ask (self, lot), first));
}

/* Unsure counts as a disagreement until a second look, among agreements, settles it. */
static void
test_second_look (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.05, lots_is_never);
  guint n_seconds = 0;
  guint n_of_doubted = 0;

  g_autoptr (FlItem) doubted = g_object_ref (lots_ask (self, lot));
  lots_answer_with (self, NULL);
  for (guint i = 0; i < 10; i++) {
    g_assert_false (fl_item_get_is_second_audit (lots_ask (self, lot)));
    lots_answer (self, lot);
  }
  lots_assert (self, 0, FL_LOT_OPEN, 11, 1);
  for (guint i = 0; i < 10; i++) {
    FlItem *item = lots_ask (self, lot);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    g_assert_cmpstr (sentence, ==, "Just checking");
    n_seconds += fl_item_get_is_second_audit (item);
    n_of_doubted += fl_item_get_is_second_audit (item) && fl_item_is_same (item, doubted);
    lots_answer (self, lot);
  }
  g_assert_cmpuint (n_seconds, ==, 2);
  g_assert_cmpuint (n_of_doubted, ==, 1);
  lots_assert (self, 0, FL_LOT_OPEN, 19, 0);
  /* What was not settled by the first look was answered otherwise by the second one. */
  FlAcceptance acceptance = {.max_error = 0.02};
  fl_session_count_changes (self->session, &acceptance);
  g_assert_cmpuint (acceptance.n_own_checks, ==, 18);
  g_assert_cmpuint (acceptance.n_own_changes, ==, 1);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (((const FlLotReport *) lots->pdata[0])->n_changed, ==, 1);
}

/* A lot that fails gives its samples back; what shares some of them has to be surer. */
static void
test_fails (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.02, lots_is_every_second);
  guint n = 0;

  for (; self->n_closed == 0; n++)
    lots_answer (self, lot);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpint (((FlLotReport *) lots->pdata[0])->state, ==, FL_LOT_FAILED);
  g_assert_cmpuint (n, <, 60);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_AUTO), ==, 0);
  lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GPtrArray) both = fl_session_list_lots (self->session);
  const FlLotReport *second = both->pdata[1];
  g_assert_cmpuint (second->n_attempts, ==, 2);
  g_assert_cmpuint (second->n_remaining, ==,
                    fl_certificate_count_clean (SCENES_N_ROWS, 0.1, 0.025));
  lots_reopen (self);
  lots_assert (self, 0, FL_LOT_FAILED, ((FlLotReport *) lots->pdata[0])->n_checks,
               ((FlLotReport *) lots->pdata[0])->n_disagreements);
}

/* Slips of the person are found by looking again, and no slip makes a bad lot a good one. */
static void
test_slips (Lots *self, gconstpointer data)
{
  static const double slips[] = {0.01, 0.03};

  for (guint i = 0; i < G_N_ELEMENTS (slips); i++) {
    const gint64 good = lots_accept_all (self, 0.2, lots_is_never);
    g_assert_cmpstr (lots_answer_all (self, good, 2 * i, slips[i]), ==, "certified");
    const gint64 bad = lots_accept_all (self, 0.2, lots_is_every_second);
    g_assert_cmpstr (lots_answer_all (self, bad, 2 * i + 1, slips[i]), ==, "failed");
  }
}

/* Of a machine that is sure and wrong about one video, only lots without that video hold. */
static void
test_wrong_stream (Lots *self, gconstpointer data)
{
  const gint64 all = lots_accept_all (self, 0.1, lots_is_second_stream);
  g_assert_cmpstr (lots_answer_all (self, all, 0, 0), ==, "failed");
  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    const gint64 lot = lots_accept_streams (self, i, i, 0.1, lots_is_second_stream);
    g_assert_cmpstr (lots_answer_all (self, lot, i + 1, 0), ==, i == 1 ? "failed" : "certified");
  }
  const FlLotSum sum = fl_session_sum_lots (self->session);
  g_assert_cmpuint (sum.n_lots, ==, 2);
  g_assert_cmpuint (sum.n_samples, ==, 2 * SCENES_N_FRAMES);
}

static void
test_give_back (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  lots_answer (self, lot);
  fl_session_certify (self->session, lot);
  g_assert_true (fl_session_give_back_lot (self->session, lot, &error));
  lots_assert (self, 0, FL_LOT_WITHDRAWN, 1, 0);
  g_assert_cmpuint (count_questions (self), ==, 0);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_AUTO), ==, 0);
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "giving back what was accepted");
  lots_assert (self, 0, FL_LOT_OPEN, 1, 0);
  g_assert_cmpuint (lots_count_certainty (self, FL_CERTAINTY_AUTO), ==, SCENES_N_ROWS - 1);
}

/* One draw a slot: about a tenth of the questions, while there are others. */
static void
test_share (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
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
test_label (Lots *self, gconstpointer data)
{
  const gint64 lot = lots_accept_all (self, 0.1, lots_is_never);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlItem) item = fl_session_next_check (self->session, lot, &error);
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};
  FlStream *stream = fl_item_get_stream (item);
  FlClass *klass = lots_find_truth (self, lots_get_stream_number (self, item), (guint) frame);
  const FlRange wide = {.first = MAX (frame - 1, 0), .last = MAX (frame, 1)};

  g_assert_no_error (error);
  g_assert_true (fl_session_label (self->session, stream, &wide, klass, &error));
  lots_assert (self, 0, FL_LOT_OPEN, 0, 0);
  g_assert_true (fl_session_label (self->session, stream, &range, klass, &error));
  lots_assert (self, 0, FL_LOT_OPEN, 1, 0);
  g_assert_true (fl_session_label (self->session, stream, &range, NULL, &error));
  lots_assert (self, 0, FL_LOT_OPEN, 1, 0);
}

int
main (int argc, char **argv)
{
  lots_init (&argc, &argv);
#define ADD(path, func) lots_add ("/session/audits/" path, lots_set_up, func)
  ADD ("certify", test_certifies);
  ADD ("come-back-as-they-were", test_same_check_comes_back);
  ADD ("leave-random-checks", test_random_checks_stay);
  ADD ("of-a-slip", test_slip);
  ADD ("are-told-of-late", test_told_late);
  ADD ("hide-in-the-preview", test_preview);
  ADD ("wait-in-no-queue", test_waits_in_no_queue);
  ADD ("are-over-when-done-again", test_done_again);
  ADD ("are-looked-at-twice", test_second_look);
  ADD ("fail", test_fails);
  ADD ("of-who-errs", test_slips);
  ADD ("of-a-video-that-is-not-understood", test_wrong_stream);
  ADD ("end-with-their-lot", test_give_back);
  ADD ("are-a-tenth", test_share);
  ADD ("are-labels-of-that-frame", test_label);
#undef ADD
  return lots_run ();
}
