/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about runs: what a key press labels, what is asked, splitting, and what is exported. */
#include "session/fl-frame-table.h"

#include <string.h>

#include "base/fl-compare.h"
#include "films.h"
#include "learn/fl-scaling.h"
#include "session/fl-ranking-private.h"
#include "session/fl-session-meaning.h"
#include "store/fl-store-private.h"
#include "store/fl-store-settings.h"

#define N_FRAMES 60

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

/* The places at which runs begin. */
static const gsize begins[] = {0, 10, 30, 31, N_FRAMES};

/* Gives the stream these runs, whatever its pictures look like. */
static void
set_runs (FlStream *stream)
{
  FlSampleSet *samples = fl_stream_get_samples (stream);
  const FlHalfRows *rows = &samples->rows->rows;
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = rows->n_dims, .weight = 1};
  g_autoptr (FlScaling) scaling = fl_scaling_new_fit (rows, 1, &block, 1);
  const FlRunBounds bounds = {.longest_s = FL_RUN_LONGEST_S, .is_whole = TRUE};
  g_autoptr (FlRunSet) runs =
    fl_run_set_extend (NULL, samples, fl_stream_get_index (stream), scaling, &bounds);

  g_array_set_size (runs->runs, 0);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (begins); i++) {
    const FlRun run = {.first = begins[i],
                       .shown = (begins[i] + begins[i + 1]) / 2,
                       .last = begins[i + 1] - 1};
    g_array_append_val (runs->runs, run);
  }
  fl_stream_set_runs (stream, runs);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .goal = data};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  films_ingest (self->session);
  set_runs (self->stream);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static void
answer_run (Fixture *self, gint64 frame, const char *name)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, frame, FL_REASON_DOUBTFUL);
  const FlAnswer answer = {.item = item,
                           .klass = films_find_class (self->session, name),
                           .is_about_run = TRUE};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = films_dup_said (self->session, self->stream);

  g_assert_cmpstr (said, ==, expected);
}

static void
assert_run (Fixture *self, gint64 frame, gint64 first, gint64 last)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, frame, FL_REASON_DOUBTFUL);
  FlItemRun run;

  g_assert_cmpint (fl_session_find_run (self->session, item, &run), ==, first < last);
  g_assert_cmpint (run.range.first, ==, first);
  g_assert_cmpint (run.range.last, ==, last);
  g_assert_cmpint (run.middle, ==, first + (last - first) / 2);
}

static void
test_one_key_labels_a_run (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  answer_run (self, 20, "Bird");
  assert_said (self, "10-19:Bird 20:Bird 21-29:Bird");
  g_assert_cmpuint (self->session->n_labelled, ==, 20);
  answer_run (self, 30, "Squirrel");
  assert_said (self, "10-19:Bird 20:Bird 21-29:Bird 30:Squirrel");
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_nonnull (strstr (what, "10–29"));
  assert_said (self, "");
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  assert_said (self, "10-19:Bird 20:Bird 21-29:Bird");
  g_assert_true (fl_session_take_back (self->session, &error));
  g_assert_no_error (error);
  assert_said (self, "");
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 20);
}

/* Also after a restart, and in the history. */
static void
test_a_run_is_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const FlSessionOptions options = {.is_headless = TRUE};

  answer_run (self, 20, "Bird");
  films_close (self->session);
  self->session = films_open (self->folder, &options);
  self->stream = films_peek (self->session, "a.mp4");
  assert_said (self, "10-19:Bird 20:Bird 21-29:Bird");
  g_autoptr (GPtrArray) findings = fl_store_check (self->session->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_said (self, "");
}

static void
test_a_frame_alone (Fixture *self, gconstpointer data)
{
  films_answer (self->session, self->stream, 20, "Bird");
  assert_said (self, "20:Bird");
  assert_run (self, 15, 10, 19);
  assert_run (self, 22, 21, 29);
  assert_run (self, 20, 20, 20);
  assert_run (self, 30, 30, 30);
  answer_run (self, 15, "Squirrel");
  assert_said (self, "10-14:Squirrel 15:Squirrel 16-19:Squirrel 20:Bird");
}

/* What was answered for a run is mended for the run. */
static void
test_a_run_is_mended (Fixture *self, gconstpointer data)
{
  answer_run (self, 20, "Bird");
  assert_run (self, 12, 10, 29);
  answer_run (self, 12, "Squirrel");
  assert_said (self, "10-11:Squirrel 12:Squirrel 13-29:Squirrel");
}

/* The frame that was shown was seen by a person, the others are labelled with their run. */
static void
test_sources (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;
  FlFrameRow row;

  answer_run (self, 20, "Bird");
  g_autoptr (FlFrameRows) rows = fl_frame_rows_new (self->session, FALSE, &error);
  g_assert_no_error (error);
  const FlFrameTable *table = fl_frame_rows_get_table (rows);
  for (; table->next (&row, table->data, &error); n++) {
    const char *source = row.frame == 20                      ? "human"
                         : row.frame >= 10 && row.frame <= 29 ? "run"
                                                              : "";
    g_assert_cmpstr (row.source, ==, source);
    g_assert_cmpstr (row.label, ==, *source != '\0' ? "Bird" : "");
    g_assert_cmpstr (row.annotator, ==, *source != '\0' ? "Ada" : "");
  }
  g_assert_cmpuint (n, ==, N_FRAMES);
}

/* The first frame of the run that @frame is in. */
static gint64
find_begin (Fixture *self, gint64 frame)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, frame, FL_REASON_DOUBTFUL);
  FlItemRun run;

  (void) fl_session_find_run (self->session, item, &run);
  return run.range.first;
}

/* Frames that are asked, in order. */
static GArray *
list_asked (Fixture *self)
{
  GListModel *queue = G_LIST_MODEL (self->session->queue);
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));

  fl_session_set_n_questions (self->session, N_FRAMES);
  g_assert_true (fl_session_set_strategy (self->session, "random", NULL));
  (void) fl_session_learn (self->session, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    const gint64 frame = fl_item_get_frame (item);
    g_array_append_val (frames, frame);
  }
  return frames;
}

/* The runs that begin at these frames are asked about before any of them is asked about twice, whichever
 * of their frames is shown. */
static void
assert_asked (Fixture *self, const char *expected)
{
  g_autoptr (GArray) frames = list_asked (self);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (expected, " ", -1);

  for (guint i = 0; i < MIN (frames->len, g_strv_length (words)); i++) {
    const gint64 begin = find_begin (self, g_array_index (frames, gint64, i));
    g_array_append_val (runs, begin);
  }
  g_array_sort (runs, fl_compare_frames);
  for (guint i = 0; i < runs->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (runs, gint64, i));
  g_assert_cmpstr (text->str, ==, expected);
  for (guint i = runs->len; i < frames->len; i++) {
    const gint64 begin = find_begin (self, g_array_index (frames, gint64, i));
    g_assert_true (g_array_binary_search (runs, &begin, fl_compare_frames, NULL));
  }
}

static void
test_one_of_each_is_asked (Fixture *self, gconstpointer data)
{
  assert_asked (self, "0 10 30 31");
  answer_run (self, 20, "Bird");
  assert_asked (self, "0 30 31");
  /* Both sides of a frame that was labelled alone are asked. */
  films_answer (self->session, self->stream, 45, "Bird");
  assert_asked (self, "0 30 31 46");
}

/* Samples that a strategy may choose from when there may be @n_max: "sample*weight …", of each second
 * one of the first sixteen. */
static char *
dup_candidates (Fixture *self, guint n_max, gint64 put_off)
{
  g_autoptr (GPtrArray) streams = g_ptr_array_new ();
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (FlCandidate));
  g_autoptr (GHashTable) passed_over = fl_ranking_new_set ();
  FlFrameRef ref = {.stream = fl_stream_get_id (self->stream), .frame = put_off};
  FlLearnStream stream = {.id = ref.stream,
                          .samples = fl_stream_get_samples (self->stream),
                          .track = fl_stream_get_track (self->stream),
                          .runs = fl_stream_get_runs (self->stream)};
  const FlLearnRequest request = {.streams = streams};
  FlRanking ranking = {.request = &request, .candidates = candidates};
  GString *text = g_string_new (NULL);

  g_ptr_array_add (streams, &stream);
  for (gsize i = 1; i < 16; i += 2) {
    const FlCandidate candidate = {.sample = i, .weight = 1};
    g_array_append_val (candidates, candidate);
  }
  if (put_off >= 0)
    g_hash_table_add (passed_over, &ref);
  fl_ranking_sort_out_runs (&ranking, n_max, passed_over);
  for (guint i = 0; i < candidates->len; i++) {
    const FlCandidate *each = &g_array_index (candidates, FlCandidate, i);
    g_string_append_printf (text, "%s%d*%u", i > 0 ? " " : "", (int) each->sample, each->weight);
  }
  return g_string_free (text, FALSE);
}

/* Of few candidates all stay, of many the one nearest to what stands for a run, with their weight. */
static void
test_candidates (Fixture *self, gconstpointer data)
{
  g_autofree char *few = dup_candidates (self, 8, -1);
  g_autofree char *many = dup_candidates (self, 7, -1);
  g_autofree char *few_left = dup_candidates (self, 8, 4);
  g_autofree char *many_left = dup_candidates (self, 7, 12);

  g_assert_cmpstr (few, ==, "1*1 3*1 5*1 7*1 9*1 11*1 13*1 15*1");
  g_assert_cmpstr (many, ==, "5*5 15*3");
  g_assert_cmpstr (few_left, ==, "11*1 13*1 15*1");
  g_assert_cmpstr (many_left, ==, "5*5");
}

/* Who puts a question off does not want to see its neighbour instead. */
static void
test_putting_off (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, 20, FL_REASON_NEW);

  fl_session_later (self->session, item);
  assert_asked (self, "0 30 31");
}

static void
test_splitting (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, 20, FL_REASON_NEW);
  g_autoptr (FlItem) alone = fl_item_new (self->stream, 30, FL_REASON_NEW);

  g_assert_false (fl_session_split_run (self->session, alone, 30, NULL));
  g_assert_false (fl_session_split_run (self->session, item, 10, NULL));
  g_assert_false (fl_session_split_run (self->session, item, 30, NULL));
  g_assert_true (fl_session_split_run (self->session, item, 24, NULL));
  assert_run (self, 20, 10, 23);
  assert_run (self, 24, 24, 29);
  /* Both are asked about, the earlier one first. */
  g_assert_cmpint (fl_item_get_frame (films_get_current (self->session)), ==, 16);
  g_autoptr (FlItem) next = g_list_model_get_item (G_LIST_MODEL (self->session->queue), 1);
  g_assert_cmpint (fl_item_get_frame (next), ==, 26);
  assert_asked (self, "0 10 24 30 31");
  answer_run (self, 16, "Bird");
  assert_said (self, "10-15:Bird 16:Bird 17-23:Bird");
}

/* Splitting is undone like an answer, and only the split is. */
static void
test_a_split_is_undone (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, 20, FL_REASON_NEW);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  answer_run (self, 45, "Bird");
  g_assert_true (fl_session_split_run (self->session, item, 24, &error));
  g_assert_no_error (error);
  assert_run (self, 24, 24, 29);
  g_assert_true (self->session->can_undo);
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_nonnull (strstr (what, "24"));
  assert_run (self, 24, 10, 29);
  assert_said (self, "31-44:Bird 45:Bird 46-59:Bird");
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  g_assert_no_error (error);
  assert_run (self, 24, 24, 29);
}

/* The runs of the stream, as "0-9 10-29 …", found in another sitting. */
static char *
dup_runs_anew (Fixture *self)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  GString *text = g_string_new (NULL);

  films_close (self->session);
  self->session = films_open (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_peek (self->session, "a.mp4");
  (void) fl_session_learn (self->session, NULL);
  const GArray *runs = fl_stream_get_runs (self->stream)->runs;
  for (guint i = 0; i < runs->len; i++) {
    const FlRun *run = &g_array_index (runs, FlRun, i);
    g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "", (int) run->first, (int) run->last);
  }
  return g_string_free (text, FALSE);
}

static void
split_at (Fixture *self, gint64 frame)
{
  g_autoptr (FlItem) item = fl_item_new (self->stream, frame, FL_REASON_NEW);
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_split_run (self->session, item, frame, &error));
  g_assert_no_error (error);
}

/* Another sitting finds the same runs by the same tau, and splits them where people did. */
static void
test_runs_are_kept (Fixture *self, gconstpointer data)
{
  g_autofree char *first = dup_runs_anew (self);
  g_assert_nonnull (strchr (first, ' '));
  const float tau = fl_stream_get_runs (self->stream)->tau;
  const gint64 version = self->session->scaling_version;
  g_autoptr (GBytes) content = fl_store_dup_scaling_version (self->session->store, version);
  /* Whatever the project is scaled by later. */
  g_assert_cmpint (fl_store_add_scaling (self->session->store, self->session->extractor->id, 9,
                                         content, NULL),
                   >, version);
  g_assert_cmpfloat (tau, >, 0);
  g_assert_true (
    fl_store_run (self->session->store, NULL, "UPDATE run_rule SET tau = tau * 1.0009765625", ""));
  g_autofree char *again = dup_runs_anew (self);
  g_assert_cmpstr (again, ==, first);
  g_assert_cmpfloat (fl_stream_get_runs (self->stream)->tau, ==, tau * 1.0009765625f);
  /* In the first run that is longer than one sample. */
  const FlRun *run = &g_array_index (fl_stream_get_runs (self->stream)->runs, FlRun, 0);
  g_assert_cmpuint (run->last, >, run->first);
  g_autofree char *begin =
    g_strdup_printf ("0-%d %d-%d", (int) run->last - 1, (int) run->last, (int) run->last);
  split_at (self, (gint64) run->last);
  g_autofree char *split = dup_runs_anew (self);
  g_assert_true (g_str_has_prefix (split, begin));
  g_assert_true (fl_session_undo (self->session, NULL, NULL));
  g_autofree char *whole = dup_runs_anew (self);
  g_assert_cmpstr (whole, ==, first);
}

/* No run lasts longer than half of the shortest event that matters. */
static void
test_shortest_event (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (fl_session_get_shortest_event_s (self->session), ==, 0);
  g_assert_false (fl_session_set_shortest_event_s (self->session, -1, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (fl_session_set_shortest_event_s (self->session, 0.5, &error));
  g_assert_no_error (error);
  (void) fl_session_learn (self->session, NULL);
  const GArray *runs = fl_stream_get_runs (self->stream)->runs;
  for (guint i = 0; i < runs->len; i++) {
    const FlRun *run = &g_array_index (runs, FlRun, i);
    g_assert_cmpuint (run->last - run->first, <, 3); /* 10 samples a second */
  }
  g_autofree char *again = dup_runs_anew (self);
  g_assert_cmpfloat (fl_session_get_shortest_event_s (self->session), ==, 0.5);
  g_assert_nonnull (strstr (again, "0-2 3-5"));
}

/* A label of a run is one label to look at again, however many rows it has in the history. */
static void
test_old_labels (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlClass *bird = films_find_class (self->session, "Bird");

  answer_run (self, 20, "Bird");
  answer_run (self, 45, "Squirrel");
  FlClass *owl = fl_session_add_class (self->session, "Owl", NULL, &error);
  g_assert_cmpuint (fl_session_count_unaware_labels (self->session, owl), ==, 2);
  g_assert_true (fl_session_redefine_class (self->session, bird, "With feathers", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fl_session_count_old_labels (self->session, bird), ==, 1);
}

static FlItem *
find_redefined (Fixture *self)
{
  GListModel *queue = G_LIST_MODEL (self->session->queue);
  FlItem *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (fl_item_get_reason (item) != FL_REASON_REDEFINED)
      continue;
    g_assert_null (found);
    found = g_steal_pointer (&item);
  }
  g_assert_nonnull (found);
  return found;
}

/* Asked once for all of it; the same answer holds for the run, which stays one in the exports. */
static void
test_an_old_run_is_confirmed (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FlClass *bird = films_find_class (self->session, "Bird");

  answer_run (self, 20, "Bird");
  answer_run (self, 45, "Squirrel");
  g_assert_true (fl_session_redefine_class (self->session, bird, "With feathers", &error));
  g_assert_true (fl_session_learn (self->session, &error));
  g_autoptr (FlItem) item = find_redefined (self);
  FlAnswer answer = {.item = item, .klass = bird};
  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fl_session_count_old_labels (self->session, bird), ==, 0);
  const GArray *track = fl_stream_get_track (self->stream);
  const guint end = fl_track_end_answer (track, 0);
  g_assert_cmpint (g_array_index (track, FlLabelRow, 0).range.first, ==, 10);
  g_assert_cmpint (g_array_index (track, FlLabelRow, end - 1).range.last, ==, 29);
  const FlLabelRow *shown = fl_track_find (track, fl_item_get_frame (item));
  g_assert_cmpstr (shown->kind, ==, "frame");
  g_assert_cmpint (shown->range.first, ==, shown->range.last);
  /* Another answer is about the frame that was shown. */
  answer.klass = films_find_class (self->session, "Nothing");
  g_assert_true (fl_session_answer (self->session, &answer, &error));
  g_assert_cmpuint (fl_class_get_n_labels (answer.klass), ==, 1);
}

/* Exact bouts are about frames. */
static void
test_bouts (Fixture *self, gconstpointer data)
{
  g_assert_false (fl_session_get_asks_runs (self->session));
  g_autoptr (GArray) frames = list_asked (self);
  g_assert_cmpuint (frames->len, ==, N_FRAMES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, goal, func)                                                                      \
  g_test_add ("/session/runs/" name, Fixture, goal, set_up, func, tear_down)
  ADD ("one-key-labels-a-run", NULL, test_one_key_labels_a_run);
  ADD ("a-run-is-kept", NULL, test_a_run_is_kept);
  ADD ("a-frame-alone", NULL, test_a_frame_alone);
  ADD ("a-run-is-mended", NULL, test_a_run_is_mended);
  ADD ("sources", NULL, test_sources);
  ADD ("one-of-each-is-asked", NULL, test_one_of_each_is_asked);
  ADD ("candidates", NULL, test_candidates);
  ADD ("putting-off", NULL, test_putting_off);
  ADD ("splitting", NULL, test_splitting);
  ADD ("a-split-is-undone", NULL, test_a_split_is_undone);
  ADD ("runs-are-kept", NULL, test_runs_are_kept);
  ADD ("shortest-event", NULL, test_shortest_event);
  ADD ("old-labels", NULL, test_old_labels);
  ADD ("an-old-run-is-confirmed", NULL, test_an_old_run_is_confirmed);
  ADD ("bouts-are-about-frames", "bouts", test_bouts);
  return g_test_run ();
}
