/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several extractors side by side: what is read again when somebody changes which, and what not. */
#include "films.h"

#include "session/fl-ingest.h"
#include "session/fl-session-private.h"
#include "store/fl-store-settings.h"

#include "features/onnx-maker.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_FRAMES 30
/* Of hand-1, patches-1 and the network. */
#define N_HAND    2136
#define N_PATCHES 768
#define N_NET     6

typedef struct {
  char *folder;
  char *path;
  char *net; /* how it is chosen, in full, so that the file may be gone */
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const OnnxSketch sketch = {.dims = {1, 3, 1, 2}, .n_dims = 4, .is_flat = TRUE};

  self->folder = films_make_folder ();
  self->path = onnx_write (&sketch, self->folder, "net.onnx");
  g_autofree char *spec = g_strconcat ("onnx:", self->path, NULL);
  g_autoptr (FlExtractorType) type = fl_extractor_type_new (spec, NULL);
  self->net = fl_extractor_type_dup_spec (type);
  self->session = NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_free (self->path);
  g_free (self->net);
}

/* Opens the project with other extractors, a line each; %NULL for those it has. */
static void
use (Fixture *self, const char *extractors)
{
  const FlSessionOptions options = {.is_headless = TRUE, .extractor = extractors, .n_jobs = 1};

  if (self->session == NULL) {
    self->session = films_create (self->folder, &options);
    films_add (self->session, self->folder, "a.mp4", N_FRAMES);
    return;
  }
  films_close (self->session);
  self->session = films_open (self->folder, &options);
}

static FlSampleSet *
get_samples (Fixture *self)
{
  return fl_stream_get_samples (films_peek (self->session, "a.mp4"));
}

static void
assert_read (Fixture *self, gsize n_dims)
{
  FlSampleSet *samples = get_samples (self);

  g_assert_cmpint (fl_stream_get_state (films_peek (self->session, "a.mp4")), ==, FL_STREAM_READY);
  g_assert_nonnull (samples);
  g_assert_cmpuint (samples->n, ==, N_FRAMES);
  g_assert_cmpuint (samples->rows->rows.n_dims, ==, n_dims);
}

/* All features of all samples, by frame. */
static GByteArray *
copy_rows (Fixture *self, gsize first_dim, gsize n_dims)
{
  FlSampleSet *samples = get_samples (self);
  GByteArray *rows = g_byte_array_new ();

  for (gsize i = 0; i < samples->n; i++)
    g_byte_array_append (rows,
                         (const guint8 *) (const void *) (fl_sample_set_get_row (samples, i) +
                                                          first_dim),
                         (guint) (n_dims * sizeof (FlHalf)));
  return rows;
}

static void
assert_same (const GByteArray *a, const GByteArray *b)
{
  g_assert_cmpmem (a->data, a->len, b->data, b->len);
}

/* Joined rows are those of each alone, and each alone is there without another look. */
static void
test_side_by_side (Fixture *self, gconstpointer data)
{
  g_autofree char *both = g_strconcat ("hand-1\n", self->net, NULL);

  use (self, both);
  films_ingest (self->session);
  assert_read (self, N_HAND + N_NET);
  g_autofree char *stored = fl_store_dup_setting (self->session->store, "extractor");
  g_assert_cmpstr (stored, ==, both);
  g_autoptr (GByteArray) hand = copy_rows (self, 0, N_HAND);
  g_autoptr (GByteArray) net = copy_rows (self, N_HAND, N_NET);
  use (self, NULL);
  assert_read (self, N_HAND + N_NET);
  use (self, "hand-1");
  assert_read (self, N_HAND);
  g_autoptr (GByteArray) hand_alone = copy_rows (self, 0, N_HAND);
  assert_same (hand, hand_alone);
  use (self, self->net);
  assert_read (self, N_NET);
  g_autoptr (GByteArray) net_alone = copy_rows (self, 0, N_NET);
  assert_same (net, net_alone);
}

/* What was read once is not read again: here the network's file is gone. */
static void
test_only_missing (Fixture *self, gconstpointer data)
{
  g_autofree char *joined = g_strconcat (self->net, "\nhand-1", NULL);
  g_autofree char *more = g_strconcat ("patches-1\n", joined, NULL);

  use (self, self->net);
  films_ingest (self->session);
  g_autoptr (GByteArray) net = copy_rows (self, 0, N_NET);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  use (self, joined);
  g_assert_true (get_samples (self) == NULL || get_samples (self)->n == 0);
  films_ingest (self->session);
  assert_read (self, N_NET + N_HAND);
  g_autoptr (GByteArray) kept = copy_rows (self, 0, N_NET);
  assert_same (net, kept);
  use (self, more);
  films_ingest (self->session);
  assert_read (self, N_PATCHES + N_NET + N_HAND);
  g_autoptr (GByteArray) still = copy_rows (self, N_PATCHES, N_NET);
  assert_same (net, still);
}

static goffset
measure (Fixture *self, const char *name)
{
  const FlStreamRow *row = fl_stream_get_row (films_peek (self->session, "a.mp4"));
  g_autofree char *path = fl_cache_dup_path (self->session->cache, row->uuid, name);
  GStatBuf facts;

  return g_stat (path, &facts) == 0 ? (goffset) facts.st_size : -1;
}

/* Where every part is known they are only put in another order: no extractor is asked, and no frame
 * is decoded, of which there would be a thumbnail. */
static void
test_joined_without_reading (Fixture *self, gconstpointer data)
{
  g_autofree char *first = g_strconcat ("hand-1\n", self->net, NULL);
  g_autofree char *second = g_strconcat (self->net, "\nhand-1", NULL);

  use (self, first);
  films_ingest (self->session);
  g_autoptr (GByteArray) hand = copy_rows (self, 0, N_HAND);
  goffset size = measure (self, FL_INGEST_THUMBS_NAME);
  g_assert_cmpint (size, >, 0);
  use (self, second);
  g_assert_true (get_samples (self) == NULL || get_samples (self)->n == 0);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  films_ingest (self->session);
  assert_read (self, N_NET + N_HAND);
  g_assert_cmpint (measure (self, FL_INGEST_THUMBS_NAME), ==, size);
  g_autoptr (GByteArray) behind = copy_rows (self, N_NET, N_HAND);
  assert_same (hand, behind);
}

/* With the numbers of the frames go the features of all extractors, also of those that are not in
 * use. */
static void
test_forgotten (Fixture *self, gconstpointer data)
{
  use (self, self->net);
  films_ingest (self->session);
  g_autofree char *name = fl_ingest_dup_features_name (self->session->extractor);
  use (self, "hand-1");
  films_ingest (self->session);
  g_assert_cmpint (measure (self, name), >, 0);
  g_assert_cmpint (measure (self, "features-hand-1.f16"), >, 0);
  fl_ingest_forget (fl_stream_get_row (films_peek (self->session, "a.mp4")), self->session->cache);
  g_assert_cmpint (measure (self, name), ==, -1);
  g_assert_cmpint (measure (self, "features-hand-1.f16"), ==, -1);
  g_assert_cmpint (measure (self, FL_INGEST_THUMBS_NAME), ==, -1);
}

/* A sample counts when all of its rows are there. */
static void
test_one_fails (Fixture *self, gconstpointer data)
{
  g_autofree char *both = g_strconcat ("hand-1\n", self->net, NULL);
  g_autofree char *aside = g_strconcat (self->path, ".aside", NULL);

  use (self, both);
  g_assert_cmpint (g_rename (self->path, aside), ==, 0);
  films_ingest (self->session);
  FlStream *stream = films_peek (self->session, "a.mp4");
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_nonnull (strstr (fl_stream_get_status (stream), "is not there; put it back"));
  g_assert_cmpuint (get_samples (self)->n, ==, 0);
  g_assert_cmpint (g_rename (aside, self->path), ==, 0);
  films_ingest (self->session);
  assert_read (self, N_HAND + N_NET);
}

/* What one of several learned alone it knows beside others, and the other way round. */
static void
test_learned (Fixture *self, gconstpointer data)
{
  g_autofree char *both = g_strconcat (self->net, "\npatches-1", NULL);

  use (self, "patches-1");
  films_ingest (self->session);
  g_autofree char *alone = g_strdup (self->session->extractor->id);
  g_autoptr (GByteArray) patches = copy_rows (self, 0, N_PATCHES);
  use (self, both);
  g_assert_false (fl_extractor_type_must_learn (self->session->extractor));
  g_assert_cmpstr (self->session->extractor->parts[1]->id, ==, alone);
  films_ingest (self->session);
  assert_read (self, N_NET + N_PATCHES);
  g_autoptr (GByteArray) beside = copy_rows (self, N_NET, N_PATCHES);
  assert_same (patches, beside);
}

static void
test_learns_beside (Fixture *self, gconstpointer data)
{
  g_autofree char *both = g_strconcat (self->net, "\npatches-1", NULL);

  use (self, both);
  g_assert_true (fl_extractor_type_must_learn (self->session->extractor));
  films_ingest (self->session);
  assert_read (self, N_NET + N_PATCHES);
  use (self, "patches-1");
  assert_read (self, N_PATCHES);
}

/* A model of all parts is learned from answers. */
static void
test_model (Fixture *self, gconstpointer data)
{
  g_autofree char *both = g_strconcat ("hand-1\n", self->net, NULL);
  g_autoptr (GError) error = NULL;

  use (self, both);
  films_ingest (self->session);
  FlStream *stream = films_peek (self->session, "a.mp4");
  for (gint64 frame = 0; frame < N_FRAMES; frame += 3)
    films_label (self->session, stream, frame, frame, films_get_class (frame));
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
  g_assert_nonnull (self->session->model);
  g_assert_cmpuint (fl_model_get_n_dims (self->session->model), ==, N_HAND + N_NET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/several-extractors/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("side-by-side", test_side_by_side);
  ADD ("only-missing", test_only_missing);
  ADD ("joined-without-reading", test_joined_without_reading);
  ADD ("forgotten", test_forgotten);
  ADD ("one-fails", test_one_fails);
  ADD ("learned", test_learned);
  ADD ("learns-beside", test_learns_beside);
  ADD ("model", test_model);
  return g_test_run ();
}
