/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project whose features are made by a network in an ONNX file, and what becomes of it when the
 * file goes away. */
#include "films.h"

#include "session/fl-session-private.h"
#include "store/fl-store-settings.h"

#include "features/onnx-maker.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define N_FRAMES 20

typedef struct {
  char *folder;
  char *path;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const OnnxSketch sketch = {.dims = {1, 3, 4, 8}, .n_dims = 4, .is_flat = TRUE};

  self->folder = films_make_folder ();
  self->path = onnx_write (&sketch, self->folder, "net.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", self->path, "?mean=9", NULL);
  const FlSessionOptions options = {.is_headless = TRUE, .extractor = spec, .n_jobs = 2};
  self->session = films_create (self->folder, &options);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->path);
}

static guint
count_samples (Fixture *self, const char *name)
{
  FlSampleSet *samples = fl_stream_get_samples (films_peek (self->session, name));

  return samples != NULL ? (guint) samples->n : 0;
}

/* The project opens without the file and keeps what was read; only new pictures need it. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (self->path, ".aside", NULL);

  FlStream *first = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (first), ==, FL_STREAM_READY);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, N_FRAMES);
  g_assert_cmpuint (fl_stream_get_samples (first)->rows->rows.n_dims, ==, 96);
  g_autofree char *id = g_strdup (self->session->extractor->id);
  g_assert_cmpint (g_rename (self->path, aside), ==, 0);
  films_close (self->session);
  self->session = films_open (self->folder, NULL);
  g_assert_cmpstr (self->session->extractor->id, ==, id);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, N_FRAMES);
  FlStream *second = films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (second), ==, FL_STREAM_BROKEN);
  g_assert_nonnull (strstr (fl_stream_get_status (second), self->path));
  g_assert_nonnull (strstr (fl_stream_get_status (second), "is not there; put it back"));
  g_assert_cmpint (g_rename (aside, self->path), ==, 0);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (second), ==, FL_STREAM_READY);
  g_assert_cmpuint (count_samples (self, "b.mp4"), ==, N_FRAMES);
}

/* The setting holds everything: another use is another extractor, and the first one is found again
 * with its features. */
static void
test_other_use (Fixture *self, gconstpointer data)
{
  g_autofree char *spec = g_strconcat ("onnx:", self->path, "?mean=8", NULL);
  g_autofree char *first = g_strdup (self->session->extractor->id);
  g_autofree char *stored = fl_store_dup_setting (self->session->store, "extractor");
  const FlSessionOptions other = {.is_headless = TRUE, .extractor = spec};
  const FlSessionOptions again = {.is_headless = TRUE, .extractor = stored};

  g_assert_nonnull (strstr (stored, "?size=8x4&mean=9,9,9&scale=1,1,1&layout=rgb&dims=96&sha256="));
  films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  films_close (self->session);
  self->session = films_open (self->folder, &other);
  g_assert_cmpstr (self->session->extractor->id, !=, first);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, 0);
  films_close (self->session);
  self->session = films_open (self->folder, &again);
  g_assert_cmpstr (self->session->extractor->id, ==, first);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, N_FRAMES);
}

/* A network that gives numbers for a plain picture and none for a film: the film says so and gets no
 * feature, and the table has no word but what people said. */
static void
test_nan (Fixture *self, gconstpointer data)
{
  const OnnxSketch sketch = {.dims = {1, 3, 2, 2}, .n_dims = 4, .op = "Log", .is_flat = TRUE};
  g_autofree char *path = onnx_write (&sketch, self->folder, "log.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", path, "?mean=127", NULL);
  const FlSessionOptions options = {.is_headless = TRUE, .extractor = spec};
  g_autofree char *expected =
    g_strdup_printf ("“%s” cannot be used for features, because it gives for a picture what is no "
                     "number (NaN), or is infinite; choose another ONNX file, or other options "
                     "behind its name",
                     path);
  g_autoptr (GError) error = NULL;

  films_close (self->session);
  self->session = films_open (self->folder, &options);
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, expected);
  g_assert_cmpuint (count_samples (self, "a.mp4"), ==, 0);
  films_label (self->session, stream, 3, 3, "Bird");
  films_label (self->session, stream, 5, 5, "Squirrel");
  g_assert_false (fl_session_learn (self->session, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  for (gint64 i = 0; i < N_FRAMES; i++) {
    FlVerdict verdict;
    fl_stream_get_verdict (stream, i, &verdict);
    g_assert_true (isnan (verdict.confidence));
    g_assert_cmpint (verdict.certainty == FL_CERTAINTY_HUMAN, ==, i == 3 || i == 5);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/onnx/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/session/onnx/nan", Fixture, NULL, set_up, test_nan, tear_down);
  g_test_add ("/session/onnx/other-use", Fixture, NULL, set_up, test_other_use, tear_down);
  return g_test_run ();
}
