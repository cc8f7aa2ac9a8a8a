/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other features while a project is open: samples are read again, labels and runs' splits stay. */
#include "films.h"
#include "session/fl-session-extractors.h"

#include <string.h>

#define N_FRAMES 40

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .extractor = "hand-1"};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
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

/* Chooses, and waits until all is read; gives how the trial ended. */
static FlJobState
choose (Fixture *self, const char *const *specs)
{
  g_autoptr (GError) error = NULL;
  FlJob *started = fl_session_choose_extractors (self->session, specs, &error);

  g_assert_no_error (error);
  g_autoptr (FlJob) job = g_object_ref (started);
  films_wait (has_ended, job);
  films_wait (films_is_done, self->session);
  return fl_job_get_state (job);
}

static void
assert_used (Fixture *self, const char *expected)
{
  g_auto (GStrv) used = fl_session_list_extractors (self->session);
  g_autofree char *joined = g_strjoinv (" ", used);

  g_assert_cmpstr (joined, ==, expected);
  g_assert_cmpint (fl_stream_get_state (self->stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (self->stream)->n, ==, N_FRAMES);
}

static gsize
count_dims (Fixture *self)
{
  return fl_stream_get_samples (self->stream)->rows->rows.n_dims;
}

static void
teach (Fixture *self)
{
  for (gint64 i = 0; i < N_FRAMES; i += 5)
    films_answer (self->session, self->stream, i, films_get_class (i));
}

static void
test_others (Fixture *self, gconstpointer data)
{
  static const char *const both[] = {"hand-1", "patches-1", NULL};
  static const char *const first[] = {"hand-1", NULL};
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (GError) error = NULL;

  teach (self);
  g_assert_true (fl_session_learn (self->session, &error));
  const gsize n_dims = count_dims (self);
  g_autofree char *said = films_dup_said (self->session, self->stream);
  assert_used (self, "hand-1");
  g_assert_cmpint (choose (self, both), ==, FL_JOB_DONE);
  assert_used (self, "hand-1 patches-1");
  g_assert_cmpuint (count_dims (self), >, n_dims);
  g_assert_null (self->session->model);
  g_assert_null (self->session->scaling);
  g_autofree char *still = films_dup_said (self->session, self->stream);
  g_assert_cmpstr (still, ==, said);
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
  /* What was read before is used again. */
  g_assert_cmpint (choose (self, first), ==, FL_JOB_DONE);
  assert_used (self, "hand-1");
  g_assert_cmpuint (count_dims (self), ==, n_dims);
  g_assert_nonnull (self->session->scaling);
  g_assert_cmpint (choose (self, both), ==, FL_JOB_DONE);
  films_close (self->session);
  self->session = films_open (self->folder, &options);
  self->stream = films_peek (self->session, "a.mp4");
  assert_used (self, "hand-1 patches-1");
}

/* What cannot be used changes nothing. */
static void
test_unusable (Fixture *self, gconstpointer data)
{
  static const char *const none[] = {"hand-1", "no-such", NULL};

  teach (self);
  g_assert_true (fl_session_learn (self->session, NULL));
  g_assert_cmpint (choose (self, none), ==, FL_JOB_FAILED);
  assert_used (self, "hand-1");
  g_assert_nonnull (self->session->model);
}

/* While a film is still read by the old ones, it begins anew. */
static void
test_meanwhile (Fixture *self, gconstpointer data)
{
  static const char *const other[] = {"patches-1", NULL};
  FlStream *second = films_add (self->session, self->folder, "b.mp4", 200);

  fl_session_ingest (self->session);
  g_assert_cmpint (choose (self, other), ==, FL_JOB_DONE);
  assert_used (self, "patches-1");
  g_assert_cmpint (fl_stream_get_state (second), ==, FL_STREAM_READY);
  g_assert_cmpuint (fl_stream_get_samples (second)->n, ==, 200);
  g_assert_cmpuint (fl_stream_get_samples (second)->rows->rows.n_dims, ==, count_dims (self));
}

static void
test_price (Fixture *self, gconstpointer data)
{
  g_autofree char *price = fl_session_dup_extractor_price (self->session);

  g_assert_nonnull (strstr (price, "40 samples are read again"));
  g_assert_nonnull (strstr (price, "labels stay"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/extractors/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("others", test_others);
  ADD ("unusable", test_unusable);
  ADD ("meanwhile", test_meanwhile);
  ADD ("price", test_price);
  return g_test_run ();
}
