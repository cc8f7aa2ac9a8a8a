/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Videos that were moved or renamed, and those that are others now. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_FRAMES 20

typedef struct {
  char *folder;
  char *film;
  FlSession *session;
} Fixture;

/* A project with one labelled and ingested film, closed. */
static void
set_up (Fixture *self, gconstpointer data)
{
  (void) data;
  self->folder = films_make_folder ();
  FlSession *session = films_create (self->folder, NULL);
  FlStream *stream = films_add (session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (session);
  films_answer (session, stream, 3, "Bird");
  self->film = g_strdup (fl_stream_get_path (stream));
  films_close (session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->film);
}

/* Moves the film to sub/b.mp4, and opens the project. */
static char *
move_film (Fixture *self)
{
  g_autofree char *sub = g_build_filename (self->folder, "sub", NULL);
  char *moved = g_build_filename (sub, "b.mp4", NULL);

  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  g_assert_cmpint (g_rename (self->film, moved), ==, 0);
  self->session = films_open (self->folder, NULL);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  return moved;
}

static void
assert_back (Fixture *self, const char *path)
{
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_autofree char *said = films_dup_said (self->session, stream);

  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_path (stream), ==, path);
  g_assert_cmpstr (said, ==, "3:Bird");
}

/* In a folder of a folder, under another name; and it is still there the next time. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autoptr (GError) error = NULL;
  guint n_found = 7;

  (void) data;
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_found, ==, 1);
  assert_back (self, moved);
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  assert_back (self, moved);
}

/* A circle of links would be gone round for ever; the place that was named may be one. */
static void
test_links (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *sub = g_path_get_dirname (moved);
  char *other = folder_new ();
  g_autofree char *link = g_build_filename (other, "link", NULL);
  g_autofree char *by_link = g_build_filename (link, "b.mp4", NULL);
  guint n_found = 7;

  (void) data;
  g_assert_cmpint (symlink (sub, link), ==, 0);
  g_assert_true (fl_session_find_moved (self->session, other, &n_found, NULL, NULL));
  g_assert_cmpuint (n_found, ==, 0);
  g_assert_true (fl_session_find_moved (self->session, link, &n_found, NULL, NULL));
  g_assert_cmpuint (n_found, ==, 1);
  assert_back (self, by_link);
  folder_free (other);
}

static void
test_nothing_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_found = 7;

  (void) data;
  self->session = films_open (self->folder, NULL);
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, &error));
  g_assert_cmpuint (n_found, ==, 0);
  assert_back (self, self->film);
}

/* Another film, although it has the name and even the size. */
static void
test_other_film (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 7;
  gsize size;

  (void) data;
  g_assert_true (g_file_get_contents (moved, &bytes, &size, NULL));
  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (moved, bytes, (gssize) size, NULL));
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_false (fl_session_relink (self->session, stream, moved, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "a.mp4"));
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, NULL));
  g_assert_cmpuint (n_found, ==, 0);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  g_assert_cmpstr (fl_stream_get_path (stream), ==, self->film);
}

/* A file that another stream is cannot be this one too. */
static void
test_taken (Fixture *self, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.mp4", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  (void) data;
  g_assert_true (g_file_get_contents (self->film, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  self->session = films_open (self->folder, NULL);
  g_assert_nonnull (fl_session_add_source (self->session, copy, NULL, &error));
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_false (fl_session_relink (self->session, stream, copy, &error));
  g_assert_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS);
  assert_back (self, self->film);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autofree char *moved = move_film (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n_found = 7;

  (void) data;
  g_cancellable_cancel (cancellable);
  g_assert_false (
    fl_session_find_moved (self->session, self->folder, &n_found, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_found, ==, 0);
}

/* A changed file is recognised when the project is opened, and its labels are kept for the old
 * one. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;

  (void) data;
  g_assert_true (g_file_get_contents (self->film, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (self->film, bytes, (gssize) size - 100, NULL));
  self->session = films_open (self->folder, NULL);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_nonnull (strstr (fl_stream_get_status (stream), "a.mp4"));
  g_assert_true (g_file_set_contents (self->film, bytes, (gssize) size, NULL));
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  assert_back (self, self->film);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/relink/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("moved", test_moved);
  add ("links", test_links);
  add ("nothing-missing", test_nothing_missing);
  add ("other-film", test_other_film);
  add ("taken", test_taken);
  add ("cancelled", test_cancelled);
  add ("changed", test_changed);
  return g_test_run ();
}
