/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers and what becomes of them: unsure, take back, undo, redo, acceptances, and where
 * the questions stand afterwards, also after a restart. */
#include "session/fl-history.h"

#include "films.h"
#include "session/fl-item-private.h"
#include "session/fl-session-lots.h"

#define N_FRAMES 72
#define N_PINNED 2

/* A project that a window would show: two films that are in. */
typedef struct {
  char *folder;
  FlSession *session;
  FlStream *streams[2];
} Fixture;

static const FlSessionOptions in_window = {.n_pinned = N_PINNED};

static void
take_streams (Fixture *self)
{
  films_use_gate (self->session);
  self->streams[0] = films_peek (self->session, "a.mp4");
  self->streams[1] = films_peek (self->session, "b.mp4");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const gboolean is_headless = GPOINTER_TO_INT (data);

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, is_headless ? NULL : &in_window);
  films_use_gate (self->session);
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_ingest (self->session);
  take_streams (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
reopen (Fixture *self, const FlSessionOptions *options)
{
  films_close (self->session);
  self->session = films_open (self->folder, options);
  take_streams (self);
}

static void
assert_said (Fixture *self, guint stream, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->streams[stream]);

  g_assert_cmpstr (said, ==, expected);
}

static guint
get_count (FlSession *session, const char *property)
{
  guint n;

  g_object_get (session, property, &n, NULL);
  return n;
}

static void
assert_steps (Fixture *self, gboolean can_undo, gboolean can_redo)
{
  gboolean undo;
  gboolean redo;

  g_object_get (self->session, "can-undo", &undo, "can-redo", &redo, NULL);
  g_assert_cmpint (undo, ==, can_undo);
  g_assert_cmpint (redo, ==, can_redo);
}

static void
undo (Fixture *self, const char *expected)
{
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (what, ==, expected);
}

static void
redo (Fixture *self, const char *expected)
{
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_redo (self->session, &what, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (what, ==, expected);
}

static void
take_back (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_take_back (self->session, &error));
  g_assert_no_error (error);
}

static void
test_answers (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[0], 3, "Bird");
  films_answer (self->session, self->streams[0], 4, NULL);
  films_answer (self->session, self->streams[1], 5, "Squirrel");
  films_label (self->session, self->streams[0], 10, 20, "Nothing");
  films_label (self->session, self->streams[0], 15, 15, NULL);
  assert_said (self, 0, "3:Bird 4:? 10-14:Nothing 15:? 16-20:Nothing");
  assert_said (self, 1, "5:Squirrel");
  g_assert_cmpuint (get_count (self->session, "n-labelled"), ==, 14);
  g_assert_cmpuint (fl_class_get_n_labels (films_find_class (self->session, "Nothing")), ==, 10);
  assert_steps (self, TRUE, FALSE);
  reopen (self, NULL);
  assert_said (self, 0, "3:Bird 4:? 10-14:Nothing 15:? 16-20:Nothing");
  assert_said (self, 1, "5:Squirrel");
  g_assert_cmpuint (get_count (self->session, "n-labelled"), ==, 14);
  assert_steps (self, TRUE, FALSE);
}

static void
test_changed_mind (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[0], 3, "Bird");
  films_answer (self->session, self->streams[0], 3, "Squirrel");
  assert_said (self, 0, "3:Squirrel");
  undo (self, "the label of frame 3 of “a.mp4”");
  assert_said (self, 0, "3:Bird");
  films_answer (self->session, self->streams[0], 3, NULL);
  assert_said (self, 0, "3:?");
  reopen (self, NULL);
  assert_said (self, 0, "3:?");
}

static void
test_undo_redo (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[0], 3, "Bird");
  films_label (self->session, self->streams[0], 2, 6, "Squirrel");
  films_answer (self->session, self->streams[1], 8, NULL);
  undo (self, "the label of frame 8 of “b.mp4”");
  undo (self, "the label of frames 2–6 of “a.mp4”");
  assert_said (self, 0, "3:Bird");
  assert_said (self, 1, "");
  assert_steps (self, TRUE, TRUE);
  redo (self, "the label of frames 2–6 of “a.mp4”");
  assert_said (self, 0, "2-6:Squirrel");
  redo (self, "the label of frame 8 of “b.mp4”");
  assert_said (self, 1, "8:?");
  assert_steps (self, TRUE, FALSE);
  g_autoptr (GError) error = NULL;
  g_assert_false (fl_session_redo (self->session, NULL, &error));
  g_assert_nonnull (error);
  undo (self, "the label of frame 8 of “b.mp4”");
  /* Something new ends what could be done again. */
  films_answer (self->session, self->streams[1], 9, "Bird");
  assert_steps (self, TRUE, FALSE);
  assert_said (self, 1, "9:Bird");
}

/* All of it works over a restart, and nothing is ever forgotten. */
static void
test_undo_after_restart (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[0], 3, "Bird");
  films_answer (self->session, self->streams[0], 4, "Bird");
  g_assert_false (fl_session_is_undo_old (self->session, NULL));
  undo (self, "the label of frame 4 of “a.mp4”");
  reopen (self, NULL);
  assert_said (self, 0, "3:Bird");
  assert_steps (self, TRUE, TRUE);
  g_autofree char *what = NULL;
  g_assert_true (fl_session_is_undo_old (self->session, &what));
  g_assert_cmpstr (what, ==, "the label of frame 3 of “a.mp4”");
  redo (self, "the label of frame 4 of “a.mp4”");
  assert_said (self, 0, "3:Bird 4:Bird");
}

static void
test_sittings (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[0], 3, "Bird");
  reopen (self, NULL);
  g_assert_true (fl_session_is_undo_old (self->session, NULL));
  films_answer (self->session, self->streams[0], 5, "Bird");
  g_assert_false (fl_session_is_undo_old (self->session, NULL));
  undo (self, "the label of frame 5 of “a.mp4”");
  g_assert_true (fl_session_is_undo_old (self->session, NULL));
  undo (self, "the label of frame 3 of “a.mp4”");
  undo (self, "the new class “Squirrel”");
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_classes (self->session)), ==, 2);
  redo (self, "the new class “Squirrel”");
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_classes (self->session)), ==, 3);
  redo (self, "the label of frame 3 of “a.mp4”");
  assert_said (self, 0, "3:Bird");
}

static void
test_only_own (Fixture *self, gconstpointer data)
{
  const FlSessionOptions as_bob = {.is_headless = TRUE, .annotator = "Bob"};
  g_autoptr (GError) error = NULL;

  films_answer (self->session, self->streams[0], 3, "Bird");
  reopen (self, &as_bob);
  assert_said (self, 0, "3:Bird");
  assert_steps (self, FALSE, FALSE);
  g_assert_false (fl_session_undo (self->session, NULL, &error));
  g_clear_error (&error);
  g_assert_false (fl_session_take_back (self->session, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND);
  films_answer (self->session, self->streams[0], 3, "Squirrel");
  films_answer (self->session, self->streams[0], 9, "Squirrel");
  undo (self, "the label of frame 9 of “a.mp4”");
  undo (self, "the label of frame 3 of “a.mp4”");
  assert_said (self, 0, "3:Bird");
  assert_steps (self, FALSE, TRUE);
}

static void
test_take_back (Fixture *self, gconstpointer data)
{
  films_wait (films_has_question, self->session);
  FlItem *first = films_get_current (self->session);
  FlStream *stream = fl_item_get_stream (first);
  gint64 frame = fl_item_get_frame (first);

  films_answer (self->session, stream, frame, "Bird");
  g_assert_false (fl_item_get_stream (films_get_current (self->session)) == stream &&
                  fl_item_get_frame (films_get_current (self->session)) == frame);
  take_back (self);
  g_assert_true (fl_item_get_stream (films_get_current (self->session)) == stream);
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, frame);
  g_assert_null (fl_track_find (fl_stream_get_track (stream), frame));
  /* Doing it again is as good as answering it again: the question goes. */
  g_autofree char *what = NULL;
  g_assert_true (fl_session_redo (self->session, &what, NULL));
  g_assert_nonnull (fl_track_find (fl_stream_get_track (stream), frame));
  g_assert_false (fl_item_get_stream (films_get_current (self->session)) == stream &&
                  fl_item_get_frame (films_get_current (self->session)) == frame);
}

static void
test_take_back_after_restart (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[1], 33, "Bird");
  reopen (self, &in_window);
  take_back (self);
  assert_said (self, 1, "");
  g_assert_true (fl_item_get_stream (films_get_current (self->session)) == self->streams[1]);
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 33);
}

/* A class that was added since is no answer: the newest answer is what is taken back. */
static void
test_take_back_skips (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_take_back (self->session, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_NOT_FOUND);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_classes (self->session)), ==, 3);
  g_clear_error (&error);
  films_answer (self->session, self->streams[0], 3, "Bird");
  g_assert_nonnull (fl_session_add_class (self->session, "Hare", NULL, &error));
  take_back (self);
  assert_said (self, 0, "");
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_classes (self->session)), ==, 4);
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  assert_said (self, 0, "3:Bird");
  g_assert_no_error (error);
}

static void
test_pinned (Fixture *self, gconstpointer data)
{
  FlQueue *queue = fl_session_get_queue (self->session);

  films_label (self->session, self->streams[0], 0, 1, "Nothing");
  films_label (self->session, self->streams[0], 12, 13, "Bird");
  films_wait_for_model (self->session);
  for (guint i = 0; i < 4; i++) {
    g_autoptr (FlItem) next = g_list_model_get_item (G_LIST_MODEL (queue), 1);
    g_autoptr (FlItem) after = g_list_model_get_item (G_LIST_MODEL (queue), 2);
    FlItem *current = films_get_current (self->session);
    films_answer (self->session, fl_item_get_stream (current), fl_item_get_frame (current),
                  films_get_class (fl_item_get_frame (current)));
    /* The next question is there at once, and a new model moves neither it nor the one after. */
    g_assert_true (films_get_current (self->session) == next);
    films_wait_for_model (self->session);
    g_assert_true (films_get_current (self->session) == next);
    g_autoptr (FlItem) second = g_list_model_get_item (G_LIST_MODEL (queue), 1);
    g_assert_true (second == after);
  }
}

/* What is labelled otherwise than by an answer is not asked any more either. */
static void
test_labelled_range_is_not_asked (Fixture *self, gconstpointer data)
{
  films_wait (films_has_question, self->session);
  films_label (self->session, self->streams[0], 0, N_FRAMES - 1, "Nothing");
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));
  for (guint round = 0; round < 2; round++) {
    for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
      g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
      g_assert_true (fl_item_get_stream (item) == self->streams[1]);
    }
    films_label (self->session, self->streams[1], 0, 0, "Bird");
    films_wait_for_model (self->session);
  }
  g_assert_true (fl_item_get_stream (films_get_current (self->session)) == self->streams[1]);
}

static void
test_chosen (Fixture *self, gconstpointer data)
{
  films_wait (films_has_question, self->session);
  g_autoptr (FlItem) next = g_object_ref (films_get_current (self->session));
  fl_session_ask (self->session, self->streams[1], 40);
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 40);
  g_assert_cmpint (fl_item_get_reason (films_get_current (self->session)), ==, FL_REASON_CHOSEN);
  films_answer (self->session, self->streams[1], 40, "Bird");
  g_assert_true (films_get_current (self->session) == next);
  fl_session_ask (self->session, self->streams[1], 40);
  g_assert_cmpint (fl_item_get_reason (films_get_current (self->session)), ==, FL_REASON_AGAIN);
  films_answer (self->session, self->streams[1], 40, "Squirrel");
  assert_said (self, 1, "40:Squirrel");
  g_assert_true (films_get_current (self->session) == next);
}

/* All but every third frame. */
static void
answer_parts (Fixture *self)
{
  for (guint stream = 0; stream < 2; stream++)
    for (gint64 frame = 0; frame < N_FRAMES; frame++)
      if (frame % 3 != 1)
        films_answer (self->session, self->streams[stream], frame, films_get_class (frame));
}

static char *
dup_state_of_lots (Fixture *self)
{
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  GString *states = g_string_new (NULL);

  for (guint i = 0; i < lots->len; i++)
    g_string_append_printf (states, "%s ",
                            fl_lot_state_get_name (((FlLotReport *) lots->pdata[i])->state));
  return g_string_free (states, FALSE);
}

static void
assert_lots (Fixture *self, guint n_auto, const char *states)
{
  g_autofree char *found = dup_state_of_lots (self);

  g_assert_cmpuint (get_count (self->session, "n-auto"), ==, n_auto);
  g_assert_cmpstr (found, ==, states);
}

static void
test_accept (Fixture *self, gconstpointer data)
{
  FlAcceptance acceptance = {.max_error = 0.05, .confidence = 0.95};
  g_autoptr (GError) error = NULL;
  FlVerdict verdict;

  g_assert_false (fl_session_accept (self->session, &acceptance, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  g_clear_error (&error);
  answer_parts (self);
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_true (fl_session_preview_accept (self->session, &acceptance, &error));
  const guint n = acceptance.n_samples;
  const guint n_answers = 2 * N_FRAMES * 2 / 3;
  g_assert_cmpuint (acceptance.n_candidates, ==, 2 * N_FRAMES - n_answers);
  g_assert_cmpuint (n, >, N_FRAMES / 3);
  assert_lots (self, 0, "");
  g_assert_true (fl_session_accept (self->session, &acceptance, &error));
  assert_lots (self, n, "open ");
  fl_stream_get_verdict (self->streams[0], 1, &verdict);
  g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_AUTO);
  fl_stream_get_verdict (self->streams[0], 0, &verdict);
  g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_HUMAN);
  reopen (self, NULL);
  assert_lots (self, n, "open ");
  /* A person's word counts more, and an undo of it gives the auto label back. */
  films_answer (self->session, self->streams[0], 1, "Squirrel");
  fl_stream_get_verdict (self->streams[0], 1, &verdict);
  g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_HUMAN);
  undo (self, "the label of frame 1 of “a.mp4”");
  fl_stream_get_verdict (self->streams[0], 1, &verdict);
  g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_AUTO);
  undo (self, "an acceptance");
  assert_lots (self, 0, "withdrawn ");
  redo (self, "an acceptance");
  assert_lots (self, n, "open ");
  undo (self, "an acceptance");
  reopen (self, NULL);
  assert_lots (self, 0, "withdrawn ");
  g_assert_cmpuint (get_count (self->session, "n-labelled"), ==, n_answers);
}

static void
test_log (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->streams[0], 3, "Bird");
  films_answer (self->session, self->streams[1], 4, NULL);
  undo (self, "the label of frame 4 of “b.mp4”");
  g_autoptr (GPtrArray) log = fl_session_list_history (self->session, 3, NULL);
  g_assert_cmpuint (log->len, ==, 3);
  const FlHistoryEntry *first = log->pdata[0];
  const FlHistoryEntry *second = log->pdata[1];
  g_assert_cmpstr (first->what, ==, "label “a.mp4” 3–3 Bird");
  g_assert_cmpstr (first->annotator, ==, "Ada");
  g_assert_false (first->is_undone);
  g_assert_cmpstr (second->what, ==, "label “b.mp4” 4–4 unsure");
  g_assert_true (second->is_undone);
  g_assert_cmpint (first->at_us, <=, second->at_us);
  g_assert_cmpint (second->at_us, <=, g_get_real_time ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, is_headless, func)                                                               \
  g_test_add ("/session/history/" name, Fixture, GINT_TO_POINTER (is_headless), set_up, func,      \
              tear_down)
  ADD ("answers-and-ranges-are-there-when-reopened", TRUE, test_answers);
  ADD ("a-frame-may-be-answered-otherwise", TRUE, test_changed_mind);
  ADD ("undo-and-redo-one-by-one", TRUE, test_undo_redo);
  ADD ("undo-and-redo-after-a-restart", TRUE, test_undo_after_restart);
  ADD ("an-undo-says-when-it-reaches-into-an-earlier-sitting", TRUE, test_sittings);
  ADD ("only-own-actions-are-undone", TRUE, test_only_own);
  ADD ("a-taken-back-answer-is-asked-next", FALSE, test_take_back);
  ADD ("taking-back-works-after-a-restart", FALSE, test_take_back_after_restart);
  ADD ("only-answers-are-taken-back", TRUE, test_take_back_skips);
  ADD ("a-new-model-moves-all-but-the-next-two", FALSE, test_pinned);
  ADD ("a-labelled-range-is-not-asked", FALSE, test_labelled_range_is_not_asked);
  ADD ("a-chosen-frame-is-asked-next", FALSE, test_chosen);
  ADD ("an-acceptance-can-be-undone-and-redone", TRUE, test_accept);
  ADD ("the-log-tells-all-of-it", TRUE, test_log);
  return g_test_run ();
}
