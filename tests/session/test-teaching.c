/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which samples a label teaches with. */
#include "session/fl-teaching.h"

#include <glib/gstdio.h>

#define N_SAMPLES 10
#define STEP      12 /* frames between two samples */
#define CLASS     7

/* One stream at 25 frames a second with a sample every STEP frames, and no labels yet. */
typedef struct {
  char *folder;
  FlLearnRequest request;
  GArray *track;
} Fixture;

static FlFeatureRows *
make_rows (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "features", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFeatureFile) file = fl_feature_file_open (path, "test", 1, &error);
  gint64 frames[N_SAMPLES];
  float rows[N_SAMPLES] = {0};

  g_assert_no_error (error);
  for (int i = 0; i < N_SAMPLES; i++) {
    frames[i] = (gint64) i * STEP;
    rows[i] = (float) i;
  }
  g_assert_true (fl_feature_file_append (file, frames, rows, N_SAMPLES, &error));
  FlFeatureRows *mapped = fl_feature_file_map (file, &error);
  g_assert_no_error (error);
  return mapped;
}

static FlFrameIndex *
make_index (void)
{
  FlIndexEntry entries[N_SAMPLES * STEP];

  for (int i = 0; i < N_SAMPLES * STEP; i++)
    entries[i] = (FlIndexEntry){.pts = i, .is_key = i == 0};
  return fl_frame_index_new (&(FlIndexFacts){.entries = entries,
                                             .n_entries = G_N_ELEMENTS (entries),
                                             .time_base = {.num = 1, .den = 25}});
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const gint64 class_id = CLASS;
  gint64 frames[N_SAMPLES];
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("frameline-teaching-XXXXXX", &error);
  g_assert_no_error (error);
  for (int i = 0; i < N_SAMPLES; i++)
    frames[i] = (gint64) i * STEP;
  self->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
  FlLearnStream *stream = g_new0 (FlLearnStream, 1);
  stream->samples = fl_sample_set_new (make_rows (self->folder), frames, N_SAMPLES);
  stream->index = make_index ();
  stream->track = g_array_ref (self->track);
  self->request.knowledge = fl_knowledge_new_all ();
  self->request.class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->request.class_ids, class_id);
  self->request.streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free);
  g_ptr_array_add (self->request.streams, stream);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {"features", "features.frames"};

  g_array_unref (self->track);
  g_ptr_array_unref (self->request.streams);
  fl_knowledge_unref (self->request.knowledge);
  g_array_unref (self->request.class_ids);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
    (void) g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static void
label (Fixture *self, gint64 first, gint64 last, FlLabelState state)
{
  const FlLabelRow row = {.range = {.first = first, .last = last},
                          .state = state,
                          .class_id = state == FL_LABEL_LABELLED ? CLASS : 0,
                          .kind = "frame"};

  g_array_append_val (self->track, row);
}

/* The seconds of the samples that are taught, as "0.00 0.48 …". */
static char *
list_taught (Fixture *self)
{
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = 1, .weight = 1};
  const FlHalfRows *rows = &FL_LEARN_STREAM (&self->request, 0)->samples->rows->rows;
  g_autoptr (FlScaling) scaling = fl_scaling_new_fit (rows, 1, &block, 1);
  g_autoptr (FlDataset) dataset = fl_teaching_build (&self->request, scaling);
  GString *text = g_string_new ("");

  g_assert_cmpuint (fl_teaching_count (&self->request), ==, fl_dataset_get_n_rows (dataset));
  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++)
    g_string_append_printf (text, "%s%.2f", i > 0 ? " " : "",
                            fl_dataset_get_row (dataset, i)->time_s);
  return g_string_free (text, FALSE);
}

static void
assert_taught (Fixture *self, const char *expected)
{
  g_autofree char *taught = list_taught (self);

  g_assert_cmpstr (taught, ==, expected);
}

static void
test_sample (Fixture *self, gconstpointer data)
{
  label (self, 24, 24, FL_LABEL_LABELLED);
  assert_taught (self, "0.96");
}

static void
test_range (Fixture *self, gconstpointer data)
{
  label (self, 1, 60, FL_LABEL_LABELLED);
  assert_taught (self, "0.48 1.44 2.40");
}

/* One key press about a run is three rows of the track, and teaches what was shown; where that was
 * labelled otherwise since, what is left of the run teaches its ends and its middle. */
static void
test_run (Fixture *self, gconstpointer data)
{
  static const FlRange parts[] = {{0, 47}, {48, 48}, {49, 108}};

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    label (self, parts[i].first, parts[i].last, FL_LABEL_LABELLED);
    FlLabelRow *row = &g_array_index (self->track, FlLabelRow, i);
    row->kind = i == 1 ? "frame" : "run";
    row->at_us = 1;
  }
  assert_taught (self, "1.92");
  g_array_index (self->track, FlLabelRow, 1).at_us = 2;
  g_array_index (self->track, FlLabelRow, 1).state = FL_LABEL_UNSURE;
  assert_taught (self, "0.00 0.48 1.44 2.40 3.36 4.32");
}

static void
test_between (Fixture *self, gconstpointer data)
{
  label (self, 29, 29, FL_LABEL_LABELLED);
  label (self, 31, 33, FL_LABEL_LABELLED);
  assert_taught (self, "0.96 1.44");
}

static void
test_between_known (Fixture *self, gconstpointer data)
{
  label (self, 24, 24, FL_LABEL_UNSURE);
  label (self, 29, 29, FL_LABEL_LABELLED);
  assert_taught (self, "");
}

static void
test_beyond (Fixture *self, gconstpointer data)
{
  label (self, (N_SAMPLES - 1) * STEP + 1, (N_SAMPLES - 1) * STEP + 1, FL_LABEL_LABELLED);
  assert_taught (self, "");
}

static void
test_unsure (Fixture *self, gconstpointer data)
{
  label (self, 24, 24, FL_LABEL_UNSURE);
  assert_taught (self, "");
}

/* Feature i of sample i has a mean of 4.5 and a variance of 8.25, so that scaled samples are
 * (i - j)² / 8.25 apart. Samples 0 and 5 are labelled: the others are 1, 1, 1, 2, 2, 2, 3 and 4 from
 * the nearer one, of which the upper middle is 2. */
static void
test_reach (Fixture *self, gconstpointer data)
{
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = 1, .weight = 1};
  const FlHalfRows *rows = &FL_LEARN_STREAM (&self->request, 0)->samples->rows->rows;
  g_autoptr (FlScaling) scaling = fl_scaling_new_fit (rows, 1, &block, 1);

  label (self, 0, 0, FL_LABEL_LABELLED);
  label (self, 5 * STEP, 5 * STEP, FL_LABEL_LABELLED);
  g_autoptr (FlDataset) dataset = fl_teaching_build (&self->request, scaling);
  g_assert_cmpfloat (fl_dataset_get_reach2 (dataset), ==, 0);
  fl_teaching_measure_reach (&self->request, scaling, dataset);
  g_assert_cmpfloat_with_epsilon (fl_dataset_get_reach2 (dataset), 4 / 8.25, 1e-5);
}

/* Thousands of labels are thinned, class by class: what is rare is all there. */
static void
test_many (Fixture *self, gconstpointer data)
{
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = 1, .weight = 1};
  const FlHalfRows *rows = &FL_LEARN_STREAM (&self->request, 0)->samples->rows->rows;
  g_autoptr (FlScaling) scaling = fl_scaling_new_fit (rows, 1, &block, 1);
  const gint64 rare = CLASS + 1;
  gsize n_rare = 0;

  g_array_append_val (self->request.class_ids, rare);
  for (guint i = 0; i < 9000; i++) {
    label (self, i % N_SAMPLES * STEP, i % N_SAMPLES * STEP, FL_LABEL_LABELLED);
    if (i % 1000 == 7)
      g_array_index (self->track, FlLabelRow, i).class_id = rare;
  }
  g_autoptr (FlDataset) dataset = fl_teaching_build (&self->request, scaling);
  const gsize n = fl_dataset_get_n_rows (dataset);
  for (gsize i = 0; i < n; i++)
    n_rare += fl_dataset_get_row (dataset, i)->class_index == 1;
  g_assert_cmpuint (n_rare, ==, 9);
  g_assert_cmpuint (n, ==, 9 + (9000 - 9 + 4) / 5);
  g_assert_cmpuint (fl_teaching_count (&self->request), ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/teaching/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-sample-teaches-itself", test_sample);
  ADD ("a-range-teaches-ends-and-middle", test_range);
  ADD ("a-run-teaches-what-was-shown", test_run);
  ADD ("a-frame-between-samples-teaches-the-nearer", test_between);
  ADD ("a-labelled-sample-speaks-for-itself", test_between_known);
  ADD ("frames-after-the-last-sample-teach-nothing", test_beyond);
  ADD ("unsure-teaches-nothing", test_unsure);
  ADD ("thousands-are-thinned-by-class", test_many);
  ADD ("validation-knows-how-far-samples-are-from-labels", test_reach);
  return g_test_run ();
}
