/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project has come to: pace, blind answers, and who or what stands behind each sample. */
#include "session/fl-session-insights.h"

#include "films.h"
#include "store/fl-store-answers.h"
#include "store/fl-store-labels.h"

#define N_FRAMES 24

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *stream;
} Fixture;

/* @data: whether it has tags. */
static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = GPOINTER_TO_INT (data)};
  g_autoptr (GError) error = NULL;

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  films_use_gate (self->session);
  self->stream = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  g_assert_true (fl_session_count_frames (self->session, self->stream, &error));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  films_close (self->session);
  folder_free (self->folder);
}

static gint64
find_id (Fixture *self, const char *name)
{
  return fl_class_get_id (films_find_class (self->session, name));
}

static FlInsights *
collect (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  FlInsights *insights = fl_session_collect_insights (self->session, &error);

  g_assert_no_error (error);
  return insights;
}

/* “12 human 0 certified …” of all samples, and of each class. */
static void
assert_counts (const guint *n, const char *expected)
{
  g_autofree char *found =
    g_strdup_printf ("human %u certified %u auto %u model %u unsure %u unseen %u",
                     n[FL_CERTAINTY_HUMAN], n[FL_CERTAINTY_CERTIFIED], n[FL_CERTAINTY_AUTO],
                     n[FL_CERTAINTY_MODEL], n[FL_CERTAINTY_UNSURE], n[FL_CERTAINTY_UNSEEN]);

  g_assert_cmpstr (found, ==, expected);
}

static const FlClassCount *
find_count (Fixture *self, const FlInsights *insights, const char *name)
{
  for (guint i = 0; i < insights->classes->len; i++) {
    const FlClassCount *count = &g_array_index (insights->classes, FlClassCount, i);
    if (count->class_id == find_id (self, name))
      return count;
  }
  g_assert_not_reached ();
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  films_label (self->session, self->stream, 0, 3, "Bird");
  films_label (self->session, self->stream, 4, 4, NULL);
  films_label (self->session, self->stream, 12, 13, "Nothing");
  g_autoptr (FlInsights) before = collect (self);
  g_assert_cmpuint (before->n_samples, ==, N_FRAMES);
  assert_counts (before->n, "human 6 certified 0 auto 0 model 0 unsure 1 unseen 17");
  assert_counts (find_count (self, before, "Bird")->n,
                 "human 4 certified 0 auto 0 model 0 unsure 0 unseen 0");
  films_ingest (self->session);
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
  g_autoptr (FlInsights) after = collect (self);
  assert_counts (after->n, "human 6 certified 0 auto 0 model 17 unsure 1 unseen 0");
  const FlClassCount *bird = find_count (self, after, "Bird");
  const FlClassCount *nothing = find_count (self, after, "Nothing");
  g_assert_cmpuint (bird->n[FL_CERTAINTY_MODEL] + nothing->n[FL_CERTAINTY_MODEL], ==, 17);
}

/* A sample counts once for each tag, and only a yes is one of its class. */
static void
test_counts_of_tags (Fixture *self, gconstpointer data)
{
  const FlRange range = {3, 6};
  const FlTagged tagged = {.tag = films_find_class (self->session, "Bird"), .answer = FL_TAG_YES};
  const FlRange other = {7, 7};
  const FlTagged no = {.tag = tagged.tag, .answer = FL_TAG_NO};
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_tag (self->session, self->stream, &range, &tagged, 1, &error));
  g_assert_true (fl_session_tag (self->session, self->stream, &other, &no, 1, &error));
  g_assert_no_error (error);
  g_autoptr (FlInsights) insights = collect (self);
  g_assert_cmpuint (insights->n_samples, ==, N_FRAMES * insights->classes->len);
  g_assert_cmpuint (insights->n[FL_CERTAINTY_HUMAN], ==, 5);
  assert_counts (find_count (self, insights, "Bird")->n,
                 "human 4 certified 0 auto 0 model 0 unsure 0 unseen 0");
  assert_counts (find_count (self, insights, "Squirrel")->n,
                 "human 0 certified 0 auto 0 model 0 unsure 0 unseen 0");
}

static void
add_answer (GArray *answers, gint64 took_ms)
{
  const FlAnswerRow row = {.took_ms = took_ms, .said = 1};

  g_array_append_val (answers, row);
}

static FlInsights *
count_answers (const GArray *answers, gboolean is_multi_label)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  FlInsights *insights = fl_insights_new (ids);

  fl_insights_add_answers (insights, answers, is_multi_label);
  return insights;
}

static void
assert_pace (const FlInsights *insights, guint i, guint n_answers, double per_hour)
{
  const FlPacePoint *point = &g_array_index (insights->pace, FlPacePoint, i);

  g_assert_cmpuint (point->n_answers, ==, n_answers);
  g_assert_cmpfloat_with_epsilon (point->per_hour, per_hour, 1e-9);
}

/* Ten a stretch, and the rest in the last one; neither what is unknown nor who was away. */
static void
test_pace (void)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAnswerRow));

  for (guint i = 0; i < 10; i++)
    add_answer (answers, 1000);
  add_answer (answers, -1);
  add_answer (answers, 60001);
  for (guint i = 0; i < 16; i++)
    add_answer (answers, 2000);
  g_autoptr (FlInsights) insights = count_answers (answers, FALSE);
  g_assert_cmpuint (insights->n_timed, ==, 26);
  g_assert_cmpfloat_with_epsilon (insights->timed_s, 42, 1e-9);
  g_assert_cmpuint (insights->pace->len, ==, 2);
  assert_pace (insights, 0, 10, 3600);
  assert_pace (insights, 1, 26, 1800);
  g_assert_cmpfloat_with_epsilon (fl_insights_get_per_hour (insights), 26 * 3600 / 42.0, 1e-9);
}

/* Nine answers have no pace yet, and the tenth gives one. */
static void
test_pace_of_few (void)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAnswerRow));

  for (guint i = 0; i < 9; i++)
    add_answer (answers, 1000);
  g_autoptr (FlInsights) nine = count_answers (answers, FALSE);
  g_assert_cmpuint (nine->n_timed, ==, 9);
  g_assert_cmpuint (nine->pace->len, ==, 0);
  add_answer (answers, 1000);
  g_autoptr (FlInsights) ten = count_answers (answers, FALSE);
  g_assert_cmpuint (ten->pace->len, ==, 1);
  assert_pace (ten, 0, 10, 3600);
}

/* However many answers there are, at most forty stretches. */
static void
test_pace_of_many (void)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAnswerRow));

  for (guint i = 0; i < 1001; i++)
    add_answer (answers, 500);
  g_autoptr (FlInsights) insights = count_answers (answers, FALSE);
  g_assert_cmpuint (insights->pace->len, ==, 38);
  assert_pace (insights, 0, 26, 7200);
  assert_pace (insights, 37, 1001, 7200);
}

static void
add_blind (GArray *answers, gint64 frame, gint64 said, gint64 guess)
{
  const FlAnswerRow row =
    {.stream = 7, .frame = frame, .said = said, .guess = guess, .is_blind = TRUE, .took_ms = -1};

  g_array_append_val (answers, row);
}

/* The newest may be a slip that is replaced, and what the machine did not guess says nothing. */
static void
test_blind (void)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (FlAnswerRow));

  add_blind (answers, 3, 1, 1);
  add_blind (answers, 4, 1, 2);
  add_blind (answers, 5, 0, 2);
  add_blind (answers, 6, 2, 0);
  add_answer (answers, 1000);
  add_blind (answers, 8, 1, 2);
  g_autoptr (FlInsights) insights = count_answers (answers, FALSE);
  g_assert_cmpuint (insights->blind->len, ==, 3);
  g_assert_cmpuint (fl_insights_count_agreed (insights), ==, 1);
  g_autoptr (GArray) pair = fl_insights_list_pair (insights, 1, 2);
  g_assert_cmpuint (pair->len, ==, 1);
  g_assert_cmpint (g_array_index (pair, FlFrameRef, 0).stream, ==, 7);
  g_assert_cmpint (g_array_index (pair, FlFrameRef, 0).frame, ==, 4);
  g_autoptr (FlInsights) of_tags = count_answers (answers, TRUE);
  g_assert_cmpuint (of_tags->blind->len, ==, 0);
}

/* What was told, in the moment in which it was. */
typedef struct {
  FlSession *session;
  guint n;
  guint n_human[2];
} Told;

static void
on_changed (Told *told)
{
  if (told->n < G_N_ELEMENTS (told->n_human))
    told->n_human[told->n] = fl_session_get_insights (told->session)->n[FL_CERTAINTY_HUMAN];
  told->n++;
}

static gboolean
is_told_twice (gpointer told)
{
  return ((const Told *) told)->n >= 2;
}

/* The same on a thread; what is asked for meanwhile is counted once, behind it. */
static void
test_thread (Fixture *self, gconstpointer data)
{
  Told told = {.session = self->session};

  g_signal_connect_swapped (self->session, "insights-changed", G_CALLBACK (on_changed), &told);
  g_assert_null (fl_session_get_insights (self->session));
  fl_session_update_insights (self->session);
  films_label (self->session, self->stream, 0, 3, "Bird");
  fl_session_update_insights (self->session);
  fl_session_update_insights (self->session);
  films_wait (is_told_twice, &told);
  g_assert_cmpuint (told.n, ==, 2);
  g_assert_cmpuint (told.n_human[0], ==, 0);
  g_assert_cmpuint (told.n_human[1], ==, 4);
  assert_counts (fl_session_get_insights (self->session)->n,
                 "human 4 certified 0 auto 0 model 0 unsure 0 unseen 20");
  /* One that nobody waits for any more ends with the session. */
  fl_session_update_insights (self->session);
  g_signal_handlers_disconnect_by_data (self->session, &told);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/session/insights/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/session/insights/counts-of-tags", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_counts_of_tags, tear_down);
  g_test_add_func ("/session/insights/pace", test_pace);
  g_test_add_func ("/session/insights/pace-of-few", test_pace_of_few);
  g_test_add_func ("/session/insights/pace-of-many", test_pace_of_many);
  g_test_add_func ("/session/insights/blind", test_blind);
  g_test_add ("/session/insights/thread", Fixture, NULL, set_up, test_thread, tear_down);
  return g_test_run ();
}
