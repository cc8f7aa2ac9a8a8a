/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recorded of live video, afterwards: verified, moved away and found again, removed. */
#include "recording.h"

#include "session/fl-check.h"
#include "session/fl-removal.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* To remove it ends the recording in order; what was recorded is there when it is back. */
static void
test_removed (Recording *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  recording_begin (self);
  recording_wait (self, recording_count_sent (1) + 5);
  films_answer (self->session, self->stream, 3, "Bird");
  g_assert_true (fl_session_remove_stream (self->session, self->stream, &error));
  films_wait (films_is_done, self->session);
  g_assert_cmpuint (fl_session_get_n_streams (self->session), ==, 0);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_peek_stream (self->session, 0) == self->stream);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  recording_reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >=, recording_count_sent (1) + 5);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "3:Bird");
  recording_assert_in_order (self);
}

/* A run ends where a connection did: each film of the sender is one. */
static void
test_runs_end_with_connections (Recording *self, gconstpointer data)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (2) + 1);
  recording_stop (self);
  recording_reopen (self);
  g_autoptr (GArray) begins = fl_session_list_begins (self->stream);
  g_assert_cmpuint (begins->len, >=, 2);
  g_assert_cmpint (g_array_index (begins, gint64, 0), ==, recording_count_sent (1));
  g_assert_cmpint (g_array_index (begins, gint64, 1), ==, recording_count_sent (2));
}

static void
assert_finding (Recording *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpstr (findings->pdata[0], ==, expected);
}

/* A file that is not the first is looked at like the first. */
static void
test_check_file (Recording *self, gconstpointer data)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (2) + 1);
  recording_stop (self);
  const FlSegmentRow *second = fl_stream_get_segments (self->stream)->pdata[1];
  g_autofree char *expected =
    g_strdup_printf ("“%s” has changed since it was added; put the old file back at “%s”",
                     fl_stream_get_name (self->stream), second->path);
  FILE *file = fopen (second->path, "ab");
  g_assert_cmpint (fputc ('x', file), ==, 'x');
  g_assert_cmpint (fclose (file), ==, 0);
  assert_finding (self, expected);
}

/* So is a frame that is in one. */
static void
test_check_frames (Recording *self, gconstpointer data)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (2) + 1);
  recording_stop (self);
  const gint64 n = fl_stream_get_n_frames (self->stream);
  const gint64 late = recording_count_sent (1) + 5;
  FlFrameIndex *known = fl_stream_get_index (self->stream);
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, n);
  for (gint64 i = 0; i < n; i++) {
    g_assert_true (fl_frame_index_get_pts (known, i, &entries[i].pts));
    entries[i].pts += i == late;
  }
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = (gsize) n,
                              .time_base = fl_frame_index_get_time_base (known)};
  g_autoptr (FlFrameIndex) index = fl_frame_index_new (&facts);
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (index);
  g_autofree char *expected =
    g_strdup_printf ("Frame %" G_GINT64_FORMAT " of “%s” is shown at %.6f s, but %.6f s was noted; "
                     "run “framelinectl ingest”, which notes all times anew",
                     late, fl_stream_get_name (self->stream),
                     fl_frame_index_get_time_s (known, late),
                     fl_frame_index_get_time_s (index, late));
  g_assert_true (fl_cache_write (self->session->cache, fl_stream_get_row (self->stream)->uuid,
                                 FL_INGEST_INDEX_NAME, bytes, NULL));
  recording_reopen (self);
  assert_finding (self, expected);
}

/* Where nobody looks for recordings by itself. Returns: (transfer full): the folder */
static char *
move_recordings_away (Recording *self)
{
  g_autofree char *project = films_dup_project_path (self->folder);
  g_autofree char *recordings = g_strconcat (project, "-recordings", NULL);
  char *elsewhere = g_build_filename (self->folder, "archive", NULL);

  films_close (g_steal_pointer (&self->session));
  g_assert_cmpint (g_rename (recordings, elsewhere), ==, 0);
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = fl_session_peek_stream (self->session, 0);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_MISSING);
  return elsewhere;
}

static guint
find_moved (Recording *self, const char *place)
{
  g_autoptr (GError) error = NULL;
  guint n_found;

  g_assert_true (fl_session_find_moved (self->session, place, &n_found, NULL, &error));
  g_assert_no_error (error);
  return n_found;
}

/* All files of a stream are found again, whatever they are called now, and it is one find. */
static void
test_moved (Recording *self, gconstpointer data)
{
  recording_do_all (self);
  films_answer (self->session, self->stream, 50, "Bird");
  const gint64 n = fl_stream_get_n_frames (self->stream);
  const char *uuid = fl_stream_get_row (self->stream)->uuid;
  g_autofree char *first = g_strdup_printf ("%s/archive/%s/000000.mkv", self->folder, uuid);
  g_autofree char *renamed = g_strdup_printf ("%s/archive/first.mkv", self->folder);
  g_autofree char *elsewhere = move_recordings_away (self);
  g_assert_cmpint (g_rename (first, renamed), ==, 0);
  g_assert_cmpuint (find_moved (self, elsewhere), ==, 1);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
    g_assert_cmpint (fl_stream_get_n_frames (self->stream), ==, n);
    recording_assert_films (self);
    g_autofree char *said = films_dup_said (self->session, self->stream);
    g_assert_cmpstr (said, ==, "50:Bird");
    recording_assert_in_order (self);
    recording_reopen (self);
  }
}

/* While one file lacks it is no find, but what was found need not be looked for again. */
static void
test_moved_in_parts (Recording *self, gconstpointer data)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (2) + 1);
  recording_stop (self);
  const char *uuid = fl_stream_get_row (self->stream)->uuid;
  g_autofree char *second = g_strdup_printf ("%s/archive/%s/000001.mkv", self->folder, uuid);
  g_autofree char *aside = g_strdup_printf ("%s/aside", self->folder);
  g_autofree char *elsewhere = move_recordings_away (self);
  g_assert_cmpint (g_rename (second, aside), ==, 0);
  g_assert_cmpuint (find_moved (self, elsewhere), ==, 0);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_MISSING);
  g_assert_nonnull (strstr (fl_stream_get_status (self->stream), "000001.mkv” is not there"));
  g_assert_cmpuint (find_moved (self, aside), ==, 1);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  recording_assert_in_order (self);
}

/* One that nobody closed, because the program was killed, comes along with the others. */
static void
test_moved_unclosed (Recording *self, gconstpointer data)
{
  films_close (g_steal_pointer (&self->session));
  gint64 n_said = recording_die (self, recording_count_sent (2) + 1);
  self->session = films_open (self->folder, NULL);
  g_autofree char *elsewhere = move_recordings_away (self);
  g_assert_cmpuint (find_moved (self, elsewhere), ==, 1);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >=, n_said);
  recording_assert_in_order (self);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    recording_go_on (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/recordings/" name, Recording, NULL, recording_set_up, func,                \
              recording_tear_down)
  ADD ("removed", test_removed);
  ADD ("runs-end-with-connections", test_runs_end_with_connections);
  ADD ("check-looks-at-every-file", test_check_file);
  ADD ("check-decodes-every-file", test_check_frames);
  ADD ("moved", test_moved);
  ADD ("moved-in-parts", test_moved_in_parts);
  ADD ("moved-unclosed", test_moved_unclosed);
  return g_test_run ();
}
