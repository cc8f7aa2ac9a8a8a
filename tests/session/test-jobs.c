/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work: what its job says, stopping it, and exports as such work. */
#include "films.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "session/fl-channel.h"
#include "session/fl-job-private.h"
#include "session/fl-job-thread.h"

#define N_FRAMES 30

static void
on_notify (FlJob *job, GParamSpec *pspec, gpointer data)
{
  g_string_append_printf (data, " %s", pspec->name);
}

static void
test_progress (void)
{
  FlJob *job = fl_job_new ("Work", NULL);
  g_autoptr (GString) said = g_string_new (NULL);

  g_signal_connect (job, "notify", G_CALLBACK (on_notify), said);
  fl_job_set_progress (job, 0.25, "a quarter");
  fl_job_set_progress (job, 0.25, "a quarter");
  g_assert_cmpfloat (fl_job_get_fraction (job), ==, 0.25);
  g_assert_cmpstr (fl_job_get_detail (job), ==, "a quarter");
  fl_job_set_progress (job, 7, NULL);
  g_assert_cmpfloat (fl_job_get_fraction (job), ==, 1);
  g_assert_cmpstr (fl_job_get_detail (job), ==, "");
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_RUNNING);
  fl_job_end (job, NULL);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_DONE);
  g_assert_cmpstr (said->str, ==, " fraction detail fraction detail state");
  g_assert_finalize_object (job);
}

static void
test_ends (void)
{
  g_autoptr (GError) failure = g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full");
  g_autoptr (GError) stop = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped");
  FlJob *failed = fl_job_new ("Work", NULL);
  FlJob *cancelled = fl_job_new ("Work", NULL);

  fl_job_end (failed, failure);
  g_assert_cmpint (fl_job_get_state (failed), ==, FL_JOB_FAILED);
  g_assert_cmpstr (fl_job_get_error (failed)->message, ==, "The disk is full");
  fl_job_end (cancelled, stop);
  g_assert_cmpint (fl_job_get_state (cancelled), ==, FL_JOB_CANCELLED);
  g_assert_null (fl_job_get_error (cancelled));
  g_assert_finalize_object (failed);
  g_assert_finalize_object (cancelled);
}

/* Work that reports, and then waits to be told to go on. */
typedef struct {
  FlChannel *go;
  guint n_freed;
} Work;

static gboolean
work (gpointer data, FlJobThread *thread, GError **error)
{
  Work *self = data;

  fl_job_thread_report (thread, 0.5);
  (void) fl_channel_pop (self->go);
  return !g_cancellable_set_error_if_cancelled (fl_job_thread_get_cancellable (thread), error);
}

static void
free_work (gpointer data)
{
  Work *self = data;

  self->n_freed++;
}

static gboolean
is_half_done (gpointer job)
{
  return fl_job_get_fraction (job) == 0.5;
}

static gboolean
has_ended (gpointer job)
{
  return fl_job_get_state (job) != FL_JOB_RUNNING;
}

static void
run_work (gboolean is_cancelled, FlJobState expected)
{
  FlJob *job = fl_job_new ("Work", NULL);
  Work data = {.go = fl_channel_new (NULL)};
  FlJobThread *thread = fl_job_thread_new (job, work, &data, free_work);

  g_assert_true (fl_job_thread_get_job (thread) == job);
  films_wait (is_half_done, job);
  if (is_cancelled)
    fl_job_cancel (job);
  fl_channel_push (data.go, &data);
  films_wait (has_ended, job);
  g_assert_cmpint (fl_job_get_state (job), ==, expected);
  /* What it worked on goes at once, and once. */
  g_assert_cmpuint (data.n_freed, ==, 1);
  fl_job_thread_free (thread);
  g_assert_cmpuint (data.n_freed, ==, 1);
  fl_channel_free (data.go);
  g_assert_finalize_object (job);
}

static void
test_thread (void)
{
  run_work (FALSE, FL_JOB_DONE);
  run_work (TRUE, FL_JOB_CANCELLED);
}

/* Nobody is told of the end of a thread that was freed. */
static void
test_free_running (void)
{
  FlJob *job = fl_job_new ("Work", NULL);
  Work data = {.go = fl_channel_new (NULL)};
  FlJobThread *thread = fl_job_thread_new (job, work, &data, free_work);

  fl_channel_push (data.go, &data);
  fl_job_thread_free (thread);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (data.n_freed, ==, 1);
  fl_channel_free (data.go);
  g_assert_finalize_object (job);
}

/* A film that is in. */
typedef struct {
  char *folder;
  char *path; /* where exports go */
  FlSession *session;
  FlStream *stream;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->path = g_build_filename (self->folder, "table.csv", NULL);
  self->session = films_create (self->folder, NULL);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  films_answer (self->session, self->stream, 3, "Bird");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->path);
}

static FlJob *export(Fixture *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  FlJob *job = fl_session_export_to_file (self->session, "frames", path, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_jobs (self->session)), ==, 1);
  return g_object_ref (job);
}

static char *
dup_table (Fixture *self)
{
  char *table = NULL;

  g_assert_true (g_file_get_contents (self->path, &table, NULL, NULL));
  return table;
}

/* Nothing half-written is left. */
static void
assert_no_parts (Fixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".part"));
}

static void
test_export (Fixture *self, gconstpointer data)
{
  g_assert_true (g_file_set_contents (self->path, "old", -1, NULL));
  g_autoptr (FlJob) job = export(self, self->path);
  g_assert_cmpstr (fl_job_get_title (job), ==, "Writing “table.csv”");
  /* The table is of the moment when it was asked for. */
  films_answer (self->session, self->stream, 4, "Bird");
  films_wait (has_ended, job);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_DONE);
  g_assert_true (films_is_done (self->session));
  g_autofree char *table = dup_table (self);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_FRAMES + 2);
  g_assert_true (g_str_has_prefix (lines[4], "a.mp4,3,0.300000,,Bird,labelled,human,"));
  g_assert_true (g_str_has_prefix (lines[5], "a.mp4,4,0.400000,,,unseen,,"));
  assert_no_parts (self);
}

static void
test_export_stopped (Fixture *self, gconstpointer data)
{
  g_assert_true (g_file_set_contents (self->path, "old", -1, NULL));
  g_autoptr (FlJob) job = export(self, self->path);
  fl_job_cancel (job);
  films_wait (has_ended, job);
  /* It may have been quicker. */
  g_autofree char *table = dup_table (self);
  if (fl_job_get_state (job) == FL_JOB_CANCELLED)
    g_assert_cmpstr (table, ==, "old");
  else
    g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_DONE);
  assert_no_parts (self);
}

static void
test_export_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "table.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_autoptr (FlJob) job = export(self, nowhere);
  films_wait (has_ended, job);
  g_assert_cmpint (fl_job_get_state (job), ==, FL_JOB_FAILED);
  g_assert_nonnull (strstr (fl_job_get_error (job)->message, nowhere));
  g_assert_null (fl_session_export_to_file (self->session, "no-such", self->path, FALSE, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "no-such"));
  g_assert_true (films_is_done (self->session));
}

/* Neither the project nor a film gives way to a table, by whatever name. */
static void
test_export_over_own (Fixture *self, gconstpointer data)
{
  g_autofree char *project = films_dup_project_path (self->folder);
  g_autofree char *link = g_build_filename (self->folder, "link.csv", NULL);
  g_autofree char *recordings = g_strconcat (project, "-recordings", NULL);
  g_autofree char *recording = g_build_filename (recordings, "000000.mkv", NULL);
  const char *own[] = {project, fl_stream_get_path (self->stream), link, recording};

  g_assert_cmpint (symlink (project, link), ==, 0);
  g_assert_cmpint (g_mkdir (recordings, 0777), ==, 0);
  g_assert_true (g_file_set_contents (recording, "video", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_session_export_to_file (self->session, "frames", own[i], FALSE, &error));
    g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, own[i]));
  }
}

/* Closing stops what runs, and leaves either the old file or the whole new one. */
static void
test_close (Fixture *self, gconstpointer data)
{
  g_assert_true (g_file_set_contents (self->path, "old", -1, NULL));
  g_autoptr (FlJob) job = export(self, self->path);
  fl_session_close (self->session);
  g_autofree char *table = dup_table (self);
  g_assert_true (g_str_equal (table, "old") || g_str_has_prefix (table, "stream,frame,"));
  assert_no_parts (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/jobs/progress-is-told-when-it-changes", test_progress);
  g_test_add_func ("/session/jobs/an-end-is-good-or-has-a-reason", test_ends);
  g_test_add_func ("/session/jobs/a-thread-reports-and-can-be-stopped", test_thread);
  g_test_add_func ("/session/jobs/a-thread-that-is-freed-has-ended", test_free_running);
#define ADD(name, func) g_test_add ("/session/jobs/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("an-export-is-of-the-moment-it-was-asked-for", test_export);
  ADD ("an-export-that-is-stopped-leaves-the-old-file", test_export_stopped);
  ADD ("an-export-that-fails-says-where", test_export_refused);
  ADD ("an-export-spares-the-project-and-its-films", test_export_over_own);
  ADD ("closing-stops-an-export", test_close);
  return g_test_run ();
}
