/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an extractor learns from the first stream of a project, and what becomes of it. */
#include "films.h"

#include "session/fl-session-private.h"
#include "store/fl-store-settings.h"

#define KIND     "patches-1"
#define N_FRAMES 20

/* A film with enough key frames to learn from them alone, where they are the samples; elsewhere it
 * is four frames from each on. */
#define N_LONG    100
#define N_KEYS    13
#define N_LEARNED (4 * N_KEYS)

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

/* Learns nothing, but knows what it was shown, and waits at the gate for each picture. */
static FlExtractorType gated;
static GPtrArray *shown;
static guint n_learned;
static guint n_known;

static GBytes *
learn (const FlExtractorType *kind,
       const FlImage *const *images,
       gsize n,
       GCancellable *cancellable,
       GError **error)
{
  n_learned++;
  g_ptr_array_set_size (shown, 0);
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (shown, fl_image_ref ((FlImage *) images[i]));
  return g_bytes_new_static ("learned", 7);
}

static gboolean
extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  n_known += g_ptr_array_find (shown, images[0], NULL);
  return gated.extract (self, images, n, out, error);
}

static FlExtractorType looking;

static void
set_up_looking (Fixture *self, gconstpointer data)
{
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  films_use_gate (self->session);
  gated = *self->session->extractor;
  looking = gated;
  looking.id = "looking-1";
  looking.learn = learn;
  looking.extract = extract;
  self->session->extractor = &looking;
  shown = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  n_learned = 0;
  n_known = 0;
}

static void
tear_down_looking (Fixture *self, gconstpointer data)
{
  tear_down (self, data);
  g_clear_pointer (&shown, g_ptr_array_unref);
}

static FlStream *
add_long (Fixture *self, const char *name, guint n_frames, const char *sampling)
{
  g_autofree char *path = films_make (self->folder, name, n_frames);
  g_autoptr (GError) error = NULL;
  FlStream *stream = fl_session_add_source (self->session, path, sampling, &error);

  g_assert_no_error (error);
  return stream;
}

static FlStream *
add (Fixture *self, const char *name, const char *sampling)
{
  return add_long (self, name, N_LONG, sampling);
}

/* Ingests, and says how many pictures became rows. */
static guint
ingest (Fixture *self)
{
  films_close_gate ();
  films_open_gate ();
  films_ingest (self->session);
  return films_count_passed ();
}

/* The same rows as those of a film of the same pictures that nothing was learned from. */
static void
assert_like_another (Fixture *self, FlStream *stream, const char *sampling, guint n_samples)
{
  FlStream *other = add (self, "other.mp4", sampling);

  films_ingest (self->session);
  g_assert_cmpuint (n_learned, ==, 1);
  FlSampleSet *samples = fl_stream_get_samples (stream);
  FlSampleSet *others = fl_stream_get_samples (other);
  g_assert_cmpuint (samples->n, ==, n_samples);
  g_assert_cmpuint (others->n, ==, n_samples);
  for (gsize i = 0; i < n_samples; i++) {
    g_assert_cmpint (samples->frames[i], ==, others->frames[i]);
    g_assert_cmpmem (fl_sample_set_get_row (samples, i), 3 * sizeof (FlHalf),
                     fl_sample_set_get_row (others, i), 3 * sizeof (FlHalf));
  }
}

/* Where samples are key frames, it learns from them alone, and each is decoded once. */
static void
test_key_frames (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, "a.mp4", "keyframes");

  g_assert_cmpuint (ingest (self), ==, N_KEYS);
  g_assert_cmpuint (shown->len, ==, N_KEYS);
  g_assert_cmpuint (n_known, ==, N_KEYS);
  assert_like_another (self, stream, "keyframes", N_KEYS);
}

/* Not from key frames that are no samples, which would be decoded for nothing. */
static void
test_some_key_frames (Fixture *self, gconstpointer data)
{
  FlStream *stream = add_long (self, "a.mp4", 2 * N_LONG, "snapped:1.6");

  g_assert_cmpuint (ingest (self), ==, N_KEYS);
  g_assert_cmpuint (fl_frame_index_get_n_points (fl_stream_get_index (stream)), ==, 2 * N_KEYS - 1);
  g_assert_cmpuint (shown->len, ==, N_KEYS);
  g_assert_cmpuint (n_known, ==, N_KEYS);
}

/* Elsewhere it learns from frames behind these as well; samples among them are taken from the pictures,
 * and the others are read. */
static void
test_every_frame (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, "a.mp4", "every-frame");

  g_assert_cmpuint (ingest (self), ==, N_LONG);
  g_assert_cmpuint (shown->len, ==, N_LEARNED);
  g_assert_cmpuint (n_known, ==, N_LEARNED);
  assert_like_another (self, stream, "every-frame", N_LONG);
}

/* Key frames that are too few are not all that is learned from. */
static void
test_few_key_frames (Fixture *self, gconstpointer data)
{
  g_autofree char *path = films_make (self->folder, "a.mp4", N_FRAMES);

  g_assert_nonnull (fl_session_add_source (self->session, path, "keyframes", NULL));
  g_assert_cmpuint (ingest (self), ==, 3);
  g_assert_cmpuint (shown->len, ==, N_FRAMES);
  g_assert_cmpuint (n_known, ==, 3);
}

static gboolean
is_sixth_at_gate (gpointer data)
{
  return films_count_passed () == 5 && films_count_waiting () == 1;
}

/* Stopped while it takes what it learned from, it goes on where it was, and learns nothing again. */
static void
test_stopped (Fixture *self, gconstpointer data)
{
  FlStream *stream = add (self, "a.mp4", "keyframes");

  films_close_gate ();
  films_let_pass (5);
  fl_session_ingest (self->session);
  films_wait (is_sixth_at_gate, NULL);
  g_autoptr (FlJob) job = g_list_model_get_item (fl_session_get_jobs (self->session), 0);
  fl_job_cancel (job);
  films_let_pass (1);
  films_wait (films_is_done, self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_CANCELLED);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, 6);
  g_assert_cmpuint (ingest (self), ==, N_KEYS - 6);
  assert_like_another (self, stream, "keyframes", N_KEYS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/ingest-learn/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/session/ingest-learn/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/ingest-learn/" name, Fixture, NULL, set_up_looking, func, tear_down_looking)
  ADD ("key-frames", test_key_frames);
  ADD ("some-key-frames", test_some_key_frames);
  ADD ("every-frame", test_every_frame);
  ADD ("few-key-frames", test_few_key_frames);
  ADD ("stopped", test_stopped);
  return g_test_run ();
}
