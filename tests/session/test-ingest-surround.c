/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extractors that look at motion are told the pictures around each sample, the same ones whether an
 * ingest was interrupted or not. */
#include "films.h"

#include "base/fl-half.h"
#include "features/fl-shrink.h"
#include "session/fl-session-private.h"

#define N_FRAMES 40
/* At ten frames a second, two frames are 0.2 s. */
#define AWAY 2

/* Left halves of the three pictures, or NONE. */
#define N_DIMS 3
#define NONE   (-1.0f)

struct _FlExtractor {
  const FlImage *before;
  const FlImage *after;
};

/* So many pictures more are taken before one fails. */
static guint n_until_failure = G_MAXUINT;

static FlExtractor *
create (const FlExtractorType *type, GError **error)
{
  return g_new0 (FlExtractor, 1);
}

static gsize
get_n_dims (const FlExtractor *self)
{
  return N_DIMS;
}

static const FlFeatureBlock *
get_blocks (const FlExtractor *self, gsize *out_n)
{
  static const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1.0f};

  *out_n = 1;
  return &block;
}

static void
surround (FlExtractor *self, const FlImage *before, const FlImage *after)
{
  self->before = before;
  self->after = after;
}

static float
weigh (const FlImage *image)
{
  float halves[2];

  if (image == NULL)
    return NONE;
  fl_shrink_plane (image->planes[0], image->strides[0], image->width_px, image->height_px, 2, 1,
                   halves);
  return halves[0] + 2 * halves[1];
}

static gboolean
extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  g_assert_cmpuint (n, ==, 1);
  if (n_until_failure-- == 0) {
    g_set_error_literal (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG, "enough");
    return FALSE;
  }
  out[0] = weigh (images[0]);
  out[1] = weigh (self->before);
  out[2] = weigh (self->after);
  return TRUE;
}

static void
free_extractor (FlExtractor *self)
{
  g_free (self);
}

static const FlExtractorType type = {.id = "around-1",
                                     .name = "Around",
                                     .summary = "What is around",
                                     .create = create,
                                     .get_n_dims = get_n_dims,
                                     .get_blocks = get_blocks,
                                     .surround = surround,
                                     .extract = extract,
                                     .free = free_extractor};

static GBytes *
learn (const FlExtractorType *kind,
       const FlImage *const *images,
       gsize n,
       GCancellable *cancellable,
       GError **error)
{
  return g_bytes_new_static ("learned", 7);
}

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  n_until_failure = G_MAXUINT;
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  self->session->extractor = &type;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
read_row (FlStream *stream, gsize i, float *out)
{
  fl_half_to_floats (fl_sample_set_get_row (fl_stream_get_samples (stream), i), N_DIMS, out);
}

/* Every row has the pictures two frames away, but at the ends. */
static void
assert_surrounded (FlStream *stream, guint n_frames)
{
  float row[N_DIMS];
  float other[N_DIMS];

  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, n_frames);
  for (gsize i = 0; i < n_frames; i++) {
    read_row (stream, i, row);
    for (guint side = 1; side < N_DIMS; side++) {
      gssize at = (gssize) i + (side == 1 ? -AWAY : AWAY);
      if (at >= 0 && at < (gssize) n_frames) {
        read_row (stream, (gsize) at, other);
        g_assert_cmpfloat (row[side], ==, other[0]);
      }
    }
  }
}

static void
test_every_frame (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  float first[N_DIMS];
  float last[N_DIMS];

  films_ingest (self->session);
  assert_surrounded (stream, N_FRAMES);
  read_row (stream, 0, first);
  read_row (stream, N_FRAMES - 1, last);
  g_assert_cmpfloat (first[1], ==, NONE);
  g_assert_cmpfloat (last[2], ==, NONE);
}

/* Pictures that it learns from have no neighbours, so that they are read again with them. */
static void
test_learning (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  FlExtractorType learning = type;

  learning.learn = learn;
  self->session->extractor = &learning;
  films_ingest (self->session);
  assert_surrounded (stream, N_FRAMES);
}

/* What follows an interruption is surrounded by frames from before it. */
static void
test_interrupted (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);

  n_until_failure = 17;
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_BROKEN);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, 17);
  n_until_failure = G_MAXUINT;
  films_ingest (self->session);
  assert_surrounded (stream, N_FRAMES);
}

/* Frames around a sample are decoded though they are no samples. */
static void
test_sparse (Fixture *self, gconstpointer data)
{
  g_autofree char *path = films_make (self->folder, "a.mp4", N_FRAMES);
  g_autoptr (GError) error = NULL;
  float row[N_DIMS];

  FlStream *stream = fl_session_add_source (self->session, path, "every:1", &error);
  g_assert_no_error (error);
  films_ingest (self->session);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, N_FRAMES / 10);
  for (gsize i = 1; i < N_FRAMES / 10; i++) {
    read_row (stream, i, row);
    g_assert_cmpfloat (row[1], !=, NONE);
    g_assert_cmpfloat (row[2], !=, NONE);
  }
}

/* The first look takes samples all of whose surroundings lie behind one key frame, of which there
 * is one every eight. */
static void
test_glance (Fixture *self, gconstpointer data)
{
  const guint n_glanced = 12;
  const guint gop = 8;
  self->session->is_headless = FALSE;
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", n_glanced * gop);

  n_until_failure = n_glanced;
  films_ingest (self->session);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, n_glanced);
  for (guint i = 0; i < n_glanced; i++)
    g_assert_cmpint (fl_stream_get_samples (stream)->frames[i], ==, i == 0 ? 0 : i * gop + AWAY);
}

/* Key frames have no neighbours, since nothing else is decoded. */
static void
test_key_frames (Fixture *self, gconstpointer data)
{
  g_autofree char *path = films_make (self->folder, "a.mp4", N_FRAMES);
  g_autoptr (GError) error = NULL;
  float row[N_DIMS];

  FlStream *stream = fl_session_add_source (self->session, path, "keyframes", &error);
  g_assert_no_error (error);
  films_ingest (self->session);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, >, 1);
  for (gsize i = 0; i < fl_stream_get_samples (stream)->n; i++) {
    read_row (stream, i, row);
    g_assert_cmpfloat (row[1], ==, NONE);
    g_assert_cmpfloat (row[2], ==, NONE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/ingest-surround/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("every-frame", test_every_frame);
  ADD ("learning", test_learning);
  ADD ("interrupted", test_interrupted);
  ADD ("sparse", test_sparse);
  ADD ("glance", test_glance);
  ADD ("key-frames", test_key_frames);
  return g_test_run ();
}
