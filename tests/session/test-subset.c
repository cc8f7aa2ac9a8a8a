/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learning from so many samples that only some are looked at before something is asked. */
#include "flat.h"
#include "session/fl-learning-subset.h"

#define N_MANY   30000
#define N_FEW    2000
#define N_DIMS   2
#define N_LABELS 20
#define DOUBTFUL 7 /* every so many-th thousandth sample was in doubt */

/* The later half of the frames is of the other class, and looks so. */
static guint
class_of (gint64 frame, gsize n)
{
  return frame < (gint64) n / 2 ? 1 : 2;
}

static FlSampleSet *
make_samples (gsize n)
{
  g_autofree float *rows = g_new (float, n *N_DIMS);

  for (gsize i = 0; i < n; i++) {
    rows[i * N_DIMS] = (float) class_of ((gint64) i, n) + 0.01f * (float) (i % 50);
    rows[i * N_DIMS + 1] = (float) (i % 17);
  }
  return flat_make_samples (rows, n, N_DIMS);
}

static gint64
get_labelled (guint i, gsize n)
{
  return (gint64) (n / N_LABELS * i + n / N_LABELS / 2);
}

static FlLearnRequest *
make_request (gsize n, gboolean is_swept_apart)
{
  FlLearnRequest *request = g_new0 (FlLearnRequest, 1);
  FlLearnStream *stream = g_new0 (FlLearnStream, 1);

  request->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 id = 1; id <= 2; id++)
    g_array_append_val (request->class_ids, id);
  stream->id = 5;
  stream->samples = make_samples (n);
  stream->index = flat_make_index (n);
  stream->track = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
  for (guint i = 0; i < N_LABELS; i++) {
    const gint64 frame = get_labelled (i, n);
    const FlLabelRow row = {.range = {frame, frame},
                            .state = FL_LABEL_LABELLED,
                            .class_id = class_of (frame, n),
                            .kind = "frame"};
    g_array_append_val (stream->track, row);
  }
  request->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_learn_stream_free);
  g_ptr_array_add (request->streams, stream);
  request->knowledge = fl_knowledge_new_all ();
  request->extractor = flat_get_extractor (N_DIMS);
  request->classifier = fl_classifiers_find (FL_CLASSIFIER_DEFAULT, NULL);
  request->strategy = fl_strategies_find ("margin", NULL);
  request->seed = 3;
  request->n_wanted = 40;
  request->is_swept_apart = is_swept_apart;
  request->asks_runs = TRUE;
  return request;
}

static void
free_both (FlLearnRequest *request, FlLearnResult *result)
{
  fl_learn_request_free (request);
  fl_learn_result_free (result);
}

static gboolean
contains (const GArray *numbers, guint32 number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint32, i) == number)
      return TRUE;
  return FALSE;
}

static void
assert_in_order (const GArray *numbers, guint32 max_gap)
{
  guint32 before = 0;

  for (guint i = 0; i < numbers->len; i++) {
    const guint32 number = g_array_index (numbers, guint32, i);
    g_assert_true (i == 0 || number > before);
    g_assert_cmpuint (number - before, <=, max_gap);
    before = number;
  }
  g_assert_cmpuint (before, <, N_MANY);
  g_assert_cmpuint (N_MANY - before, <=, max_gap);
}

static void
test_chosen (void)
{
  FlLearnRequest *request = make_request (N_MANY, TRUE);
  FlLearnStream *stream = request->streams->pdata[0];

  stream->sweep = fl_sweep_new (stream->samples, 1, 1);
  for (gsize i = 0; i < N_MANY; i++)
    stream->sweep->confidences[i] = i % 1000 == DOUBTFUL ? 0.5f : 0.99f;
  request->draw_seed = 1;
  g_autoptr (GPtrArray) subset = fl_learn_list_subset (request);
  g_autoptr (GPtrArray) same = fl_learn_list_subset (request);
  request->draw_seed = 2;
  g_autoptr (GPtrArray) other = fl_learn_list_subset (request);
  const GArray *numbers = subset->pdata[0];
  /* One at random of every 3.66, in rare cases the same twice, and nowhere more than twice that
   * without. */
  assert_in_order (numbers, 8);
  g_assert_cmpuint (numbers->len, >=, 8000);
  g_assert_cmpuint (numbers->len, <=, 8193 + N_LABELS + N_MANY / 1000);
  for (guint i = 0; i < N_LABELS; i++)
    g_assert_true (contains (numbers, (guint32) get_labelled (i, N_MANY)));
  for (guint32 i = DOUBTFUL; i < N_MANY; i += 1000)
    g_assert_true (contains (numbers, i));
  const GArray *again = same->pdata[0];
  const GArray *otherwise = other->pdata[0];
  g_assert_cmpmem (again->data, again->len * sizeof (guint32), numbers->data,
                   numbers->len * sizeof (guint32));
  guint n_other = 0;
  for (guint i = 0; i < MIN (numbers->len, otherwise->len); i++)
    n_other += g_array_index (numbers, guint32, i) != g_array_index (otherwise, guint32, i);
  g_assert_cmpuint (n_other, >, 1000);
  fl_learn_request_free (request);
}

/* Questions come from some; the sweep afterwards says of all what one at once would have said. */
static void
test_swept_apart (void)
{
  FlLearnRequest *apart = make_request (N_MANY, TRUE);
  FlLearnRequest *whole = make_request (N_MANY, FALSE);
  FlLearnResult *quick = fl_learn (apart, NULL, NULL);
  FlLearnResult *full = fl_learn (whole, NULL, NULL);

  g_assert_true (fl_learn_is_sweep_due (apart));
  g_assert_false (fl_learn_is_sweep_due (whole));
  g_assert_cmpuint (quick->sweeps->len, ==, 0);
  g_assert_cmpuint (quick->ranked->len, ==, 40);
  for (guint i = 0; i < quick->ranked->len; i++)
    g_assert_true (contains (apart->subset->pdata[0],
                             (guint32) g_array_index (quick->ranked, FlRanked, i).ref.frame));
  FlLearnResult *swept = fl_learn_sweep (apart, quick->model, 0, NULL);
  g_assert_cmpint (g_array_index (swept->stream_ids, gint64, 0), ==, 5);
  g_assert_cmpuint (swept->stream_ids->len, ==, 1);
  const FlSweep *ours = swept->sweeps->pdata[0];
  const FlSweep *theirs = full->sweeps->pdata[0];
  g_assert_cmpmem (ours->class_ids, N_MANY * sizeof (gint32), theirs->class_ids,
                   N_MANY * sizeof (gint32));
  g_assert_cmpmem (ours->confidences, N_MANY * sizeof (float), theirs->confidences,
                   N_MANY * sizeof (float));
  for (guint i = 0; i < N_MANY; i += 1000)
    g_assert_cmpint (ours->class_ids[i], ==, class_of (i, N_MANY));
  guint n_second = 0;
  for (guint i = 0; i < quick->ranked->len; i++) {
    const FlRanked *ranked = &g_array_index (quick->ranked, FlRanked, i);
    g_assert_cmpint (ranked->first, ==, ours->class_ids[ranked->ref.frame]);
    n_second += ranked->first == 2;
  }
  g_assert_cmpuint (n_second, >, 0);
  g_assert_cmpuint (n_second, <, quick->ranked->len);
  fl_learn_result_free (swept);
  free_both (apart, quick);
  free_both (whole, full);
}

/* A few samples are all looked at, and nothing is different. */
static void
test_few (void)
{
  FlLearnRequest *apart = make_request (N_FEW, TRUE);
  FlLearnRequest *whole = make_request (N_FEW, FALSE);
  FlLearnResult *first = fl_learn (apart, NULL, NULL);
  FlLearnResult *second = fl_learn (whole, NULL, NULL);

  g_assert_false (fl_learn_is_sweep_due (apart));
  g_assert_cmpuint (first->sweeps->len, ==, 1);
  g_assert_cmpuint (first->runs->len, ==, 1);
  g_assert_cmpuint (first->ranked->len, ==, 40);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpint (g_array_index (first->ranked, FlRanked, i).ref.frame, ==,
                     g_array_index (second->ranked, FlRanked, i).ref.frame);
  free_both (apart, first);
  free_both (whole, second);
}

/* Behind the best come others at random, each frame once, so that nobody waits for a model. */
static void
test_spare (void)
{
  FlLearnRequest *with = make_request (N_FEW, FALSE);
  FlLearnRequest *without = make_request (N_FEW, FALSE);
  g_autoptr (GHashTable) frames = g_hash_table_new (NULL, NULL);

  with->n_spare = 60;
  with->asks_runs = without->asks_runs = FALSE;
  FlLearnResult *more = fl_learn (with, NULL, NULL);
  FlLearnResult *best = fl_learn (without, NULL, NULL);
  g_assert_cmpuint (best->ranked->len, ==, 40);
  g_assert_cmpuint (more->ranked->len, ==, 100);
  for (guint i = 0; i < 100; i++) {
    const FlRanked *each = &g_array_index (more->ranked, FlRanked, i);
    g_assert_true (g_hash_table_add (frames, GINT_TO_POINTER ((int) each->ref.frame)));
    g_assert_cmpint (each->reason == FL_REASON_RANDOM, ==, i >= 40);
    if (i < 40)
      g_assert_cmpint (each->ref.frame, ==, g_array_index (best->ranked, FlRanked, i).ref.frame);
  }
  free_both (with, more);
  free_both (without, best);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/subset/chosen", test_chosen);
  g_test_add_func ("/session/subset/swept-apart", test_swept_apart);
  g_test_add_func ("/session/subset/few", test_few);
  g_test_add_func ("/session/subset/spare", test_spare);
  return g_test_run ();
}
