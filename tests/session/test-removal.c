/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams that are removed: nothing speaks of them any more, and all that was said of them is there
 * when they are back. */
#include "films.h"

#include "session/fl-frame-table.h"
#include "session/fl-removal.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_A 20
#define N_B 30

static const FlSessionOptions shown = {.n_pinned = 2};

typedef struct {
  char *folder;
  FlSession *session;
  char *problem; /* the newest */
} Fixture;

static void
on_problem (FlSession *session, const char *sentence, Fixture *self)
{
  g_free (self->problem);
  self->problem = g_strdup (sentence);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &shown);
  films_use_gate (self->session);
  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), self);
  (void) films_add (self->session, self->folder, "a.mp4", N_A);
  (void) films_add (self->session, self->folder, "b.mp4", N_B);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->problem);
}

static void
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, &shown);
  films_use_gate (self->session);
  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), self);
}

static void
remove_stream (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    fl_session_remove_stream (self->session, films_peek (self->session, name), &error));
  g_assert_no_error (error);
}

static void
step (Fixture *self, gboolean (*func) (FlSession *, char **, GError **), const char *expected)
{
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (func (self->session, &what, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (what, ==, expected);
}

static void
assert_streams (Fixture *self, const char *expected, guint n_removed)
{
  GListModel *streams = fl_session_get_streams (self->session);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", fl_stream_get_name (stream));
  }
  g_assert_cmpstr (names->str, ==, expected);
  g_assert_cmpuint (fl_session_get_n_removed (self->session), ==, n_removed);
}

static void
assert_said (Fixture *self, const char *name, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, films_peek (self->session, name));

  g_assert_cmpstr (said, ==, expected);
}

static guint
count (Fixture *self, const char *property)
{
  guint n = 0;

  g_object_get (self->session, property, &n, NULL);
  return n;
}

/* Rows of an export, of whatever stream. */
static guint
count_exported (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, &error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  FlFrameRow row;
  guint n = 0;

  while (table->next (&row, table->data, &error))
    n++;
  g_assert_no_error (error);
  return n;
}

static gboolean
asks_about_a (gpointer session)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (session));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (g_str_equal (fl_stream_get_name (fl_item_get_stream (item)), "a.mp4"))
      return TRUE;
  }
  return FALSE;
}

static void
label_both (Fixture *self)
{
  films_ingest (self->session);
  films_label (self->session, films_peek (self->session, "a.mp4"), 0, 4, "Bird");
  films_label (self->session, films_peek (self->session, "b.mp4"), 12, 12, "Squirrel");
}

static void
test_hidden (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  label_both (self);
  films_wait (asks_about_a, self->session);
  g_assert_cmpuint (count (self, "n-samples"), ==, N_A + N_B);
  g_assert_cmpuint (count (self, "n-labelled"), ==, 6);
  fl_session_ask (self->session, films_peek (self->session, "a.mp4"), 7);
  remove_stream (self, "a.mp4");
  assert_streams (self, "b.mp4", 1);
  g_assert_false (asks_about_a (self->session));
  g_assert_true (films_get_current (self->session) == NULL ||
                 fl_item_get_stream (films_get_current (self->session)) ==
                   films_peek (self->session, "b.mp4"));
  g_assert_cmpuint (count (self, "n-samples"), ==, N_B);
  g_assert_cmpuint (count (self, "n-labelled"), ==, 1);
  g_assert_cmpuint (count_exported (self), ==, N_B);
  g_assert_null (fl_session_find_stream (self->session, "a.mp4", &error));
  g_assert_cmpstr (error->message, ==,
                   "“a.mp4” was removed from this project; add it once more to have it back");
  films_wait (films_has_question, self->session);
  g_assert_false (asks_about_a (self->session));
}

/* Whether the program was closed meanwhile or not. */
static void
test_undone (Fixture *self, gconstpointer data)
{
  label_both (self);
  remove_stream (self, "a.mp4");
  if (data != NULL)
    reopen (self);
  assert_streams (self, "b.mp4", 1);
  step (self, fl_session_undo, "the removal of “a.mp4”");
  assert_streams (self, "a.mp4 b.mp4", 0);
  assert_said (self, "a.mp4", "0-4:Bird");
  g_assert_cmpint (fl_stream_get_state (films_peek (self->session, "a.mp4")), ==, FL_STREAM_READY);
  g_assert_cmpuint (count (self, "n-samples"), ==, N_A + N_B);
  g_assert_cmpuint (count (self, "n-labelled"), ==, 6);
  g_assert_cmpuint (count_exported (self), ==, N_A + N_B);
  films_wait (asks_about_a, self->session);
  step (self, fl_session_redo, "the removal of “a.mp4”");
  assert_streams (self, "b.mp4", 1);
  g_assert_false (asks_about_a (self->session));
}

/* It is its content that counts, wherever the file is now. */
static void
test_added_again (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "a.mp4", NULL);
  g_autofree char *moved = g_build_filename (self->folder, "c.mp4", NULL);

  label_both (self);
  remove_stream (self, "a.mp4");
  g_assert_cmpint (g_rename (path, moved), ==, 0);
  FlStream *stream = fl_session_add_source (self->session, moved, "keyframes", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fl_stream_get_name (stream), ==, "a.mp4");
  g_assert_cmpstr (fl_stream_get_path (stream), ==, moved);
  g_assert_cmpstr (fl_stream_get_sampling (stream), ==, "every-frame");
  g_assert_cmpstr (self->problem, ==,
                   "“a.mp4” was removed before; it is back, with all that was said of it");
  assert_streams (self, "a.mp4 b.mp4", 0);
  assert_said (self, "a.mp4", "0-4:Bird");
  g_assert_null (fl_session_add_source (self->session, moved, NULL, &error));
  g_assert_nonnull (strstr (error->message, "is in the project already"));
  reopen (self);
  g_assert_cmpstr (fl_stream_get_path (films_peek (self->session, "a.mp4")), ==, moved);
  step (self, fl_session_undo, "the return of “a.mp4”");
  assert_streams (self, "b.mp4", 1);
  step (self, fl_session_undo, "the removal of “a.mp4”");
  assert_streams (self, "a.mp4 b.mp4", 0);
}

/* Another film under the old name has frames of its own. */
static void
test_other_film (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "a.mp4", NULL);

  label_both (self);
  remove_stream (self, "a.mp4");
  g_free (films_make (self->folder, "a.mp4", N_A + 5));
  FlStream *stream = fl_session_add_source (self->session, path, "every-frame", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fl_stream_get_name (stream), !=, "a.mp4");
  g_assert_cmpuint (fl_stream_get_track (stream)->len, ==, 0);
  g_assert_cmpuint (fl_session_get_n_removed (self->session), ==, 1);
}

/* The newest answer is one about what is shown. */
static void
test_take_back (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  films_ingest (self->session);
  films_answer (self->session, films_peek (self->session, "b.mp4"), 3, "Bird");
  films_answer (self->session, films_peek (self->session, "a.mp4"), 4, "Bird");
  remove_stream (self, "a.mp4");
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_said (self, "b.mp4", "");
  step (self, fl_session_undo, "the removal of “a.mp4”");
  assert_said (self, "a.mp4", "4:Bird");
}

static gboolean
is_at_gate (gpointer data)
{
  return films_count_waiting () > 0;
}

/* Reading stops; where it is wanted again before it has stopped, it goes on afterwards. */
static void
test_while_reading (Fixture *self, gconstpointer data)
{
  films_close_gate ();
  fl_session_ingest_stream (self->session, films_peek (self->session, "a.mp4"));
  films_wait (is_at_gate, NULL);
  remove_stream (self, "a.mp4");
  if (data != NULL)
    step (self, fl_session_undo, "the removal of “a.mp4”");
  films_open_gate ();
  films_wait (films_is_done, self->session);
  if (data == NULL) {
    assert_streams (self, "b.mp4", 1);
    step (self, fl_session_undo, "the removal of “a.mp4”");
    g_assert_cmpuint (fl_stream_get_samples (films_peek (self->session, "a.mp4"))->n, <, N_A);
    films_wait (films_is_done, self->session);
  }
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_A);
}

/* Nobody writes over a film because it was removed. */
static void
test_not_overwritten (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.mp4", NULL);
  g_autoptr (GError) error = NULL;

  films_ingest (self->session);
  remove_stream (self, "a.mp4");
  g_assert_null (fl_session_export_to_file (self->session, "frames", path, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "belongs to the project itself"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/session/removal/" name, Fixture, data, set_up, func, tear_down)
  ADD ("nothing-speaks-of-it", NULL, test_hidden);
  ADD ("undo", NULL, test_undone);
  ADD ("undo-after-a-restart", "restart", test_undone);
  ADD ("added-again", NULL, test_added_again);
  ADD ("another-film", NULL, test_other_film);
  ADD ("take-back", NULL, test_take_back);
  ADD ("while-it-is-read", NULL, test_while_reading);
  ADD ("while-it-is-read-and-undone", "at once", test_while_reading);
  ADD ("not-overwritten", NULL, test_not_overwritten);
  return g_test_run ();
}
