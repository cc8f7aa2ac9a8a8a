/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags: that each is learned from its own answers alone, what is asked, and the simulation. */
#include "scenes.h"

#include "session/fl-history.h"
#include "session/fl-session-second-looks.h"
#include "session/fl-session-tags.h"
#include "session/fl-simulate.h"

#include <glib/gstdio.h>
#include <math.h>

static char *folder;

typedef struct {
  FlSession *session;
  FlStream *streams[SCENES_N_STREAMS];
  FlClass *bird;
  FlClass *squirrel;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->session = scenes_create_with (folder, "tags.frameline", TRUE);
  self->bird = fl_session_find_class (self->session, "Bird", &error);
  self->squirrel = fl_session_find_class (self->session, "Squirrel", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    g_autofree char *name = scenes_dup_name (i);
    self->streams[i] = fl_session_find_stream (self->session, name, &error);
    g_assert_no_error (error);
  }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "tags.frameline", NULL);

  /* The next one has the same streams, but not their uuids: what it finds of the cache is its own. */
  scenes_close (self->session);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static FlTagAnswer
get_truth (guint stream, gint64 frame, FlClass *tag)
{
  return g_str_equal (scenes_get_class (stream, (guint) frame), fl_class_get_name (tag))
           ? FL_TAG_YES
           : FL_TAG_NO;
}

/* Says what is true of @tag at each @step-th frame. */
static void
say (Fixture *self, FlClass *tag, guint first, guint step)
{
  for (guint i = first; i < SCENES_N_ROWS; i += step) {
    const guint stream = i / SCENES_N_FRAMES;
    const FlRange range = {i % SCENES_N_FRAMES, i % SCENES_N_FRAMES};
    const FlTagged tagged = {tag, get_truth (stream, range.first, tag)};
    g_assert_true (fl_session_tag (self->session, self->streams[stream], &range, &tagged, 1, NULL));
  }
}

static void
learn (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
}

/* What the model says of @tag, a hash of all samples. */
static double
sum_up (Fixture *self, FlClass *tag)
{
  double sum = 0;

  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    FlTagVerdict verdict;
    fl_stream_get_tag_verdict (self->streams[i / SCENES_N_FRAMES], fl_class_get_id (tag),
                               i % SCENES_N_FRAMES, &verdict);
    if (verdict.certainty == FL_CERTAINTY_MODEL)
      sum += (i + 1) *
             (verdict.state == FL_LABEL_LABELLED ? verdict.confidence : 1 - verdict.confidence);
  }
  return sum;
}

static void
test_unknown_teaches_nothing (Fixture *self, gconstpointer data)
{
  say (self, self->bird, 0, 5);
  learn (self);
  const double before = sum_up (self, self->bird);
  g_assert_cmpfloat (before, >, 0);
  g_assert_cmpfloat (sum_up (self, self->squirrel), ==, 0);
  say (self, self->squirrel, 1, 5);
  learn (self);
  g_assert_cmpfloat (sum_up (self, self->squirrel), >, 0);
  /* A warm start ends within the tolerance of the solver. */
  g_assert_cmpfloat_with_epsilon (sum_up (self, self->bird) / before, 1, 0.02);
}

static guint
count_right (Fixture *self, FlClass *tag)
{
  guint n = 0;

  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    FlTagVerdict verdict;
    const FlTagAnswer truth = get_truth (i / SCENES_N_FRAMES, i % SCENES_N_FRAMES, tag);
    fl_stream_get_tag_verdict (self->streams[i / SCENES_N_FRAMES], fl_class_get_id (tag),
                               i % SCENES_N_FRAMES, &verdict);
    n += verdict.state == (truth == FL_TAG_YES ? FL_LABEL_LABELLED : FL_LABEL_NO);
  }
  return n;
}

static void
test_learns (Fixture *self, gconstpointer data)
{
  FlModelReport report;

  say (self, self->bird, 0, 3);
  say (self, self->squirrel, 1, 3);
  learn (self);
  g_assert_cmpuint (count_right (self, self->bird), >, SCENES_N_ROWS * 9 / 10);
  g_assert_cmpuint (count_right (self, self->squirrel), >, SCENES_N_ROWS * 9 / 10);
  g_assert_true (fl_session_get_model_report (self->session, &report));
  g_assert_cmpuint (report.n_labels, ==, 2 * SCENES_N_ROWS / 3);
  g_assert_cmpuint (report.n_classes, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat (fl_model_get_facts (
                         ((FlTagModel *) self->session->tag_models->pdata[i])->model)
                         ->platt.a,
                       <, 0);
}

/* Of a tag without yes or without no there is no model, and none of both is made up. */
static void
test_one_sided (Fixture *self, gconstpointer data)
{
  const FlRange range = {0, 20};
  const FlTagged tagged = {self->bird, FL_TAG_NO};
  g_autoptr (GError) error = NULL;
  FlTagVerdict verdict;

  g_assert_true (fl_session_tag (self->session, self->streams[0], &range, &tagged, 1, NULL));
  g_assert_false (fl_session_learn (self->session, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_TOO_EARLY);
  fl_stream_get_tag_verdict (self->streams[0], fl_class_get_id (self->bird), 30, &verdict);
  g_assert_cmpint (verdict.state, ==, FL_LABEL_UNSEEN);
  g_assert_false (verdict.is_seen);
  fl_stream_get_tag_verdict (self->streams[0], fl_class_get_id (self->squirrel), 3, &verdict);
  g_assert_cmpint (verdict.state, ==, FL_LABEL_UNSEEN);
  g_assert_true (verdict.is_seen);
}

static FlItem *
get_first (Fixture *self)
{
  FlItem *item = fl_queue_get_first (fl_session_get_queue (self->session));

  g_assert_nonnull (item);
  return item;
}

/* At first all tags are asked of a picture; where a model doubts, one. */
static void
test_forms (Fixture *self, gconstpointer data)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));
  guint n_of_tag[2] = {0};

  (void) fl_session_learn (self->session, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (queue), >, 0);
  g_assert_null (fl_item_get_tag (get_first (self)));
  say (self, self->bird, 0, 7);
  say (self, self->squirrel, 0, 7);
  g_assert_true (fl_session_set_strategy (self->session, "margin", NULL));
  learn (self);
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    FlClass *tag = fl_item_get_tag (item);
    g_autofree char *sentence = fl_item_dup_sentence (item);
    n_of_tag[0] += tag == self->bird;
    n_of_tag[1] += tag == self->squirrel;
    if (tag == self->bird)
      g_assert_cmpstr (sentence, ==, "Is this Bird?");
  }
  g_assert_cmpuint (n_of_tag[0], >, 0);
  g_assert_cmpuint (n_of_tag[1], >, 0);
}

/* An answer about one tag leaves the others unknown; taken back, that one is asked again. */
static void
test_one_tag (Fixture *self, gconstpointer data)
{
  const FlTagged no = {self->bird, FL_TAG_NO};
  FlTagAnswer found;

  fl_session_ask_tag (self->session, self->streams[0], 4, fl_class_get_id (self->bird));
  const FlAnswer answer = {.item = get_first (self), .tags = &no, .n_tags = 1};
  g_assert_true (fl_session_answer (self->session, &answer, NULL));
  g_assert_true (
    fl_session_get_tag_answer (self->session, self->streams[0], 4, self->bird, &found));
  g_assert_cmpint (found, ==, FL_TAG_NO);
  g_assert_false (
    fl_session_get_tag_answer (self->session, self->streams[0], 4, self->squirrel, &found));
  g_assert_true (fl_session_take_back (self->session, NULL));
  g_assert_false (
    fl_session_get_tag_answer (self->session, self->streams[0], 4, self->bird, &found));
  g_assert_true (fl_item_get_tag (get_first (self)) == self->bird);
  g_assert_cmpint (fl_item_get_frame (get_first (self)), ==, 4);
}

static void
test_all_tags (Fixture *self, gconstpointer data)
{
  const FlTagged said[] = {{self->bird, FL_TAG_YES}, {self->squirrel, FL_TAG_NO}};
  FlTagAnswer found;

  fl_session_ask (self->session, self->streams[0], 4);
  const FlAnswer answer = {.item = get_first (self), .tags = said, .n_tags = 2};
  g_assert_true (fl_session_answer (self->session, &answer, NULL));
  g_assert_true (
    fl_session_get_tag_answer (self->session, self->streams[0], 4, self->squirrel, &found));
  g_assert_cmpint (found, ==, FL_TAG_NO);
  g_assert_true (fl_session_take_back (self->session, NULL));
  g_assert_false (
    fl_session_get_tag_answer (self->session, self->streams[0], 4, self->squirrel, &found));
  g_assert_null (fl_item_get_tag (get_first (self)));
}

/* Nobody is asked of one tag what an answer about all tags has said just now. */
static void
test_all_tags_settle_one (Fixture *self, gconstpointer data)
{
  const FlTagged said[] = {{self->bird, FL_TAG_YES}, {self->squirrel, FL_TAG_NO}};

  fl_session_ask_tag (self->session, self->streams[0], 4, fl_class_get_id (self->bird));
  fl_session_ask_tag (self->session, self->streams[0], 5, fl_class_get_id (self->bird));
  fl_session_ask (self->session, self->streams[0], 4);
  const FlAnswer answer = {.item = get_first (self), .tags = said, .n_tags = 2};
  g_assert_true (fl_session_answer (self->session, &answer, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->session->queue)), ==, 1);
  g_assert_cmpint (fl_item_get_frame (get_first (self)), ==, 5);
}

/* A question that says why it is asked says of which tag, too. */
static void
test_sentence (Fixture *self, gconstpointer data)
{
  fl_session_ask_tag (self->session, self->streams[0], 4, fl_class_get_id (self->bird));
  g_autofree char *chosen = fl_item_dup_sentence (get_first (self));
  g_assert_cmpstr (chosen, ==, "The picture you chose: is this Bird?");
  fl_session_ask (self->session, self->streams[0], 4);
  g_autofree char *all = fl_item_dup_sentence (get_first (self));
  g_assert_cmpstr (all, ==, "The picture you chose");
}

static void
assert_span (const GArray *spans, guint i, FlRange range, gint64 class_id, FlCertainty certainty)
{
  const FlSpan *span = &g_array_index (spans, FlSpan, i);

  g_assert_cmpint (span->range.first, ==, range.first);
  g_assert_cmpint (span->range.last, ==, range.last);
  g_assert_cmpint (span->class_id, ==, class_id);
  g_assert_cmpint (span->certainty, ==, certainty);
}

/* Yes, no and unsure stay apart on the timeline of a tag, and what was said of another is not there. */
static void
test_spans (Fixture *self, gconstpointer data)
{
  const gint64 bird = fl_class_get_id (self->bird);
  const FlRange ranges[] = {{2, 3}, {4, 4}, {6, 7}, {9, 9}};
  const FlTagged said[] = {{self->bird, FL_TAG_YES},
                           {self->bird, FL_TAG_NO},
                           {self->bird, FL_TAG_UNSURE},
                           {self->squirrel, FL_TAG_YES}};

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_true (fl_session_tag (self->session, self->streams[0], &ranges[i], &said[i], 1, NULL));
  g_autoptr (GArray) spans =
    fl_session_list_tag_spans (self->session, self->streams[0], self->bird);
  g_assert_cmpuint (spans->len, ==, 6);
  assert_span (spans, 0, (FlRange){0, 1}, 0, FL_CERTAINTY_UNSEEN);
  assert_span (spans, 1, ranges[0], bird, FL_CERTAINTY_HUMAN);
  assert_span (spans, 2, ranges[1], 0, FL_CERTAINTY_HUMAN);
  assert_span (spans, 3, (FlRange){5, 5}, 0, FL_CERTAINTY_UNSEEN);
  assert_span (spans, 4, ranges[2], 0, FL_CERTAINTY_UNSURE);
  assert_span (spans, 5, (FlRange){8, SCENES_N_FRAMES - 1}, 0, FL_CERTAINTY_UNSEEN);
}

/* A class says nothing of tags: it is refused, and nothing is stored. */
static void
test_classes_are_refused (Fixture *self, gconstpointer data)
{
  const FlRange range = {4, 4};
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  fl_session_ask (self->session, self->streams[0], 4);
  const FlAnswer answer = {.item = get_first (self), .klass = self->bird};
  g_assert_false (fl_session_answer (self->session, &answer, &error));
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_false (fl_session_label (self->session, self->streams[0], &range, self->bird, &again));
  g_assert_error (again, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_assert_cmpuint (self->session->n_labelled, ==, 0);
}

static gboolean
keep_row (const FlSimulateRow *row, gpointer data)
{
  g_array_append_vals (data, row, 1);
  return TRUE;
}

/* Without a @budget until lots are certified. */
static GArray *
simulate (Fixture *self, const char *table, guint budget)
{
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  const FlSimulateOptions options = {.truth = path,
                                     .budget = budget,
                                     .seed = 2,
                                     .max_error = 0.2,
                                     .certifies = budget == 0};
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FlSimulateRow));
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, table, -1, &error));
  g_assert_true (fl_simulate (self->session, &options, keep_row, rows, &error));
  g_assert_no_error (error);
  return rows;
}

/* Two tags of every frame: with their states, or by the names of those that are there. */
static char *
write_truth (gboolean has_states)
{
  GString *text =
    g_string_new (has_states ? "stream,frame,label,state,source\n" : "stream,frame,label\n");

  for (guint i = 0; i < SCENES_N_ROWS; i++) {
    static const char *const tags[] = {"Bird", "Squirrel"};
    g_autofree char *name = scenes_dup_name (i / SCENES_N_FRAMES);
    const guint frame = i % SCENES_N_FRAMES;
    const char *klass = scenes_get_class (i / SCENES_N_FRAMES, frame);
    const gboolean is_any = g_strv_contains ((const char *[]){tags[0], tags[1], NULL}, klass);
    for (guint t = 0; has_states && t < 2; t++)
      g_string_append_printf (text, "%s,%u,%s,%s,human\n", name, frame, tags[t],
                              g_str_equal (klass, tags[t]) ? "yes" : "no");
    if (!has_states)
      g_string_append_printf (text, "%s,%u,%s\n", name, frame, is_any ? klass : "");
  }
  return g_string_free (text, FALSE);
}

static void
test_simulate (Fixture *self, gconstpointer data)
{
  g_autofree char *table = write_truth (TRUE);
  g_autofree char *names = write_truth (FALSE);
  g_autoptr (GArray) rows = simulate (self, table, 0);
  g_autoptr (GArray) by_name = simulate (self, names, 12);
  const FlSimulateRow *last = &g_array_index (rows, FlSimulateRow, rows->len - 1);

  /* A question about all tags takes a key for each that is there, and one that ends it. */
  g_assert_cmpuint (rows->len, <, last->answers);
  g_assert_cmpfloat (last->accuracy, >, 0.9);
  g_assert_cmpfloat (last->macro_recall, >, 0.7);
  g_assert_cmpfloat (last->min_class_recall, <=, last->macro_recall);
  /* What is certified: samples and tags, of which the truth knows two a sample. */
  g_assert_cmpuint (last->auto_labels, >, 0);
  g_assert_cmpuint (last->auto_errors, <=, last->auto_labels / 5);
  g_assert_cmpfloat (last->coverage, ==, (double) last->auto_labels / (2 * SCENES_N_ROWS));
  g_assert_cmpuint (by_name->len, >, 3);
  for (guint i = 0; i < by_name->len; i++) {
    const FlSimulateRow *one = &g_array_index (rows, FlSimulateRow, i);
    const FlSimulateRow *other = &g_array_index (by_name, FlSimulateRow, i);
    g_assert_cmpuint (one->answers, ==, other->answers);
    g_assert_cmpfloat (one->accuracy, ==, other->accuracy);
    g_assert_cmpuint (one->events_found, ==, other->events_found);
  }
}

/* As "3:Bird=yes". */
static void
assert_second_looks (Fixture *self, const char *expected)
{
  g_autoptr (GArray) looks = fl_session_list_second_looks (self->session);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < looks->len; i++) {
    const FlSecondLook *look = &g_array_index (looks, FlSecondLook, i);
    g_assert_true (look->stream == self->streams[0]);
    g_string_append_printf (found, "%s%d:%s=%s", i > 0 ? " " : "", (int) look->frame,
                            fl_class_get_name (look->tag), look->is_yes ? "yes" : "no");
  }
  g_assert_cmpstr (found->str, ==, expected);
}

/* Says the contrary of what is true of @tag. */
static void
err (Fixture *self, FlClass *tag, gint64 frame)
{
  const FlRange range = {frame, frame};
  const FlTagged wrong = {tag, get_truth (0, frame, tag) == FL_TAG_YES ? FL_TAG_NO : FL_TAG_YES};

  g_assert_true (fl_session_tag (self->session, self->streams[0], &range, &wrong, 1, NULL));
}

static FlItem *
dup_second_look (Fixture *self)
{
  GListModel *queue = G_LIST_MODEL (fl_session_get_queue (self->session));

  /* It is asked once in fifty times. */
  fl_session_set_n_questions (self->session, SCENES_N_ROWS);
  learn (self);
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (fl_item_get_reason (item) == FL_REASON_SECOND_LOOK)
      return g_steal_pointer (&item);
  }
  return NULL;
}

/* An answer about a tag that all others contradict comes back, about that tag alone and blind; who stays
 * by it is not asked a third time. */
static void
test_second_look (Fixture *self, gconstpointer data)
{
  const gint64 frame = 20;

  say (self, self->bird, 0, 2);
  say (self, self->squirrel, 0, 2);
  err (self, self->bird, frame);
  learn (self);
  const gboolean is_yes = get_truth (0, frame, self->bird) == FL_TAG_NO;
  g_autofree char *expected = g_strdup_printf ("20:Bird=%s", is_yes ? "yes" : "no");
  assert_second_looks (self, expected);
  g_autoptr (FlItem) item = dup_second_look (self);
  g_assert_nonnull (item);
  g_assert_cmpint (fl_item_get_frame (item), ==, frame);
  g_assert_true (fl_item_get_tag (item) == self->bird);
  g_assert_true (fl_item_get_is_blind (item));
  g_autofree char *sentence = fl_item_dup_sentence (item);
  g_assert_cmpstr (sentence, ==, "Worth a second look: is this Bird?");
  const FlTagged same = {self->bird, is_yes ? FL_TAG_YES : FL_TAG_NO};
  const FlAnswer answer = {.item = item, .tags = &same, .n_tags = 1};
  g_assert_true (fl_session_answer (self->session, &answer, NULL));
  assert_second_looks (self, "");
  learn (self);
  assert_second_looks (self, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
#define ADD(name, func) g_test_add ("/session/tags/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("unknown-teaches-nothing", test_unknown_teaches_nothing);
  ADD ("learns", test_learns);
  ADD ("one-sided", test_one_sided);
  ADD ("forms-of-questions", test_forms);
  ADD ("one-tag", test_one_tag);
  ADD ("all-tags", test_all_tags);
  ADD ("all-tags-settle-one", test_all_tags_settle_one);
  ADD ("sentence", test_sentence);
  ADD ("spans", test_spans);
  ADD ("classes-are-refused", test_classes_are_refused);
  ADD ("second-look", test_second_look);
  ADD ("simulate", test_simulate);
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
