/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Videos that are to be added, looked at on a thread. */
#include "films.h"

#include "session/fl-video-search.h"

#define N_FRAMES 40
/* So many that looking at them does not end before it is stopped. */
#define N_TO_STOP 500

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  g_autofree char *film = films_make (self->folder, "b.mp4", N_FRAMES);
  g_autofree char *text = g_build_filename (self->folder, "a.mp4", NULL);
  g_assert_true (g_file_set_contents (text, "no film", -1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static gboolean
has_ended (gpointer job)
{
  return fl_job_get_state (job) != FL_JOB_RUNNING;
}

static FlVideoSearch *
search (Fixture *self, guint n_times, gboolean is_cancelled, FlJobState expected)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < n_times; i++)
    g_strv_builder_add (builder, self->folder);
  g_auto (GStrv) paths = g_strv_builder_end (builder);
  FlVideoSearch *videos = fl_video_search_new ((const char *const *) paths);
  FlJobThread *thread = fl_video_search_start (videos);
  FlJob *job = fl_job_thread_get_job (thread);

  fl_session_show_job (self->session, job);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_jobs (self->session)), ==, 1);
  if (is_cancelled)
    fl_job_cancel (job);
  films_wait (has_ended, job);
  g_assert_cmpint (fl_job_get_state (job), ==, expected);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_jobs (self->session)), ==, 0);
  fl_job_thread_free (thread);
  return videos;
}

static char **
add_found (Fixture *self, FlVideoSearch *videos, guint n_expected)
{
  g_autoptr (GStrvBuilder) refused = g_strv_builder_new ();

  g_assert_cmpuint (fl_session_add_found (self->session, videos, refused), ==, n_expected);
  return g_strv_builder_end (refused);
}

static void
test_found_and_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (FlVideoSearch) videos = search (self, 1, FALSE, FL_JOB_DONE);
  const char *const *paths = fl_video_search_get_paths (videos);
  g_autofree char *film = g_build_filename (self->folder, "b.mp4", NULL);

  g_assert_cmpuint (g_strv_length ((char **) paths), ==, 2);
  g_assert_cmpstr (paths[1], ==, film);
  g_auto (GStrv) refused = add_found (self, videos, 1);
  g_assert_cmpuint (g_strv_length (refused), ==, 1);
  g_assert_nonnull (strstr (refused[0], paths[0]));
  /* As if it had been added by itself. */
  FlStream *stream = films_peek (self->session, "b.mp4");
  g_assert_cmpstr (fl_stream_get_path (stream), ==, film);
  g_assert_cmpstr (fl_stream_get_sampling (stream), ==, "auto");
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_n_frames (stream), ==, N_FRAMES);
  /* What is there already is not added again. */
  g_auto (GStrv) again = add_found (self, videos, 1);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_streams (self->session)), ==, 1);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (FlVideoSearch) videos = search (self, N_TO_STOP, TRUE, FL_JOB_CANCELLED);

  g_assert_nonnull (videos);
  g_assert_cmpuint (g_list_model_get_n_items (fl_session_get_streams (self->session)), ==, 0);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/session/video-search/found-and-refused", test_found_and_refused);
  add ("/session/video-search/cancelled", test_cancelled);
  return g_test_run ();
}
