/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of tags: of one tag of one sample each, any of which may be drawn as well as any other. */
#include "scenes.h"

#include "session/fl-item-private.h"
#include "session/fl-session-accuracy.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-insights.h"
#include "store/fl-store-checks.h"

#include <glib/gstdio.h>

/* Birds are known of every fifth sample, squirrels of every tenth. */
#define N_FREE_BIRD     (SCENES_N_ROWS - SCENES_N_ROWS / 5)
#define N_FREE_SQUIRREL (SCENES_N_ROWS - SCENES_N_ROWS / 10)
#define N_DRAWS         4000

static char *folder;

typedef struct {
  char *path;
  FlSession *session;
  FlClass *bird;
  FlClass *squirrel;
  GRand *rand;
} Fixture;

static void
find_tags (Fixture *self)
{
  self->bird = fl_session_find_class (self->session, "Bird", NULL);
  self->squirrel = fl_session_find_class (self->session, "Squirrel", NULL);
}

static FlTagAnswer
get_truth (guint i, FlClass *tag)
{
  const char *klass = scenes_get_class (i / SCENES_N_FRAMES, i % SCENES_N_FRAMES);

  return g_str_equal (klass, fl_class_get_name (tag)) ? FL_TAG_YES : FL_TAG_NO;
}

static void
say (Fixture *self, guint i, FlClass *tag)
{
  const FlRange range = {i % SCENES_N_FRAMES, i % SCENES_N_FRAMES};
  const FlTagged tagged = {tag, get_truth (i, tag)};

  g_assert_true (fl_session_tag (self->session,
                                 fl_session_peek_stream (self->session, i / SCENES_N_FRAMES),
                                 &range, &tagged, 1, NULL));
}

static void
learn (Fixture *self)
{
  g_assert_true (fl_session_learn (self->session, NULL));
  fl_queue_clear (self->session->queue);
  fl_session_update_current (self->session);
  self->session->asks_checks = TRUE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rand = g_rand_new_with_seed (1);
  self->path = g_build_filename (folder, "tags.frameline", NULL);
  self->session = scenes_create_with (folder, "tags.frameline", TRUE);
  find_tags (self);
  for (guint i = 0; i < SCENES_N_ROWS; i += 5)
    say (self, i, self->bird);
  for (guint i = 0; i < SCENES_N_ROWS; i += 10)
    say (self, i, self->squirrel);
  learn (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  scenes_close (self->session);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_free (self->path);
  g_rand_free (self->rand);
}

static void
reopen (Fixture *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};

  scenes_close (self->session);
  self->session = fl_session_open (self->path, &options, NULL);
  find_tags (self);
  learn (self);
}

/* Each tag of each sample that nobody answered is drawn as often as any other. */
static void
test_uniform (Fixture *self, gconstpointer data)
{
  guint n_of_bird = 0;

  for (guint i = 0; i < N_DRAWS; i++) {
    g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);
    FlTagAnswer known;
    g_assert_true (fl_item_get_is_blind (item));
    g_assert_false (fl_session_get_tag_answer (self->session, fl_item_get_stream (item),
                                               fl_item_get_frame (item), fl_item_get_tag (item),
                                               &known));
    n_of_bird += fl_item_get_tag (item) == self->bird;
  }
  /* 1,882 of 4,000 are to be expected, give or take 32. */
  const double expected = (double) N_DRAWS * N_FREE_BIRD / (N_FREE_BIRD + N_FREE_SQUIRREL);
  g_assert_cmpfloat_with_epsilon (n_of_bird, expected, 4 * 32);
}

static FlItem *
ask (Fixture *self)
{
  g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);

  fl_queue_put_first (self->session->queue, item);
  fl_session_update_current (self->session);
  return fl_queue_get_first (self->session->queue);
}

static const FlOpenCheck *
get_open (Fixture *self)
{
  g_assert_cmpuint (self->session->open_checks->len, ==, 1);
  return &g_array_index (self->session->open_checks, FlOpenCheck, 0);
}

/* Says of the question what the machine says of it, or the other. */
static void
answer (Fixture *self, gboolean is_right)
{
  const FlOpenCheck *check = get_open (self);
  FlItem *item = fl_queue_get_first (self->session->queue);
  const FlTagged tagged = {fl_item_get_tag (item),
                           (check->draw.class_id > 0) == is_right ? FL_TAG_YES : FL_TAG_NO};
  const FlAnswer said = {.item = item, .tags = &tagged, .n_tags = 1};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_answer (self->session, &said, &error));
  g_assert_no_error (error);
}

/* What was drawn, out of how many, and what the machine says is kept before anybody answers. */
static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (ask (self));
  const gint64 tag = fl_class_get_id (fl_item_get_tag (item));
  const gint64 frame = fl_item_get_frame (item);
  const FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  const float p = fl_sweep_get_tag (sweep, (gsize) frame, tag);
  const gint64 expected = p > 0.5f ? tag : -tag;

  reopen (self);
  const FlOpenCheck *check = get_open (self);
  g_assert_cmpint (check->draw.n_pool, ==, N_FREE_BIRD + N_FREE_SQUIRREL);
  g_assert_cmpint (check->draw.tag, ==, tag);
  g_assert_cmpint (check->draw.class_id, ==, expected);
  g_assert_cmpfloat_with_epsilon (check->draw.probability, (double) MAX (p, 1 - p), 1e-6);
  g_autoptr (GPtrArray) open = fl_session_list_open_checks (self->session);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (fl_item_get_frame (open->pdata[0]), ==, frame);
  g_assert_cmpint (fl_class_get_id (fl_item_get_tag (open->pdata[0])), ==, tag);
}

static guint
count_told (Fixture *self, FlClass *tag, guint *out_n_wrong)
{
  g_autoptr (GArray) checks =
    fl_session_list_checks (self->session, tag != NULL ? fl_class_get_id (tag) : 0);

  *out_n_wrong = 0;
  for (guint i = 0; i < checks->len; i++)
    *out_n_wrong += g_array_index (checks, FlCheck, i).is_wrong;
  return checks->len;
}

/* What checks say is told of each tag and of all, but for an answer that may still be replaced. */
static void
test_told (Fixture *self, gconstpointer data)
{
  guint n[2] = {0};
  guint n_wrong[2] = {0};
  guint found;

  for (guint i = 0; i < 30; i++) {
    const gboolean is_bird = fl_item_get_tag (ask (self)) == self->bird;
    n[is_bird]++;
    n_wrong[is_bird] += i % 6 == 0;
    answer (self, i % 6 != 0);
  }
  g_assert_cmpuint (count_told (self, NULL, &found), ==, 29);
  say (self, 0, self->bird);
  g_assert_cmpuint (count_told (self, NULL, &found), ==, 30);
  g_assert_cmpuint (found, ==, 5);
  g_assert_cmpuint (count_told (self, self->bird, &found), ==, n[1]);
  g_assert_cmpuint (found, ==, n_wrong[1]);
  g_assert_cmpuint (count_told (self, self->squirrel, &found), ==, n[0]);
  g_assert_cmpuint (found, ==, n_wrong[0]);
  FlAccuracy all;
  FlAccuracy bird;
  fl_session_get_accuracy (self->session, &all);
  fl_session_get_tag_accuracy (self->session, self->bird, &bird);
  g_assert_cmpuint (all.n, ==, 30);
  g_assert_cmpuint (bird.n, ==, n[1]);
  g_assert_cmpfloat (all.low, <, 5 / 30.0);
  g_assert_cmpfloat (all.high, >, 5 / 30.0);
  g_autoptr (GError) error = NULL;
  g_assert_true (fl_session_retire_class (self->session, self->squirrel, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_told (self, NULL, &found), ==, n[1]);
}

/* What is said of how many samples and tags, how surely. */
static char *
dup_counts (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlInsights) insights = fl_session_collect_insights (self->session, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < FL_INSIGHTS_N_CERTAINTIES; i++)
    g_string_append_printf (text, "%u ", insights->n[i]);
  for (guint i = 0; i < insights->classes->len; i++)
    for (guint j = 0; j < FL_INSIGHTS_N_CERTAINTIES; j++)
      g_string_append_printf (text, "%u ", g_array_index (insights->classes, FlClassCount, i).n[j]);
  return g_string_free (text, FALSE);
}

/* Until the next answer no count tells by one sample what the machine had said. */
static void
test_counts_lag (Fixture *self, gconstpointer data)
{
  g_autofree char *before = dup_counts (self);

  (void) ask (self);
  answer (self, FALSE);
  g_autofree char *after = dup_counts (self);
  g_assert_cmpstr (after, ==, before);
  say (self, 0, self->bird);
  g_autofree char *later = dup_counts (self);
  g_assert_cmpstr (later, !=, before);
}

/* A slip is replaced, by an answer to the same check. */
static void
test_slip (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (ask (self));
  g_autoptr (GError) error = NULL;
  guint n_wrong;

  answer (self, FALSE);
  g_assert_true (fl_session_take_back (self->session, &error));
  FlItem *again = fl_queue_get_first (self->session->queue);
  g_assert_true (fl_item_is_same (again, item));
  g_assert_true (fl_item_get_is_pool_check (again));
  answer (self, TRUE);
  say (self, 0, self->bird);
  g_assert_cmpuint (count_told (self, NULL, &n_wrong), ==, 1);
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* What is said of another tag of the frame leaves a check what it is; what is said of the tag before it
 * was asked makes it none. */
static void
test_labels (Fixture *self, gconstpointer data)
{
  g_autoptr (FlItem) item = g_object_ref (ask (self));
  FlClass *tag = fl_item_get_tag (item);
  FlClass *other = tag == self->bird ? self->squirrel : self->bird;
  const FlRange range = {fl_item_get_frame (item), fl_item_get_frame (item)};
  const FlTagged tagged[] = {{other, FL_TAG_NO}, {tag, FL_TAG_NO}};

  for (guint i = 0; i < G_N_ELEMENTS (tagged); i++) {
    g_assert_true (
      fl_session_tag (self->session, fl_item_get_stream (item), &range, &tagged[i], 1, NULL));
    g_assert_true (fl_queue_get_first (self->session->queue) == item);
  }
  g_autoptr (FlItem) later = fl_session_draw_check (self->session, self->rand);
  FlTagged said = {fl_item_get_tag (later), FL_TAG_NO};
  const FlRange there = {fl_item_get_frame (later), fl_item_get_frame (later)};
  g_assert_true (
    fl_session_tag (self->session, fl_item_get_stream (later), &there, &said, 1, NULL));
  for (guint i = 0; i < N_DRAWS; i++) {
    g_autoptr (FlItem) drawn = fl_session_draw_check (self->session, self->rand);
    g_assert_false (fl_item_is_same (drawn, later));
  }
}

/* What was asked of a class says nothing of tags. */
static void
test_of_classes (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autofree char *path = scenes_copy (folder);
  FlSession *session = fl_session_open (path, &options, NULL);
  FlStream *stream = fl_session_peek_stream (session, 0);
  FlCheckDraw draw = {.stream = fl_stream_get_id (stream),
                      .has_pts = TRUE,
                      .n_pool = 9,
                      .class_id = 1,
                      .probability = 0.9};

  session->asks_checks = TRUE;
  g_assert_true (fl_frame_index_get_pts (fl_stream_get_index (stream), 0, &draw.pts));
  g_assert_cmpint (fl_store_issue_check (session->store, &draw, NULL), >, 0);
  fl_session_load_checks (session);
  g_autoptr (GPtrArray) before = fl_session_list_open_checks (session);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_true (fl_session_convert (session, NULL));
  g_autoptr (GPtrArray) open = fl_session_list_open_checks (session);
  g_assert_cmpuint (open->len, ==, 0);
  scenes_close (session);
}

/* No percentage without its number, and none from a few. */
static void
test_sentences (void)
{
  const FlAccuracy few = {.n = 19, .error = 0.05, .low = 0.01, .high = 0.2};
  const FlAccuracy some = {.n = 120, .error = 0.0401, .low = 0.019, .high = 0.098};
  g_autofree char *short_one = fl_accuracy_dup_sentence (&few);
  g_autofree char *long_one = fl_accuracy_dup_sentence (&some);
  g_autofree char *range = fl_accuracy_dup_range (&some);

  g_assert_cmpstr (short_one, ==, "Random checks: 19 so far");
  g_assert_null (fl_accuracy_dup_range (&few));
  g_assert_cmpstr (long_one, ==, "Random checks: at least about 95 % right (n = 120)");
  g_assert_cmpstr (range, ==, "Between 90 and 99 %, 95 % confidence, approximate");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
#define ADD(path, func)                                                                            \
  g_test_add ("/session/tag-checks/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("uniform", test_uniform);
  ADD ("kept", test_kept);
  ADD ("told", test_told);
  ADD ("counts-lag", test_counts_lag);
  ADD ("slip", test_slip);
  ADD ("labels", test_labels);
  ADD ("of-classes", test_of_classes);
#undef ADD
  g_test_add_func ("/session/tag-checks/sentences", test_sentences);
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
