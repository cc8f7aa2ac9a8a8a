/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the temperature is fitted anew and C is chosen anew, as answers come in. */
#include "scenes.h"

#include "session/fl-frame-table.h"

/* The @i-th of samples that lie all over the streams. */
static void
label (FlSession *session, guint i)
{
  const guint sample = 7 * i % SCENES_N_ROWS;
  const guint stream = sample / SCENES_N_FRAMES;
  const FlRange range = {.first = sample % SCENES_N_FRAMES, .last = sample % SCENES_N_FRAMES};
  g_autofree char *name = scenes_dup_name (stream);
  g_autoptr (GError) error = NULL;
  FlStream *found = fl_session_find_stream (session, name, &error);
  FlClass *klass =
    fl_session_find_class (session, scenes_get_class (stream, (guint) range.first), &error);

  g_assert_no_error (error);
  g_assert_true (fl_session_label (session, found, &range, klass, &error));
  g_assert_no_error (error);
}

/* Learns with @n labels; T and C are then those of so many rows. */
static void
assert_fitted (FlSession *session, guint *n_labels, guint n, gsize validated, gsize chosen)
{
  g_autoptr (GError) error = NULL;

  while (*n_labels < n)
    label (session, (*n_labels)++);
  g_assert_true (fl_session_learn (session, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (session->n_taught, ==, n);
  g_assert_cmpuint (session->n_validated, ==, validated);
  g_assert_cmpuint (session->n_chosen, ==, chosen);
}

static void
test_schedule (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "learning.frameline");
  guint n_labels = 0;

  scenes_ingest (session);
  assert_fitted (session, &n_labels, 39, 0, 0);
  assert_fitted (session, &n_labels, 40, 40, 40);
  assert_fitted (session, &n_labels, 43, 40, 40);
  assert_fitted (session, &n_labels, 44, 44, 40);
  assert_fitted (session, &n_labels, 79, 79, 40);
  assert_fitted (session, &n_labels, 87, 87, 87);
  scenes_close (session);
  folder_remove (folder);
}

static FlSweep *
take_sweep (FlSession *session)
{
  return fl_sweep_ref (fl_stream_get_sweep (fl_session_peek_stream (session, 0)));
}

static guint
count_candidates (FlSession *session)
{
  g_autoptr (GError) error = NULL;
  FlAcceptance acceptance = {.max_error = 0.05, .confidence = 0.95};

  g_assert_true (fl_session_preview_accept (session, &acceptance, &error));
  g_assert_no_error (error);
  return acceptance.n_candidates;
}

/* What a model said whose T was another one is not accepted, though no label came between the two. */
static void
test_sweeps_of_the_newest (void)
{
  g_autofree char *folder = scenes_make ();
  g_autoptr (GError) error = NULL;
  FlSession *session = scenes_create (folder, "learning.frameline");
  guint n_labels = 0;

  scenes_ingest (session);
  assert_fitted (session, &n_labels, 40, 40, 40);
  FlSweep *before = take_sweep (session);
  const guint n = count_candidates (session);
  g_assert_true (fl_session_learn (session, &error));
  g_assert_cmpuint (count_candidates (session), ==, n);
  FlSweep *newest = take_sweep (session);
  g_assert_cmpint (before->revision, ==, newest->revision);
  fl_stream_set_sweep (fl_session_peek_stream (session, 0), before);
  g_assert_cmpuint (count_candidates (session), <, n);
  fl_stream_set_sweep (fl_session_peek_stream (session, 0), newest);
  g_assert_cmpuint (count_candidates (session), ==, n);
  fl_sweep_unref (before);
  fl_sweep_unref (newest);
  scenes_close (session);
  folder_remove (folder);
}

/* A row of a table that says “labelled” has a label. */
static void
assert_sound_rows (FlSession *session, guint n_labelled)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (session, FALSE, &error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  FlFrameRow row;
  guint n = 0;

  while (table->next (&row, table->data, &error)) {
    g_assert_cmpint (*row.label != '\0', ==, g_str_equal (row.state, "labelled"));
    n += g_str_equal (row.state, "labelled");
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_labelled);
}

/* What was learned from answers that were taken back is not known any more. */
static void
test_taken_back (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "learning.frameline");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    label (session, i);
  g_assert_true (fl_session_learn (session, &error));
  assert_sound_rows (session, SCENES_N_ROWS);
  for (guint i = 0; i < 20; i++)
    g_assert_true (fl_session_undo (session, NULL, &error));
  g_assert_false (fl_session_learn (session, NULL));
  g_assert_null (session->model);
  assert_sound_rows (session, 0);
  /* The same when a class goes whose predictions nobody has asked for again yet. */
  for (guint i = 0; i < 20; i++)
    label (session, i);
  g_assert_true (fl_session_learn (session, &error));
  FlClass *bird = fl_session_find_class (session, "Bird", &error);
  g_assert_true (fl_session_retire_class (session, bird, &error));
  assert_sound_rows (session, 20);
  scenes_close (session);
  folder_remove (folder);
}

/* Says “doubtful” of nothing that the model is sure of, whatever the order. */
static void
assert_reasons (FlSession *session, const char *strategy)
{
  g_autoptr (GError) error = NULL;
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (session));
  guint n_doubtful = 0;

  g_assert_true (fl_session_set_strategy (session, strategy, &error));
  g_assert_true (fl_session_learn (session, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
    const gssize at = fl_sample_set_find (sweep->samples, fl_item_get_frame (item));
    if (!g_str_has_prefix (sentence, "Doubtful between"))
      continue;
    n_doubtful++;
    g_assert_cmpfloat (sweep->confidences[at], <=, 0.851);
  }
  g_assert_cmpuint (n_doubtful, >, 0);
  g_assert_cmpuint (n_doubtful, <, g_list_model_get_n_items (queue));
}

static void
test_reasons (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "learning.frameline");

  fl_session_set_n_questions (session, SCENES_N_ROWS);
  for (guint i = 0; i < 30; i++)
    label (session, i);
  assert_reasons (session, "margin");
  assert_reasons (session, "auto");
  scenes_close (session);
  folder_remove (folder);
}

/* The questions to come, without what a session remembers of the models before. */
static char *
dup_order (FlSession *session)
{
  g_autoptr (GError) error = NULL;
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (session));
  GString *order = g_string_new (NULL);

  fl_session_forget_model (session);
  g_assert_true (fl_session_set_strategy (session, "exploit-explore", &error));
  g_assert_true (fl_session_learn (session, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    g_string_append_printf (order, "%s %" G_GINT64_FORMAT "\n",
                            fl_stream_get_name (fl_item_get_stream (item)),
                            fl_item_get_frame (item));
  }
  return g_string_free (order, FALSE);
}

static void
answer_truly (FlSession *session)
{
  g_autoptr (GError) error = NULL;
  FlItem *item = fl_queue_get_first (fl_session_get_queue (session));
  const char *name = fl_stream_get_name (fl_item_get_stream (item));
  guint stream = 0;
  for (g_autofree char *each = scenes_dup_name (0); !g_str_equal (each, name);) {
    g_free (each);
    each = scenes_dup_name (++stream);
  }
  const char *truth = scenes_get_class (stream, (guint) fl_item_get_frame (item));
  const FlAnswer answer = {.item = item, .klass = fl_session_find_class (session, truth, &error)};

  g_assert_true (fl_session_answer (session, &answer, &error));
  g_assert_true (fl_session_learn (session, &error));
  g_assert_no_error (error);
}

/* How often to explore is learned from the answers before, and those are all in the project. */
static void
test_order_after_reopening (void)
{
  g_autofree char *folder = scenes_make ();
  FlSession *session = scenes_create (folder, "learning.frameline");
  const FlSessionOptions options = {.is_headless = TRUE, .is_read_only = TRUE};
  g_autofree char *path = g_build_filename (folder, "learning.frameline", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    label (session, i);
  g_assert_true (fl_session_learn (session, &error));
  for (guint i = 0; i < 12; i++)
    answer_truly (session);
  g_autofree char *before = dup_order (session);
  scenes_close (session);
  session = fl_session_open (path, &options, &error);
  g_assert_no_error (error);
  g_autofree char *after = dup_order (session);
  g_assert_cmpstr (after, ==, before);
  scenes_close (session);
  folder_remove (folder);
}

/* Runs the main loop until there is another model. */
static void
wait_for_model (FlSession *session)
{
  const FlModel *before = session->model;
  gint64 deadline_us = g_get_monotonic_time () + 100 * G_USEC_PER_SEC;

  while (session->model == before) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    g_main_context_iteration (NULL, TRUE);
  }
}

/* In a window questions do not wait for T and C, which come with the next model. */
static void
test_fitted_beside (void)
{
  g_autofree char *folder = scenes_make ();
  g_autofree char *path = g_build_filename (folder, "learning.frameline", NULL);
  const FlSessionOptions options = {.annotator = "Ada", .n_pinned = 2};
  FlSession *session = scenes_create (folder, "learning.frameline");
  g_autoptr (GError) error = NULL;

  scenes_ingest (session);
  for (guint i = 0; i < 44; i++)
    label (session, i);
  scenes_close (session);
  session = fl_session_open (path, &options, &error);
  g_assert_no_error (error);
  wait_for_model (session);
  while (session->n_taught < 44)
    wait_for_model (session);
  g_assert_false (fl_model_get_facts (session->model)->is_calibrated);
  g_assert_nonnull (session->current);
  g_assert_true (session->is_fitting);
  g_assert_cmpuint (session->n_validated, ==, 0);
  wait_for_model (session);
  g_assert_false (session->is_fitting);
  g_assert_cmpuint (session->n_validated, ==, 44);
  g_assert_cmpuint (session->n_chosen, ==, 44);
  g_assert_true (fl_model_get_facts (session->model)->is_calibrated);
  g_assert_cmpfloat (fl_model_get_facts (session->model)->c, ==, session->fitted_c);
  /* A few answers more ask for no other T. */
  label (session, 44);
  wait_for_model (session);
  g_assert_cmpuint (session->n_taught, ==, 45);
  g_assert_true (fl_model_get_facts (session->model)->is_calibrated);
  g_assert_false (session->is_fitting);
  scenes_close (session);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/session/learning/schedule", test_schedule);
  g_test_add_func ("/session/learning/sweeps-of-the-newest", test_sweeps_of_the_newest);
  g_test_add_func ("/session/learning/taken-back", test_taken_back);
  g_test_add_func ("/session/learning/order-after-reopening", test_order_after_reopening);
  g_test_add_func ("/session/learning/reasons", test_reasons);
  g_test_add_func ("/session/learning/fitted-beside", test_fitted_beside);
  return g_test_run ();
}
