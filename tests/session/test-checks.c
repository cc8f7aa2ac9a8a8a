/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of the whole pool: how often, of which samples, what is kept before the answer and what
 * counts after it. */
#include "session/fl-session-checks.h"

#include "scenes.h"
#include "session/fl-item-private.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-lots.h"
#include "session/fl-session-mixer.h"
#include "session/fl-session-review.h"
#include "session/fl-session-tags.h"
#include "store/fl-store-checks.h"
#include "store/fl-store-lots.h"

#include <math.h>
#include <sqlite3.h>

/* The labels that all begin with: these many frames of each stream. */
#define N_LABELLED 10
#define N_FREE     (SCENES_N_ROWS - SCENES_N_STREAMS * N_LABELLED)
#define N_SLOTS    4000

static char *folder;

typedef struct {
  char *path;
  FlSession *session;
  GRand *rand;
} Fixture;

static void
open_project (Fixture *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  self->session = fl_session_open (self->path, &options, &error);
  g_assert_no_error (error);
  self->session->seed = 1;
}

static FlClass *
find_class (Fixture *self, guint stream, gint64 frame)
{
  return fl_session_find_class (self->session, scenes_get_class (stream, (guint) frame), NULL);
}

static void
label (Fixture *self, guint stream, gint64 frame)
{
  const FlRange range = {.first = frame, .last = frame};

  g_assert_true (fl_session_label (self->session, fl_session_peek_stream (self->session, stream),
                                   &range, find_class (self, stream, frame), NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rand = g_rand_new_with_seed (1);
  self->path = scenes_copy (folder);
  open_project (self);
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += SCENES_N_FRAMES / N_LABELLED)
      label (self, i, frame);
  g_assert_true (fl_session_learn (self->session, NULL));
  fl_queue_clear (self->session->queue);
  fl_session_update_current (self->session);
  self->session->asks_checks = TRUE;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  scenes_close (self->session);
  g_rand_free (self->rand);
  g_free (self->path);
}

static void
reopen (Fixture *self)
{
  scenes_close (self->session);
  open_project (self);
  self->session->asks_checks = TRUE;
  g_assert_true (fl_session_learn (self->session, NULL));
}

static FlItem *
get_current (Fixture *self)
{
  return fl_queue_get_first (fl_session_get_queue (self->session));
}

/* Draws a check, and asks it. */
static FlItem *
ask (Fixture *self)
{
  g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);

  g_assert_nonnull (item);
  fl_queue_put_first (self->session->queue, item);
  fl_session_update_current (self->session);
  return get_current (self);
}

static guint
get_stream_number (Fixture *self, FlItem *item)
{
  guint i = 0;

  while (fl_session_peek_stream (self->session, i) != fl_item_get_stream (item))
    i++;
  return i;
}

/* Answers the current question with what the machine says of it, or with something else. */
static void
answer (Fixture *self, gboolean is_right)
{
  FlItem *item = get_current (self);
  const FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  const gint64 guess =
    sweep->class_ids[fl_sample_set_find (sweep->samples, fl_item_get_frame (item))];
  FlClass *klass = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < fl_session_get_n_classes (self->session); i++)
    if ((fl_class_get_id (fl_session_peek_class (self->session, i)) == guess) == is_right)
      klass = fl_session_peek_class (self->session, i);
  const FlAnswer said = {.item = item, .klass = klass};
  g_assert_true (fl_session_answer (self->session, &said, &error));
  g_assert_no_error (error);
}

/* Any other answer, after which nothing before it can be replaced. */
static void
answer_something (Fixture *self)
{
  label (self, 0, 0);
}

/* What is told of checks, as "rrw": right, right, wrong. */
static void
assert_told (Fixture *self, const char *expected)
{
  g_autoptr (GArray) checks = fl_session_list_checks (self->session, 0);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    g_string_append_c (found, g_array_index (checks, FlCheck, i).is_wrong ? 'w' : 'r');
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpuint (fl_session_count_checks (self->session), ==, checks->len);
}

static gint64
read_number (Fixture *self, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  const gint64 number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

static gint64
count_asked (Fixture *self)
{
  return read_number (self, "SELECT count (*) FROM question JOIN random_check"
                            " ON question.id = question WHERE kind = 'check'");
}

typedef struct {
  guint n_checks;
  guint n_audits;
  guint n_all; /* of what measures */
} Counts;

/* What the mixer puts into so many slots, one after the other. */
static Counts
count_slots (Fixture *self)
{
  Counts counts = {0};

  self->session->n_questions = 1;
  for (guint i = 0; i < N_SLOTS; i++) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    g_ptr_array_add (items, fl_item_new (fl_session_peek_stream (self->session, 0), 1,
                                         FL_REASON_DOUBTFUL));
    self->session->n_steps = i;
    fl_session_mix_questions (self->session, items);
    counts.n_checks += fl_item_get_is_pool_check (items->pdata[0]);
    counts.n_audits += fl_item_get_lot (items->pdata[0]) > 0;
    counts.n_all += fl_item_get_is_blind (items->pdata[0]);
  }
  return counts;
}

/* Within five standard deviations. */
static void
assert_share (guint n, double share)
{
  g_assert_cmpfloat (fabs (n - N_SLOTS * share), <=, 5 * sqrt (N_SLOTS * share * (1 - share)));
}

/* A lot of the frame 1 of the first stream, of whatever class. */
static void
open_lot (Fixture *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_part_free);
  const FlLotRow row = {.max_error = 0.1, .confidence = 0.95};
  const FlLotSample sample = {.frame = 1,
                              .class_id = fl_class_get_id (find_class (self, 0, 1)),
                              .confidence = 0.9};
  FlLotPart *part = g_new (FlLotPart, 1);

  *part = (FlLotPart){.stream = fl_stream_get_id (fl_session_peek_stream (self->session, 0)),
                      .samples = g_array_new (FALSE, FALSE, sizeof (FlLotSample))};
  g_array_append_val (part->samples, sample);
  g_ptr_array_add (parts, part);
  g_assert_cmpint (fl_store_add_lot (self->session->store, &row, parts, self->session->annotator,
                                     NULL),
                   >, 0);
  g_assert_true (fl_session_load_lots (self->session, NULL));
}

/* One mixer, one draw a slot: 10 % with few labels, 5 % with many, and never more than 15 % with all. */
static void
test_share (Fixture *self, gconstpointer data)
{
  const Counts few = count_slots (self);
  self->session->n_taught = 199;
  g_assert_cmpuint (count_slots (self).n_checks, ==, few.n_checks);
  self->session->n_taught = 200;
  const Counts many = count_slots (self);

  g_assert_cmpuint (few.n_audits + many.n_audits, ==, 0);
  g_assert_cmpuint (few.n_all, ==, few.n_checks);
  assert_share (few.n_checks, 0.10);
  assert_share (many.n_checks, 0.05);
  open_lot (self);
  const Counts with_lot = count_slots (self);
  assert_share (with_lot.n_audits, 0.10);
  assert_share (with_lot.n_checks, 0.03);
  g_assert_cmpuint (with_lot.n_all, ==, with_lot.n_audits + with_lot.n_checks);
  g_assert_cmpuint (with_lot.n_all, <=, N_SLOTS * 0.15);
}

/* Questions that stand behind the best, for who answers faster than models come, are no way round it. */
static void
test_spare (Fixture *self, gconstpointer data)
{
  FlStream *stream = fl_session_peek_stream (self->session, 0);
  guint n_blind = 0;

  self->session->n_questions = 1;
  for (guint i = 0; i < N_SLOTS; i += 4) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
    for (guint j = 0; j < 4; j++)
      g_ptr_array_add (items, fl_item_new (stream, 1 + j, FL_REASON_RANDOM));
    self->session->n_steps = i;
    fl_session_mix_questions (self->session, items);
    for (guint j = 0; j < 4; j++)
      n_blind += fl_item_get_is_blind (items->pdata[j]);
  }
  assert_share (n_blind, 0.10);
}

/* Nothing else is asked in between where somebody looks for frames like one. */
static void
test_not_among_like_ones (Fixture *self, gconstpointer data)
{
  self->session->likes = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));
  g_assert_cmpuint (count_slots (self).n_all, ==, 0);
}

/* Uniform over all samples without a label: chi square of 120 cells. */
static void
test_uniform (Fixture *self, gconstpointer data)
{
  const guint n_draws = 100 * N_FREE;
  guint counts[SCENES_N_STREAMS][SCENES_N_FRAMES] = {0};
  double chi2 = 0;
  guint n_cells = 0;

  for (guint i = 0; i < n_draws; i++) {
    g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);
    counts[get_stream_number (self, item)][fl_item_get_frame (item)]++;
  }
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++) {
      if (fl_track_find (fl_stream_get_track (fl_session_peek_stream (self->session, i)), frame)) {
        g_assert_cmpuint (counts[i][frame], ==, 0);
        continue;
      }
      n_cells++;
      chi2 += pow (counts[i][frame] - 100.0, 2) / 100;
    }
  g_assert_cmpuint (n_cells, ==, N_FREE);
  /* 119 degrees of freedom, four standard deviations to each side. */
  g_assert_cmpfloat (fabs (chi2 - (N_FREE - 1)), <, 4 * sqrt (2 * (N_FREE - 1)));
}

/* What the machine says is in the file before anybody answers, and nobody sees it. */
static void
test_blind (Fixture *self, gconstpointer data)
{
  FlItem *item = ask (self);
  const FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  const gssize i = fl_sample_set_find (sweep->samples, fl_item_get_frame (item));
  g_autofree char *sentence = fl_item_dup_sentence (item);

  g_assert_cmpstr (sentence, ==, "Just checking");
  g_assert_true (fl_item_get_is_blind (item));
  for (guint c = 0; c < fl_session_get_n_classes (self->session); c++)
    g_assert_true (isnan (fl_class_get_probability (fl_session_peek_class (self->session, c))));
  g_assert_cmpint (count_asked (self), ==, 1);
  g_assert_cmpint (read_number (self, "SELECT class FROM random_check"), ==, sweep->class_ids[i]);
  g_assert_cmpint (read_number (self, "SELECT round (1e6 * probability) FROM random_check"), ==,
                   (gint64) round (1e6 * (double) sweep->confidences[i]));
  g_assert_cmpint (read_number (self, "SELECT n_labels FROM random_check"), ==,
                   SCENES_N_STREAMS * N_LABELLED);
  g_assert_cmpint (read_number (self, "SELECT substr (draw, 3) FROM question"), ==, N_FREE);
  answer (self, TRUE);
  g_assert_cmpint (read_number (self, "SELECT count (*) FROM action a JOIN question q"
                                      " ON q.id = a.question WHERE a.kind = 'check'"
                                      " AND a.guess_shown = 0 AND a.first_frame = q.frame"),
                   ==, 1);
}

/* What a review shows of @item, and Enter takes over there. */
static void
assert_shown (Fixture *self, FlItem *item, FlCertainty certainty, gboolean is_known)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  FlReviewState state;

  fl_session_get_state (self->session, item, &state);
  g_assert_cmpint (state.certainty, ==, certainty);
  g_assert_true ((state.klass != NULL) == is_known);
  g_ptr_array_add (items, item);
  if (!is_known)
    g_assert_cmpuint (fl_session_confirm (self->session, items, NULL), ==, 0);
}

/* What the machine says of what is checked is hidden until it has its answer: while it waits for its
 * turn, while it is asked, and while it is put off. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);

  assert_shown (self, item, FL_CERTAINTY_MODEL, TRUE);
  fl_queue_put_first (self->session->queue, item);
  assert_shown (self, item, FL_CERTAINTY_UNSEEN, FALSE);
  fl_session_update_current (self->session);
  assert_shown (self, item, FL_CERTAINTY_UNSEEN, FALSE);
  fl_session_later (self->session, item);
  assert_shown (self, item, FL_CERTAINTY_UNSEEN, FALSE);
  g_assert_true (fl_session_ask_check_of (self->session, fl_item_get_stream (item),
                                          fl_item_get_frame (item), 0));
  answer (self, FALSE);
  assert_shown (self, item, FL_CERTAINTY_HUMAN, TRUE);
}

/* What is told lags one answer, or one could read from it what the machine said. */
static void
test_told_late (Fixture *self, gconstpointer data)
{
  (void) ask (self);
  answer (self, FALSE);
  assert_told (self, "");
  (void) ask (self);
  assert_told (self, "");
  answer (self, TRUE);
  assert_told (self, "w");
  answer_something (self);
  assert_told (self, "wr");
  reopen (self);
  assert_told (self, "wr");
}

/* A slip is replaced and stays in the log; what is taken back later stays the check. */
static void
test_slip (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (ask (self));
  g_autoptr (GError) error = NULL;

  answer (self, FALSE);
  g_assert_true (fl_session_take_back (self->session, &error));
  g_assert_true (fl_item_is_same (get_current (self), item));
  g_assert_true (fl_item_get_is_blind (get_current (self)));
  g_assert_cmpint (count_asked (self), ==, 1);
  answer (self, TRUE);
  answer_something (self);
  assert_told (self, "r");
  g_assert_cmpint (read_number (self, "SELECT count (*) FROM action WHERE kind = 'check'"), ==, 2);
  (void) ask (self);
  answer (self, FALSE);
  answer_something (self);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_take_back (self->session, &error));
  assert_told (self, "rw");
  g_assert_false (fl_item_get_is_blind (get_current (self)));
}

/* A restart draws nothing anew, and asks first what was asked. */
static void
test_restart (Fixture *self, gconstpointer data)
{
  const gint64 frame = fl_item_get_frame (ask (self));
  const guint stream = get_stream_number (self, get_current (self));
  const gint64 n_labels = read_number (self, "SELECT n_labels FROM random_check");

  reopen (self);
  g_assert_cmpint (fl_item_get_frame (get_current (self)), ==, frame);
  g_assert_cmpuint (get_stream_number (self, get_current (self)), ==, stream);
  g_assert_cmpint (fl_item_get_reason (get_current (self)), ==, FL_REASON_CHECK);
  g_assert_cmpint (count_asked (self), ==, 1);
  answer (self, TRUE);
  g_assert_cmpint (read_number (self, "SELECT n_labels FROM random_check"), ==, n_labels);
  answer_something (self);
  assert_told (self, "r");
  reopen (self);
  g_assert_cmpint (fl_item_get_reason (get_current (self)), !=, FL_REASON_CHECK);
}

/* What was put off comes back as what it was, and nothing is drawn in its place. */
static void
test_later (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (ask (self));

  fl_session_later (self->session, item);
  for (guint i = 0; i < 20; i++) {
    g_assert_true (fl_session_learn (self->session, NULL));
    g_assert_false (fl_item_is_same (get_current (self), item));
    answer (self, TRUE);
  }
  g_assert_true (fl_session_learn (self->session, NULL));
  g_assert_true (fl_item_is_same (get_current (self), item));
  g_assert_cmpint (fl_item_get_reason (get_current (self)), ==, FL_REASON_CHECK);
}

/* Only an answer to the check is one; what is said otherwise of its frame is not. */
static void
test_label_is_no_answer (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (ask (self));

  label (self, get_stream_number (self, item), fl_item_get_frame (item));
  answer_something (self);
  assert_told (self, "");
  g_assert_true (fl_item_is_same (get_current (self), item));
  answer (self, TRUE);
  answer_something (self);
  assert_told (self, "r");
}

/* The file is busy: the answer waits, and is not asked for again. */
static void
test_busy (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  (void) ask (self);
  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  answer (self, TRUE);
  g_autoptr (GPtrArray) open = fl_session_list_open_checks (self->session);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_true (fl_session_save (self->session, &error));
  answer_something (self);
  assert_told (self, "r");
}

/* A check of a sample of an open lot is none of the lot's own. */
static void
test_not_of_a_lot (Fixture *self, gconstpointer data)
{
  open_lot (self);
  FlItem *item = ask (self);

  while (get_stream_number (self, item) != 0 || fl_item_get_frame (item) != 1) {
    answer (self, TRUE);
    item = ask (self);
  }
  answer (self, TRUE);
  answer_something (self);
  g_autoptr (GPtrArray) lots = fl_session_list_lots (self->session);
  g_assert_cmpuint (((FlLotReport *) lots->pdata[0])->n_checks, ==, 0);
  g_assert_cmpuint (fl_session_count_checks (self->session), >, 0);
}

/* Frames that are counted anew: the number names another picture, of which nothing was drawn. */
static void
test_other_picture (Fixture *self, gconstpointer data)
{
  (void) ask (self);
  FlOpenCheck *check = &g_array_index (self->session->open_checks, FlOpenCheck, 0);
  g_autoptr (GPtrArray) before = fl_session_list_open_checks (self->session);

  check->draw.pts++;
  g_autoptr (GPtrArray) after = fl_session_list_open_checks (self->session);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_accuracy (Fixture *self, gconstpointer data)
{
  FlAccuracy accuracy;

  fl_session_get_accuracy (self->session, &accuracy);
  g_assert_null (fl_accuracy_dup_sentence (&accuracy));
  for (guint i = 0; i < 40; i++) {
    (void) ask (self);
    answer (self, i % 10 != 0);
  }
  answer_something (self);
  fl_session_get_accuracy (self->session, &accuracy);
  g_assert_cmpuint (accuracy.n, ==, 40);
  g_assert_cmpfloat (accuracy.n_labels, ==, SCENES_N_STREAMS * N_LABELLED);
  /* Clopper and Pearson, 4 of 40. */
  g_assert_cmpfloat_with_epsilon (accuracy.low, 0.02793, 1e-5);
  g_assert_cmpfloat_with_epsilon (accuracy.high, 0.23663, 1e-5);
  g_assert_cmpfloat (accuracy.error, >, accuracy.low);
  g_assert_cmpfloat (accuracy.error, <, accuracy.high);
  g_autofree char *range = fl_accuracy_dup_range (&accuracy);
  g_assert_cmpstr (range, ==, "Between 76 and 98 %, 95 % confidence, approximate");
  g_autoptr (GArray) curve = fl_session_list_accuracy (self->session);
  g_assert_cmpuint (curve->len, ==, 2);
  g_assert_cmpuint (g_array_index (curve, FlAccuracy, 0).n, ==, 20);
  g_assert_cmpfloat_with_epsilon (g_array_index (curve, FlAccuracy, 0).error, 0.1, 1e-9);
}

/* Who opens a frame saw what the machine says of it: it is a check only where it was asked before. */
static void
test_chosen (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) drawn = fl_session_draw_check (self->session, self->rand);
  FlStream *stream = fl_item_get_stream (drawn);
  const gint64 frame = fl_item_get_frame (drawn);
  g_autoptr (FlItem) asked = NULL;

  fl_queue_put_first (self->session->queue, drawn);
  fl_session_ask (self->session, stream, frame);
  g_assert_false (fl_item_get_is_pool_check (get_current (self)));
  asked = g_object_ref (ask (self));
  g_assert_true (fl_item_get_is_pool_check (asked));
  fl_session_ask (self->session, fl_item_get_stream (asked), fl_item_get_frame (asked));
  g_assert_true (fl_item_get_is_pool_check (get_current (self)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
#define ADD(path, func) g_test_add ("/session/checks/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("share", test_share);
  ADD ("spare", test_spare);
  ADD ("not-among-like-ones", test_not_among_like_ones);
  ADD ("uniform", test_uniform);
  ADD ("blind", test_blind);
  ADD ("hidden", test_hidden);
  ADD ("told-late", test_told_late);
  ADD ("slip", test_slip);
  ADD ("restart", test_restart);
  ADD ("later", test_later);
  ADD ("label-is-no-answer", test_label_is_no_answer);
  ADD ("busy", test_busy);
  ADD ("not-of-a-lot", test_not_of_a_lot);
  ADD ("other-picture", test_other_picture);
  ADD ("accuracy", test_accuracy);
  ADD ("chosen-is-no-check", test_chosen);
#undef ADD
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
