/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ingest in the background: stopping and going on, labelling meanwhile, several at once, and
 * sources that break or go away. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_FRAMES 90
/* Rows that are written at once. */
#define BATCH 32

typedef struct {
  char *folder;
  FlSession *session;
  GString *problems;
} Fixture;

static void
on_problem (FlSession *session, const char *sentence, gpointer data)
{
  g_string_append_printf (data, "%s\n", sentence);
}

static void
take_session (Fixture *self, FlSession *session)
{
  self->session = session;
  films_use_gate (session);
  g_signal_connect (session, "problem", G_CALLBACK (on_problem), self->problems);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .n_jobs = GPOINTER_TO_UINT (data)};

  self->folder = films_make_folder ();
  self->problems = g_string_new (NULL);
  take_session (self, films_create (self->folder, &options));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_open_gate ();
  films_close (self->session);
  folder_free (self->folder);
  g_string_free (self->problems, TRUE);
}

static void
reopen (Fixture *self)
{
  films_open_gate ();
  films_close (self->session);
  take_session (self, films_open (self->folder, NULL));
}

/* Runs the main loop until so many pictures went through the gate and @n_threads wait there. */
typedef struct {
  guint n_passed;
  guint n_waiting;
} Gate;

static gboolean
is_at_gate (gpointer data)
{
  const Gate *wanted = data;

  return films_count_passed () == wanted->n_passed && films_count_waiting () == wanted->n_waiting;
}

static void
wait_at_gate (guint n_passed, guint n_waiting)
{
  Gate wanted = {.n_passed = n_passed, .n_waiting = n_waiting};

  films_wait (is_at_gate, &wanted);
}

static FlJob *
peek_job (Fixture *self, guint i)
{
  g_autoptr (FlJob) job = g_list_model_get_item (fl_session_get_jobs (self->session), i);

  g_assert_nonnull (job);
  return job;
}

static void
assert_ready (FlStream *stream, guint n_frames)
{
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, "Ready");
  g_assert_cmpfloat (fl_stream_get_progress (stream), ==, 1);
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, n_frames);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, n_frames);
  for (guint i = 0; i < n_frames; i++)
    g_assert_cmpint (fl_stream_get_samples (stream)->frames[i], ==, i);
}

static void
test_all_in (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);

  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_WAITING);
  films_ingest (self->session);
  assert_ready (stream, N_FRAMES);
  for (guint i = 0; i < N_FRAMES; i++)
    g_assert_cmpfloat_with_epsilon (fl_stream_get_time_s (stream, i), i / (double) FILMS_RATE,
                                    1e-9);
  g_assert_cmpstr (self->problems->str, ==, "");
  /* With nothing to do nothing is done. */
  films_close_gate ();
  films_ingest (self->session);
  g_assert_cmpuint (films_count_passed (), ==, 0);
  reopen (self);
  assert_ready (films_peek (self->session, "a.mp4"), N_FRAMES);
}

/* Stops after some samples, in the middle of a batch. */
static FlStream *
stop_in_the_middle (Fixture *self, guint n)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);

  films_close_gate ();
  films_let_pass (n);
  fl_session_ingest (self->session);
  wait_at_gate (n, 1);
  g_autoptr (FlJob) job = g_object_ref (peek_job (self, 0));
  g_assert_true (fl_job_get_stream (job) == stream);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_RUNNING);
  fl_job_cancel (job);
  films_let_pass (1);
  films_wait (films_is_done, self->session);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_CANCELLED);
  g_assert_null (fl_job_get_error (job));
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_CANCELLED);
  return stream;
}

static void
go_on (Fixture *self, FlStream *stream, guint n_before)
{
  films_close_gate ();
  films_open_gate ();
  films_ingest (self->session);
  assert_ready (stream, N_FRAMES);
  g_assert_cmpuint (films_count_passed (), ==, N_FRAMES - n_before);
  g_assert_cmpuint (films_count_rows (self->session, stream), ==, N_FRAMES);
  g_assert_cmpstr (self->problems->str, ==, "");
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  FlStream *stream = stop_in_the_middle (self, BATCH + 8);

  /* Also the samples of the batch that was not full. */
  g_assert_cmpuint (films_count_rows (self->session, stream), ==, BATCH + 9);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, BATCH + 9);
  g_assert_cmpfloat_with_epsilon (fl_stream_get_progress (stream), (BATCH + 9.) / N_FRAMES, 1e-9);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, "Stopped; what was read is kept");
  go_on (self, stream, BATCH + 9);
}

static void
test_cancel_and_reopen (Fixture *self, gconstpointer data)
{
  stop_in_the_middle (self, 20);
  reopen (self);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_WAITING);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, 21);
  go_on (self, stream, 21);
}

/* The window is closed in the middle. */
static void
test_close_and_reopen (Fixture *self, gconstpointer data)
{
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_close_gate ();
  films_let_pass (10);
  fl_session_ingest (self->session);
  wait_at_gate (10, 1);
  fl_job_cancel (peek_job (self, 0));
  reopen (self);
  FlStream *stream = films_peek (self->session, "a.mp4");
  guint n_before = films_count_rows (self->session, stream);
  g_assert_cmpuint (n_before, >=, 10);
  go_on (self, stream, n_before);
}

static void
test_cancel_waiting (Fixture *self, gconstpointer data)
{
  FlStream *first = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  FlStream *second = films_add (self->session, self->folder, "b.mp4", N_FRAMES);

  films_close_gate ();
  fl_session_ingest (self->session);
  wait_at_gate (0, 1);
  /* One at a time: the second has not begun, and can be stopped nevertheless. */
  g_assert_cmpint (fl_stream_get_state (second), ==, FL_STREAM_WAITING);
  g_autoptr (FlJob) job = g_object_ref (peek_job (self, 1));
  g_assert_true (fl_job_get_stream (job) == second);
  fl_job_cancel (job);
  while (fl_job_get_state (job) == FL_JOB_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_CANCELLED);
  g_assert_cmpint (fl_stream_get_state (second), ==, FL_STREAM_CANCELLED);
  g_assert_cmpint (fl_stream_get_state (first), ==, FL_STREAM_INGESTING);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  assert_ready (first, N_FRAMES);
  films_ingest (self->session);
  assert_ready (second, N_FRAMES);
}

static void
test_label_meanwhile (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  const FlRange range = {.first = 60, .last = N_FRAMES - 1};
  g_autoptr (GError) error = NULL;

  g_assert_false (fl_session_label (self->session, stream, &range, NULL, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  g_clear_error (&error);
  films_close_gate ();
  films_let_pass (5);
  fl_session_ingest (self->session);
  wait_at_gate (5, 1);
  /* Seen and unseen by the ingest, all frames can be labelled once they are counted. */
  films_answer (self->session, stream, 2, "Bird");
  films_answer (self->session, stream, 50, "Squirrel");
  (void) fl_session_label (self->session, stream, &range, NULL, &error);
  g_assert_no_error (error);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  assert_ready (stream, N_FRAMES);
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "2:Bird 50:Squirrel 60-89:?");
}

static void
test_add_meanwhile (Fixture *self, gconstpointer data)
{
  FlStream *first = films_add (self->session, self->folder, "a.mp4", N_FRAMES);

  films_close_gate ();
  films_let_pass (5);
  fl_session_ingest (self->session);
  wait_at_gate (5, 1);
  films_answer (self->session, first, 2, "Bird");
  FlStream *second = films_add (self->session, self->folder, "b.mp4", 40);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_streams (self->session)), ==, 2);
  fl_session_ingest (self->session);
  /* Not the first one once more. */
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_jobs (self->session)), ==, 2);
  wait_at_gate (5, 2);
  films_answer (self->session, second, 39, "Squirrel");
  films_answer (self->session, first, 3, "Bird");
  films_open_gate ();
  films_wait (films_is_done, self->session);
  assert_ready (first, N_FRAMES);
  assert_ready (second, 40);
  g_assert_cmpuint (films_count_passed (), ==, N_FRAMES + 40);
  reopen (self);
  g_autofree char *of_first = films_dup_said (self->session, films_peek (self->session, "a.mp4"));
  g_autofree char *of_second = films_dup_said (self->session, films_peek (self->session, "b.mp4"));
  g_assert_cmpstr (of_first, ==, "2:Bird 3:Bird");
  g_assert_cmpstr (of_second, ==, "39:Squirrel");
}

static void
test_parallel (Fixture *self, gconstpointer data)
{
  FlStream *streams[3];

  for (guint i = 0; i < 3; i++) {
    g_autofree char *name = g_strdup_printf ("%u.mp4", i);
    streams[i] = films_add (self->session, self->folder, name, 30 + i);
  }
  films_close_gate ();
  fl_session_ingest (self->session);
  /* Two of the three at once. */
  wait_at_gate (0, 2);
  g_assert_cmpint (fl_stream_get_state (streams[2]), ==, FL_STREAM_WAITING);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  for (guint i = 0; i < 3; i++)
    assert_ready (streams[i], 30 + i);
}

/* Cuts a file in its second half; what is in front can be read for the most part. */
static void
spoil (const char *path)
{
  g_autofree char *content = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &content, &n, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) (n * 6 / 10), NULL));
}

/* A file that ends too early keeps what was read, under its exact numbers, and says so. */
static void
test_cut_off (Fixture *self, gconstpointer data)
{
  g_autofree char *path = films_make (self->folder, "a.mkv", N_FRAMES);
  g_autoptr (GError) error = NULL;

  spoil (path);
  FlStream *stream = fl_session_add_source (self->session, path, "every-frame", &error);
  g_assert_no_error (error);
  films_ingest (self->session);
  const guint n = fl_stream_get_samples (stream)->n;
  g_assert_cmpuint (n, >, N_FRAMES / 4);
  g_assert_cmpuint (n, <, N_FRAMES);
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, n);
  g_assert_nonnull (fl_stream_get_doubt (stream));
  g_assert_nonnull (strstr (fl_stream_get_status (stream), fl_stream_get_doubt (stream)));
  for (guint i = 0; i < n; i++) {
    g_assert_cmpint (fl_stream_get_samples (stream)->frames[i], ==, i);
    g_assert_cmpfloat_with_epsilon (fl_stream_get_time_s (stream, i), i / (double) FILMS_RATE,
                                    2e-3);
  }
}

static void
test_vanishes_meanwhile (Fixture *self, gconstpointer data)
{
  FlStream *first = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  FlStream *second = films_add (self->session, self->folder, "b.mp4", N_FRAMES);

  films_close_gate ();
  films_let_pass (5);
  fl_session_ingest (self->session);
  wait_at_gate (5, 1);
  films_answer (self->session, first, 2, "Bird");
  /* The first is open and can be read to its end; the second has not been opened yet. */
  g_assert_cmpint (g_unlink (fl_stream_get_path (first)), ==, 0);
  g_assert_cmpint (g_unlink (fl_stream_get_path (second)), ==, 0);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  assert_ready (first, N_FRAMES);
  g_assert_cmpint (fl_stream_get_state (second), ==, FL_STREAM_MISSING);
  g_assert_nonnull (strstr (self->problems->str, "b.mp4"));
  g_assert_null (strstr (self->problems->str, "a.mp4"));
  g_assert_nonnull (strstr (fl_stream_get_status (second), "b.mp4"));
}

static void
test_shrinks_meanwhile (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mkv", 240);

  films_close_gate ();
  films_let_pass (5);
  fl_session_ingest (self->session);
  wait_at_gate (5, 1);
  films_answer (self->session, stream, 2, "Bird");
  g_assert_cmpint (truncate (fl_stream_get_path (stream),
                             fl_stream_get_row (stream)->size_bytes / 2),
                   ==, 0);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  /* It has been read, or it is broken and says so; never does it claim frames that are not in. */
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "2:Bird");
  if (fl_stream_get_state (stream) == FL_STREAM_READY) {
    g_assert_cmpint (fl_stream_get_n_frames (stream), ==, fl_stream_get_samples (stream)->n);
    return;
  }
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, >=, 5);
  g_assert_nonnull (strstr (fl_stream_get_status (stream), "a.mkv"));
  g_assert_nonnull (strstr (self->problems->str, "a.mkv"));
}

static void
test_vanished (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  g_autofree char *path = g_strdup (fl_stream_get_path (stream));
  g_autofree char *away = g_strconcat (path, ".away", NULL);

  films_ingest (self->session);
  films_answer (self->session, stream, 2, "Bird");
  g_assert_cmpint (g_rename (path, away), ==, 0);
  reopen (self);
  stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  g_assert_nonnull (strstr (fl_stream_get_status (stream), path));
  /* It can be labelled on: frames and features are known. */
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES);
  films_answer (self->session, stream, 3, "Bird");
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_MISSING);
  g_autofree char *sentence =
    g_strdup_printf ("“%s” is not there any more; put it back, or connect its drive", path);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, sentence);
  g_assert_true (g_str_has_prefix (self->problems->str, sentence));
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES);
  g_assert_cmpfloat (fl_stream_get_progress (stream), ==, 1);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  films_ingest (self->session);
  assert_ready (stream, N_FRAMES);
  g_autofree char *said = films_dup_said (self->session, stream);
  g_assert_cmpstr (said, ==, "2:Bird 3:Bird");
}

static void
test_replaced (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);

  films_close_gate ();
  films_open_gate ();
  g_free (films_make (self->folder, "a.mp4", N_FRAMES / 2));
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_cmpuint (films_count_passed (), ==, 0);
  g_assert_cmpstr (self->problems->str, ==,
                   "“a.mp4” is no longer the file that was added, because its content has changed; "
                   "put the old one back\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, n_jobs, func)                                                                    \
  g_test_add ("/session/ingest/" name, Fixture, GUINT_TO_POINTER (n_jobs), set_up, func, tear_down)
  ADD ("every-sample-comes-in-under-its-number", 1, test_all_in);
  ADD ("what-was-stopped-goes-on-where-it-was", 1, test_cancel);
  ADD ("what-was-stopped-goes-on-after-a-restart", 1, test_cancel_and_reopen);
  ADD ("closing-stops-and-keeps", 1, test_close_and_reopen);
  ADD ("what-waits-for-its-turn-can-be-stopped", 1, test_cancel_waiting);
  ADD ("frames-are-labelled-before-it-ends", 1, test_label_meanwhile);
  ADD ("a-video-is-added-while-another-is-read", 2, test_add_meanwhile);
  ADD ("as-many-at-once-as-was-said", 2, test_parallel);
  ADD ("a-cut-off-film-keeps-what-was-read", 1, test_cut_off);
  ADD ("a-video-that-goes-away-meanwhile-is-told", 1, test_vanishes_meanwhile);
  ADD ("a-video-that-shrinks-meanwhile-is-told", 1, test_shrinks_meanwhile);
  ADD ("a-video-that-is-gone-keeps-its-labels", 1, test_vanished);
  ADD ("another-video-of-that-name-is-refused", 1, test_replaced);
  return g_test_run ();
}
