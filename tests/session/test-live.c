/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video from a sender on the loopback: cut off and found again, stopped, and the program
 * killed while it records. Every frame that was recorded is there, under its number. */
#include "films.h"
#include "sender.h"

#include "media/fl-scaler.h"
#include "media/fl-source-decoder.h"
#include "session/fl-check.h"
#include "session/fl-removal.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define N_FILMS 7
/* The sender falls silent after the last one, and nobody knows then how much of it is in. */
#define N_WHOLE (N_FILMS - 1)

/* So many frames has each film; a restored sender begins with its first picture. */
static const guint n_frames[N_FILMS] = {40, 17, 25, 9, 33, 20, 60};

typedef struct {
  char *folder;
  char *films[N_FILMS];
  Sender *sender;
  FlSession *session;
  FlStream *stream;
  gint64 n_awaited;
} Fixture;

static void
add_stream (Fixture *self, const char *sampling)
{
  g_autofree char *address = sender_dup_address (self->sender, "tcp", "");
  g_autoptr (GError) error = NULL;

  self->stream = fl_session_add_source (self->session, address, sampling, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions headless = {.is_headless = TRUE};
  const FlSessionOptions shown = {.n_pinned = 2};

  self->folder = films_make_folder ();
  for (guint i = 0; i < N_FILMS; i++) {
    g_autofree char *name = g_strdup_printf ("%u.ts", i);
    self->films[i] = films_make (self->folder, name, n_frames[i]);
  }
  self->sender = sender_new (NULL, (const char *const *) self->films, N_FILMS);
  self->session = films_create (self->folder, data != NULL ? &shown : &headless);
  films_use_gate (self->session);
  add_stream (self, "every-frame");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->session != NULL)
    films_close (self->session);
  g_clear_pointer (&self->sender, sender_free);
  for (guint i = 0; i < N_FILMS; i++)
    g_free (self->films[i]);
  folder_free (self->folder);
}

static void
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = fl_session_peek_stream (self->session, 0);
}

static void
record (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_record (self->session, self->stream, &error));
  g_assert_no_error (error);
}

static gboolean
has_frames (gpointer data)
{
  const Fixture *self = data;

  return fl_stream_get_n_frames (self->stream) >= self->n_awaited &&
         fl_stream_get_samples (self->stream) != NULL &&
         (gint64) fl_stream_get_samples (self->stream)->n >= self->n_awaited;
}

static void
wait_for_frames (Fixture *self, gint64 n)
{
  self->n_awaited = n;
  films_wait (has_frames, self);
}

static void
stop (Fixture *self)
{
  g_autoptr (FlJob) job = g_list_model_get_item (fl_session_get_jobs (self->session), 0);

  fl_job_cancel (job);
  films_wait (films_is_done, self->session);
}

static gint64
count_sent (guint n_films)
{
  gint64 n = 0;

  for (guint i = 0; i < n_films; i++)
    n += n_frames[i];
  return n;
}

/* Until all films but the last one are in. */
static void
record_all (Fixture *self)
{
  record (self);
  wait_for_frames (self, count_sent (N_WHOLE) + 1);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_RECORDING);
  stop (self);
}

/* Checks that frame @frame of the stream shows @number, decoded from its file. */
static void
assert_shows (FlSourceDecoder *decoder, gint64 frame, gint64 number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlScaler) scaler = fl_scaler_new ();
  g_autoptr (FlFrame) found = fl_source_decoder_next (decoder, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  g_assert_cmpint (fl_frame_get_index (found), ==, frame);
  g_autoptr (FlImage) image =
    fl_scaler_show (scaler, found, FILMS_WIDTH_PX, FILMS_HEIGHT_PX, &error);
  g_assert_no_error (error);
  g_assert_cmpint (films_read_number (image), ==, number);
}

/* Checks that the stream holds all films, one file each, frame by frame. */
static void
assert_films (Fixture *self)
{
  FlSource *source = fl_stream_get_source (self->stream);
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (source, 1);
  gint64 frame = 0;
  double newest_s = -1;

  g_assert_cmpuint (fl_source_get_n_segments (source), ==, N_FILMS);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >, count_sent (N_WHOLE));
  for (guint i = 0; i < N_WHOLE; i++) {
    g_assert_cmpint (fl_source_get_segment (source, i)->first_frame, ==, frame);
    for (gint64 number = 0; number < n_frames[i]; number++, frame++) {
      double time_s = fl_stream_get_time_s (self->stream, frame);
      g_assert_cmpfloat (time_s, >, newest_s);
      /* Within a film by the sender's clock. */
      if (number > 0)
        g_assert_cmpfloat (ABS (time_s - newest_s - 1.0 / FILMS_RATE), <, 0.0015);
      newest_s = time_s;
      assert_shows (decoder, frame, number);
    }
  }
}

/* Checks that the project says of itself that all is well. */
static void
assert_in_order (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Cut off six times and restored: nothing is lost, and what a frame is called never changes. */
static void
test_cut_off (Fixture *self, gconstpointer data)
{
  record_all (self);
  const gint64 n = fl_stream_get_n_frames (self->stream);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (self->stream)->n, ==, n);
  g_assert_true (g_str_has_prefix (fl_stream_get_status (self->stream), "Recorded 0:00:1"));
  assert_films (self);
  reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (self->stream)->n, ==, n);
  assert_films (self);
  assert_in_order (self);
}

/* What was labelled while it is recorded stays where it was, and so do thumbnails. */
static void
test_labelled_meanwhile (Fixture *self, gconstpointer data)
{
  record (self);
  wait_for_frames (self, count_sent (1) + 5);
  films_answer (self->session, self->stream, 3, "Bird");
  films_answer (self->session, self->stream, count_sent (1) + 4, "Squirrel");
  wait_for_frames (self, count_sent (N_WHOLE) + 1);
  stop (self);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "3:Bird 44:Squirrel");
  reopen (self);
  g_autofree char *again = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (again, ==, "3:Bird 44:Squirrel");
  assert_in_order (self);
}

/* A cache that is lost is made again from the files; times stay. */
static void
test_lost_cache (Fixture *self, gconstpointer data)
{
  g_autofree char *project = films_dup_project_path (self->folder);
  g_autofree char *cache = g_strconcat (project, "-cache", NULL);

  record_all (self);
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
  assert_films (self);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "50:Bird");
}

/* Closing the project ends the file in order; recording goes on behind what is there. */
static void
test_closed (Fixture *self, gconstpointer data)
{
  record (self);
  wait_for_frames (self, count_sent (2) + 1);
  reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >=, count_sent (2));
  const gint64 n = fl_stream_get_n_frames (self->stream);
  g_autoptr (FlFrameIndex) before = fl_frame_index_ref (fl_stream_get_index (self->stream));
  record (self);
  wait_for_frames (self, n + 1);
  g_assert_true (fl_frame_index_agree (before, fl_stream_get_index (self->stream)));
  stop (self);
  assert_in_order (self);
}

/* In the child: records for ever, and says how many samples are in. */
static void
record_for_ever (const char *folder)
{
  FlSession *session = films_open (folder, NULL);
  FlStream *stream = fl_session_peek_stream (session, 0);
  gsize n_said = 0;

  films_use_gate (session);
  g_assert_true (fl_session_record (session, stream, NULL));
  for (;;) {
    g_main_context_iteration (NULL, TRUE);
    const FlSampleSet *samples = fl_stream_get_samples (stream);
    if (samples == NULL || samples->n == n_said)
      continue;
    n_said = samples->n;
    films_answer (session, stream, (gint64) n_said - 1, "Bird");
    printf ("%" G_GSIZE_FORMAT "\n", n_said);
    fflush (stdout);
  }
}

/* Lets a child record until it said that @n samples are in. Returns: how many it said in the end */
static gint64
record_and_die (Fixture *self, gint64 n)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = {program, "--child", self->folder, NULL};
  g_autoptr (GError) error = NULL;
  char line[64];
  GPid pid;
  int status;
  int out;
  gint64 n_said = 0;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &out, NULL, &error);
  g_assert_no_error (error);
  FILE *said = fdopen (out, "r");
  while (fgets (line, sizeof line, said) != NULL) {
    n_said = g_ascii_strtoll (line, NULL, 10);
    if (n_said >= n)
      kill (pid, SIGKILL);
  }
  fclose (said);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return n_said;
}

/* Whatever the child said is in the file that nobody closed, and has its label. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  films_close (g_steal_pointer (&self->session));
  gint64 n_said = record_and_die (self, count_sent (2) + 1);
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
  for (gint64 frame = 0; frame < count_sent (2); frame++)
    assert_shows (decoder, frame, frame < n_frames[0] ? frame : frame - n_frames[0]);
  assert_in_order (self);
  record (self);
  wait_for_frames (self, n_said + 1);
  stop (self);
  assert_in_order (self);
}

/* A file that was begun and not told of is found. */
static void
test_unknown_file (Fixture *self, gconstpointer data)
{
  const char *uuid = fl_stream_get_row (self->stream)->uuid;
  g_autofree char *project = films_dup_project_path (self->folder);
  g_autofree char *name = g_strdup_printf ("%s-recordings/%s", project, uuid);
  g_autofree char *film = NULL;

  g_assert_cmpint (g_mkdir_with_parents (name, 0755), ==, 0);
  film = films_make (name, "000000.mkv", 21);
  reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_WAITING);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), ==, 21);
  assert_in_order (self);
  record (self);
  wait_for_frames (self, 21 + count_sent (1) + 1);
  stop (self);
  assert_in_order (self);
}

static gboolean
is_stopped (gpointer data)
{
  return films_is_done (((Fixture *) data)->session);
}

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_ptr_array_add (data, g_strdup (sentence));
}

/* When recordings take what they may, it ends by itself, and does not begin again. */
static void
test_budget (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_signal_connect (self->session, "problem", G_CALLBACK (on_problem), problems);
  g_assert_cmpint (fl_session_get_budget (self->session), ==, 20000000000);
  g_assert_true (fl_session_set_budget (self->session, 5000, &error));
  record (self);
  films_wait (is_stopped, self);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "Nothing more is recorded"));
  g_assert_cmpint (fl_stream_get_recorded_bytes (self->stream), >=, 5000);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >, 0);
  g_assert_false (fl_session_record (self->session, self->stream, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  assert_in_order (self);
}

/* To remove it ends the recording in order; what was recorded is there when it is back. */
static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  record (self);
  wait_for_frames (self, count_sent (1) + 5);
  films_answer (self->session, self->stream, 3, "Bird");
  g_assert_true (fl_session_remove_stream (self->session, self->stream, &error));
  films_wait (is_stopped, self);
  g_assert_cmpuint (fl_session_get_n_streams (self->session), ==, 0);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_peek_stream (self->session, 0) == self->stream);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  reopen (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >=, count_sent (1) + 5);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (said, ==, "3:Bird");
  assert_in_order (self);
}

static void
assert_finding (Fixture *self, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpstr (findings->pdata[0], ==, expected);
}

/* A file that is not the first is looked at like the first. */
static void
test_check_file (Fixture *self, gconstpointer data)
{
  record (self);
  wait_for_frames (self, count_sent (2) + 1);
  stop (self);
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
test_check_frames (Fixture *self, gconstpointer data)
{
  record (self);
  wait_for_frames (self, count_sent (2) + 1);
  stop (self);
  const gint64 n = fl_stream_get_n_frames (self->stream);
  const gint64 late = count_sent (1) + 5;
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
  reopen (self);
  assert_finding (self, expected);
}

/* Nobody is there: it says so, and to stop it does not take the time that it would wait. */
static gboolean
is_waiting (gpointer data)
{
  const Fixture *self = data;

  return strstr (fl_stream_get_status (self->stream), "Connection refused") != NULL;
}

static void
test_nobody (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->sender, sender_free);
  record (self);
  films_wait (is_waiting, self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_CONNECTING);
  stop (self);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_status (self->stream), ==, "Nothing recorded yet");
  reopen (self);
  g_assert_cmpstr (fl_stream_get_status (self->stream), ==, "Nothing recorded yet");
  films_ingest (self->session);
  assert_in_order (self);
}

/* Names are without passwords; what needs frames to come is refused; a file is not recorded. */
static void
test_added (Fixture *self, gconstpointer data)
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
test_shown (Fixture *self, gconstpointer data)
{
  FlFrameLoader *loader = fl_session_get_frame_loader (self->session);
  const gint64 frame = count_sent (N_WHOLE);
  gint64 shown = -1;

  g_signal_connect (loader, "frame-ready", G_CALLBACK (on_frame_ready), &shown);
  record (self);
  wait_for_frames (self, frame + 1);
  g_assert_null (fl_frame_loader_get_frame (loader, self->stream, frame, 96, 64));
  g_assert_cmpint (shown, ==, -1);
  stop (self);
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
    record_for_ever (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/session/live/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("cut-off-and-restored", test_cut_off);
  ADD ("labelled-meanwhile", test_labelled_meanwhile);
  ADD ("lost-cache", test_lost_cache);
  ADD ("closed", test_closed);
  ADD ("killed", test_killed);
  ADD ("unknown-file", test_unknown_file);
  ADD ("budget", test_budget);
  ADD ("removed", test_removed);
  ADD ("check-looks-at-every-file", test_check_file);
  ADD ("check-decodes-every-file", test_check_frames);
  ADD ("nobody", test_nobody);
  ADD ("added", test_added);
  g_test_add ("/session/live/shown", Fixture, "shown", set_up, test_shown, tear_down);
  return g_test_run ();
}
