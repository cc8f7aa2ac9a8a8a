/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a project with as many samples as one wants, without decoding a picture: frames are counted
 * from the packets of a small film, and rows of features are drawn, each around the centre of its
 * class. It is written by the project's own code, and read by it like any other. */
#include "features/fl-extractor.h"
#include "media/fl-jpeg.h"
#include "session/fl-demo-scene.h"
#include "session/fl-ingest.h"
#include "session/fl-session.h"
#include "store/fl-feature-file.h"
#include "store/fl-store-classes.h"
#include "store/fl-store-labels.h"
#include "store/fl-store-settings.h"
#include "store/fl-thumb-pack.h"

#include "bench-scale-scene.h"

#include <stdlib.h>

#define N_PICTURES   48   /* that the extractor learns from */
#define N_NOISE      8191 /* numbers of noise, used over and over */
#define BATCH_ROWS   256
#define JPEG_QUALITY 60
#define PICTURE_STEP 40 /* frames of the scene between two of them */

typedef struct {
  FlStore *store;
  FlCache *cache;
  FlExtractorType *extractor;
  gsize n_dims;
  float *centres; /* [BENCH_SCALE_CLASSES][n_dims] */
  float *noise;   /* [N_NOISE + n_dims] */
} Maker;

static void
stop (const GError *error)
{
  g_printerr ("bench-scale-make: %s\n", error != NULL ? error->message : "it failed");
  exit (1);
}

/* The project with its streams, whose frames are counted. Returns: (element-type gint64): how many
 * frames each has */
static GArray *
make_project (const char *path, char **videos)
{
  GArray *n_frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  const FlSessionOptions options = {.annotator = "bench", .is_headless = TRUE};
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_session_create (path, &options, &error);

  if (session == NULL)
    stop (error);
  for (guint c = 0; c < BENCH_SCALE_CLASSES; c++) {
    g_autofree char *name = g_strdup_printf ("Class %u", c);
    g_autofree char *key = g_strdup_printf ("%u", c);
    if (fl_session_add_class (session, name, key, &error) == NULL)
      stop (error);
  }
  for (guint i = 0; videos[i] != NULL; i++) {
    FlStream *stream = fl_session_add_source (session, videos[i], "every-frame", &error);
    if (stream == NULL || !fl_session_count_frames (session, stream, &error))
      stop (error);
    gint64 n = fl_stream_get_n_frames (stream);
    g_array_append_val (n_frames, n);
  }
  fl_session_close (session);
  g_object_unref (session);
  return n_frames;
}

/* Has the extractor learn, from drawn pictures, what it would learn from the films. */
static void
learn (Maker *self, const FlExtractorType *type)
{
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (0);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PICTURES; i++)
    g_ptr_array_add (pictures, fl_demo_scene_draw (scene, i));
  g_autoptr (GBytes) state =
    type->learn (type, (const FlImage *const *) pictures->pdata, pictures->len, NULL, &error);
  if (state == NULL || !fl_store_keep_extractor_state (self->store, type->id, state, &error))
    stop (error);
  self->extractor = fl_extractor_type_new_learned (type, state);
}

static void
draw_parts (Maker *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  self->centres = g_new (float, BENCH_SCALE_CLASSES * self->n_dims);
  self->noise = g_new (float, N_NOISE + self->n_dims);
  for (gsize i = 0; i < BENCH_SCALE_CLASSES * self->n_dims; i++)
    self->centres[i] = (float) g_rand_double_range (rand, -1, 1);
  for (gsize i = 0; i < N_NOISE + self->n_dims; i++)
    self->noise[i] = (float) g_rand_double_range (rand, -2, 2);
}

static void
draw_row (const Maker *self, guint stream, gint64 frame, float *out)
{
  const float *centre = self->centres + bench_scale_get_class (stream, frame) * self->n_dims;
  const float *noise = self->noise + (frame * 1543 + stream * 6007) % N_NOISE;

  for (gsize j = 0; j < self->n_dims; j++)
    out[j] = centre[j] + noise[j];
}

static void
write_features (Maker *self, const FlStreamRow *row, guint stream)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = fl_ingest_dup_features_name (self->extractor);
  g_autofree char *path = fl_cache_build_path (self->cache, row->uuid, name, &error);
  g_autofree float *rows = g_new (float, BATCH_ROWS * self->n_dims);
  gint64 frames[BATCH_ROWS];
  g_autoptr (FlFeatureFile) file =
    path != NULL ? fl_feature_file_open (path, self->extractor->id, self->n_dims, &error) : NULL;

  if (file == NULL)
    stop (error);
  for (gint64 first = 0; first < row->n_frames; first += BATCH_ROWS) {
    gsize n = (gsize) MIN (BATCH_ROWS, row->n_frames - first);
    for (gsize i = 0; i < n; i++) {
      frames[i] = first + (gint64) i;
      draw_row (self, stream, frames[i], rows + i * self->n_dims);
    }
    if (!fl_feature_file_append (file, frames, rows, n, &error))
      stop (error);
  }
}

static GBytes *
encode_picture (FlDemoScene *scene, guint number)
{
  g_autoptr (FlImage) image = fl_demo_scene_draw (scene, number);
  g_autoptr (GError) error = NULL;
  GBytes *jpeg = fl_jpeg_encode (image, JPEG_QUALITY, &error);

  if (jpeg == NULL)
    stop (error);
  return jpeg;
}

/* The first @n frames have one, the same few over and over. One is enough for a stream to count as
 * read. */
static void
write_thumbnails (Maker *self, const FlStreamRow *row, gint64 n)
{
  g_autoptr (FlDemoScene) scene = fl_demo_scene_new (0);
  g_autoptr (GPtrArray) jpegs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
    fl_cache_build_path (self->cache, row->uuid, FL_INGEST_THUMBS_NAME, &error);
  g_autoptr (FlThumbPack) pack = path != NULL ? fl_thumb_pack_open (path, TRUE, &error) : NULL;

  if (pack == NULL)
    stop (error);
  for (gint64 i = 0; i < MIN (n, row->n_frames); i++) {
    if (jpegs->len < N_PICTURES)
      g_ptr_array_add (jpegs, encode_picture (scene, (guint) i * PICTURE_STEP));
    if (!fl_thumb_pack_append (pack, i, jpegs->pdata[i % N_PICTURES], &error))
      stop (error);
  }
}

/* Labels that were there before, in the first stream, far enough apart to be one each. */
static void
write_labels (Maker *self, const FlStreamRow *row, guint n_labels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) classes = fl_store_list_classes (self->store, FALSE, &error);
  gint64 annotator = fl_store_ensure_annotator (self->store, "bench", &error);
  gint64 step = MAX (row->n_frames / MAX (n_labels, 1), 1);

  for (gint64 i = 0; i < n_labels && i * step < row->n_frames; i++) {
    const FlClassRow *klass = classes->pdata[bench_scale_get_class (0, i * step)];
    const FlLabelAction label = {.stream = row->id,
                                 .range = {i * step, i * step},
                                 .state = FL_LABEL_LABELLED,
                                 .class_id = klass->id,
                                 .annotator = annotator,
                                 .kind = "frame",
                                 .at_us = i + 1};
    if (!fl_store_label (self->store, &label, NULL, &error))
      stop (error);
  }
}

static gsize
count_dims (const FlExtractorType *type)
{
  FlExtractor *extractor = type->create (type, NULL);
  gsize n_dims = type->get_n_dims (extractor);

  type->free (extractor);
  return n_dims;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Maker self = {0};

  if (argc < 5) {
    g_printerr ("usage: bench-scale-make PROJECT N_LABELS N_THUMBNAILS VIDEO…\n");
    return 2;
  }
  g_autoptr (GArray) n_frames = make_project (argv[1], argv + 4);
  self.store = fl_store_open (argv[1], FL_STORE_WRITE, &error);
  if (self.store == NULL)
    stop (error);
  self.cache = fl_cache_new (argv[1]);
  learn (&self, fl_extractors_find (FL_EXTRACTOR_DEFAULT, NULL));
  self.n_dims = count_dims (self.extractor);
  draw_parts (&self);
  g_autoptr (GPtrArray) streams = fl_store_list_streams (self.store, &error);
  if (streams == NULL)
    stop (error);
  for (guint i = 0; i < streams->len; i++) {
    FlStreamRow *row = streams->pdata[i];
    row->n_frames = g_array_index (n_frames, gint64, i);
    write_features (&self, streams->pdata[i], i);
    write_thumbnails (&self, streams->pdata[i], g_ascii_strtoll (argv[3], NULL, 10));
  }
  write_labels (&self, streams->pdata[0], (guint) g_ascii_strtoull (argv[2], NULL, 10));
  g_free (self.centres);
  g_free (self.noise);
  fl_extractor_type_free (self.extractor);
  fl_cache_free (self.cache);
  fl_store_close (self.store);
  return 0;
}
