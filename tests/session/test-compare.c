/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the cache that are damaged: whoever opens the project need not wait until that is known,
 * and no row is used before. */
#include "films.h"

#include <string.h>

#define N_FRAMES  40
#define N_DAMAGED 25 /* the first row that is */

static const FlSessionOptions window = {.is_headless = FALSE};
static const FlSessionOptions headless = {.is_headless = TRUE};

typedef struct {
  char *folder;
  FlSession *session;
  char *before; /* what all rows were */
  gsize size_bytes;
} Fixture;

static FlSampleSet *
peek_samples (Fixture *self)
{
  return fl_stream_get_samples (films_peek (self->session, "a.mp4"));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &headless);
  films_use_gate (self->session);
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  const FlHalfRows *rows = &peek_samples (self)->rows->rows;
  self->size_bytes = rows->n_rows * rows->n_dims * sizeof (FlHalf);
  self->before = g_memdup2 (rows->values, self->size_bytes);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_open_gate ();
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->before);
}

/* The project once more, with row N_DAMAGED damaged or with what is there. */
static void
reopen (Fixture *self, const FlSessionOptions *options, gboolean is_damaged)
{
  const FlStreamRow *row = fl_stream_get_row (films_peek (self->session, "a.mp4"));
  g_autofree char *name = fl_ingest_dup_features_name (self->session->extractor);
  g_autofree char *path = fl_cache_dup_path (self->session->cache, row->uuid, name);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  content[size - (N_FRAMES - N_DAMAGED) * (self->size_bytes / N_FRAMES)] ^= is_damaged;
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  films_close (self->session);
  self->session = films_open (self->folder, options);
  films_use_gate (self->session);
}

/* Every row is there and what it was. */
static void
assert_as_before (Fixture *self)
{
  const FlSampleSet *samples = peek_samples (self);

  g_assert_true (samples->rows->is_whole);
  g_assert_cmpuint (samples->n, ==, N_FRAMES);
  for (guint i = 0; i < N_FRAMES; i++) {
    gsize row_bytes = self->size_bytes / N_FRAMES;
    g_assert_cmpmem (fl_sample_set_get_row (samples, i), row_bytes, self->before + i * row_bytes,
                     row_bytes);
  }
}

static gboolean
is_whole (gpointer data)
{
  return peek_samples (data)->rows->is_whole;
}

static gboolean
is_waiting_at_gate (gpointer data)
{
  return films_count_waiting () == 1;
}

/* A window shows what is claimed, finds out, and makes again what was lost and all behind it. */
static void
test_damaged_in_window (Fixture *self, gconstpointer data)
{
  films_close_gate ();
  reopen (self, &window, TRUE);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (peek_samples (self)->n, ==, N_FRAMES);
  g_assert_false (peek_samples (self)->rows->is_whole);
  films_wait (is_waiting_at_gate, NULL);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_INGESTING);
  g_assert_true (peek_samples (self)->rows->is_whole);
  g_assert_cmpuint (peek_samples (self)->n, ==, N_DAMAGED);
  g_assert_cmpfloat (fl_stream_get_progress (stream), ==, (double) N_DAMAGED / N_FRAMES);
  films_open_gate ();
  films_wait (films_is_done, self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  assert_as_before (self);
}

/* Nothing is asked, taught or predicted by a row that may be damaged: the learner, which answers
 * whenever it is asked, has nothing to say. */
static void
test_nothing_is_used_before (Fixture *self, gconstpointer data)
{
  reopen (self, &window, FALSE);
  fl_session_stop_comparing (self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (is_whole (self)) { /* It was quicker than we. */
    g_test_skip ("the rows were compared before the thread was stopped");
    return;
  }
  fl_session_request_learning (self->session);
  g_main_context_iteration (NULL, TRUE);
  g_assert_null (films_get_current (self->session));
}

static void
test_all_whole (Fixture *self, gconstpointer data)
{
  reopen (self, &window, FALSE);
  g_assert_false (peek_samples (self)->rows->is_whole);
  films_wait (films_has_question, self->session);
  g_assert_true (peek_samples (self)->rows->is_whole);
  assert_as_before (self);
}

/* Closing does not wait until all is read. */
static void
test_closed_meanwhile (Fixture *self, gconstpointer data)
{
  reopen (self, &window, FALSE);
  g_assert_nonnull (self->session->compare_thread);
  fl_session_close (self->session);
  g_assert_null (self->session->compare_thread);
}

static void
test_damaged_headless (Fixture *self, gconstpointer data)
{
  reopen (self, &headless, TRUE);
  g_assert_null (self->session->compare_thread);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (films_peek (self->session, "a.mp4")), ==, FL_STREAM_READY);
  assert_as_before (self);
}

/* Who learns without an ingest before learns from what is whole. */
static void
test_learned_headless (Fixture *self, gconstpointer data)
{
  reopen (self, &headless, TRUE);
  g_assert_false (is_whole (self));
  g_assert_false (fl_session_learn (self->session, NULL));
  g_assert_true (is_whole (self));
  g_assert_cmpuint (peek_samples (self)->n, ==, N_DAMAGED);
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), <, N_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/compare/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("damaged-in-window", test_damaged_in_window);
  ADD ("nothing-is-used-before", test_nothing_is_used_before);
  ADD ("all-whole", test_all_whole);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("damaged-headless", test_damaged_headless);
  ADD ("learned-headless", test_learned_headless);
  return g_test_run ();
}
