/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether to go on: what follows from a project as it stands, with exact numbers. */
#include "session/fl-stop-advice.h"

#include "flat.h"
#include "learn/fl-strategy.h"
#include "scenes.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-advice.h"
#include "session/fl-session-tags.h"

#include <math.h>

#define N_FRAMES 600
#define N_DIMS   3

/* Thirds of the frames are of the classes 1, 2 and 3, and look so. */
static gint64
class_of (gint64 frame)
{
  return 1 + frame % 3;
}

static FlSampleSet *
make_samples (void)
{
  float rows[N_FRAMES * N_DIMS] = {0};

  for (gint64 i = 0; i < N_FRAMES; i++)
    rows[i * N_DIMS + i % 3] = 1 + 0.01f * (float) (i % 7);
  return flat_make_samples (rows, N_FRAMES, N_DIMS);
}

typedef struct {
  FlStopFacts *facts;
  FlLearnStream *stream;
  gint64 seq; /* of the newest label */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  FlLearnRequest *request = g_new0 (FlLearnRequest, 1);

  request->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 id = 1; id <= 3; id++)
    g_array_append_val (request->class_ids, id);
  self->seq = 0;
  self->stream = g_new0 (FlLearnStream, 1);
  self->stream->id = 5;
  self->stream->samples = make_samples ();
  self->stream->index = flat_make_index (N_FRAMES);
  self->stream->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
  request->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free);
  g_ptr_array_add (request->streams, self->stream);
  request->knowledge = fl_knowledge_new_all ();
  request->extractor = flat_get_extractor (N_DIMS);
  request->classifier = fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL);
  request->strategy = fl_strategies_find ("margin", NULL);
  request->seed = 3;
  request->scaling =
    fl_scaling_new_fit (&self->stream->samples->rows->rows, 1, flat_get_block (N_DIMS), 1);
  self->facts = g_new0 (FlStopFacts, 1);
  self->facts->request = request;
  self->facts->checks = g_array_new (FALSE, FALSE, sizeof (FlCheck));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fl_stop_facts_free (self->facts);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FlLabelRow *x = a;
  const FlLabelRow *y = b;

  return (x->range.first > y->range.first) - (x->range.first < y->range.first);
}

static void
say (Fixture *self, gint64 first, gint64 last, gint64 class_id)
{
  const FlLabelRow row = {.range = {first, last},
                          .state = FL_LABEL_LABELLED,
                          .class_id = class_id,
                          .kind = "frame",
                          .action = {.replica = 1, .seq = ++self->seq}};

  g_array_append_val (self->stream->track, row);
  g_array_sort (self->stream->track, compare_rows);
}

/* Labels the next @n frames of the classes 1 to @n_classes as what they are, the newest last. */
static void
teach (Fixture *self, guint n, gint64 n_classes)
{
  for (gint64 frame = 0; n > 0; frame += 1) {
    if (class_of (frame) > n_classes || fl_track_find (self->stream->track, frame) != NULL)
      continue;
    say (self, frame, frame, class_of (frame));
    n--;
  }
}

static FlStopAdvice
advise (Fixture *self)
{
  FlStopAdvice advice;
  FlStopAdvice again;

  fl_stop_advise (self->facts, NULL, NULL, &advice);
  fl_stop_advise (self->facts, NULL, NULL, &again);
  g_assert_cmpmem (&again, sizeof again, &advice, sizeof advice);
  return advice;
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  const FlStopAdvice advice = advise (self);

  g_assert_cmpint (advice.light, ==, FL_STOP_UNKNOWN);
  g_assert_cmpuint (advice.n_labels, ==, 0);
  g_assert_cmpuint (advice.n_runs, ==, N_FRAMES);
  g_assert_cmpuint (advice.n_set, ==, N_FRAMES / 2);
  g_assert_cmpuint (advice.n_apart, ==, 0);
  g_assert_true (isnan (advice.signals.kappa) && isnan (advice.signals.doubt_fall) &&
                 isnan (advice.signals.yield) && isnan (advice.signals.gain));
}

/* What is learned of one class alone says nothing. */
static void
test_one_class (Fixture *self, gconstpointer data)
{
  teach (self, 120, 1);
  const FlStopAdvice advice = advise (self);

  g_assert_cmpuint (advice.n_labels, ==, 120);
  g_assert_cmpuint (advice.n_runs, ==, N_FRAMES - 120);
  g_assert_cmpuint (advice.n_apart, ==, 0);
  g_assert_true (isnan (advice.signals.kappa) && isnan (advice.signals.doubt_fall));
  g_assert_cmpint (advice.light, ==, FL_STOP_UNKNOWN);
}

/* Three pairs of models, each of 20 labels more, begin with at least one model of two classes. */
static void
test_few_answers (Fixture *self, gconstpointer data)
{
  teach (self, 20, 3);
  g_assert_cmpuint (advise (self).n_apart, ==, 0);
  teach (self, 40, 3);
  FlStopAdvice advice = advise (self);
  g_assert_cmpuint (advice.n_labels, ==, 60);
  g_assert_cmpuint (advice.n_apart, ==, 20);
  g_assert_cmpuint (advice.n_changed, ==, 0);
  g_assert_true (isnan (advice.signals.kappa));
  teach (self, 3, 3);
  advice = advise (self);
  g_assert_cmpfloat (advice.signals.kappa, ==, 1);
  g_assert_true (isnan (advice.signals.doubt_fall));
  g_assert_cmpint (advice.light, ==, FL_STOP_UNKNOWN);
}

/* With other signs that say the same it is almost enough, and no more while the gain is not known. */
static void
test_steady (Fixture *self, gconstpointer data)
{
  teach (self, 100, 3);
  self->facts->n_asked = FL_STOP_ASKED - 1;
  g_assert_true (isnan (advise (self).signals.yield));
  self->facts->n_asked = FL_STOP_ASKED;
  self->facts->n_surprises = 2;
  FlStopAdvice advice = advise (self);
  g_assert_cmpfloat (advice.signals.kappa, ==, 1);
  g_assert_cmpfloat (advice.signals.yield, ==, 0.04);
  g_assert_cmpint (advice.light, ==, FL_STOP_SOON);
  self->facts->n_surprises = 3;
  g_assert_cmpint (advise (self).light, ==, FL_STOP_GO_ON);
  teach (self, 3, 3);
  advice = advise (self);
  g_assert_false (isnan (advice.signals.doubt_fall));
  g_assert_cmpfloat (advice.signals.doubt_fall, >, 0.1);
  g_assert_cmpint (advice.light, ==, FL_STOP_GO_ON);
}

/* A class that came with the newest labels: where it is, the model before said something else. */
static void
test_late_class (Fixture *self, gconstpointer data)
{
  teach (self, 60, 2);
  for (gint64 frame = 2; frame < 62; frame += 3)
    say (self, frame, frame, 3);
  const FlStopAdvice advice = advise (self);

  g_assert_cmpuint (advice.n_labels, ==, 80);
  g_assert_cmpuint (advice.n_apart, ==, 20);
  g_assert_cmpuint (advice.n_set, ==, 260);
  g_assert_cmpuint (advice.n_changed, ==, 82);
  g_assert_cmpfloat (advice.signals.kappa, <, 0.9);
}

/* Over many labels models are further apart, and one label that teaches several rows is not divided. */
static void
test_apart (Fixture *self, gconstpointer data)
{
  teach (self, 420, 3);
  FlStopAdvice advice = advise (self);
  g_assert_cmpuint (advice.n_apart, ==, 21);
  g_assert_cmpuint (advice.n_set, ==, 90);
  say (self, 420, 422, 1); /* three rows: its first, middle and last sample */
  for (gint64 frame = 423; frame < 444; frame++)
    say (self, frame, frame, class_of (frame));
  advice = advise (self);
  g_assert_cmpuint (advice.n_labels, ==, 444);
  g_assert_cmpuint (advice.n_apart, ==, 24);
  g_assert_cmpuint (advice.n_set, ==, 78);
  for (gint64 frame = 444; frame < 561; frame++)
    say (self, frame, frame, class_of (frame));
  advice = advise (self);
  g_assert_cmpuint (advice.n_set, ==, 19);
  g_assert_cmpuint (advice.n_apart, ==, 0);
}

/* Of a run one sample may be in the set; of what may not be asked about, none. */
static void
test_runs (Fixture *self, gconstpointer data)
{
  self->stream->pool = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (gint64 i = 0; i < 200; i++)
    g_hash_table_add (self->stream->pool, g_memdup2 (&i, sizeof i));
  g_assert_cmpuint (advise (self).n_runs, ==, 200);
  g_clear_pointer (&self->stream->pool, g_hash_table_unref);
  self->stream->runs = fl_run_set_new (self->facts->request->scaling, 1, NULL);
  self->stream->runs->samples = fl_sample_set_ref (self->stream->samples);
  for (gsize i = 0; i < N_FRAMES; i += 3) {
    const FlRun run = {.first = i, .shown = i + 1, .last = i + 2};
    g_array_append_val (self->stream->runs->runs, run);
  }
  g_assert_cmpuint (advise (self).n_runs, ==, 200);
  say (self, 0, 0, 1);
  g_assert_cmpuint (advise (self).n_runs, ==, 200);
  say (self, 1, 1, 2);
  g_assert_cmpuint (advise (self).n_runs, ==, 199);
}

/* When C and T were fitted hangs on the sitting, and the signs do not. */
static void
test_fitted (Fixture *self, gconstpointer data)
{
  FlLearnRequest *request = self->facts->request;

  teach (self, 110, 3);
  const FlStopAdvice before = advise (self);
  request->c = 0.001;
  request->temperature = 3;
  request->n_validated = request->n_chosen = 100;
  const FlStopAdvice after = advise (self);
  g_assert_false (isnan (before.signals.doubt_fall));
  g_assert_cmpmem (&after, sizeof after, &before, sizeof before);
}

/* The gain is that of the learning curve, from a hundred checks on. */
static void
test_gain (Fixture *self, gconstpointer data)
{
  FlCurveGain gain;

  teach (self, 40, 3);
  for (guint i = 0; i < 100; i++) {
    const FlCheck check = {.n_labels = 10 + i, .is_wrong = i % (2 + i / 10) == 0};
    if (i == 99)
      g_assert_true (isnan (advise (self).signals.gain));
    g_array_append_val (self->facts->checks, check);
  }
  const FlStopAdvice advice = advise (self);
  g_assert_true (fl_curve_foresee ((const FlCheck *) (const void *) self->facts->checks->data, 100,
                                   40, 50, &gain));
  g_assert_cmpuint (advice.n_checks, ==, 100);
  g_assert_cmpfloat (advice.signals.gain, ==, gain.gain);
  g_assert_cmpfloat (advice.gain_low, ==, gain.low);
  g_assert_cmpfloat (advice.gain_high, ==, gain.high);
  g_assert_cmpfloat (gain.gain, >, 0);
}

static void
test_words (void)
{
  const FlStopAdvice advice = {.light = FL_STOP_ENOUGH,
                               .signals = {0.995, 0.04, 0.02, 0.001},
                               .n_labels = 400,
                               .n_set = 900,
                               .n_apart = 20,
                               .n_changed = 3,
                               .n_asked = 50,
                               .n_surprises = 1,
                               .n_checks = 120,
                               .gain_low = 0,
                               .gain_high = 0.0042};
  const FlStopAdvice none = {.signals = {NAN, NAN, NAN, NAN}, .n_asked = 4, .n_checks = 3};
  g_autoptr (GPtrArray) signs = fl_stop_advice_list_signs (&advice, NULL);
  g_autoptr (GPtrArray) no_signs = fl_stop_advice_list_signs (&none, NULL);

  g_ptr_array_add (signs, NULL);
  g_autofree char *text = g_strjoinv ("\n", (char **) signs->pdata);
  g_assert_cmpstr (
    text, ==,
    "Over the last 20 labels the machine changed what it says of 3 of 900 random samples without a "
    "label\n"
    "Agreement of successive models: kappa 0.995 (n = 900)\n"
    "Its doubt fell by 4 % over the last 100 labels (n = 900)\n"
    "1 of the last 50 answers surprised it\n"
    "By random checks the next 50 answers take about 0.1 points off its error, 0.0 to 0.4 with 95 % "
    "confidence, approximate (n = 120)\n"
    "None of this knows of a class that nobody has seen");
  g_assert_cmpuint (no_signs->len, ==, 0);
  g_assert_cmpstr (fl_stop_light_get_words (FL_STOP_ENOUGH), ==, "Enough: answers hardly teach");
  g_assert_cmpstr (fl_stop_light_get_name (FL_STOP_GO_ON), ==, "go-on");
}

/* Of several tags it is about the one that is furthest from enough. */
static void
test_furthest (Fixture *self, gconstpointer data)
{
  Fixture others[2];
  g_autoptr (GPtrArray) facts = g_ptr_array_new ();
  FlStopAdvice advice;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    set_up (&others[i], NULL);
  g_ptr_array_add (facts, self->facts);
  g_ptr_array_add (facts, others[0].facts);
  g_ptr_array_add (facts, others[1].facts);
  for (guint i = 0; i < facts->len; i++)
    ((FlStopFacts *) facts->pdata[i])->tag = 7 + i;
  teach (self, 80, 3);
  teach (&others[0], 60, 2); /* and what test_late_class() says */
  for (gint64 frame = 2; frame < 62; frame += 3)
    say (&others[0], frame, frame, 3);
  teach (&others[1], 80, 3);
  fl_stop_advise_all (facts, NULL, NULL, &advice);
  g_assert_cmpint (advice.tag, ==, 8);
  g_assert_cmpuint (advice.n_changed, ==, 82);
  g_ptr_array_set_size (facts, 1);
  fl_stop_advise_all (facts, NULL, NULL, &advice);
  g_assert_cmpint (advice.tag, ==, 7);
  g_assert_cmpfloat (advice.signals.kappa, ==, 1);
  g_ptr_array_set_size (facts, 0);
  fl_stop_advise_all (facts, NULL, NULL, &advice);
  g_assert_cmpint (advice.tag, ==, 0);
  g_assert_cmpint (advice.light, ==, FL_STOP_UNKNOWN);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    tear_down (&others[i], NULL);
}

/* Of tags of which nothing is known the one of which least was said, of either answer. */
static void
test_unknown (Fixture *self, gconstpointer data)
{
  Fixture others[2];
  g_autoptr (GPtrArray) facts = g_ptr_array_new ();
  FlStopAdvice advice;

  g_ptr_array_add (facts, self->facts);
  teach (self, 9, 3);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    set_up (&others[i], NULL);
    others[i].facts->tag = i + 1;
    g_ptr_array_add (facts, others[i].facts);
  }
  fl_stop_advise_all (facts, NULL, NULL, &advice);
  g_assert_cmpint (advice.tag, ==, 1);
  g_assert_cmpuint (advice.n_labels, ==, 0);
  teach (&others[0], 15, 3);
  teach (&others[1], 30, 2); /* and none of the third class */
  fl_stop_advise_all (facts, NULL, NULL, &advice);
  g_assert_cmpint (advice.tag, ==, 2);
  g_assert_cmpuint (advice.n_rarest, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    tear_down (&others[i], NULL);
}

static FlSession *
open_scenes (const char *path, gboolean is_headless)
{
  const FlSessionOptions options = {.is_headless = is_headless, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;
  FlSession *session = fl_session_open (path, &options, &error);

  g_assert_no_error (error);
  return session;
}

static void
label_scenes (FlSession *session)
{
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += 2) {
      const FlRange range = {frame, frame};
      FlClass *klass = fl_session_find_class (session, scenes_get_class (i, (guint) frame), NULL);
      g_assert_true (
        fl_session_label (session, fl_session_peek_stream (session, i), &range, klass, NULL));
    }
}

/* While films are not known to be whole, runs are found otherwise, and so is what stands for one. */
static void
on_advice_changed (FlSession *session, gpointer data)
{
  const FlStopAdvice *advice = fl_session_get_advice (session);

  if (advice->n_runs == ((const FlStopAdvice *) data)->n_runs)
    g_object_set_data (G_OBJECT (session), "done", session);
  else
    fl_session_request_learning (session);
}

/* In a window it comes by itself, is what a headless session finds, and goes with the model. */
static void
test_session (void)
{
  g_autofree char *folder = scenes_make ();
  g_autofree char *path = scenes_copy (folder);
  FlSession *session = open_scenes (path, TRUE);

  g_assert_null (fl_session_find_advice (session));
  label_scenes (session);
  g_assert_true (fl_session_learn (session, NULL));
  g_assert_null (fl_session_get_advice (session));
  const FlStopAdvice found = *fl_session_find_advice (session);
  g_assert_cmpuint (found.n_labels, ==, session->n_taught);
  g_assert_cmpuint (found.n_labels, ==, 75);
  scenes_close (session);

  session = open_scenes (path, FALSE);
  g_signal_connect (session, "advice-changed", G_CALLBACK (on_advice_changed), (gpointer) &found);
  while (g_object_get_data (G_OBJECT (session), "done") == NULL)
    g_main_context_iteration (NULL, TRUE);
  const FlStopAdvice *advice = fl_session_get_advice (session);
  g_assert_nonnull (advice);
  g_assert_cmpint (advice->light, ==, found.light);
  g_assert_cmpuint (advice->n_labels, ==, found.n_labels);
  g_assert_cmpuint (advice->n_runs, ==, found.n_runs);
  g_assert_cmpuint (advice->n_set, ==, found.n_set);
  g_assert_cmpuint (advice->n_changed, ==, found.n_changed);
  g_assert_cmpmem (&advice->signals, sizeof advice->signals, &found.signals, sizeof found.signals);
  g_signal_handlers_disconnect_by_func (session, on_advice_changed, (gpointer) &found);
  g_assert_nonnull (fl_session_add_class (session, "Otter", "o", NULL));
  fl_session_forget_model (session);
  g_assert_null (fl_session_get_advice (session));
  scenes_close (session);
  folder_free (g_steal_pointer (&folder));
}

/* Says what is true of a tag at each @step-th frame. */
static void
tag_scenes (FlSession *session, const char *name, guint step)
{
  FlClass *tag = fl_session_find_class (session, name, NULL);

  for (guint row = 0; row < SCENES_N_ROWS; row += step) {
    const guint stream = row / SCENES_N_FRAMES;
    const FlRange range = {row % SCENES_N_FRAMES, row % SCENES_N_FRAMES};
    const gboolean is_there =
      g_str_equal (scenes_get_class (stream, (guint) range.first), fl_class_get_name (tag));
    const FlTagged tagged = {tag, is_there ? FL_TAG_YES : FL_TAG_NO};
    g_assert_true (
      fl_session_tag (session, fl_session_peek_stream (session, stream), &range, &tagged, 1, NULL));
  }
}

static const FlStopAdvice *
learn_tags (FlSession *session)
{
  g_assert_true (fl_session_learn (session, NULL));
  const FlStopAdvice *advice = fl_session_find_advice (session);
  g_assert_nonnull (advice);
  return advice;
}

/* Of tags each is looked at by itself, and the advice says which one it is about. */
static void
test_tags (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create_with (folder, "tags.frameline", TRUE);

  tag_scenes (session, "Bird", 2);
  tag_scenes (session, "Squirrel", 5);
  const FlStopAdvice *advice = learn_tags (session);
  g_assert_cmpstr (fl_session_get_advice_tag (session, advice), ==, "Squirrel");
  g_assert_cmpint (advice->light, ==, FL_STOP_UNKNOWN);
  g_assert_cmpuint (advice->n_labels, ==, (SCENES_N_ROWS + 4) / 5);
  g_assert_true (isnan (advice->signals.kappa));
  g_autofree char *words = fl_stop_advice_dup_words (advice, "Squirrel");
  g_assert_cmpstr (words, ==, "Go on: too early to say more (“Squirrel”)");
  g_autoptr (GPtrArray) signs = fl_stop_advice_list_signs (advice, "Squirrel");
  g_assert_cmpstr (signs->pdata[0], ==,
                   "Of all tags “Squirrel” is the furthest from enough, and this is about it");
  tag_scenes (session, "Squirrel", 1);
  advice = learn_tags (session);
  g_assert_cmpstr (fl_session_get_advice_tag (session, advice), ==, "Squirrel");
  g_assert_cmpuint (advice->n_labels, ==, SCENES_N_ROWS);
  g_assert_cmpuint (advice->n_set, ==, 0);
  scenes_close (session);
  folder_free (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/session/advice/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing", test_nothing);
  ADD ("one-class", test_one_class);
  ADD ("few-answers", test_few_answers);
  ADD ("steady", test_steady);
  ADD ("late-class", test_late_class);
  ADD ("apart", test_apart);
  ADD ("runs", test_runs);
  ADD ("fitted", test_fitted);
  ADD ("gain", test_gain);
  g_test_add_func ("/session/advice/words", test_words);
  ADD ("furthest", test_furthest);
  ADD ("unknown", test_unknown);
  g_test_add_func ("/session/advice/session", test_session);
  g_test_add_func ("/session/advice/tags", test_tags);
  return g_test_run ();
}
