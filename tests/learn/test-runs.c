/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of near-identical samples. */
#include "learn/fl-runs.h"

#include "base/fl-kmeans.h"
#include "synthetic.h"

#define N_DIMS  24
#define N       1200
#define STEP_S  0.5
#define N_SEEDS 20

/* Samples of a made-up stream: scenes of random length, with noise around each. */
typedef struct {
  FlHalf *values;
  guint32 *row_of;
  double *times_s;
  FlScaling *scaling;
  FlRunRows rows;
} Stream;

static void
stream_clear (Stream *self)
{
  g_free (self->values);
  g_free (self->row_of);
  g_free (self->times_s);
  fl_scaling_unref (self->scaling);
}

/* Puts the samples where they stand in the rows: from the last to the first. */
static Stream
make_stream (GRand *rand, double noise, guint shortest, guint longest)
{
  Stream self = {.values = g_new (FlHalf, N * N_DIMS),
                 .row_of = g_new (guint32, N),
                 .times_s = g_new (double, N)};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1};
  float scene[N_DIMS] = {0};
  guint n_left = 0;

  for (guint i = 0; i < N; i++) {
    float row[N_DIMS];
    if (n_left == 0) {
      n_left = (guint) g_rand_int_range (rand, (gint32) shortest, (gint32) longest + 1);
      for (guint j = 0; j < N_DIMS; j++)
        scene[j] = (float) synthetic_normal (rand);
    }
    n_left--;
    for (guint j = 0; j < N_DIMS; j++)
      row[j] = scene[j] + (float) (noise * synthetic_normal (rand));
    self.row_of[i] = N - 1 - i;
    self.times_s[i] = i * STEP_S;
    fl_half_from_floats (row, N_DIMS, self.values + (gsize) self.row_of[i] * N_DIMS);
  }
  self.rows = (FlRunRows){.rows = {.values = self.values, .n_rows = N, .n_dims = N_DIMS},
                          .row_of = self.row_of,
                          .times_s = self.times_s,
                          .n = N};
  self.scaling = fl_scaling_new_fit (&self.rows.rows, 1, &block, 1);
  return self;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stream, stream_clear)

static FlRunRule
make_rule (const Stream *stream)
{
  return (FlRunRule){.scaling = stream->scaling,
                     .tau = fl_runs_estimate_tau (&stream->rows, stream->scaling),
                     .longest_s = FL_RUN_LONGEST_S};
}

static GArray *
find_runs (const Stream *stream, const FlRunRule *rule)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (FlRun));

  fl_runs_extend (rule, &stream->rows, runs);
  return runs;
}

static float
measure2 (const Stream *stream, gsize a, gsize b)
{
  float x[N_DIMS];
  float y[N_DIMS];

  fl_scaling_apply (stream->scaling, stream->values + (gsize) stream->row_of[a] * N_DIMS, x);
  fl_scaling_apply (stream->scaling, stream->values + (gsize) stream->row_of[b] * N_DIMS, y);
  return fl_distance2 (x, y, N_DIMS);
}

/* Every sample is in one run, in order, and as near to the run's first as the rule wants. */
static void
assert_runs (const Stream *stream, const FlRunRule *rule, const GArray *runs)
{
  gsize next = 0;

  for (guint i = 0; i < runs->len; i++) {
    const FlRun *run = &g_array_index (runs, FlRun, i);
    g_assert_cmpuint (run->first, ==, next);
    g_assert_cmpuint (run->last, >=, run->first);
    g_assert_true (run->shown == run->first || run->shown == run->last ||
                   run->shown == run->first + (run->last - run->first) / 2);
    g_assert_cmpfloat (stream->times_s[run->last] - stream->times_s[run->first], <,
                       rule->longest_s);
    for (gsize j = run->first + 1; j <= run->last; j++) {
      g_assert_cmpfloat (measure2 (stream, run->first, j), <=, rule->tau);
      g_assert_cmpfloat (measure2 (stream, j - 1, j), <=, 4 * rule->tau);
      g_assert_true (fl_runs_find (runs, j) == run);
    }
    next = run->last + 1;
  }
  g_assert_cmpuint (next, ==, N);
}

static void
test_every_sample_is_in_one (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_auto (Stream) stream = make_stream (rand, 0.02 * (double) (seed % 5), 1, 1 + 20 * seed);
    const FlRunRule rule = make_rule (&stream);
    g_autoptr (GArray) runs = find_runs (&stream, &rule);
    assert_runs (&stream, &rule, runs);
  }
}

/* Scenes of 40 samples that differ far more than their noise are the runs. */
static void
test_scenes_are_runs (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_auto (Stream) stream = make_stream (rand, 0.02, 40, 40);
  const FlRunRule rule = make_rule (&stream);
  g_autoptr (GArray) runs = find_runs (&stream, &rule);

  g_assert_cmpuint (runs->len, ==, N / 40);
  for (guint i = 0; i < runs->len; i++) {
    g_assert_cmpuint (g_array_index (runs, FlRun, i).first, ==, 40 * i);
    g_assert_cmpuint (g_array_index (runs, FlRun, i).last, ==, 40 * i + 39);
  }
}

static void
test_pieces_make_no_difference (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (100 + seed);
    g_auto (Stream) stream = make_stream (rand, 0.05, 1, 60);
    const FlRunRule rule = make_rule (&stream);
    g_autoptr (GArray) whole = find_runs (&stream, &rule);
    g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (FlRun));
    FlRunRows so_far = stream.rows;
    for (so_far.n = 0; so_far.n < N;) {
      g_autoptr (GArray) before = g_array_copy (pieces);
      const gsize n_more = (gsize) g_rand_int_range (rand, 0, 64);
      so_far.n = MIN (N, so_far.n + n_more);
      fl_runs_extend (&rule, &so_far, pieces);
      /* All but the one that was open are as they were. */
      for (guint i = 0; i + 1 < before->len; i++)
        g_assert_cmpmem (&g_array_index (before, FlRun, i), sizeof (FlRun),
                         &g_array_index (pieces, FlRun, i), sizeof (FlRun));
    }
    g_assert_cmpmem (whole->data, whole->len * sizeof (FlRun), pieces->data,
                     pieces->len * sizeof (FlRun));
  }
}

static void
test_none_lasts_too_long (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_auto (Stream) stream = make_stream (rand, 0, 500, 500);
  FlRunRule rule = {.scaling = stream.scaling, .tau = 1e-3f, .longest_s = FL_RUN_LONGEST_S};
  g_autoptr (GArray) runs = find_runs (&stream, &rule);

  /* 120 samples of half a second are a minute: 500 of them are 4 runs and one of 20. */
  g_assert_cmpuint (g_array_index (runs, FlRun, 0).last, ==, 119);
  g_assert_cmpuint (g_array_index (runs, FlRun, 4).first, ==, 480);
  g_assert_cmpuint (g_array_index (runs, FlRun, 4).last, ==, 499);
  rule.longest_s = 2;
  g_autoptr (GArray) shorter = find_runs (&stream, &rule);
  g_assert_cmpuint (shorter->len, ==, N / 4);
}

/* tau is 8 times what lies between neighbours where that is little, 0.15 of any two elsewhere. */
static void
test_tau_is_estimated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_auto (Stream) still = make_stream (rand, 0.01, 20, 20);
  g_auto (Stream) busy = make_stream (rand, 0.01, 1, 1);
  g_autofree float *steps = g_new (float, FL_RUN_N_ESTIMATED - 1);

  for (gsize i = 0; i + 1 < FL_RUN_N_ESTIMATED; i++)
    steps[i] = measure2 (&still, i, i + 1);
  for (gsize i = 0; i + 1 < FL_RUN_N_ESTIMATED; i++)
    for (gsize j = i + 1; j + 1 < FL_RUN_N_ESTIMATED; j++)
      if (steps[j] < steps[i]) {
        const float swapped = steps[i];
        steps[i] = steps[j];
        steps[j] = swapped;
      }
  g_assert_cmpfloat (fl_runs_estimate_tau (&still.rows, still.scaling), ==,
                     8 * steps[(FL_RUN_N_ESTIMATED - 1) / 2]);
  const FlRunRule rule = make_rule (&busy);
  g_autoptr (GArray) runs = find_runs (&busy, &rule);
  g_assert_cmpuint (runs->len, ==, N);
}

/* Only the first samples count, so that it can be frozen when they are there. */
static void
test_tau_is_of_the_first_samples (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_auto (Stream) stream = make_stream (rand, 0.03, 1, 30);
  FlRunRows first = stream.rows;

  first.n = FL_RUN_N_ESTIMATED;
  g_assert_cmpfloat (fl_runs_estimate_tau (&first, stream.scaling), ==,
                     fl_runs_estimate_tau (&stream.rows, stream.scaling));
  first.n = 7;
  g_assert_cmpfloat (fl_runs_estimate_tau (&first, stream.scaling), ==, 0);
}

/* Rows that are all the same are one run as long as it may last, and damaged ones do no harm. */
static void
test_constant_and_damaged_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_auto (Stream) stream = make_stream (rand, 0, N, N);
  FlRunRule rule = make_rule (&stream);

  g_assert_cmpfloat (rule.tau, ==, 0);
  g_autoptr (GArray) same = find_runs (&stream, &rule);
  g_assert_cmpuint (same->len, ==, N / 120);
  for (guint j = 0; j < N_DIMS; j++)
    stream.values[(gsize) stream.row_of[50] * N_DIMS + j] = 0x7e00; /* no number */
  g_autoptr (GArray) damaged = find_runs (&stream, &rule);
  assert_runs (&stream, &rule, damaged);
}

/* Of first, middle and last the one nearest to the others. */
static void
test_shown_is_the_medoid (void)
{
  FlHalf values[3 * N_DIMS] = {0};
  const guint32 row_of[3] = {0, 1, 2};
  const double times_s[3] = {0, 1, 2};
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (FlScaling) scaling = synthetic_scaling (rand, N_DIMS);
  const FlRunRows rows = {.rows = {.values = values, .n_rows = 3, .n_dims = N_DIMS},
                          .row_of = row_of,
                          .times_s = times_s,
                          .n = 3};

  g_assert_cmpuint (fl_runs_choose_shown (&rows, scaling, 0, 2), ==, 1);
  values[N_DIMS] = fl_half_from_float_scalar (4);
  values[2 * N_DIMS] = fl_half_from_float_scalar (1);
  g_assert_cmpuint (fl_runs_choose_shown (&rows, scaling, 0, 2), ==, 2);
  values[2 * N_DIMS] = fl_half_from_float_scalar (-2);
  g_assert_cmpuint (fl_runs_choose_shown (&rows, scaling, 0, 2), ==, 0);
  g_assert_cmpuint (fl_runs_choose_shown (&rows, scaling, 0, 1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/runs/every-sample-is-in-one", test_every_sample_is_in_one);
  g_test_add_func ("/learn/runs/scenes-are-runs", test_scenes_are_runs);
  g_test_add_func ("/learn/runs/pieces-make-no-difference", test_pieces_make_no_difference);
  g_test_add_func ("/learn/runs/none-lasts-too-long", test_none_lasts_too_long);
  g_test_add_func ("/learn/runs/tau-is-estimated", test_tau_is_estimated);
  g_test_add_func ("/learn/runs/tau-is-of-the-first-samples", test_tau_is_of_the_first_samples);
  g_test_add_func ("/learn/runs/constant-and-damaged-rows", test_constant_and_damaged_rows);
  g_test_add_func ("/learn/runs/shown-is-the-medoid", test_shown_is_the_medoid);
  return g_test_run ();
}
