/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predictions with their neighbours in time: only where that was found to be better, and never in
 * place of what people said. */
#include "scenes.h"

#include <math.h>

#include "session/fl-frame-table.h"

typedef const char *(*TruthFunc) (guint stream, guint frame);

/* What has nothing to do with the pictures, and least with their neighbours. */
static const char *
draw_class (guint stream, guint frame)
{
  return scenes_get_class (frame * 7919 % SCENES_N_STREAMS, frame * 104729 % SCENES_N_FRAMES);
}

/* Labels @n samples that lie all over the streams. */
static void
label (FlSession *session, guint n, TruthFunc get_class)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++) {
    const guint sample = 7 * i % SCENES_N_ROWS;
    const guint stream = sample / SCENES_N_FRAMES;
    const FlRange range = {.first = sample % SCENES_N_FRAMES, .last = sample % SCENES_N_FRAMES};
    g_autofree char *name = scenes_dup_name (stream);
    FlStream *found = fl_session_find_stream (session, name, &error);
    FlClass *klass =
      fl_session_find_class (session, get_class (stream, (guint) range.first), &error);
    g_assert_true (fl_session_label (session, found, &range, klass, &error));
  }
  g_assert_true (fl_session_learn (session, &error));
  g_assert_no_error (error);
}

static void
test_untested (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "smoothing.frameline");

  label (session, 99, scenes_get_class);
  g_assert_false (session->smoothing.is_tested);
  g_assert_null (fl_session_dup_smoothing (session));
  scenes_close (session);
  folder_remove (folder);
}

static void
test_not_used (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "smoothing.frameline");

  label (session, 110, draw_class);
  g_autofree char *sentence = fl_session_dup_smoothing (session);
  g_assert_true (session->smoothing.is_tested);
  g_assert_false (session->smoothing.is_used);
  g_assert_cmpuint (session->smoothing.n, ==, 110);
  g_assert_true (g_str_has_prefix (sentence, "Predictions are not smoothed over time"));
  g_assert_null (fl_stream_get_sweep (fl_session_peek_stream (session, 0))->smooth_ids);
  scenes_close (session);
  folder_remove (folder);
}

/* Every row of the table of frames, a line each. */
static GPtrArray *
list_rows (FlSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (session, FALSE, &error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  FlFrameRow row;

  while (table->next (&row, table->data, &error)) {
    g_assert_cmpstr (row.state, ==, "labelled");
    if (g_str_equal (row.source, "model"))
      g_assert_true (row.confidence > 0 && row.confidence <= 1);
    g_ptr_array_add (lines, g_strdup_printf ("%s %s", row.source, row.label));
  }
  g_assert_no_error (error);
  return lines;
}

static void
test_used (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "smoothing.frameline");
  guint n_human = 0;
  guint n_other = 0;

  label (session, 110, scenes_get_class);
  session->smoothing = (FlSmoothing){.is_tested = TRUE, .is_used = FALSE};
  g_assert_true (fl_session_learn (session, NULL));
  g_autoptr (GPtrArray) alone = list_rows (session);
  /* So long a dwell that what was said of one frame holds for all of the stream around it. */
  session->smoothing = (FlSmoothing){.is_tested = TRUE, .is_used = TRUE, .dwell_s = 1e6};
  g_assert_true (fl_session_learn (session, NULL));
  g_autoptr (GPtrArray) smooth = list_rows (session);
  g_assert_cmpuint (alone->len, ==, SCENES_N_ROWS);
  g_assert_cmpuint (smooth->len, ==, SCENES_N_ROWS);
  for (guint i = 0; i < alone->len; i++) {
    if (g_str_has_prefix (alone->pdata[i], "human")) {
      g_assert_cmpstr (smooth->pdata[i], ==, alone->pdata[i]);
      n_human++;
    } else {
      n_other += !g_str_equal (smooth->pdata[i], alone->pdata[i]);
    }
  }
  g_assert_cmpuint (n_human, ==, 110);
  g_assert_cmpuint (n_other, >, 0);
  scenes_close (session);
  folder_remove (folder);
}

/* Samples at frames 0, 12 and 24 of 25 a second, of classes 5 and 9. Somebody said 5 of the first and
 * 9 of the last; of the one between the model knows nothing. */
typedef struct {
  char *folder;
  FlLabelling labelling;
} Between;

static FlFrameIndex *
make_index (void)
{
  FlIndexEntry entries[30];

  for (int i = 0; i < 30; i++)
    entries[i] = (FlIndexEntry){.pts = i, .is_key = i == 0};
  return fl_frame_index_new (&(FlIndexFacts){.entries = entries,
                                             .n_entries = G_N_ELEMENTS (entries),
                                             .time_base = {.num = 1, .den = 25}});
}

static FlSweep *
make_sweep (const char *folder)
{
  static const gint64 frames[] = {0, 12, 24};
  static const float features[] = {0, 0, 0};
  static const float probabilities[] = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  static const guint known[] = {0, FL_CHAIN_UNKNOWN, 1};
  static const double times_s[] = {0, 0.48, 0.96};
  static const double mix[] = {0.5, 0.5};
  static const gint64 ids[] = {5, 9};
  const FlChain chain = {.n_classes = 2, .dwell_s = 1, .mix = mix};
  g_autofree char *path = g_build_filename (folder, "features", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFeatureFile) file = fl_feature_file_open (path, "test", 1, &error);
  g_autoptr (GArray) class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (class_ids, ids, 2);
  g_assert_true (fl_feature_file_append (file, frames, features, 3, &error));
  g_autoptr (FlSampleSet) samples =
    fl_sample_set_new (fl_feature_file_map (file, &error), frames, 3);
  FlSweep *sweep = fl_sweep_new (samples, 1, 1);
  for (gsize i = 0; i < 3; i++)
    sweep->class_ids[i] = 5; /* what the model says alone */
  fl_sweep_smooth (sweep, &chain, probabilities, known, times_s, class_ids);
  return sweep;
}

static void
between_init (Between *self)
{
  static const gint64 frames[] = {0, 12, 24};
  const FlLabelRow rows[] =
    {{.range = {0, 0}, .state = FL_LABEL_LABELLED, .class_id = 5, .kind = "frame"},
     {.range = {24, 24}, .state = FL_LABEL_LABELLED, .class_id = 9, .kind = "frame"}};

  self->folder = g_dir_make_tmp ("frameline-smoothing-XXXXXX", NULL);
  self->labelling = (FlLabelling){.index = make_index (),
                                  .planned = g_array_new (FALSE, FALSE, sizeof (gint64)),
                                  .track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow)),
                                  .accepted = g_array_new (FALSE, FALSE, sizeof (FlAccepted)),
                                  .sweep = make_sweep (self->folder)};
  g_array_append_vals (self->labelling.planned, frames, 3);
  g_array_append_vals (self->labelling.track, rows, 2);
}

static void
between_clear (Between *self)
{
  fl_frame_index_unref (self->labelling.index);
  g_array_unref (self->labelling.planned);
  g_array_unref (self->labelling.track);
  g_array_unref (self->labelling.accepted);
  fl_sweep_unref (self->labelling.sweep);
  folder_free (self->folder);
}

/* With s = exp (-t) at @frame and u = exp (t - 0.96) until the end, class 5 is to class 9 as
 * (1 + s)(1 - u) to (1 - s)(1 + u). */
static double
chance_of_first (gint64 frame)
{
  const double t = (double) frame / 25;
  const double s = exp (-t);
  const double u = exp (t - 0.96);

  return (1 + s) * (1 - u) / ((1 + s) * (1 - u) + (1 - s) * (1 + u));
}

static void
test_between (void)
{
  Between self;
  FlVerdict verdict;

  between_init (&self);
  for (gint64 frame = 0; frame < 30; frame++) {
    const double first = chance_of_first (MIN (frame, 24));
    fl_labelling_get_verdict (&self.labelling, frame, &verdict);
    g_assert_cmpint (verdict.is_sampled, ==, frame % 12 == 0);
    if (frame != 12) /* halfway both are as likely */
      g_assert_cmpint (verdict.class_id, ==, frame < 12 ? 5 : 9);
    if (frame == 0 || frame == 24) {
      g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_HUMAN);
      continue;
    }
    g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_MODEL);
    if (frame < 24)
      g_assert_cmpfloat_with_epsilon (verdict.confidence, MAX (first, 1 - first), 1e-6);
  }
  between_clear (&self);
}

/* What was accepted stays, and what is nearest to it follows it. */
static void
test_accepted_stays (void)
{
  const FlAccepted accepted = {.frame = 12, .class_id = 9, .confidence = 0.75f, .lot = 1};
  Between self;
  FlVerdict verdict;

  between_init (&self);
  g_array_append_val (self.labelling.accepted, accepted);
  fl_labelling_get_verdict (&self.labelling, 12, &verdict);
  g_assert_cmpint (verdict.certainty, ==, FL_CERTAINTY_AUTO);
  g_assert_cmpint (verdict.class_id, ==, 9);
  fl_labelling_get_verdict (&self.labelling, 8, &verdict);
  g_assert_cmpint (verdict.class_id, ==, 9);
  g_assert_cmpfloat (verdict.confidence, ==, 0.75);
  fl_labelling_get_verdict (&self.labelling, 5, &verdict);
  g_assert_cmpint (verdict.class_id, ==, 5);
  between_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/session/smoothing/untested", test_untested);
  g_test_add_func ("/session/smoothing/not-used", test_not_used);
  g_test_add_func ("/session/smoothing/used", test_used);
  g_test_add_func ("/session/smoothing/between", test_between);
  g_test_add_func ("/session/smoothing/accepted-stays", test_accepted_stays);
  return g_test_run ();
}
