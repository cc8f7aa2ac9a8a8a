/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video from a sender on the loopback: cut off and found again, stopped, and the program
 * killed while it records. Every frame that was recorded is there, under its number. */
#include "recording.h"

#include <glib/gstdio.h>
#include <string.h>

/* Cut off six times and restored: nothing is lost, and what a frame is called never changes. */
static void
test_cut_off (Recording *self, gconstpointer data)
{
  recording_do_all (self);
  const gint64 n = fl_stream_get_n_frames (self->stream);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (self->stream)->n, ==, n);
  g_assert_true (g_str_has_prefix (fl_stream_get_status (self->stream), "Recorded 0:00:1"));
  recording_assert_films (self);
  recording_reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (self->stream)->n, ==, n);
  recording_assert_films (self);
  recording_assert_in_order (self);
}

/* What was labelled while it is recorded stays where it was, and so do thumbnails. */
static void
test_labelled_meanwhile (Recording *self, gconstpointer data)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (1) + 5);
  films_answer (self->session, self->stream, 3, "Bird");
  films_answer (self->session, self->stream, recording_count_sent (1) + 4, "Squirrel");
  recording_wait (self, recording_count_sent (N_WHOLE) + 1);
  recording_stop (self);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "3:Bird 44:Squirrel");
  recording_reopen (self);
  g_autofree char *again = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (again, ==, "3:Bird 44:Squirrel");
  recording_assert_in_order (self);
}

/* A cache that is lost is made again from the files; times stay. */
static void
test_lost_cache (Recording *self, gconstpointer data)
{
  g_autofree char *project = films_dup_project_path (self->folder);
  g_autofree char *cache = g_strconcat (project, "-cache", NULL);

  recording_do_all (self);
  g_autoptr (FlFrameIndex) before = fl_frame_index_ref (fl_stream_get_index (self->stream));
  films_answer (self->session, self->stream, 50, "Bird");
  films_close (g_steal_pointer (&self->session));
  folder_remove (cache);
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = fl_session_peek_stream (self->session, 0);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_WAITING);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_true (fl_frame_index_equal (before, fl_stream_get_index (self->stream)));
  recording_assert_films (self);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "50:Bird");
}

/* Closing the project ends the file in order; recording goes on behind what is there. */
static void
test_closed (Recording *self, gconstpointer data)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (2) + 1);
  recording_reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >=, recording_count_sent (2));
  const gint64 n = fl_stream_get_n_frames (self->stream);
  g_autoptr (FlFrameIndex) before = fl_frame_index_ref (fl_stream_get_index (self->stream));
  recording_begin (self);
  recording_wait (self, n + 1);
  g_assert_true (fl_frame_index_agree (before, fl_stream_get_index (self->stream)));
  recording_stop (self);
  recording_assert_in_order (self);
}

/* Whatever the child said is in the file that nobody closed, and has its label. */
static void
test_killed (Recording *self, gconstpointer data)
{
  films_close (g_steal_pointer (&self->session));
  gint64 n_said = recording_die (self, recording_count_sent (2) + 1);
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = fl_session_peek_stream (self->session, 0);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >=, n_said);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT ":Bird", n_said - 1);
  g_assert_true (g_str_has_suffix (said, last));
  g_autoptr (FlSourceDecoder) decoder =
    fl_source_decoder_new (fl_stream_get_source (self->stream), 1);
  for (gint64 frame = 0; frame < recording_count_sent (2); frame++)
    recording_assert_shows (decoder, frame,
                            frame < recording_n_frames[0] ? frame : frame - recording_n_frames[0]);
  recording_assert_in_order (self);
  recording_begin (self);
  recording_wait (self, n_said + 1);
  recording_stop (self);
  recording_assert_in_order (self);
}

/* A file that was begun and not told of is found. */
static void
test_unknown_file (Recording *self, gconstpointer data)
{
  const char *uuid = fl_stream_get_row (self->stream)->uuid;
  g_autofree char *project = films_dup_project_path (self->folder);
  g_autofree char *name = g_strdup_printf ("%s-recordings/%s", project, uuid);
  g_autofree char *film = NULL;

  g_assert_cmpint (g_mkdir_with_parents (name, 0755), ==, 0);
  film = films_make (name, "000000.mkv", 21);
  recording_reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_WAITING);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), ==, 21);
  recording_assert_in_order (self);
  recording_begin (self);
  recording_wait (self, 21 + recording_count_sent (1) + 1);
  recording_stop (self);
  recording_assert_in_order (self);
}

static gboolean
is_stopped (gpointer data)
{
  return films_is_done (((Recording *) data)->session);
}

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_ptr_array_add (data, g_strdup (sentence));
}

/* When recordings take what they may, it ends by itself, and does not begin again. */
static void
test_budget (Recording *self, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), problems);
  g_assert_cmpint (fl_session_get_budget (self->session), ==, 20000000000);
  g_assert_true (fl_session_set_budget (self->session, 5000, &error));
  recording_begin (self);
  films_wait (is_stopped, self);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "Nothing more is recorded"));
  g_assert_cmpint (fl_stream_get_recorded_bytes (self->stream), >=, 5000);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >, 0);
  g_assert_false (fl_session_record (self->session, self->stream, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  recording_assert_in_order (self);
}

/* Nobody is there: it says so, and to stop it does not take the time that it would wait. */
static gboolean
is_waiting (gpointer data)
{
  const Recording *self = data;

  return strstr (fl_stream_get_status (self->stream), "Connection refused") != NULL;
}

static void
test_nobody (Recording *self, gconstpointer data)
{
  g_clear_pointer (&self->sender, sender_free);
  recording_begin (self);
  films_wait (is_waiting, self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_CONNECTING);
  recording_stop (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_status (self->stream), ==, "Nothing recorded yet");
  recording_reopen (self);
  g_assert_cmpstr (fl_stream_get_status (self->stream), ==, "Nothing recorded yet");
  films_ingest (self->session);
  recording_assert_in_order (self);
}

/* Names are without passwords; what needs frames to come is refused; a file is not recorded. */
static void
test_added (Recording *self, gconstpointer data)
{
  static const char *const rules[] = {"snapped:1", "on-change:0.2-5"};
  g_autoptr (GError) error = NULL;
  FlStream *named =
    fl_session_add_source (self->session, "rtsp://ada:secret@camera:554/yard/?pwd=x", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fl_stream_get_name (named), ==, "camera:554/yard");
  g_assert_cmpstr (fl_stream_get_row (named)->sampling, ==, "fps:2");
  g_autofree char *place = fl_stream_dup_place (named);
  g_assert_cmpstr (place, ==, "rtsp://camera:554/yard/");
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_autoptr (GError) refusal = NULL;
    g_assert_null (fl_session_add_source (self->session, "rtsp://b/1", rules[i], &refusal));
    g_assert_error (refusal, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  }
  FlStream *film = films_add (self->session, self->folder, "a.mp4", 4);
  g_assert_false (fl_session_record (self->session, film, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
}

/* While a file is recorded its frames have thumbnails; once it is closed they are shown. */
static void
on_frame_ready (FlFrameLoader *loader, gint64 stream, gint64 frame, gpointer data)
{
  *(gint64 *) data = frame;
}

static gboolean
is_shown (gpointer data)
{
  return *(gint64 *) data >= 0;
}

static void
test_shown (Recording *self, gconstpointer data)
{
  FlFrameLoader *loader = fl_session_get_frame_loader (self->session);
  const gint64 frame = recording_count_sent (N_WHOLE);
  gint64 shown = -1;

  g_signal_connect (loader, "frame-ready", G_CALLBACK (on_frame_ready), &shown);
  recording_begin (self);
  recording_wait (self, frame + 1);
  g_assert_null (fl_frame_loader_get_frame (loader, self->stream, frame, 96, 64));
  g_assert_cmpint (shown, ==, -1);
  recording_stop (self);
  g_assert_cmpint (shown, ==, frame);
  shown = -1;
  g_assert_null (fl_frame_loader_get_frame (loader, self->stream, frame, 96, 64));
  films_wait (is_shown, &shown);
  g_autoptr (FlImage) image = fl_frame_loader_get_frame (loader, self->stream, frame, 96, 64);
  g_assert_nonnull (image);
  g_assert_cmpint (films_read_number (image), ==, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    recording_go_on (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/live/" name, Recording, NULL, recording_set_up, func, recording_tear_down)
  ADD ("cut-off-and-restored", test_cut_off);
  ADD ("labelled-meanwhile", test_labelled_meanwhile);
  ADD ("lost-cache", test_lost_cache);
  ADD ("closed", test_closed);
  ADD ("killed", test_killed);
  ADD ("unknown-file", test_unknown_file);
  ADD ("budget", test_budget);
  ADD ("nobody", test_nobody);
  ADD ("added", test_added);
  g_test_add ("/session/live/shown", Recording, "shown", recording_set_up, test_shown,
              recording_tear_down);
  return g_test_run ();
}
