/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search for moved files asks the file system it asks while it runs, and not before: until
 * then, whoever planned it waits for nothing. */
#include "folder.h"

#include "media/fl-fingerprint.h"
#include "session/fl-film-search.h"

#include <glib/gstdio.h>

#define STREAM 7

typedef struct {
  char *folder;
  char *archive; /* in the folder */
  FlFilmSearch *search;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
  self->archive = g_build_filename (self->folder, "archive", NULL);
  self->search = fl_film_search_new ();
  g_assert_cmpint (g_mkdir (self->archive, 0700), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fl_film_search_unref (self->search);
  g_free (self->archive);
  folder_free (self->folder);
}

/* A file with its name in it. */
static char *
put (const char *folder, const char *name)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  return path;
}

/* Wants the file @path as a segment of @n_frames frames. */
static void
want (Fixture *self, gint64 ordinal, const char *path, gint64 n_frames)
{
  FlSegmentRow row = {.ordinal = ordinal, .path = (char *) path, .n_frames = n_frames};
  g_autofree char *fingerprint =
    n_frames > 0 ? fl_fingerprint_file (path, &row.size_bytes, NULL, NULL) : g_strdup ("");

  row.fingerprint = fingerprint;
  fl_film_search_want_segment (self->search, STREAM, &row);
}

static void
run (Fixture *self, guint n_wanted)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_film_search_run (self->search, self->archive, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fl_film_search_get_n_wanted (self->search), ==, n_wanted);
}

/* It was there while the search was planned. */
static void
test_gone_since (Fixture *self, gconstpointer data)
{
  g_autofree char *home = put (self->folder, "0.mkv");
  g_autofree char *moved = g_build_filename (self->archive, "other.mkv", NULL);

  want (self, 0, home, 10);
  g_assert_cmpint (g_rename (home, moved), ==, 0);
  run (self, 1);
  g_assert_cmpstr (fl_film_search_get_path (self->search, 0), ==, moved);
}

/* It came back before the search ran, and is no find although a copy lies about. */
static void
test_back_since (Fixture *self, gconstpointer data)
{
  g_autofree char *home = put (self->folder, "0.mkv");
  g_autofree char *aside = g_strconcat (home, ".aside", NULL);
  g_autofree char *copy = put (self->archive, "0.mkv");
  g_autofree char *gone = put (self->folder, "1.mkv");

  want (self, 0, home, 10);
  want (self, 1, gone, 10);
  g_assert_cmpint (g_rename (home, aside), ==, 0);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  g_assert_cmpint (g_rename (aside, home), ==, 0);
  run (self, 1);
  g_assert_cmpint (fl_film_search_get_ordinal (self->search, 0), ==, 1);
  g_assert_null (fl_film_search_get_path (self->search, 0));
}

/* One that nobody closed is found beside another one, by its name; alone it is not. */
static void
test_unclosed (Fixture *self, gconstpointer data)
{
  g_autofree char *closed = put (self->folder, "0.mkv");
  g_autofree char *unclosed = g_build_filename (self->folder, "1.mkv", NULL);
  g_autofree char *moved = put (self->archive, "1.mkv");
  g_autofree char *closed_moved = g_build_filename (self->archive, "renamed.mkv", NULL);
  g_autoptr (FlFilmSearch) alone = self->search;

  want (self, 1, unclosed, -1);
  run (self, 1);
  g_assert_null (fl_film_search_get_path (alone, 0));
  self->search = fl_film_search_new ();
  want (self, 0, closed, 10);
  want (self, 1, unclosed, -1);
  g_assert_cmpint (g_rename (closed, closed_moved), ==, 0);
  run (self, 2);
  g_assert_cmpstr (fl_film_search_get_path (self->search, 0), ==, closed_moved);
  g_assert_cmpstr (fl_film_search_get_path (self->search, 1), ==, moved);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/film-search/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("gone-since", test_gone_since);
  ADD ("back-since", test_back_since);
  ADD ("unclosed", test_unclosed);
  return g_test_run ();
}
