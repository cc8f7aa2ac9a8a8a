/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an extractor learns from the first stream of a project, and what becomes of it. */
#include "films.h"

#include "session/fl-session-private.h"
#include "store/fl-store-settings.h"

#define KIND     "patches-1"
#define N_FRAMES 20

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static const FlSessionOptions options = {.is_headless = TRUE, .extractor = KIND, .n_jobs = 2};

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
reopen (Fixture *self)
{
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
}

static guint
count_samples (Fixture *self, const char *name)
{
  FlSampleSet *samples = fl_stream_get_samples (films_peek (self->session, name));

  return samples != NULL ? (guint) samples->n : 0;
}

/* Streams that come at once and later share what the first one taught, which is kept. */
static void
test_once (Fixture *self, gconstpointer data)
{
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  g_assert_cmpstr (self->session->extractor->id, ==, KIND);
  films_ingest (self->session);
  g_autofree char *id = g_strdup (self->session->extractor->id);
  g_assert_true (g_str_has_prefix (id, KIND "-"));
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, N_FRAMES);
  g_assert_cmpuint (count_samples (self, "b.mp4"), ==, N_FRAMES);
  reopen (self);
  g_assert_cmpstr (self->session->extractor->id, ==, id);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, N_FRAMES);
  films_add (self->session, self->folder, "c.mp4", N_FRAMES);
  films_ingest (self->session);
  g_assert_cmpstr (self->session->extractor->id, ==, id);
  g_assert_cmpuint (count_samples (self, "c.mp4"), ==, N_FRAMES);
}

/* What is damaged is learned anew, and features of before are not mistaken for new ones. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) damage = g_bytes_new ("x", 1);

  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  g_assert_true (fl_store_keep_extractor_state (self->session->store, KIND, damage, NULL));
  reopen (self);
  g_assert_cmpstr (self->session->extractor->id, ==, KIND);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, 0);
  films_ingest (self->session);
  g_assert_true (g_str_has_prefix (self->session->extractor->id, KIND "-"));
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, N_FRAMES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/ingest-learn/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/session/ingest-learn/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  return g_test_run ();
}
