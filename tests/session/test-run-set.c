/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of a stream while its samples arrive. */
#include "session/fl-run-set.h"

#include <glib/gstdio.h>
#include <string.h>

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
  GArray *track;
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
  self->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"features", "features.frames"};

  fl_feature_file_close (self->file);
  fl_frame_index_unref (self->index);
  fl_scaling_unref (self->scaling);
  g_array_unref (self->track);
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
  const FlRunBounds bounds = {.longest_s = FL_RUN_LONGEST_S, .is_whole = is_whole};

  return fl_run_set_extend (before, samples, self->index, self->scaling, &bounds);
}

/* The same runs, split at @first and at @second (-1 for none), which is behind it. */
static FlRunSet *
split (FlRunSet *runs, gint64 first, gint64 second)
{
  g_autoptr (GArray) splits = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (splits, first);
  if (second >= 0)
    g_array_append_val (splits, second);
  return fl_run_set_cut (runs, splits);
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

/* Of a film that is still read, samples from its end may be in before those between: a run does not
 * go over what nobody looked at, and one that was split stays so when samples come behind it. */
static void
test_over_no_gap (Fixture *self, gconstpointer data)
{
  memcpy (self->rows[N - 1], self->rows[249], sizeof self->rows[0]);
  g_autoptr (FlSampleSet) late = arrive (self, N - 1, 1, N);
  g_assert_cmpuint (late->n, ==, 1);
  g_autoptr (FlSampleSet) some = arrive (self, 0, 1, 250);
  g_autoptr (FlRunSet) found = extend (self, NULL, some, FALSE);
  FlRun run;
  g_assert_true (fl_run_set_find (found, self->track, 249 * STEP, &run));
  g_assert_cmpuint (run.last, ==, 249);
  g_assert_true (fl_run_set_find (found, self->track, (N - 1) * STEP, &run));
  g_assert_cmpuint (run.first, ==, 250);
  g_autoptr (FlRunSet) cut = split (found, 20 * STEP, -1);
  g_autoptr (FlSampleSet) all = arrive (self, 250, 1, N - 1);
  g_autoptr (FlRunSet) whole = extend (self, cut, all, TRUE);
  g_assert_true (fl_run_set_find (whole, self->track, 10 * STEP, &run));
  g_assert_cmpuint (run.last, ==, 19);
  g_assert_true (fl_run_set_find (whole, self->track, 249 * STEP, &run));
  g_assert_cmpuint (run.first, ==, 240);
  g_assert_cmpuint (run.last, ==, 269);
}

/* There are none before there are enough samples to tell what is near. */
static void
test_waits_for_enough (Fixture *self, gconstpointer data)
{
  FlRun run;
  g_autoptr (FlSampleSet) few = arrive (self, 0, 1, FL_RUN_N_ESTIMATED - 1);
  g_autoptr (FlRunSet) none = extend (self, NULL, few, FALSE);
  g_assert_cmpuint (none->runs->len, ==, 0);
  g_assert_true (fl_run_set_find (none, self->track, 5 * STEP, &run));
  g_assert_cmpuint (run.first, ==, 5);
  g_assert_cmpuint (run.last, ==, 5);
  g_assert_false (fl_run_set_find (none, self->track, 5 * STEP + 1, &run));
  g_assert_false (fl_run_set_find (none, self->track, FL_RUN_N_ESTIMATED * STEP, &run));

  g_autoptr (FlSampleSet) enough = arrive (self, FL_RUN_N_ESTIMATED - 1, 1, FL_RUN_N_ESTIMATED);
  g_autoptr (FlRunSet) found = extend (self, none, enough, FALSE);
  assert_scenes (found, FL_RUN_N_ESTIMATED);
  g_assert_true (fl_run_set_find (found, self->track, 5 * STEP, &run));
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

  const FlRunBounds bounds = {.longest_s = FL_RUN_LONGEST_S, .is_whole = TRUE};
  g_autoptr (FlRunSet) after = fl_run_set_extend (before, all, self->index, other, &bounds);
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
  g_autoptr (FlRunSet) stale = extend (self, NULL, samples, TRUE);

  fl_scaling_unref (stale->scaling);
  stale->scaling = fl_scaling_ref (longer);
  g_autoptr (FlRunSet) anew = extend (self, stale, samples, TRUE);
  g_assert_true (anew != stale);
  assert_scenes (anew, N);
}

/* Lays a label over the track, as if said at @at_us. */
static void
say (Fixture *self, gint64 first, gint64 last, const char *kind, gint64 at_us)
{
  const FlLabelRow row = {.range = {.first = first, .last = last},
                          .state = FL_LABEL_LABELLED,
                          .class_id = 7,
                          .kind = kind,
                          .at_us = at_us};

  fl_track_put (self->track, &row);
}

static void
assert_found (Fixture *self, const FlRunSet *runs, gint64 frame, gsize first, gsize last)
{
  FlRun run;

  g_assert_true (fl_run_set_find (runs, self->track, frame, &run));
  g_assert_cmpuint (run.first, ==, first);
  g_assert_cmpuint (run.last, ==, last);
  g_assert_cmpuint (run.shown, >=, first);
  g_assert_cmpuint (run.shown, <=, last);
}

/* A run goes as far as nobody has labelled a frame of it. */
static void
test_labels_are_in_the_way (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) samples = arrive (self, 0, 1, N);
  g_autoptr (FlRunSet) runs = extend (self, NULL, samples, TRUE);

  assert_found (self, runs, 14 * STEP, 0, SCENE - 1);
  assert_found (self, runs, 14 * STEP + 3, 0, SCENE - 1); /* a frame between two samples */
  say (self, 14 * STEP, 14 * STEP, "frame", 1);
  assert_found (self, runs, 5 * STEP, 0, 13);
  assert_found (self, runs, 20 * STEP, 15, SCENE - 1);
  assert_found (self, runs, 14 * STEP, 14, 14);
  assert_found (self, runs, 31 * STEP, SCENE, 2 * SCENE - 1);
  say (self, 20 * STEP + 1, 20 * STEP + 1, "frame", 2);
  assert_found (self, runs, 16 * STEP, 15, 20);
  assert_found (self, runs, 29 * STEP, 21, SCENE - 1);
}

/* What was labelled with its run is labelled with it once more; a range of frames is not. */
static void
test_an_answer_can_be_mended (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) samples = arrive (self, 0, 1, N);
  g_autoptr (FlRunSet) runs = extend (self, NULL, samples, TRUE);

  say (self, 0, (SCENE - 1) * STEP, "run", 1);
  say (self, 14 * STEP, 14 * STEP, "frame", 1);
  g_assert_cmpuint (self->track->len, ==, 3);
  g_assert_cmpuint (fl_track_end_answer (self->track, 0), ==, 3);
  g_assert_cmpuint (fl_track_count_answers (self->track), ==, 1);
  assert_found (self, runs, 14 * STEP, 0, SCENE - 1);
  assert_found (self, runs, 2 * STEP, 0, SCENE - 1);
  say (self, 20 * STEP, 20 * STEP, "frame", 2); /* one frame was mended since */
  g_assert_cmpuint (fl_track_count_answers (self->track), ==, 3);
  assert_found (self, runs, 2 * STEP, 0, 19);
  assert_found (self, runs, 20 * STEP, 20, 20);
  assert_found (self, runs, 25 * STEP, 21, SCENE - 1);
  say (self, 40 * STEP, 50 * STEP, "range", 3);
  assert_found (self, runs, 45 * STEP, 45, 45);
}

static void
test_splits (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) first = arrive (self, 0, 1, 260);
  g_autoptr (FlRunSet) runs = extend (self, NULL, first, FALSE);

  g_assert_false (fl_run_set_can_split (runs, SCENE * STEP));     /* nothing is before it */
  g_assert_false (fl_run_set_can_split (runs, SCENE * STEP - 1)); /* between two runs */
  g_assert_true (fl_run_set_can_split (runs, (SCENE + 7) * STEP + 1));
  g_autoptr (FlRunSet) cut = split (runs, (SCENE + 7) * STEP + 1, -1);
  assert_found (self, cut, SCENE * STEP, SCENE, SCENE + 7);
  assert_found (self, cut, (SCENE + 8) * STEP, SCENE + 8, 2 * SCENE - 1);
  assert_found (self, runs, SCENE * STEP, SCENE, 2 * SCENE - 1);
  g_assert_cmpuint (cut->runs->len, ==, runs->runs->len + 1);
  /* The last one still grows, and is no longer what it was before. */
  g_autoptr (FlRunSet) later = split (cut, (SCENE + 7) * STEP + 1, 250 * STEP);
  g_autoptr (FlSampleSet) all = arrive (self, 260, 1, N);
  g_autoptr (FlRunSet) grown = extend (self, later, all, FALSE);
  assert_found (self, grown, 245 * STEP, 240, 249);
  assert_found (self, grown, 260 * STEP, 250, 269);
  assert_found (self, grown, SCENE * STEP, SCENE, SCENE + 7);
  /* A split that is undone leaves the run as it was. */
  g_autoptr (FlRunSet) mended = split (grown, 250 * STEP, -1);
  assert_found (self, mended, SCENE * STEP, SCENE, 2 * SCENE - 1);
  g_autoptr (FlRunSet) same = split (mended, 250 * STEP, -1);
  g_assert_true (same == mended);
  g_autoptr (FlRunSet) none = fl_run_set_cut (mended, NULL);
  assert_scenes (none, N);
}

/* What is known of an earlier sitting gives the same runs, however the project is scaled by now. */
static void
test_kept_rule (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) samples = arrive (self, 0, 1, N);
  g_autoptr (FlRunSet) whole = extend (self, NULL, samples, TRUE);
  g_autoptr (FlRunSet) before = split (whole, 20 * STEP, -1);
  FlHalf halves[2 * N_DIMS] = {0};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1};
  const FlHalfRows rows = {.values = halves, .n_rows = 2, .n_dims = N_DIMS};
  g_autoptr (FlScaling) other = fl_scaling_new_fit (&rows, 1, &block, 1);
  const FlRunBounds bounds = {.longest_s = FL_RUN_LONGEST_S, .is_whole = TRUE};
  g_autoptr (FlRunSet) kept = fl_run_set_new (before->scaling, before->tau, before->splits);
  FlRun run;

  g_assert_false (fl_run_set_find (kept, self->track, 5 * STEP, &run));
  g_assert_false (fl_run_set_can_split (kept, 5 * STEP));
  g_autoptr (FlRunSet) after = fl_run_set_extend (kept, samples, self->index, other, &bounds);
  g_assert_cmpfloat (after->tau, ==, before->tau);
  g_assert_true (after->scaling == before->scaling);
  g_assert_cmpmem (after->runs->data, after->runs->len * sizeof (FlRun), before->runs->data,
                   before->runs->len * sizeof (FlRun));
}

/* While samples are missing a run ends at a gap, which may be none once all are in: a film is the same
 * runs whether it was read in this sitting or before. */
static void
test_whole_film_is_found_anew (Fixture *self, gconstpointer data)
{
  memcpy (self->rows[N - 1], self->rows[249], sizeof self->rows[0]);
  g_autoptr (FlSampleSet) late = arrive (self, N - 1, 1, N);
  g_autoptr (FlSampleSet) some = arrive (self, 0, 1, 250);
  g_autoptr (FlRunSet) found = extend (self, NULL, some, FALSE);
  g_autoptr (FlRunSet) whole = extend (self, found, some, TRUE);
  g_autoptr (FlRunSet) at_once = extend (self, NULL, some, TRUE);

  assert_found (self, found, (N - 1) * STEP, 250, 250);
  assert_found (self, at_once, (N - 1) * STEP, 240, 250);
  assert_found (self, whole, (N - 1) * STEP, 240, 250);
  g_autoptr (FlRunSet) same = extend (self, whole, some, FALSE);
  g_assert_true (same == whole);
}

/* A run ends where a connection to live video did, whatever its pictures look like, and lasts no longer
 * than the project says. */
static void
test_bounds (Fixture *self, gconstpointer data)
{
  g_autoptr (FlSampleSet) samples = arrive (self, 0, 1, N);
  g_autoptr (FlRunSet) runs = extend (self, NULL, samples, TRUE);
  g_autoptr (GArray) begins = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 frame = 17 * STEP - 3;

  g_array_append_val (begins, frame);
  const FlRunBounds broken = {.longest_s = FL_RUN_LONGEST_S, .is_whole = TRUE, .begins = begins};
  g_autoptr (FlRunSet) two = fl_run_set_extend (runs, samples, self->index, self->scaling, &broken);
  assert_found (self, two, 3 * STEP, 0, 16);
  assert_found (self, two, 17 * STEP, 17, SCENE - 1);
  g_assert_cmpuint (two->runs->len, ==, runs->runs->len + 1);
  /* A sample comes every 0.4 s. */
  const FlRunBounds brief = {.longest_s = 4, .is_whole = TRUE};
  g_autoptr (FlRunSet) many = fl_run_set_extend (two, samples, self->index, self->scaling, &brief);
  assert_found (self, many, 3 * STEP, 0, 9);
  assert_found (self, many, 17 * STEP, 10, 19);
  g_assert_cmpuint (many->runs->len, ==, N / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/run-set/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("waits-for-enough", test_waits_for_enough);
  ADD ("over-no-gap", test_over_no_gap);
  ADD ("few-are-enough-of-a-whole-film", test_few_are_enough_of_a_whole_film);
  ADD ("rule-is-frozen", test_rule_is_frozen);
  ADD ("coarse-then-fine", test_coarse_then_fine);
  ADD ("other-features", test_other_features);
  ADD ("labels-are-in-the-way", test_labels_are_in_the_way);
  ADD ("an-answer-can-be-mended", test_an_answer_can_be_mended);
  ADD ("splits", test_splits);
  ADD ("kept-rule", test_kept_rule);
  ADD ("whole-film-is-found-anew", test_whole_film_is_found_anew);
  ADD ("bounds", test_bounds);
  return g_test_run ();
}
