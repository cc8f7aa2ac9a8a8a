/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that cannot be written just now, and a project that somebody else has open. */
#include "films.h"

#include <string.h>

#include "store/fl-store-private.h"

#define N_FRAMES 40

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
  FlStore *other; /* a second connection */
  GString *problems;
} Fixture;

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_string_append_printf (data, "%s\n", sentence);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = films_make_folder ();
  self->problems = g_string_new (NULL);
  self->session = films_create (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), self->problems);
  self->other = fl_store_open_second (self->session->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->other, fl_store_close);
  films_close (self->session);
  folder_free (self->folder);
  g_string_free (self->problems, TRUE);
}

static gboolean
is_saving (FlSession *session)
{
  gboolean is;

  g_object_get (session, "is-saving", &is, NULL);
  return is;
}

static gboolean
is_saved (gpointer session)
{
  return !is_saving (session);
}

static char *
dup_stored (Fixture *self)
{
  const FlSessionOptions to_read = {.is_headless = TRUE, .is_read_only = TRUE};
  FlSession *reader = films_open (self->folder, &to_read);
  char *said = films_dup_said (reader, films_peek (reader, "a.mp4"));

  films_close (reader);
  return said;
}

static void
assert_stored (Fixture *self, const char *expected)
{
  g_autofree char *said = dup_stored (self);

  g_assert_cmpstr (said, ==, expected);
}

static void
assert_shown (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->stream);

  g_assert_cmpstr (said, ==, expected);
}

static void
begin (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_store_begin (self->other, &error));
  g_assert_no_error (error);
}

static void
test_busy (Fixture *self, gconstpointer data)
{
  begin (self);
  films_answer (self->session, self->stream, 3, "Bird");
  films_answer (self->session, self->stream, 4, "Squirrel");
  films_answer (self->session, self->stream, 3, NULL);
  /* Nobody is held up, and all of it can be seen; it is only not stored yet. */
  g_assert_true (is_saving (self->session));
  assert_shown (self, "3:? 4:Squirrel");
  assert_stored (self, "");
  g_autoptr (GError) error = NULL;
  g_assert_false (fl_session_undo (self->session, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_BUSY);
  assert_shown (self, "3:? 4:Squirrel");
  fl_store_rollback (self->other);
  films_wait (is_saved, self->session);
  assert_shown (self, "3:? 4:Squirrel");
  assert_stored (self, "3:? 4:Squirrel");
  /* In the order in which it was said. */
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  assert_shown (self, "3:Bird 4:Squirrel");
  g_assert_cmpstr (self->problems->str, ==, "");
}

static void
test_undo_writes_first (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->stream, 3, "Bird");
  begin (self);
  films_answer (self->session, self->stream, 4, "Squirrel");
  g_assert_false (fl_session_is_undo_old (self->session, NULL));
  fl_store_rollback (self->other);
  g_autofree char *what = NULL;
  g_assert_true (fl_session_undo (self->session, &what, NULL));
  g_assert_cmpstr (what, ==, "the label of frame 4 of “a.mp4”");
  g_assert_false (is_saving (self->session));
  assert_stored (self, "3:Bird");
}

static void
test_close_saves (Fixture *self, gconstpointer data)
{
  begin (self);
  films_answer (self->session, self->stream, 3, "Bird");
  g_assert_true (is_saving (self->session));
  fl_store_rollback (self->other);
  g_clear_pointer (&self->other, fl_store_close);
  fl_session_close (self->session);
  assert_stored (self, "3:Bird");
}

/* Gives the file not one page more, as a full disk would. */
static void
fill_disk (Fixture *self, gboolean is_full)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count=%d", is_full ? 1 : 1000000);

  g_assert_cmpint (sqlite3_exec (self->session->store->db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* A full disk is told once, not ten times a second, and what was said is written when there is
 * room again. */
static void
test_full (Fixture *self, gconstpointer data)
{
  gint64 frame = 0;

  fill_disk (self, TRUE);
  while (frame < N_FRAMES && !is_saving (self->session)) {
    /* Until the pages that are there are full. */
    for (guint i = 0; i < 200 && !is_saving (self->session); i++)
      films_answer (self->session, self->stream, frame, i % 2 ? "Bird" : "Squirrel");
    frame++;
  }
  g_assert_true (is_saving (self->session));
  films_answer (self->session, self->stream, N_FRAMES - 1, "Nothing");
  gint64 end_us = g_get_monotonic_time () + 500 * 1000;
  films_wait (is_over, &end_us);
  g_assert_true (is_saving (self->session));
  g_auto (GStrv) problems = g_strsplit (self->problems->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
  g_assert_nonnull (strstr (problems[0], "the disk is full"));
  g_autofree char *shown = films_dup_said (self->session, self->stream);
  g_assert_true (g_str_has_suffix (shown, "39:Nothing"));
  fill_disk (self, FALSE);
  films_wait (is_saved, self->session);
  assert_stored (self, shown);
}

static void
test_reader (Fixture *self, gconstpointer data)
{
  const FlSessionOptions to_read = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autofree char *path = films_dup_project_path (self->folder);
  g_autoptr (GError) error = NULL;

  films_answer (self->session, self->stream, 3, "Bird");
  /* Another one that wants to write is told who is in the way; the label stays. */
  g_assert_null (fl_session_open (path, NULL, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "films.frameline"));
  g_clear_error (&error);
  FlSession *reader = films_open (self->folder, &to_read);
  films_use_gate (reader);
  FlStream *stream = films_peek (reader, "a.mp4");
  g_autofree char *said = films_dup_said (reader, stream);
  g_assert_cmpstr (said, ==, "3:Bird");
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES);
  /* It may look and learn, but change nothing. */
  const FlRange range = {.first = 5, .last = 6};
  g_autoptr (FlItem) item = fl_item_new (stream, 7, FL_REASON_CHOSEN);
  const FlAnswer answer = {.item = item, .klass = films_find_class (reader, "Bird")};
  g_assert_false (fl_session_answer (reader, &answer, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (fl_session_label (reader, stream, &range, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (fl_session_undo (reader, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (fl_session_add_class (reader, "Cat", NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_autofree char *after = films_dup_said (reader, stream);
  g_assert_cmpstr (after, ==, "3:Bird");
  g_assert_false (is_saving (reader));
  gboolean can_undo;
  g_object_get (reader, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
  /* The writer is not disturbed, and what it writes can be read by the next one. */
  films_answer (self->session, self->stream, 4, "Squirrel");
  g_assert_false (is_saving (self->session));
  films_close (reader);
  assert_stored (self, "3:Bird 4:Squirrel");
}

static void
test_lock_goes (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->other, fl_store_close);
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  self->stream = films_peek (self->session, "a.mp4");
  films_answer (self->session, self->stream, 3, "Bird");
  assert_stored (self, "3:Bird");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/session/saving/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("answers-wait-while-the-file-is-busy", test_busy);
  ADD ("an-undo-is-of-what-waits", test_undo_writes_first);
  ADD ("closing-writes-what-waits", test_close_saves);
  ADD ("a-full-disk-is-told-once", test_full);
  ADD ("one-may-write-and-others-read", test_reader);
  ADD ("a-closed-project-can-be-written-by-others", test_lock_goes);
  return g_test_run ();
}
