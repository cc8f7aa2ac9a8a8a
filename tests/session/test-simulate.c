/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulation: a person who knows the truth at the keyboard of the real session. That its
 * numbers are what an export would give, and that nothing but answers reaches the model. */
#include "session/fl-simulate.h"

#include "base/fl-csv.h"
#include "learn/fl-strategy.h"
#include "scenes.h"
#include "session/fl-session-types.h"
#include "session/fl-truth.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define N_CLASSES 3
/* Where the truth does not tell of the pictures. */
#define N_ANSWERS 30

static char *folder;

static char *
dup_truth_path (void)
{
  return g_build_filename (folder, "truth.csv", NULL);
}

static gboolean
keep_row (const FlSimulateRow *row, gpointer data)
{
  g_array_append_vals (data, row, 1);
  return TRUE;
}

static GArray *
simulate (const char *truth, const char *strategy, guint budget, guint32 seed)
{
  const FlSimulateOptions options = {.truth = truth,
                                     .strategy = strategy,
                                     .budget = budget,
                                     .seed = seed,
                                     .max_error = 0.02};
  FlSession *session = scenes_open (folder);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FlSimulateRow));
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_simulate (session, &options, keep_row, rows, &error));
  g_assert_no_error (error);
  scenes_close (session);
  return rows;
}

static GArray *
simulate_truth (const char *strategy, guint budget, guint32 seed)
{
  g_autofree char *truth = dup_truth_path ();

  return simulate (truth, strategy, budget, seed);
}

static const FlSimulateRow *
row_at (const GArray *rows, guint i)
{
  return &g_array_index (rows, FlSimulateRow, i);
}

/* Whether two simulations gave the same but for the times. */
static gboolean
is_same (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++) {
    FlSimulateRow x = *row_at (a, i);
    FlSimulateRow y = *row_at (b, i);
    if (x.answers != y.answers || x.accuracy != y.accuracy || x.macro_recall != y.macro_recall ||
        x.min_class_recall != y.min_class_recall || x.events_found != y.events_found ||
        x.checks != y.checks || x.auto_labels != y.auto_labels || x.auto_errors != y.auto_errors ||
        x.coverage != y.coverage)
      return FALSE;
  }
  return a->len == b->len;
}

static void
test_same_seed (gconstpointer data)
{
  const FlStrategyType *type = data;
  g_autoptr (GArray) first = simulate_truth (type->id, 11, 3);
  g_autoptr (GArray) again = simulate_truth (type->id, 11, 3);
  g_autoptr (GArray) other = simulate_truth (type->id, 11, 4);

  g_assert_cmpuint (first->len, ==, 11);
  g_assert_true (is_same (first, again));
  /* 11 answers of another seed: not one of them with another accuracy would be odd. */
  g_assert_false (is_same (first, other));
}

/* Beyond the first choice of C and T, whose pieces run on several threads. */
static void
test_same_seed_with_validation (void)
{
  g_autoptr (GArray) first = simulate_truth (NULL, 32, 3);
  g_autoptr (GArray) again = simulate_truth (NULL, 32, 3);

  g_assert_true (is_same (first, again));
}

static void
test_learns (void)
{
  g_autoptr (GArray) rows = simulate_truth (NULL, 50, 1);

  for (guint i = 0; i < rows->len; i++) {
    const FlSimulateRow *row = row_at (rows, i);
    g_assert_cmpuint (row->answers, ==, i + 1);
    g_assert_cmpuint (row->checks, <=, row->answers);
    g_assert_cmpfloat (row->min_class_recall, <=, row->macro_recall);
    g_assert_cmpuint (row->auto_errors, <=, row->auto_labels);
    g_assert_cmpfloat_with_epsilon (row->coverage, row->auto_labels / (double) SCENES_N_ROWS,
                                    1e-12);
  }
  g_assert_cmpfloat (row_at (rows, 0)->accuracy, <, 0.8);
  g_assert_cmpfloat (row_at (rows, 49)->accuracy, >, 0.9);
}

/* The project that is simulated stays as it was, and may be open elsewhere. */
static void
test_project_is_untouched (void)
{
  const FlSessionOptions to_write = {.is_headless = TRUE};
  g_autofree char *truth = g_build_filename (folder, "other.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "scenes.frameline", NULL);
  g_autoptr (GError) error = NULL;
  FlSession *writer = fl_session_open (path, &to_write, &error);

  g_assert_no_error (error);
  g_file_set_contents (truth, "stream,frame,label\nnest-0.mp4,0,A\nnest-1.mp4,0,B\n", -1, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) rows = simulate (truth, NULL, 10, 1);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (fl_session_get_n_classes (writer), ==, N_CLASSES);
  scenes_close (writer);
  FlSession *session = scenes_open (folder);
  g_assert_cmpuint (fl_session_get_n_classes (session), ==, N_CLASSES);
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    g_assert_cmpuint (fl_stream_get_track (fl_session_peek_stream (session, i))->len, ==, 0);
  scenes_close (session);
}

/* Rows that nobody can tell are neither asked nor counted, nor are samples without a row. */
static void
test_pool (void)
{
  g_autoptr (GString) text = g_string_new ("stream,frame,label\n");
  g_autofree char *truth = g_build_filename (folder, "some.csv", NULL);
  g_autofree char *first = scenes_dup_name (0);
  g_autofree char *second = scenes_dup_name (1);
  guint n_known = 0;

  for (guint i = 0; i < SCENES_N_FRAMES; i++) {
    gboolean is_known = i % 7 == 3;
    g_string_append_printf (text, "%s,%u,%s\n", first, i, is_known ? scenes_get_class (0, i) : "?");
    if (i % 11 == 5)
      g_string_append_printf (text, "%s,%u,%s\n", second, i, scenes_get_class (1, i));
    n_known += is_known + (i % 11 == 5);
  }
  g_assert_true (g_file_set_contents (truth, text->str, -1, NULL));
  g_autoptr (GArray) rows = simulate (truth, "random", 1000, 1);
  g_assert_cmpuint (rows->len, ==, n_known);
  /* An answer is a row: with all of them answered all are right, and never more than that. */
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpfloat (row_at (rows, i)->accuracy, >=, (i + 1) / (double) n_known - 1e-12);
  g_assert_cmpfloat (row_at (rows, n_known - 1)->accuracy, ==, 1);
  g_assert_cmpfloat (row_at (rows, n_known - 1)->min_class_recall, ==, 1);
}

/* What is to be compared: every row of the truth as an export gives it now. */
typedef struct {
  guint n_right;
  guint n_of[N_CLASSES];
  guint n_right_of[N_CLASSES];
  guint n_events;
  guint n_human;
  guint n_auto;
} Counted;

static guint
index_of (const char *name)
{
  static const char *const names[] = {"Nothing", "Bird", "Squirrel"};

  for (guint i = 0; i < N_CLASSES; i++)
    if (g_str_equal (names[i], name))
      return i;
  g_assert_not_reached ();
}

static char *
export_frames (FlSession *session)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_export (session, "frames", FALSE, stream, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The names are plain, so that lines may be split at commas. */
static Counted
count_export (FlSession *session)
{
  Counted counted = {0};
  g_autofree char *text = export_frames (session);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *before = NULL;
  gboolean is_found = FALSE;

  g_assert_true (g_str_has_prefix (lines[0], "stream,frame,pts_s,clock,label,state,source,"));
  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i + 1], ",", -1);
    g_autofree char *name = scenes_dup_name (i / SCENES_N_FRAMES);
    const char *truth = scenes_get_class (i / SCENES_N_FRAMES, i % SCENES_N_FRAMES);
    gboolean is_right = g_str_equal (cells[4], truth);
    g_assert_cmpstr (cells[0], ==, name);
    g_assert_cmpuint (g_ascii_strtoull (cells[1], NULL, 10), ==, i % SCENES_N_FRAMES);
    counted.n_of[index_of (truth)]++;
    counted.n_right_of[index_of (truth)] += is_right;
    counted.n_right += is_right;
    counted.n_human += g_str_equal (cells[6], "human");
    counted.n_auto += g_str_equal (cells[6], "auto");
    if (i % SCENES_N_FRAMES == 0 || !g_str_equal (before, truth))
      is_found = FALSE;
    if (is_right && !is_found && index_of (truth) != 0) {
      is_found = TRUE;
      counted.n_events++;
    }
    before = truth;
  }
  g_assert_cmpstr (lines[SCENES_N_ROWS + 1], ==, "");
  return counted;
}

static void
assert_measured (const FlSimulateRow *row, const Counted *counted)
{
  double sum = 0;
  double least = 1;

  for (guint c = 0; c < N_CLASSES; c++) {
    double recall = counted->n_right_of[c] / (double) counted->n_of[c];
    sum += recall;
    least = MIN (least, recall);
  }
  g_assert_cmpfloat_with_epsilon (row->accuracy, counted->n_right / (double) SCENES_N_ROWS, 1e-12);
  g_assert_cmpfloat_with_epsilon (row->macro_recall, sum / N_CLASSES, 1e-12);
  g_assert_cmpfloat_with_epsilon (row->min_class_recall, least, 1e-12);
  g_assert_cmpuint (row->events_found, ==, counted->n_events);
}

static FlClass *
find_true_class (FlSession *session, guint stream, gint64 frame)
{
  return fl_session_find_class (session, scenes_get_class (stream, (guint) frame), NULL);
}

/* One answer as a person gives it: through the queue, for the run where its ends look the same. */
static void
answer_first (FlSession *session)
{
  FlItem *item = fl_queue_get_first (fl_session_get_queue (session));
  const char *name = fl_stream_get_name (fl_item_get_stream (item));
  guint stream = (guint) (name[strlen ("nest-")] - '0');
  FlClass *shown = find_true_class (session, stream, fl_item_get_frame (item));
  g_autoptr (GError) error = NULL;
  FlItemRun run;
  const gboolean has_run = fl_session_find_run (session, item, &run);
  const FlAnswer answer = {.item = item,
                           .klass = shown,
                           .is_about_run =
                             has_run &&
                             find_true_class (session, stream, run.range.first) == shown &&
                             find_true_class (session, stream, run.range.last) == shown};

  g_assert_true (fl_session_answer (session, &answer, &error));
  (void) fl_session_learn (session, NULL);
}

/* A project that a person labels in the same way exports at every moment what the simulation
 * said: accuracy, recalls, events. */
static void
test_equals_export (void)
{
  g_autoptr (GArray) rows = simulate_truth ("margin", 31, 2);
  FlSession *session = scenes_create (folder, "replay.frameline");

  g_assert_true (fl_session_set_strategy (session, "margin", NULL));
  session->seed = 2;
  session->asks_checks = TRUE; /* as in a window */
  (void) fl_session_learn (session, NULL);
  for (guint i = 0; i < 31; i++) {
    answer_first (session);
    const Counted counted = count_export (session);
    g_assert_cmpuint (counted.n_human, ==, i + 1);
    assert_measured (row_at (rows, i), &counted);
  }
  scenes_close (session);
}

/* What was accepted counts as accepted, although the newest model thinks otherwise; what a person
 * says counts most. */
/* Somebody who accepts and checks what was accepted: what is counted is certified then. */
static void
test_certifies (void)
{
  g_autofree char *truth = dup_truth_path ();
  const FlSimulateOptions options =
    {.truth = truth,
     /* With 1 all is labelled before there is anything to certify. */
     .seed = 2,
     .max_error = 0.3,
     .certifies = TRUE};
  FlSession *session = scenes_open (folder);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FlSimulateRow));
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_simulate (session, &options, keep_row, rows, &error));
  g_assert_no_error (error);
  scenes_close (session);
  guint first = 0;
  while (first < rows->len && g_array_index (rows, FlSimulateRow, first).auto_labels == 0)
    first++;
  /* Nobody told how many answers: it goes on until something is certified, and no longer. */
  g_assert_cmpuint (first + 1, ==, rows->len);
  const FlSimulateRow *row = &g_array_index (rows, FlSimulateRow, first);
  /* Not before it was checked, and checks are answers like any other. */
  g_assert_cmpuint (row->checks, >=, 6);
  g_assert_cmpuint (row->answers, ==, first + 1);
  g_assert_cmpuint (row->auto_labels, >=, 50);
  g_assert_cmpuint (row->auto_errors, <=, row->auto_labels);
  g_assert_cmpfloat_with_epsilon (row->coverage, row->auto_labels / (double) SCENES_N_ROWS, 1e-12);
}

/* With the goal of exact bouts a key is about the frame that is shown, and else about its run. */
static void
test_goal (void)
{
  g_autofree char *path = scenes_copy (folder);
  g_autofree char *truth = dup_truth_path ();
  const FlSimulateOptions options = {.truth = truth, .budget = 1, .seed = 1, .max_error = 0.02};
  const char *const goals[] = {"frames", "bouts"};
  double accuracies[2];

  for (guint i = 0; i < 2; i++) {
    const FlSessionOptions to_read = {.is_headless = TRUE, .is_read_only = TRUE};
    g_autofree char *sql = g_strdup_printf ("UPDATE project SET goal = '%s'", goals[i]);
    g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FlSimulateRow));
    g_autoptr (GError) error = NULL;
    sqlite3 *db;
    g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close (db);
    FlSession *session = fl_session_open (path, &to_read, &error);
    g_assert_no_error (error);
    g_assert_true (fl_simulate (session, &options, keep_row, rows, &error));
    accuracies[i] = row_at (rows, 0)->accuracy;
    scenes_close (session);
  }
  g_assert_cmpfloat_with_epsilon (accuracies[1], 1.0 / SCENES_N_ROWS, 1e-12);
  g_assert_cmpfloat (accuracies[0], >, accuracies[1]);
}

static void
test_order_of_precedence (void)
{
  g_autofree char *path = dup_truth_path ();
  g_autoptr (GError) error = NULL;
  FlSession *session = scenes_create (folder, "precedence.frameline");
  g_autoptr (FlTruth) truth = fl_truth_new (session, path, &error);
  FlAcceptance acceptance = {.max_error = 0.8, .confidence = 0.95};
  FlSimulateRow row = {0};

  g_assert_no_error (error);
  session->seed = 1;
  (void) fl_session_learn (session, NULL);
  for (guint i = 0; i < 45; i++)
    answer_first (session);
  g_assert_true (fl_session_accept (session, &acceptance, &error));
  g_assert_cmpuint (acceptance.n_samples, >, 20);
  const Counted before = count_export (session);
  g_assert_cmpuint (before.n_auto, ==, acceptance.n_samples);
  fl_truth_measure (truth, session, &row);
  assert_measured (&row, &before);

  /* A person relabels everything in the first stream as one class, which turns the model round. */
  const FlRange all = {.first = 0, .last = SCENES_N_FRAMES - 1};
  FlClass *squirrel = fl_session_find_class (session, "Squirrel", NULL);
  g_assert_true (
    fl_session_label (session, fl_session_peek_stream (session, 0), &all, squirrel, &error));
  g_assert_true (fl_session_learn (session, &error));
  const Counted after = count_export (session);
  g_assert_cmpuint (after.n_human, >=, SCENES_N_FRAMES);
  g_assert_cmpuint (after.n_auto, <, before.n_auto);
  fl_truth_measure (truth, session, &row);
  assert_measured (&row, &after);
  g_clear_pointer (&truth, fl_truth_free);
  scenes_close (session);
}

/* The truth with its labels dealt out anew: nothing about a frame says which it got. */
static char *
write_permuted (guint32 seed, double *out_largest_share)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new ("stream,frame,label\n");
  const char *labels[SCENES_N_ROWS];
  guint n_of[N_CLASSES] = {0};
  char *path = g_build_filename (folder, "permuted.csv", NULL);

  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    labels[i] = scenes_get_class (i / SCENES_N_FRAMES, i % SCENES_N_FRAMES);
    n_of[index_of (labels[i])]++;
  }
  for (guint i = 0; i + 1 < SCENES_N_ROWS; i++) {
    guint j = (guint) g_rand_int_range (rand, (gint32) i, SCENES_N_ROWS);
    const char *kept = labels[i];
    labels[i] = labels[j];
    labels[j] = kept;
  }
  for (guint i = 0; i < SCENES_N_ROWS; i++)
    g_string_append_printf (text, "nest-%u.mp4,%u,%s\n", i / SCENES_N_FRAMES, i % SCENES_N_FRAMES,
                            labels[i]);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  *out_largest_share = MAX (n_of[0], MAX (n_of[1], n_of[2])) / (double) SCENES_N_ROWS;
  return path;
}

/* With labels that have nothing to do with the pictures, what was not answered is guessed no
 * better than by always saying the commonest class: no strategy, no model and no feature sees a
 * label that was not given. Four standard deviations of a coin's share are allowed. */
static void
test_truth_does_not_leak (gconstpointer data)
{
  const FlStrategyType *type = data;
  const double n_rest = SCENES_N_ROWS - N_ANSWERS;
  double largest;
  g_autofree char *truth = write_permuted (1, &largest);
  g_autoptr (GArray) rows = simulate (truth, type->id, N_ANSWERS, 1);
  double n_right = row_at (rows, N_ANSWERS - 1)->accuracy * SCENES_N_ROWS;
  double share = (n_right - N_ANSWERS) / n_rest; /* of what was not answered */

  g_assert_cmpfloat (share, >, 0);
  g_assert_cmpfloat (share, <, largest + 4 * sqrt (0.25 / n_rest));
}

/* Scaling and features are the same whatever was answered. */
static void
test_features_see_no_labels (void)
{
  GBytes *scalings[2];

  for (guint round = 0; round < 2; round++) {
    FlSession *session = scenes_create (folder, round == 0 ? "a.frameline" : "b.frameline");
    FlSampleSet *samples = fl_stream_get_samples (fl_session_peek_stream (session, 1));
    gsize size = samples->n * samples->rows->rows.n_dims * sizeof (FlHalf);
    g_autofree FlHalf *before = g_memdup2 (samples->rows->rows.values, size);
    g_autoptr (GError) error = NULL;
    for (guint i = 0; i < 20; i++) {
      const FlRange range = {.first = i * 2, .last = i * 2};
      FlClass *klass = fl_session_peek_class (session, (i + round * (i / 3)) % N_CLASSES);
      g_assert_true (
        fl_session_label (session, fl_session_peek_stream (session, 1), &range, klass, &error));
    }
    g_assert_true (fl_session_learn (session, &error));
    scalings[round] = fl_scaling_serialize (session->scaling);
    g_assert_cmpmem (before, size, samples->rows->rows.values, size);
    scenes_close (session);
  }
  g_assert_true (g_bytes_equal (scalings[0], scalings[1]));
  g_bytes_unref (scalings[0]);
  g_bytes_unref (scalings[1]);
}

static void
assert_refused (const char *text, const char *strategy, const char *expected)
{
  g_autofree char *truth = g_build_filename (folder, "bad.csv", NULL);
  const FlSimulateOptions options = {.truth = truth,
                                     .strategy = strategy,
                                     .budget = 5,
                                     .seed = 1,
                                     .max_error = 0.02};
  FlSession *session = scenes_open (folder);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FlSimulateRow));
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (truth, text, -1, NULL));
  g_assert_false (fl_simulate (session, &options, keep_row, rows, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, expected) == NULL)
    g_error ("“%s” does not say “%s”", error->message, expected);
  g_assert_cmpuint (rows->len, ==, 0);
  scenes_close (session);
}

static void
test_bad_truth (void)
{
  assert_refused ("stream,frame,label\nnest-9.mp4,0,Bird\n", NULL, "nest-9.mp4");
  assert_refused ("stream,frame,label\nnest-0.mp4,50,Bird\n", NULL, "no frame 50");
  assert_refused ("stream,frame,pts_s,label\nnest-0.mp4,3,7.5,Bird\n", NULL, "7.5");
  assert_refused ("stream,label\nnest-0.mp4,Bird\n", NULL, "frame");
  assert_refused ("stream,frame,label\nnest-0.mp4,3,?\n", NULL, "no row with a label");
  assert_refused ("stream,frame,label\nnest-0.mp4,3,Bird\n", "no-such", "no-such");
}

/* Strategies see no more than test-strategies.c shows them; two of them stand for all here. */
static void
add_for_strategies (const char *path, GTestDataFunc func)
{
  static const char *const ids[] = {FL_STRATEGY_DEFAULT, "random"};

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *full = g_strconcat (path, "/", ids[i], NULL);
    g_test_add_data_func (full, fl_strategies_find (ids[i], NULL), func);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
  add_for_strategies ("/session/simulate/same-seed-same-rows", test_same_seed);
  g_test_add_func ("/session/simulate/same-seed-with-validation", test_same_seed_with_validation);
  g_test_add_func ("/session/simulate/learns", test_learns);
  g_test_add_func ("/session/simulate/project-is-untouched", test_project_is_untouched);
  g_test_add_func ("/session/simulate/pool-is-what-is-known", test_pool);
  g_test_add_func ("/session/simulate/equals-export-of-a-person", test_equals_export);
  g_test_add_func ("/session/simulate/human-then-auto-then-model", test_order_of_precedence);
  g_test_add_func ("/session/simulate/certifies", test_certifies);
  g_test_add_func ("/session/simulate/goal-of-the-project", test_goal);
  add_for_strategies ("/session/simulate/truth-does-not-leak", test_truth_does_not_leak);
  g_test_add_func ("/session/simulate/features-see-no-labels", test_features_see_no_labels);
  g_test_add_func ("/session/simulate/bad-truth", test_bad_truth);
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
