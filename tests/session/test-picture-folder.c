/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of pictures as a stream, from adding it to the table of its labels. */
#include "films.h"
#include "media/fl-test-pictures.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session/fl-check.h"

#define N_PICTURES 12

typedef struct {
  char *folder;
  char *pictures;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->pictures = g_build_filename (self->folder, "trail", NULL);
  g_assert_cmpint (g_mkdir (self->pictures, 0700), ==, 0);
  self->session = films_create (self->folder, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->pictures);
}

/* Pictures 1 to 12, a minute apart or without times, of two sizes. */
static void
write_pictures (Fixture *self, gboolean has_times)
{
  for (guint i = 0; i < N_PICTURES; i++) {
    g_autofree char *name = g_strdup_printf ("%u.jpg", i + 1);
    g_autofree char *time = has_times ? g_strdup_printf ("2026:03:01 00:%02u:00", i) : NULL;
    const FlTestJpeg jpeg = {.number = i + 1, .time = time, .width_px = i % 2 ? 80 : 0};
    fl_test_jpeg_write (self->pictures, name, &jpeg);
  }
}

static FlStream *
add (Fixture *self, const char *sampling)
{
  g_autoptr (GError) error = NULL;
  FlStream *stream = fl_session_add_source (self->session, self->pictures, sampling, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fl_stream_get_name (stream), ==, "trail");
  return stream;
}

static char *
dup_picked (FlStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fl_stream_get_n_samples (stream); i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", (int) fl_stream_get_sample (stream, i));
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, fl_stream_get_n_samples (stream));
  return g_strdup (text->str);
}

static void
assert_name_at (FlStream *stream, gint64 frame, const char *expected)
{
  g_autofree char *name = fl_stream_dup_name_at (stream, frame);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_to_table (Fixture *self, gconstpointer data)
{
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  write_pictures (self, TRUE);
  FlStream *stream = add (self, NULL);
  films_ingest (self->session);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, "Ready, 2 samples a second");
  g_autofree char *picked = dup_picked (stream);
  g_assert_cmpstr (picked, ==, "0 1 2 3 4 5 6 7 8 9 10 11");
  g_assert_cmpfloat (fl_stream_get_duration_s (stream), ==, 660);
  assert_name_at (stream, 0, "trail/1.jpg");
  assert_name_at (stream, 9, "trail/10.jpg");
  films_label (self->session, stream, 2, 3, "Bird");
  g_assert_true (fl_session_export (self->session, "truth", FALSE, output, &error));
  g_assert_no_error (error);
  g_autofree char *table =
    g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (output)),
               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (output)));
  g_assert_nonnull (strstr (table, "trail,2,120.000000,Bird\n"));
  g_assert_nonnull (strstr (table, "trail,3,180.000000,Bird\n"));
  g_assert_null (strstr (table, "trail,12,"));
}

static void
test_without_times (Fixture *self, gconstpointer data)
{
  write_pictures (self, FALSE);
  FlStream *stream = add (self, NULL);
  films_ingest (self->session);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, "Ready, every picture");
  g_assert_cmpuint (fl_stream_get_n_samples (stream), ==, N_PICTURES);
}

static void
test_on_change (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 9; i++) {
    g_autofree char *name = g_strdup_printf ("%u.jpg", i);
    const FlTestJpeg jpeg = {.number = i / 4};
    fl_test_jpeg_write (self->pictures, name, &jpeg);
  }
  FlStream *stream = add (self, "on-change:0.04-100");
  films_ingest (self->session);
  g_autofree char *picked = dup_picked (stream);
  g_assert_cmpstr (picked, ==, "0 4 8");
}

/* One is broken and one is no picture at all: the others are there, with their own numbers. */
static void
test_broken (Fixture *self, gconstpointer data)
{
  g_autofree char *broken = g_build_filename (self->pictures, "5.jpg", NULL);

  write_pictures (self, TRUE);
  fl_test_cut (broken, broken, 200);
  fl_test_text_write (self->pictures, "9.jpg", "no picture");
  FlStream *stream = add (self, NULL);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_status (stream), ==,
                   "Ready, 2 samples a second. 2 of its pictures cannot be decoded, the first of "
                   "them is “5.jpg”");
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, N_PICTURES);
  g_autofree char *picked = dup_picked (stream);
  g_assert_cmpstr (picked, ==, "0 1 2 3 5 6 7 9 10 11");
  films_label (self->session, stream, 11, 11, "Bird");
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  stream = films_peek (self->session, "trail");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "11:Bird");
  assert_name_at (stream, 11, "trail/12.jpg");
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, NULL);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (findings->pdata[0], ==,
                   "2 pictures of “trail” cannot be seen (2 of its pictures cannot be decoded, the "
                   "first of them is “5.jpg”); they keep their numbers, so leave them, or put the "
                   "whole folder back from a copy");
}

static void
test_moved (Fixture *self, gconstpointer data)
{
  g_autofree char *card = g_build_filename (self->folder, "card", NULL);
  g_autofree char *moved = g_build_filename (card, "x", NULL);
  g_autoptr (GError) error = NULL;
  guint n_found;

  write_pictures (self, FALSE);
  FlStream *stream = add (self, NULL);
  films_ingest (self->session);
  films_label (self->session, stream, 3, 3, "Bird");
  films_close (self->session);
  g_assert_cmpint (g_mkdir (card, 0700), ==, 0);
  g_assert_cmpint (g_rename (self->pictures, moved), ==, 0);
  self->session = films_open (self->folder, NULL);
  stream = films_peek (self->session, "trail");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  g_assert_true (fl_session_find_moved (self->session, self->folder, &n_found, NULL, &error));
  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_path (stream), ==, moved);
  assert_name_at (stream, 3, "trail/4.jpg");
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, &error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Another picture more is another folder. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  const FlTestJpeg jpeg = {.number = 77};

  write_pictures (self, FALSE);
  FlStream *stream = add (self, NULL);
  films_ingest (self->session);
  films_label (self->session, stream, 3, 3, "Bird");
  films_close (self->session);
  fl_test_jpeg_write (self->pictures, "0.jpg", &jpeg);
  self->session = films_open (self->folder, NULL);
  stream = films_peek (self->session, "trail");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_cmpstr (fl_stream_get_status (stream), ==,
                   "“trail” is no longer the file that was added, because its content has changed; "
                   "put the old one back");
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "3:Bird");
}

/* One that has another name now moves all behind it: whose names they were nobody can tell. */
static void
test_renamed (Fixture *self, gconstpointer data)
{
  g_autofree char *old = g_build_filename (self->pictures, "3.jpg", NULL);
  g_autofree char *new = g_build_filename (self->pictures, "20.jpg", NULL);

  write_pictures (self, FALSE);
  FlStream *stream = add (self, NULL);
  films_ingest (self->session);
  assert_name_at (stream, 2, "trail/3.jpg");
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  assert_name_at (films_peek (self->session, "trail"), 2, "trail/3.jpg");
  films_close (self->session);
  g_assert_cmpint (g_rename (old, new), ==, 0);
  self->session = films_open (self->folder, NULL);
  assert_name_at (films_peek (self->session, "trail"), 2, "trail");
  assert_name_at (films_peek (self->session, "trail"), 0, "trail");
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence =
    g_strdup_printf ("Cannot use “%s”: it is a folder without pictures; films in it are added one "
                     "by one",
                     self->pictures);

  g_assert_null (fl_session_add_source (self->session, self->pictures, NULL, &error));
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_streams (self->session)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/picture-folder/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("from-folder-to-table", test_to_table);
  ADD ("without-times-each-is-a-sample", test_without_times);
  ADD ("on-change", test_on_change);
  ADD ("what-is-broken-keeps-its-number", test_broken);
  ADD ("a-moved-folder-is-found", test_moved);
  ADD ("a-changed-folder-is-refused", test_changed);
  ADD ("renamed-pictures-have-no-names", test_renamed);
  ADD ("an-empty-folder-is-refused", test_empty);
  return g_test_run ();
}
