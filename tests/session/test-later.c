/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that come back: those that were put off, and those whose answer may be doubted. */
#include "films.h"
#include "session/fl-history.h"
#include "session/fl-item-private.h"

#define N_FRAMES 72
#define N_PINNED 2
#define N_LATER  20

/* A project that a window would show: two films that are in. */
typedef struct {
  char *folder;
  FlSession *session;
  FlStream *streams[2];
} Fixture;

/* So that every frame is a question of its own. */
static const FlSessionOptions in_window = {.n_pinned = N_PINNED, .goal = "bouts"};

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
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &in_window);
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
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, &in_window);
  take_streams (self);
}

static void
test_later (Fixture *self, gconstpointer data)
{
  FlQueue *queue = fl_session_get_queue (self->session);

  films_wait (films_has_question, self->session);
  films_label (self->session, self->streams[0], 0, 1, "Nothing");
  films_label (self->session, self->streams[0], 12, 13, "Bird");
  films_wait_for_model (self->session);
  g_autoptr (FlItem) put_off = g_object_ref (films_get_current (self->session));
  fl_session_later (self->session, put_off);
  g_assert_false (fl_item_is_same (films_get_current (self->session), put_off));
  g_assert_null (fl_track_find (fl_stream_get_track (fl_item_get_stream (put_off)),
                                fl_item_get_frame (put_off)));
  films_wait_for_model (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);
    g_assert_false (fl_item_is_same (item, put_off));
  }
  /* It comes back after a while, without anybody having answered all the rest. */
  guint n = 0;
  for (; n < 3 * N_LATER && !fl_item_is_same (films_get_current (self->session), put_off); n++) {
    g_autoptr (FlItem) item = g_object_ref (films_get_current (self->session));
    films_answer (self->session, fl_item_get_stream (item), fl_item_get_frame (item), "Bird");
    films_wait_for_model (self->session);
  }
  /* Behind the two that were pinned. */
  g_assert_cmpuint (n, >=, N_LATER - N_PINNED);
  g_assert_cmpuint (n, <=, N_LATER + N_PINNED);
  g_assert_cmpint (fl_item_get_reason (films_get_current (self->session)), ==, FL_REASON_AGAIN);
}

/* When nothing else is left, what was put off is all there is. */
static void
test_later_is_left (Fixture *self, gconstpointer data)
{
  films_label (self->session, self->streams[0], 0, N_FRAMES - 1, "Nothing");
  films_label (self->session, self->streams[1], 0, N_FRAMES - 3, "Bird");
  films_wait_for_model (self->session);
  g_autoptr (FlItem) first = g_object_ref (films_get_current (self->session));
  fl_session_later (self->session, first);
  g_autoptr (FlItem) second = g_object_ref (films_get_current (self->session));
  g_assert_false (fl_item_is_same (first, second));
  fl_session_later (self->session, second);
  g_assert_null (films_get_current (self->session));
  films_wait (films_has_question, self->session);
  g_assert_true (fl_item_is_same (films_get_current (self->session), first) ||
                 fl_item_is_same (films_get_current (self->session), second));
}

static guint
answer_until (Fixture *self, FlItem *wanted, guint n_most)
{
  guint n = 0;

  for (; n < n_most && !fl_item_is_same (films_get_current (self->session), wanted); n++) {
    g_autoptr (FlItem) item = g_object_ref (films_get_current (self->session));
    films_answer (self->session, fl_item_get_stream (item), fl_item_get_frame (item), "Bird");
    films_wait_for_model (self->session);
  }
  return n;
}

static void
test_doubted (Fixture *self, gconstpointer data)
{
  films_wait (films_has_question, self->session);
  films_label (self->session, self->streams[0], 0, 1, "Nothing");
  films_label (self->session, self->streams[0], 12, 13, "Bird");
  films_wait_for_model (self->session);
  g_autoptr (FlItem) item = g_object_ref (films_get_current (self->session));
  GArray *track = fl_stream_get_track (fl_item_get_stream (item));
  films_answer (self->session, fl_item_get_stream (item), fl_item_get_frame (item), "Nothing");
  fl_session_ask_again (self->session, item);
  /* Meanwhile the answer counts. */
  g_assert_nonnull (fl_track_find (track, fl_item_get_frame (item)));
  const guint n = answer_until (self, item, 3 * N_LATER);
  g_assert_cmpuint (n, >=, N_LATER - N_PINNED);
  g_assert_cmpuint (n, <=, N_LATER + N_PINNED);
  g_assert_cmpint (fl_item_get_reason (films_get_current (self->session)), ==, FL_REASON_CHECK);
  /* Answered, it is not asked a third time. */
  films_answer (self->session, fl_item_get_stream (item), fl_item_get_frame (item), "Bird");
  films_wait_for_model (self->session);
  g_assert_cmpuint (answer_until (self, item, N_LATER + N_PINNED), ==, N_LATER + N_PINNED);
}

static void
test_doubted_is_left (Fixture *self, gconstpointer data)
{
  films_label (self->session, self->streams[0], 0, N_FRAMES - 1, "Nothing");
  films_label (self->session, self->streams[1], 0, N_FRAMES - 2, "Bird");
  films_wait_for_model (self->session);
  g_autoptr (FlItem) last = g_object_ref (films_get_current (self->session));
  films_answer (self->session, fl_item_get_stream (last), fl_item_get_frame (last), "Bird");
  g_assert_null (films_get_current (self->session));
  fl_session_ask_again (self->session, last);
  films_wait (films_has_question, self->session);
  g_assert_true (fl_item_is_same (films_get_current (self->session), last));
  films_answer (self->session, fl_item_get_stream (last), fl_item_get_frame (last), "Bird");
  films_wait_for_model (self->session);
  g_assert_null (films_get_current (self->session));
}

/* Later is no answer: after a restart the frame is asked like any other. */
static void
test_later_is_not_stored (Fixture *self, gconstpointer data)
{
  films_label (self->session, self->streams[0], 0, N_FRAMES - 1, "Nothing");
  films_label (self->session, self->streams[1], 0, N_FRAMES - 2, "Bird");
  films_wait_for_model (self->session);
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, N_FRAMES - 1);
  g_autoptr (GPtrArray) before = fl_session_list_history (self->session, 0, NULL);
  fl_session_later (self->session, films_get_current (self->session));
  g_autoptr (GPtrArray) after = fl_session_list_history (self->session, 0, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  reopen (self);
  films_wait_for_model (self->session);
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, N_FRAMES - 1);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/session/later/comes-back-after-a-while", test_later);
  add ("/session/later/comes-back-when-nothing-else-is-left", test_later_is_left);
  add ("/session/later/is-not-stored", test_later_is_not_stored);
  add ("/session/later/doubted-answers-are-asked-again", test_doubted);
  add ("/session/later/doubted-answers-are-asked-when-nothing-else-is-left", test_doubted_is_left);
  return g_test_run ();
}
