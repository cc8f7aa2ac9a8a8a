/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labelling footage that nobody filmed, whose truth is drawn: six streams of 1,600 frames, eight
 * classes as common as Zipf's law says (exponent 1.3), bouts of fifty frames on the mean. A frame is
 * a point of twelve dimensions (its class, its stream, its class in that stream, its bout, and a
 * wandering AR(1)) seen through 128 random neurons. All learning is the program's own: fl_learn(),
 * asked again after each answer. The share that is right is of all frames, by the model alone. */
#include "session/fl-learning.h"
#include "session/fl-thread.h"
#include "store/fl-feature-file.h"

#include "bench-report.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define N_STREAMS 6
#define N_FRAMES  1600
#define N_CLASSES 8
#define N_LATENT  12
#define N_DIMS    128
#define ZIPF      1.3
#define MEAN_BOUT 50.0
#define AR        0.97
/* Deviations of the parts of a point, which the plan does not tell; chosen so that random questions
 * do about as there (0.657, 0.775, 0.850, 0.905 and 0.943 right after 20, 40, 80, 160 and 320). */
#define CLASS_MEAN   0.8
#define STREAM_SHIFT 0.5
#define BOTH_SHIFT   0.7
#define BOUT_OFFSET  0.7
#define WANDERING    0.5
#define GAIN         0.8

#define N_RANDOM 320 /* answers to random questions, whose share is to be reached */
#define MAX_AUTO 320

typedef struct {
  guint truth[N_STREAMS][N_FRAMES];
  FlLearnRequest request;
} Replay;

static const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1};

static FlExtractor *
create (const FlExtractorType *type, GError **error)
{
  return (FlExtractor *) type; /* it extracts nothing, and is not looked at */
}

static const FlFeatureBlock *
get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = 1;
  return &block;
}

static void
release (FlExtractor *self)
{
}

static const FlExtractorType extractor = {.id = "replay",
                                          .create = create,
                                          .get_blocks = get_blocks,
                                          .free = release};

static void
stop (const GError *error)
{
  g_printerr ("bench-replay: %s\n", error->message);
  exit (1);
}

/* Box and Muller. */
static double
draw_normal (GRand *rand)
{
  double u = 1 - g_rand_double (rand);

  return sqrt (-2 * log (u)) * cos (2 * G_PI * g_rand_double (rand));
}

static void
draw_normals (GRand *rand, double deviation, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = deviation * draw_normal (rand);
}

static guint
draw_class (GRand *rand)
{
  double sum = 0;
  guint c = 0;

  for (guint i = 0; i < N_CLASSES; i++)
    sum += pow (i + 1, -ZIPF);
  double left = g_rand_double (rand) * sum;
  for (; c + 1 < N_CLASSES && left >= pow (c + 1, -ZIPF); c++)
    left -= pow (c + 1, -ZIPF);
  return c;
}

/* What is the same for all streams. */
typedef struct {
  double classes[N_CLASSES][N_LATENT];
  double weights[N_DIMS][N_LATENT];
  double biases[N_DIMS];
} World;

static void
see (const World *world, const double *latent, float *out)
{
  for (guint j = 0; j < N_DIMS; j++) {
    double sum = world->biases[j];
    for (guint i = 0; i < N_LATENT; i++)
      sum += world->weights[j][i] * latent[i];
    out[j] = (float) tanh (sum);
  }
}

/* `[N_FRAMES][N_DIMS]` of one stream, and what is true of it. */
static void
draw_stream (GRand *rand, const World *world, guint *truth, float *rows)
{
  double shift[N_LATENT];
  double both[N_CLASSES][N_LATENT];
  double bout[N_LATENT];
  double wandering[N_LATENT];
  guint n_left = 0;
  guint class_index = 0;

  draw_normals (rand, STREAM_SHIFT, N_LATENT, shift);
  draw_normals (rand, BOTH_SHIFT, N_CLASSES * N_LATENT, &both[0][0]);
  draw_normals (rand, WANDERING, N_LATENT, wandering);
  for (guint t = 0; t < N_FRAMES; t++, n_left--) {
    double latent[N_LATENT];
    if (n_left == 0) {
      n_left = 1 + (guint) (-log (1 - g_rand_double (rand)) * MEAN_BOUT);
      class_index = draw_class (rand);
      draw_normals (rand, BOUT_OFFSET, N_LATENT, bout);
    }
    for (guint i = 0; i < N_LATENT; i++) {
      wandering[i] = AR * wandering[i] + WANDERING * sqrt (1 - AR * AR) * draw_normal (rand);
      latent[i] =
        world->classes[class_index][i] + shift[i] + both[class_index][i] + bout[i] + wandering[i];
    }
    truth[t] = class_index;
    see (world, latent, rows + (gsize) t * N_DIMS);
  }
}

/* Samples are read from files alone. */
static FlSampleSet *
store_rows (const char *folder, const float *rows)
{
  g_autofree char *path = g_build_filename (folder, "features", NULL);
  g_autofree char *marks = g_strconcat (path, ".frames", NULL);
  gint64 frames[N_FRAMES];
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFeatureFile) file = fl_feature_file_open (path, extractor.id, N_DIMS, &error);

  for (guint i = 0; i < N_FRAMES; i++)
    frames[i] = i;
  FlFeatureRows *mapped =
    file != NULL && fl_feature_file_append (file, frames, rows, N_FRAMES, &error)
      ? fl_feature_file_map (file, &error)
      : NULL;
  if (mapped == NULL)
    stop (error);
  g_unlink (path);
  g_unlink (marks);
  return fl_sample_set_new (mapped, frames, N_FRAMES);
}

static FlFrameIndex *
make_index (void)
{
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, N_FRAMES);

  for (guint i = 0; i < N_FRAMES; i++)
    entries[i].pts = i;
  return fl_frame_index_new (
    &(FlIndexFacts){.entries = entries, .n_entries = N_FRAMES, .time_base = {.num = 1, .den = 25}});
}

static void
replay_init (Replay *self, guint32 seed, const char *folder)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree float *rows = g_new (float, (gsize) N_FRAMES *N_DIMS);
  World world;

  draw_normals (rand, CLASS_MEAN, N_CLASSES * N_LATENT, &world.classes[0][0]);
  draw_normals (rand, GAIN / sqrt (N_LATENT), N_DIMS * N_LATENT, &world.weights[0][0]);
  draw_normals (rand, GAIN, N_DIMS, world.biases);
  self->request = (FlLearnRequest){.longest_run_s = FL_RUN_LONGEST_S,
                                   .class_ids = g_array_new (FALSE, FALSE, sizeof (gint64)),
                                   .knowledge = fl_knowledge_new_all (),
                                   .extractor = &extractor,
                                   .classifier = fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL)};
  self->request.streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free);
  for (gint64 id = 1; id <= N_CLASSES; id++)
    g_array_append_val (self->request.class_ids, id);
  for (guint i = 0; i < N_STREAMS; i++) {
    FlLearnStream *stream = g_new0 (FlLearnStream, 1);
    draw_stream (rand, &world, self->truth[i], rows);
    stream->id = i + 1;
    stream->samples = store_rows (folder, rows);
    stream->index = make_index ();
    stream->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
    g_ptr_array_add (self->request.streams, stream);
  }
}

static void
forget_answers (Replay *self)
{
  for (guint i = 0; i < N_STREAMS; i++)
    g_array_set_size (FL_LEARN_STREAM (&self->request, i)->track, 0);
  g_clear_pointer (&self->request.warm, fl_model_unref);
  g_clear_pointer (&self->request.scaling, fl_scaling_unref);
  self->request.c = 0;
  self->request.temperature = 0;
  self->request.n_validated = 0;
  self->request.n_chosen = 0;
}

static void
replay_clear (Replay *self)
{
  forget_answers (self);
  g_ptr_array_unref (self->request.streams);
  g_array_unref (self->request.class_ids);
  fl_knowledge_unref (self->request.knowledge);
}

static void
answer (Replay *self, const FlFrameRef *ref)
{
  const FlLearnStream *stream = FL_LEARN_STREAM (&self->request, ref->stream - 1);
  const FlLabelRow row = {.stream = ref->stream,
                          .range = {ref->frame, ref->frame},
                          .state = FL_LABEL_LABELLED,
                          .class_id = self->truth[ref->stream - 1][ref->frame] + 1,
                          .kind = "frame"};

  fl_track_put (stream->track, &row);
}

/* Goes on from what was found, as a session does. */
static void
keep (Replay *self, const FlLearnResult *result)
{
  FlLearnRequest *request = &self->request;

  if (result->scaling != NULL) {
    g_clear_pointer (&request->scaling, fl_scaling_unref);
    request->scaling = fl_scaling_ref (result->scaling);
    request->n_scaled = result->n_scaled;
  }
  if (result->model == NULL)
    return;
  const FlModelFacts *facts = fl_model_get_facts (result->model);
  g_clear_pointer (&request->warm, fl_model_unref);
  request->warm = fl_model_ref (result->model);
  request->c = facts->c;
  request->temperature = facts->is_calibrated ? facts->temperature : 0;
  if (result->was_validated && facts->is_calibrated)
    request->n_validated = result->n_taught;
  if (result->chose_c && facts->is_calibrated)
    request->n_chosen = result->n_taught;
}

static FlLearnResult *
learn (Replay *self, const char *strategy, guint32 seed, guint n_wanted)
{
  FlLearnRequest once = self->request;

  once.seed = seed;
  once.strategy = fl_strategies_find (strategy, NULL);
  once.n_wanted = n_wanted;
  FlLearnResult *result = fl_learn (&once, fl_thread_get_parallel (), NULL);
  keep (self, result);
  return result;
}

static double
judge (const Replay *self, const FlLearnResult *result)
{
  guint n_right = 0;

  for (guint i = 0; i < result->sweeps->len; i++) {
    const FlSweep *sweep = result->sweeps->pdata[i];
    for (guint j = 0; j < N_FRAMES; j++)
      n_right += sweep->class_ids[j] == (gint32) self->truth[i][j] + 1;
  }
  return (double) n_right / (N_STREAMS * N_FRAMES);
}

/* Shares that are right after 20, 40, 80, 160 and 320 answers to random questions, each taught at
 * once, since their order does not depend on any model. */
static double
replay_random (Replay *self, guint32 seed, double *shares)
{
  guint n = 0;
  guint at = 0;
  double share = 0;

  forget_answers (self);
  FlLearnResult *order = learn (self, "random", seed, N_RANDOM);
  for (guint i = 0; i < order->ranked->len; i++) {
    answer (self, &g_array_index (order->ranked, FlRanked, i).ref);
    if (++n != 20u << at)
      continue;
    FlLearnResult *result = learn (self, "random", seed, 1);
    share = judge (self, result);
    shares[at++] += share;
    fl_learn_result_free (result);
  }
  fl_learn_result_free (order);
  return share;
}

/* Answers until as many are right; MAX_AUTO + 1 where that does not come. */
static guint
replay_auto (Replay *self, guint32 seed, double wanted, double *shares)
{
  guint n_needed = 0;

  forget_answers (self);
  FlLearnResult *result = learn (self, "auto", seed, 1);
  for (guint n = 1, at = 0; n <= MAX_AUTO && (n_needed == 0 || at < 4); n++) {
    answer (self, &g_array_index (result->ranked, FlRanked, 0).ref);
    fl_learn_result_free (result);
    result = learn (self, "auto", seed, 1);
    double share = judge (self, result);
    if (n_needed == 0 && share >= wanted)
      n_needed = n;
    if (n == 20u << at)
      shares[at++] += share;
  }
  fl_learn_result_free (result);
  return n_needed > 0 ? n_needed : MAX_AUTO + 1;
}

static void
print (guint n_seeds, double random[5], double autos[5], const GArray *needed)
{
  g_autoptr (FlJson) json = fl_json_new ();
  double sum = 0;

  for (guint at = 0; at < 5; at++) {
    g_autofree char *name = g_strdup_printf ("random_at_%u", 20u << at);
    fl_json_add_double (json, name, random[at] / n_seeds);
  }
  for (guint at = 0; at < 4; at++) {
    g_autofree char *name = g_strdup_printf ("auto_at_%u", 20u << at);
    fl_json_add_double (json, name, autos[at] / n_seeds);
  }
  for (guint i = 0; i < needed->len; i++) {
    g_autofree char *name = g_strdup_printf ("needed_%u", i + 1);
    fl_json_add_int (json, name, g_array_index (needed, guint, i));
    sum += g_array_index (needed, guint, i);
  }
  fl_json_add_double (json, "needed_mean", sum / n_seeds);
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
}

int
main (int argc, char **argv)
{
  guint n_seeds = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 4;
  gboolean is_random_only = argc > 2;
  double random[5] = {0};
  double autos[5] = {0};
  g_autoptr (GArray) needed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-replay-XXXXXX", &error);

  if (folder == NULL)
    stop (error);
  for (guint32 seed = 1; seed <= n_seeds; seed++) {
    g_autofree Replay *replay = g_new0 (Replay, 1);
    replay_init (replay, seed, folder);
    double wanted = replay_random (replay, seed, random);
    guint n = is_random_only ? 0 : replay_auto (replay, seed, wanted, autos);
    g_array_append_val (needed, n);
    replay_clear (replay);
  }
  g_rmdir (folder);
  print (n_seeds, random, autos, needed);
  return 0;
}
