/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first look at every film, before any is read whole. */
#include "films.h"

#include <string.h>

#define N_FRAMES  90
#define N_GLANCED 12
#define N_FILMS   3

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.n_jobs = 1};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_open_gate ();
  films_close (self->session);
  folder_free (self->folder);
}

static FlStream *
peek (FlSession *session, guint i)
{
  return fl_session_peek_stream (session, i);
}

static void
add_films (FlSession *session, const char *folder)
{
  films_add (session, folder, "a.mp4", N_FRAMES);
  films_add (session, folder, "b.mp4", N_FRAMES);
  films_add (session, folder, "c.mp4", N_FRAMES);
}

static guint
count_samples (FlStream *stream)
{
  const FlSampleSet *samples = fl_stream_get_samples (stream);

  return samples != NULL ? (guint) samples->n : 0;
}

static gboolean
is_glanced (gpointer session)
{
  for (guint i = 0; i < N_FILMS; i++)
    if (count_samples (peek (session, i)) < N_GLANCED)
      return FALSE;
  return films_count_waiting () == 1;
}

static gboolean
is_next_at_work (gpointer session)
{
  return count_samples (peek (session, 0)) == N_GLANCED && films_count_passed () == N_GLANCED + 1 &&
         films_count_waiting () == 1;
}

/* One of each of a dozen stretches. */
static void
assert_spread (FlStream *stream)
{
  const FlSampleSet *samples = fl_stream_get_samples (stream);

  g_assert_cmpuint (samples->n, ==, N_GLANCED);
  for (guint i = 0; i < N_GLANCED; i++) {
    g_assert_cmpint (samples->frames[i], >=, i * N_FRAMES / N_GLANCED);
    g_assert_cmpint (samples->frames[i], <, (i + 1) * N_FRAMES / N_GLANCED);
  }
}

/* As it would be without: every frame once, with the same bits. */
static void
assert_same (FlStream *stream, FlStream *other)
{
  const FlSampleSet *samples = fl_stream_get_samples (stream);
  const FlSampleSet *expected = fl_stream_get_samples (other);

  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (samples->n, ==, N_FRAMES);
  g_assert_cmpuint (samples->rows->rows.n_rows, ==, N_FRAMES);
  g_assert_cmpuint (expected->n, ==, N_FRAMES);
  for (guint i = 0; i < N_FRAMES; i++)
    g_assert_cmpmem (fl_sample_set_get_row (samples, i),
                     samples->rows->rows.n_dims * sizeof (FlHalf),
                     fl_sample_set_get_row (expected, i),
                     expected->rows->rows.n_dims * sizeof (FlHalf));
}

static void
test_all_before_any (Fixture *self, gconstpointer data)
{
  const FlSessionOptions headless = {.is_headless = TRUE};

  add_films (self->session, self->folder);
  films_close_gate ();
  films_let_pass (N_FILMS * N_GLANCED);
  fl_session_ingest (self->session);
  films_wait (is_glanced, self->session);
  g_assert_cmpuint (films_count_passed (), ==, N_FILMS * N_GLANCED);
  for (guint i = 0; i < N_FILMS; i++) {
    assert_spread (peek (self->session, i));
    g_assert_cmpint (fl_stream_get_state (peek (self->session, i)), <, FL_STREAM_READY);
  }
  g_assert_cmpstr (fl_stream_get_status (peek (self->session, N_FILMS - 1)), ==, "Waiting");
  films_open_gate ();
  films_wait (films_is_done, self->session);
  g_autofree char *folder = films_make_folder ();
  FlSession *plain = films_create (folder, &headless);
  films_use_gate (plain);
  add_films (plain, folder);
  films_ingest (plain);
  for (guint i = 0; i < N_FILMS; i++)
    assert_same (peek (self->session, i), peek (plain, i));
  films_close (plain);
  folder_remove (folder);
}

/* One that is stopped while others have their turn says so and is not gone on with. */
static void
test_stopped (Fixture *self, gconstpointer data)
{
  add_films (self->session, self->folder);
  films_close_gate ();
  films_let_pass (N_GLANCED + 1);
  fl_session_ingest (self->session);
  films_wait (is_next_at_work, self->session);
  fl_session_cancel_ingest (self->session, peek (self->session, 0));
  films_open_gate ();
  films_wait (films_is_done, self->session);
  g_assert_cmpint (fl_stream_get_state (peek (self->session, 0)), ==, FL_STREAM_CANCELLED);
  assert_spread (peek (self->session, 0));
  g_assert_cmpint (fl_stream_get_state (peek (self->session, 1)), ==, FL_STREAM_READY);
  g_assert_cmpuint (count_samples (peek (self->session, 1)), ==, N_FRAMES);
}

static gboolean
is_added_glanced (gpointer session)
{
  return count_samples (peek (session, N_FILMS)) == N_GLANCED && films_count_waiting () == 1;
}

/* One that is added while others wait for the rest of theirs is looked at before these. */
static void
test_added_later (Fixture *self, gconstpointer data)
{
  const guint n_rest = N_FRAMES - N_GLANCED;

  add_films (self->session, self->folder);
  films_close_gate ();
  films_let_pass (N_FILMS * N_GLANCED);
  fl_session_ingest (self->session);
  films_wait (is_glanced, self->session);
  films_add (self->session, self->folder, "d.mp4", N_FRAMES);
  fl_session_ingest (self->session);
  films_let_pass (n_rest + N_GLANCED);
  films_wait (is_added_glanced, self->session);
  assert_spread (peek (self->session, N_FILMS));
  g_assert_cmpuint (count_samples (peek (self->session, 0)), ==, N_FRAMES);
  for (guint i = 1; i < N_FILMS; i++)
    g_assert_cmpuint (count_samples (peek (self->session, i)), ==, N_GLANCED);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  g_assert_cmpuint (count_samples (peek (self->session, N_FILMS)), ==, N_FRAMES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/session/glance/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("all-before-any", test_all_before_any);
  ADD ("stopped", test_stopped);
  ADD ("added-later", test_added_later);
  return g_test_run ();
}
