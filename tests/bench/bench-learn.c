/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scoring a million samples against liblinear's own loop, and training anew with a warm start
 * against training from nothing. Rows are drawn, of length about 1 as scaled rows are. */
#include "learn/fl-classifier.h"
#include "learn/fl-scorer.h"
#include "session/fl-thread.h"

#include "bench-report.h"

#include <linear.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define N_CLASSES    10
#define N_RUNS       5
#define SCORE_ROWS   1000000
#define SCORE_DIMS   512
#define PEER_ROWS    20000 /* of the million; liblinear wants 16 bytes a value */
#define RETRAIN_ROWS 2000
#define RETRAIN_DIMS 1024

/* Rows around one centre a class. */
static void
draw_row (GRand *rand, const float *centres, guint class_index, gsize n_dims, float *out)
{
  float spread = 2.0f / sqrtf ((float) n_dims);

  for (gsize j = 0; j < n_dims; j++)
    out[j] =
      (centres[class_index * n_dims + j] + (float) g_rand_double_range (rand, -2, 2)) * spread / 2;
}

static float *
draw_centres (GRand *rand, gsize n_dims)
{
  float *centres = g_new (float, N_CLASSES *n_dims);

  for (gsize j = 0; j < N_CLASSES * n_dims; j++)
    centres[j] = (float) g_rand_double_range (rand, -1, 1);
  return centres;
}

/* A scaling that leaves rows as they are but for what the fit makes of them. */
static FlScaling *
fit_scaling (GRand *rand, const float *centres, gsize n_dims)
{
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = n_dims, .weight = 1};
  gsize n_rows = 200;
  g_autofree float *row = g_new (float, n_dims);
  g_autofree FlHalf *values = g_new (FlHalf, n_rows * n_dims);

  for (gsize i = 0; i < n_rows; i++) {
    draw_row (rand, centres, (guint) (i % N_CLASSES), n_dims, row);
    fl_half_from_floats (row, n_dims, values + i * n_dims);
  }
  const FlHalfRows part = {.values = values, .n_rows = n_rows, .n_dims = n_dims};
  return fl_scaling_new_fit (&part, 1, &block, 1);
}

static FlModel *
draw_model (GRand *rand, const FlScaling *scaling)
{
  gsize n_dims = fl_scaling_get_n_dims (scaling);
  g_autofree double *weights = g_new (double, N_CLASSES *(n_dims + 1));
  guint8 is_known[N_CLASSES];
  const FlModelFacts facts = {.revision = 1, .c = 1, .temperature = 1, .is_calibrated = TRUE};

  for (gsize i = 0; i < N_CLASSES * (n_dims + 1); i++)
    weights[i] = g_rand_double_range (rand, -1, 1);
  for (guint c = 0; c < N_CLASSES; c++)
    is_known[c] = 1;
  return fl_model_new (scaling, weights, is_known, N_CLASSES, &facts);
}

/* liblinear's own way: a row of index and value pairs through predict_values(). */
typedef struct {
  struct model model;
  struct feature_node *nodes; /* [PEER_ROWS][SCORE_DIMS + 1] */
} Peer;

static void
peer_init (Peer *self, const FlModel *model, const FlHalfRows *rows)
{
  g_autofree float *row = g_new (float, SCORE_DIMS);

  self->model = (struct model){.param = {.solver_type = L2R_LR},
                               .nr_class = N_CLASSES,
                               .nr_feature = SCORE_DIMS,
                               .w = g_new (double, SCORE_DIMS *N_CLASSES),
                               .label = g_new0 (int, N_CLASSES),
                               .bias = -1};
  for (guint c = 0; c < N_CLASSES; c++)
    for (gsize j = 0; j < SCORE_DIMS; j++)
      self->model.w[j * N_CLASSES + c] = fl_model_get_weights (model, c)[j];
  self->nodes = g_new (struct feature_node, PEER_ROWS * (SCORE_DIMS + 1));
  for (gsize i = 0; i < PEER_ROWS; i++) {
    struct feature_node *nodes = self->nodes + i * (SCORE_DIMS + 1);
    fl_half_to_floats (rows->values + i * SCORE_DIMS, SCORE_DIMS, row);
    for (gsize j = 0; j < SCORE_DIMS; j++)
      nodes[j] = (struct feature_node){.index = (int) j + 1, .value = row[j]};
    nodes[SCORE_DIMS] = (struct feature_node){.index = -1};
  }
}

static void
peer_run (const Peer *self, double *out)
{
  for (gsize i = 0; i < PEER_ROWS; i++)
    predict_values (&self->model, self->nodes + i * (SCORE_DIMS + 1), out + i * N_CLASSES);
}

static void
peer_clear (Peer *self)
{
  g_free (self->model.w);
  g_free (self->model.label);
  g_free (self->nodes);
}

/* Both must have computed the same. */
static double
find_difference (const FlModel *model, const float *ours, const double *theirs)
{
  double largest = 0;

  for (gsize i = 0; i < PEER_ROWS; i++)
    for (guint c = 0; c < N_CLASSES; c++)
      largest =
        MAX (largest, fabs ((double) (ours[i * N_CLASSES + c] - fl_model_get_bias (model, c)) -
                            theirs[i * N_CLASSES + c]));
  return largest;
}

static FlHalf *
draw_rows (GRand *rand, const float *centres)
{
  FlHalf *values = g_new (FlHalf, (gsize) SCORE_ROWS * SCORE_DIMS);
  g_autofree float *row = g_new (float, SCORE_DIMS);

  /* A thousand different rows, over and over: drawing takes longer than scoring. */
  for (gsize i = 0; i < SCORE_ROWS; i++) {
    if (i < 1000) {
      draw_row (rand, centres, (guint) (i % N_CLASSES), SCORE_DIMS, row);
      fl_half_from_floats (row, SCORE_DIMS, values + i * SCORE_DIMS);
    } else {
      for (gsize j = 0; j < SCORE_DIMS; j++)
        values[i * SCORE_DIMS + j] = values[(i % 1000) * SCORE_DIMS + j];
    }
  }
  return values;
}

static void
measure_scoring (FlJson *json)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree float *centres = draw_centres (rand, SCORE_DIMS);
  g_autoptr (FlScaling) scaling = fit_scaling (rand, centres, SCORE_DIMS);
  g_autoptr (FlModel) model = draw_model (rand, scaling);
  g_autofree FlHalf *values = draw_rows (rand, centres);
  const FlHalfRows rows = {.values = values, .n_rows = SCORE_ROWS, .n_dims = SCORE_DIMS};
  g_autofree float *ours = g_new0 (float, (gsize) SCORE_ROWS *N_CLASSES);
  g_autofree double *theirs = g_new (double, PEER_ROWS *N_CLASSES);
  g_autoptr (BenchTimes) our_times = bench_times_new ();
  g_autoptr (BenchTimes) our_cpu = bench_times_new ();
  g_autoptr (BenchTimes) their_times = bench_times_new ();
  Peer peer;

  peer_init (&peer, model, &rows);
  for (guint i = 0; i < N_RUNS; i++) {
    gint64 begin_cpu_us = bench_get_process_us ();
    gint64 begin_us = g_get_monotonic_time ();
    fl_scorer_run (model, &rows, ours, fl_thread_get_parallel ());
    bench_times_add (our_times, begin_us);
    bench_times_add_span (our_cpu, bench_get_process_us () - begin_cpu_us);
    begin_us = g_get_monotonic_time ();
    peer_run (&peer, theirs);
    bench_times_add (their_times, begin_us);
  }
  fl_json_add_double (json, "largest_difference", find_difference (model, ours, theirs));
  peer_clear (&peer);
  bench_times_print (our_times, json, "");
  bench_times_print (our_cpu, json, "cpu_");
  bench_times_print (their_times, json, "peer_");
  fl_json_add_double (json, "peer_share", (double) PEER_ROWS / SCORE_ROWS);
}

static void
add_rows (FlDataset *dataset, GRand *rand, const float *centres, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    guint class_index = (guint) g_rand_int_range (rand, 0, N_CLASSES);
    const FlDatasetRow row = {.class_index = class_index, .time_s = (double) i};
    draw_row (rand, centres, class_index, RETRAIN_DIMS, fl_dataset_add (dataset, &row));
  }
}

static FlModel *
train_once (const FlClassifierType *classifier,
            const FlDataset *dataset,
            const FlScaling *scaling,
            const FlModel *warm,
            BenchTimes *times)
{
  const FlTrainParams params = {.revision = 1};
  g_autoptr (GError) error = NULL;
  gint64 begin_us = g_get_monotonic_time ();
  FlModel *model =
    classifier->train (dataset, scaling, &params, warm, fl_thread_get_parallel (), NULL, &error);

  if (times != NULL)
    bench_times_add (times, begin_us);
  if (model == NULL) {
    g_printerr ("bench-learn: %s\n", error->message);
    exit (1);
  }
  return model;
}

/* One more answer than the model was trained with: what every key press asks for. */
static void
measure_retraining (FlJson *json)
{
  const FlClassifierType *classifier = fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autofree float *centres = draw_centres (rand, RETRAIN_DIMS);
  g_autoptr (FlScaling) scaling = fit_scaling (rand, centres, RETRAIN_DIMS);
  g_autoptr (FlDataset) dataset = fl_dataset_new (RETRAIN_DIMS, N_CLASSES);
  g_autoptr (BenchTimes) warm_times = bench_times_new ();
  g_autoptr (BenchTimes) cold_times = bench_times_new ();

  add_rows (dataset, rand, centres, RETRAIN_ROWS - N_RUNS);
  g_autoptr (FlModel) model = train_once (classifier, dataset, scaling, NULL, NULL);
  for (guint i = 0; i < N_RUNS; i++) {
    add_rows (dataset, rand, centres, 1);
    FlModel *warm = train_once (classifier, dataset, scaling, model, warm_times);
    g_autoptr (FlModel) cold = train_once (classifier, dataset, scaling, NULL, cold_times);
    fl_model_unref (model);
    model = warm;
  }
  bench_times_print (warm_times, json, "");
  bench_times_print (cold_times, json, "peer_");
}

int
main (int argc, char **argv)
{
  g_autoptr (FlJson) json = fl_json_new ();

  if (argc == 2 && g_str_equal (argv[1], "score"))
    measure_scoring (json);
  else if (argc == 2 && g_str_equal (argv[1], "retrain"))
    measure_retraining (json);
  else {
    g_printerr ("usage: bench-learn score|retrain\n");
    return 2;
  }
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
  return 0;
}
