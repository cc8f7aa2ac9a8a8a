/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording.h"

#include "media/fl-scaler.h"
#include "session/fl-check.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

const guint recording_n_frames[N_FILMS] = {40, 17, 25, 9, 33, 20, 60};

static void
add_stream (Recording *self, const char *sampling)
{
  g_autofree char *address = sender_dup_address (self->sender, "tcp", "");
  g_autoptr (GError) error = NULL;

  self->stream = fl_session_add_source (self->session, address, sampling, &error);
  g_assert_no_error (error);
}

void
recording_set_up (Recording *self, gconstpointer data)
{
  const FlSessionOptions headless = {.is_headless = TRUE};
  const FlSessionOptions shown = {.n_pinned = 2};

  self->folder = films_make_folder ();
  for (guint i = 0; i < N_FILMS; i++) {
    g_autofree char *name = g_strdup_printf ("%u.ts", i);
    self->films[i] = films_make (self->folder, name, recording_n_frames[i]);
  }
  self->sender = sender_new (NULL, (const char *const *) self->films, N_FILMS);
  self->session = films_create (self->folder, data != NULL ? &shown : &headless);
  films_use_gate (self->session);
  add_stream (self, "every-frame");
}

void
recording_tear_down (Recording *self, gconstpointer data)
{
  if (self->session != NULL)
    films_close (self->session);
  g_clear_pointer (&self->sender, sender_free);
  for (guint i = 0; i < N_FILMS; i++)
    g_free (self->films[i]);
  folder_free (self->folder);
}

void
recording_reopen (Recording *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = fl_session_peek_stream (self->session, 0);
}

void
recording_begin (Recording *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_record (self->session, self->stream, &error));
  g_assert_no_error (error);
}

static gboolean
has_frames (gpointer data)
{
  const Recording *self = data;

  return fl_stream_get_n_frames (self->stream) >= self->n_awaited &&
         fl_stream_get_samples (self->stream) != NULL &&
         (gint64) fl_stream_get_samples (self->stream)->n >= self->n_awaited;
}

void
recording_wait (Recording *self, gint64 n)
{
  self->n_awaited = n;
  films_wait (has_frames, self);
}

void
recording_stop (Recording *self)
{
  g_autoptr (FlJob) job = g_list_model_get_item (fl_session_get_jobs (self->session), 0);

  fl_job_cancel (job);
  films_wait (films_is_done, self->session);
}

gint64
recording_count_sent (guint n_films)
{
  gint64 n = 0;

  for (guint i = 0; i < n_films; i++)
    n += recording_n_frames[i];
  return n;
}

/* Until all films but the last one are in. */
void
recording_do_all (Recording *self)
{
  recording_begin (self);
  recording_wait (self, recording_count_sent (N_WHOLE) + 1);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_RECORDING);
  recording_stop (self);
}

/* Checks that frame @frame of the stream shows @number, decoded from its file. */
void
recording_assert_shows (FlSourceDecoder *decoder, gint64 frame, gint64 number)
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
void
recording_assert_films (Recording *self)
{
  FlSource *source = fl_stream_get_source (self->stream);
  g_autoptr (FlSourceDecoder) decoder = fl_source_decoder_new (source, 1);
  gint64 frame = 0;
  double newest_s = -1;

  g_assert_cmpuint (fl_source_get_n_segments (source), ==, N_FILMS);
  g_assert_cmpint (fl_stream_get_n_frames (self->stream), >, recording_count_sent (N_WHOLE));
  for (guint i = 0; i < N_WHOLE; i++) {
    g_assert_cmpint (fl_source_get_segment (source, i)->first_frame, ==, frame);
    for (gint64 number = 0; number < recording_n_frames[i]; number++, frame++) {
      double time_s = fl_stream_get_time_s (self->stream, frame);
      g_assert_cmpfloat (time_s, >, newest_s);
      /* Within a film by the sender's clock. */
      if (number > 0)
        g_assert_cmpfloat (ABS (time_s - newest_s - 1.0 / FILMS_RATE), <, 0.0015);
      newest_s = time_s;
      recording_assert_shows (decoder, frame, number);
    }
  }
}

/* Checks that the project says of itself that all is well. */
void
recording_assert_in_order (Recording *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_session_check (self->session, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* In the child: records for ever, and says how many samples are in. */
void
recording_go_on (const char *folder)
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
gint64
recording_die (Recording *self, gint64 n)
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
