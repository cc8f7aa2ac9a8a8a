/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extractors that compare with what a stream looks like are shown the same of it whenever samples are
 * read, and nothing is decoded for it that was decoded already. */
#include "films.h"
#include "media/fl-test-pictures.h"

#include <glib/gstdio.h>

#include "base/fl-half.h"
#include "features/fl-shrink.h"
#include "session/fl-ingest-private.h"

#define N_BITS 8
#define N_DIMS 3
/* Between key frames of these films. */
#define GOP 8

/* What the extractor was shown last, by the numbers of the frames. */
static GArray *views;
static guint n_surveys;
static GPtrArray *learned_from;
/* Pictures that are extracted and were learned from, and views. */
static guint n_known;
static guint n_known_views;
static guint n_until_failure = G_MAXUINT;

/* One that notes for each picture its number, how many views it was shown, and the sum of theirs. */
static FlExtractorType type;
static float sum_of_views;

/* The stripes of the picture are the bits of its number. */
static gint64
read_number (const FlImage *image)
{
  float stripes[N_BITS];
  gint64 number = 0;

  fl_shrink_plane (image->planes[0], image->strides[0], image->width_px, image->height_px, N_BITS,
                   1, stripes);
  for (guint bit = 0; bit < N_BITS; bit++)
    number |= (gint64) (stripes[bit] > 130) << bit;
  return number;
}

static void
survey (FlExtractor *self, const FlImage *const *images, gsize n)
{
  n_surveys++;
  g_array_set_size (views, 0);
  sum_of_views = 0;
  for (gsize i = 0; i < n; i++) {
    gint64 number = read_number (images[i]);
    g_array_append_val (views, number);
    sum_of_views += (float) number;
    n_known_views += g_ptr_array_find (learned_from, images[i], NULL);
  }
}

static gboolean
extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  if (n_until_failure-- == 0) {
    g_set_error_literal (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG, "enough");
    return FALSE;
  }
  n_known += g_ptr_array_find (learned_from, images[0], NULL);
  out[0] = (float) read_number (images[0]);
  out[1] = (float) views->len;
  out[2] = sum_of_views;
  return TRUE;
}

static GBytes *
learn (const FlExtractorType *kind,
       const FlImage *const *images,
       gsize n,
       GCancellable *cancellable,
       GError **error)
{
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (learned_from, fl_image_ref ((FlImage *) images[i]));
  return g_bytes_new_static ("learned", 7);
}

typedef struct {
  char *folder;
  FlSession *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  views = g_array_new (FALSE, FALSE, sizeof (gint64));
  learned_from = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  n_surveys = 0;
  n_known = 0;
  n_known_views = 0;
  n_until_failure = G_MAXUINT;
  self->folder = films_make_folder ();
  self->session = films_create (self->folder, NULL);
  films_use_gate (self->session);
  type = *self->session->extractor;
  type.id = "surveying-1";
  type.survey = survey;
  type.extract = extract;
  self->session->extractor = &type;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
  g_array_unref (views);
  g_ptr_array_unref (learned_from);
}

static FlStream *
add (Fixture *self, const char *path, const char *sampling)
{
  g_autoptr (GError) error = NULL;
  FlStream *stream = fl_session_add_source (self->session, path, sampling, &error);

  g_assert_no_error (error);
  return stream;
}

/* The views were each @step-th frame of @n, from the first one on. */
static void
assert_views (guint n, gint64 step)
{
  g_assert_cmpuint (views->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (g_array_index (views, gint64, i), ==, i * step);
}

/* All rows are of samples that were taken while the views were each @step-th frame of @n. */
static void
assert_rows (FlStream *stream, guint n_samples, guint n, guint step)
{
  FlSampleSet *samples = fl_stream_get_samples (stream);

  g_assert_cmpuint (samples->n, ==, n_samples);
  for (gsize i = 0; i < n_samples; i++) {
    float row[N_DIMS];
    fl_half_to_floats (fl_sample_set_get_row (samples, i), N_DIMS, row);
    g_assert_cmpfloat (row[0], ==, (float) samples->frames[i]);
    g_assert_cmpfloat (row[1], ==, (float) n);
    g_assert_cmpfloat (row[2], ==, (float) (n * (n - 1) / 2 * step));
  }
}

/* Key frames from all over the stream, not more than enough, and once. */
static void
test_views (Fixture *self, gconstpointer data)
{
  FlStream *many = films_add (self->session, self->folder, "many.mp4", 256);

  films_ingest (self->session);
  g_assert_cmpuint (n_surveys, ==, 1);
  assert_views (16, 2 * GOP);
  assert_rows (many, 256, 16, 2 * GOP);
  FlStream *few = films_add (self->session, self->folder, "few.mp4", 100);
  films_ingest (self->session);
  g_assert_cmpuint (n_surveys, ==, 2);
  assert_views (13, GOP);
  assert_rows (few, 100, 13, GOP);
}

/* A stream of which all is in is not looked at again. */
static void
test_ready (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", 20);

  films_ingest (self->session);
  fl_stream_set_state (stream, FL_STREAM_CANCELLED, "");
  films_ingest (self->session);
  g_assert_cmpint (fl_stream_get_state (stream), ==, FL_STREAM_READY);
  g_assert_cmpuint (n_surveys, ==, 1);
}

/* One key frame, or one picture, has to do. */
static void
test_few (Fixture *self, gconstpointer data)
{
  FlStream *stretch = films_add (self->session, self->folder, "stretch.mp4", GOP);

  films_ingest (self->session);
  assert_rows (stretch, GOP, 1, 0);
  FlStream *picture = films_add (self->session, self->folder, "picture.mp4", 1);
  films_ingest (self->session);
  g_assert_cmpuint (n_surveys, ==, 2);
  assert_rows (picture, 1, 1, 0);
}

/* What follows an interruption is compared with the same as what was before it. */
static void
test_interrupted (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", 100);

  n_until_failure = 17;
  films_ingest (self->session);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, 17);
  n_until_failure = G_MAXUINT;
  films_ingest (self->session);
  g_assert_cmpuint (n_surveys, ==, 2);
  assert_rows (stream, 100, 13, GOP);
}

/* Samples that are key frames are views and learned from, and each is decoded once. */
static void
test_key_frames (Fixture *self, gconstpointer data)
{
  g_autofree char *path = films_make (self->folder, "a.mp4", 100);
  FlExtractorType learning = type;

  learning.learn = learn;
  self->session->extractor = &learning;
  FlStream *stream = add (self, path, "keyframes");
  films_ingest (self->session);
  g_assert_cmpuint (learned_from->len, ==, 13);
  g_assert_cmpuint (n_known_views, ==, 13);
  g_assert_cmpuint (n_known, ==, 13);
  assert_rows (stream, 13, 13, GOP);
}

/* Another stream learns nothing, but its views are its samples, too. */
static void
test_key_frames_only (Fixture *self, gconstpointer data)
{
  g_autofree char *path = films_make (self->folder, "a.mp4", 256);
  FlStream *stream = add (self, path, "keyframes");

  films_ingest (self->session);
  assert_rows (stream, 32, 16, 2 * GOP);
}

/* Elsewhere it learns from no more pictures than without a survey, and the views are among them. */
static void
test_learning (Fixture *self, gconstpointer data)
{
  FlStream *stream = films_add (self->session, self->folder, "a.mp4", 64);
  FlExtractorType learning = type;

  learning.learn = learn;
  self->session->extractor = &learning;
  films_ingest (self->session);
  g_assert_cmpuint (learned_from->len, ==, 8 * 6);
  g_assert_cmpuint (n_known_views, ==, 8);
  assert_rows (stream, 64, 8, GOP);
}

/* Each picture of a folder can be looked at by itself. */
static void
test_pictures (Fixture *self, gconstpointer data)
{
  g_autofree char *pictures = g_build_filename (self->folder, "trail", NULL);

  g_assert_cmpint (g_mkdir (pictures, 0700), ==, 0);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *name = g_strdup_printf ("%u.jpg", i + 1);
    const FlTestJpeg jpeg = {.number = i + 1, .width_px = i % 2 ? 80 : 0};
    fl_test_jpeg_write (pictures, name, &jpeg);
  }
  FlStream *stream = add (self, pictures, "every-frame");
  films_ingest (self->session);
  g_assert_cmpuint (fl_stream_get_samples (stream)->n, ==, 12);
  g_assert_cmpuint (views->len, ==, 12);
}

static FlImage *
draw_number (guint number)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, N_BITS, 2);

  for (guint y = 0; y < 2; y++)
    for (guint bit = 0; bit < N_BITS; bit++)
      image->planes[0][y * image->strides[0] + bit] = number >> bit & 1 ? 200 : 60;
  return image;
}

/* Of live video those that were seen so far, evenly spread, however long it goes on. */
static void
test_live (Fixture *self, gconstpointer data)
{
  FlIngest ingest = {.type = &type,
                     .view_step = 1,
                     .views = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref)};
  static const struct {
    guint n_offered;
    guint n_views;
    guint step;
  } steps[] = {{1, 1, 1}, {25, 25, 1}, {26, 13, 2}, {49, 25, 2}, {51, 13, 4}, {256, 16, 16}};
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    for (; n < steps[i].n_offered; n++) {
      g_autoptr (FlImage) image = draw_number (n);
      fl_ingest_offer_view (&ingest, image);
    }
    assert_views (steps[i].n_views, steps[i].step);
  }
  g_ptr_array_unref (ingest.views);
}

/* Where no extractor asks nothing is kept. */
static void
test_live_unasked (Fixture *self, gconstpointer data)
{
  FlIngest ingest = {.type = &type};
  g_autoptr (FlImage) image = draw_number (1);

  fl_ingest_offer_view (&ingest, image);
  g_assert_cmpuint (n_surveys, ==, 0);
}

/* A project keeps its extractor; a new one has the default. */
static void
test_default (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .extractor = "scene-1"};
  g_autofree char *other = g_build_filename (self->folder, "other", NULL);

  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  FlSession *fresh = films_create (other, NULL);
  g_assert_cmpstr (fresh->extractor->id, ==, "scene-2");
  films_close (fresh);
  films_close (films_open (other, &options));
  FlSession *kept = films_open (other, NULL);
  g_assert_cmpstr (kept->extractor->id, ==, "scene-1");
  films_close (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/ingest-survey/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("views", test_views);
  ADD ("ready", test_ready);
  ADD ("few", test_few);
  ADD ("interrupted", test_interrupted);
  ADD ("key-frames", test_key_frames);
  ADD ("key-frames-only", test_key_frames_only);
  ADD ("learning", test_learning);
  ADD ("pictures", test_pictures);
  ADD ("live", test_live);
  ADD ("live-unasked", test_live_unasked);
  ADD ("default", test_default);
  return g_test_run ();
}
