/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of a stream while its samples arrive. */
#include "session/fl-run-set.h"

#include <glib/gstdio.h>

#include "learn/fl-scaling.h"

#define N_DIMS 4
#define N      300
#define SCENE  30 /* samples of a scene */
#define STEP   10 /* frames from a sample to the next */

typedef struct {
  char *folder;
  FlFeatureFile *file;
  FlFrameIndex *index;
  FlScaling *scaling;
  gint64 frames[N];
  float rows[N][N_DIMS];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  static FlIndexEntry entries[N * STEP];
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1};
  FlHalf halves[N * N_DIMS];
  g_autoptr (GError) error = NULL;
  self->folder = g_dir_make_tmp ("frameline-runs-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (self->folder, "features", NULL);

  self->file = fl_feature_file_open (path, "test", N_DIMS, &error);
  g_assert_no_error (error);
  for (int i = 0; i < N * STEP; i++)
    entries[i] = (FlIndexEntry){.pts = i, .is_key = i == 0};
  self->index = fl_frame_index_new (&(FlIndexFacts){.entries = entries,
                                                    .n_entries = G_N_ELEMENTS (entries),
                                                    .time_base = {.num = 1, .den = 25}});
  for (int i = 0; i < N; i++) {
    self->frames[i] = (gint64) i * STEP;
    for (int j = 0; j < N_DIMS; j++)
      self->rows[i][j] = (float) ((i / SCENE * (j + 3)) % 7) + 0.01f * (float) (i % 2);
  }
  fl_half_from_floats (self->rows[0], N * N_DIMS, halves);
  const FlHalfRows rows = {.values = halves, .n_rows = N, .n_dims = N_DIMS};
  self->scaling = fl_scaling_new_fit (&rows, 1, &block, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"features", "features.frames"};

  fl_feature_file_close (self->file);
  fl_frame_index_unref (self->index);
  fl_scaling_unref (self->scaling);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
    (void) g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

/* Has the samples from @first on, every @step-th before @end, arrive. Gives all there are then. */
static FlSampleSet *
arrive (Fixture *self, int first, int step, int end)
{
  g_autoptr (GError) error = NULL;

  for (int i = first; i < end; i += step)
    g_assert_true (fl_feature_file_append (self->file, &self->frames[i], self->rows[i], 1, &error));
  FlFeatureRows *rows = fl_feature_file_map (self->file, &error);
  g_assert_no_error (error);
  return fl_sample_set_new (rows, self->frames, N);
}

static FlRunSet *
extend (Fixture *self, FlRunSet *before, FlSampleSet *samples, gboolean is_whole)
{
  return fl_run_set_extend (before, samples, self->index, self->scaling, is_whole);
}

/* All scenes of the samples in @runs, and no more, are runs. */
static void
assert_scenes (const FlRunSet *runs, gsize n)
{
  g_assert_cmpuint (runs->runs->len, ==, (n + SCENE - 1) / SCENE);
  for (guint i = 0; i < runs->runs->len; i++) {
    const FlRun *run = &g_array_index (runs->runs, FlRun, i);
    g_assert_cmpuint (run->first, ==, (gsize) i * SCENE);
    g_assert_cmpuint (run->last, ==, MIN (n, (gsize) (i + 1) * SCENE) - 1);
  }
}

/* There are none before there are enough samples to tell what is near. */
static void
test_waits_for_enough (Fixture *self, gconstpointer data)
{
  FlRun run;
  g_autoptr (FlSampleSet) few = arrive (self, 0, 1, FL_RUN_N_ESTIMATED - 1);
  g_autoptr (FlRunSet) none = extend (self, NULL, few, FALSE);
  g_assert_cmpuint (none->runs->len, ==, 0);
  g_assert_true (fl_run_set_find (none, 5 * STEP, &run));
  g_assert_cmpuint (run.first, ==, 5);
  g_assert_cmpuint (run.last, ==, 5);
  g_assert_false (fl_run_set_find (none, 5 * STEP + 1, &run));
  g_assert_false (fl_run_set_find (none, FL_RUN_N_ESTIMATED * STEP, &run));

  g_autoptr (FlSampleSet) enough = arrive (self, FL_RUN_N_ESTIMATED - 1, 1, FL_RUN_N_ESTIMATED);
  g_autoptr (FlRunSet) found = extend (self, none, enough, FALSE);
  assert_scenes (found, FL_RUN_N_ESTIMATED);
  g_assert_true (fl_run_set_find (found, 5 * STEP, &run));
  g_assert_cmpuint (run.first, ==, 0);
  g_assert_cmpuint (run.last, ==, SCENE - 1);
}

/* A short film has no more. */
static void
test_few_are_enough_of_a_whole_film (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) few = arrive (self, 0, 1, 3 * SCENE);
  g_autoptr (FlRunSet) none = extend (self, NULL, few, FALSE);
  g_assert_cmpuint (none->runs->len, ==, 0);
  g_autoptr (FlRunSet) found = extend (self, none, few, TRUE);
  assert_scenes (found, 3 * SCENE);
  g_autoptr (FlRunSet) same = extend (self, found, few, TRUE);
  g_assert_true (same == found);
}

/* tau and scaling stay what they were, whatever comes and however the project is scaled by then. */
static void
test_rule_is_frozen (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) first = arrive (self, 0, 1, FL_RUN_N_ESTIMATED);
  g_autoptr (FlRunSet) before = extend (self, NULL, first, FALSE);
  FlHalf halves[2 * N_DIMS] = {0};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1};
  const FlHalfRows rows = {.values = halves, .n_rows = 2, .n_dims = N_DIMS};
  g_autoptr (FlScaling) other = fl_scaling_new_fit (&rows, 1, &block, 1);
  g_autoptr (FlSampleSet) all = arrive (self, FL_RUN_N_ESTIMATED, 1, N);

  g_autoptr (FlRunSet) after = fl_run_set_extend (before, all, self->index, other, TRUE);
  g_assert_cmpfloat (after->tau, ==, before->tau);
  g_assert_true (after->scaling == before->scaling);
  assert_scenes (after, N);
  /* The set that was handed out is as it was. */
  assert_scenes (before, FL_RUN_N_ESTIMATED);
}

/* Samples that come in between older ones are in the runs of these. */
static void
test_coarse_then_fine (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) coarse = arrive (self, 0, 3, N);
  g_autoptr (FlRunSet) thin = extend (self, NULL, coarse, TRUE);
  g_assert_cmpuint (thin->runs->len, ==, N / SCENE);
  g_assert_cmpuint (g_array_index (thin->runs, FlRun, 0).last, ==, SCENE / 3 - 1);
  g_autoptr (FlSampleSet) some = arrive (self, 1, 3, N);
  fl_sample_set_unref (g_steal_pointer (&some));
  g_autoptr (FlSampleSet) all = arrive (self, 2, 3, N);
  g_autoptr (FlRunSet) thick = extend (self, thin, all, TRUE);
  g_assert_cmpfloat (thick->tau, ==, thin->tau);
  assert_scenes (thick, N);
}

/* Features of another kind begin anew. */
static void
test_other_features (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) samples = arrive (self, 0, 1, N);
  g_autoptr (FlRunSet) runs = extend (self, NULL, samples, TRUE);
  FlHalf halves[2 * (N_DIMS + 1)] = {0};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS + 1, .weight = 1};
  const FlHalfRows rows = {.values = halves, .n_rows = 2, .n_dims = N_DIMS + 1};
  g_autoptr (FlScaling) longer = fl_scaling_new_fit (&rows, 1, &block, 1);
  g_autoptr (FlRunSet) stale = fl_run_set_extend (NULL, samples, self->index, self->scaling, TRUE);

  fl_scaling_unref (stale->scaling);
  stale->scaling = fl_scaling_ref (longer);
  g_autoptr (FlRunSet) anew = extend (self, stale, samples, TRUE);
  g_assert_true (anew != stale);
  assert_scenes (anew, N);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/run-set/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("waits-for-enough", test_waits_for_enough);
  ADD ("few-are-enough-of-a-whole-film", test_few_are_enough_of_a_whole_film);
  ADD ("rule-is-frozen", test_rule_is_frozen);
  ADD ("coarse-then-fine", test_coarse_then_fine);
  ADD ("other-features", test_other_features);
  return g_test_run ();
}
