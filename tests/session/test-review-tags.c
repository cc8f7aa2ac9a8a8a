/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviewing frames of a project of tags: which are listed by which tag, and what is said of several. */
#include "scenes.h"

#include <glib/gstdio.h>
#include <math.h>

#include "session/fl-item-private.h"
#include "session/fl-queue-private.h"
#include "session/fl-session-review.h"
#include "session/fl-session-tags.h"

static char *folder;

typedef struct {
  FlSession *session;
  FlStream *stream;
  FlClass *bird;
  FlClass *squirrel;
  FlReview *review;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *name = scenes_dup_name (0);
  g_autoptr (GError) error = NULL;

  self->session = scenes_create_with (folder, "review.frameline", TRUE);
  self->bird = fl_session_find_class (self->session, "Bird", &error);
  self->squirrel = fl_session_find_class (self->session, "Squirrel", &error);
  self->stream = fl_session_find_stream (self->session, name, &error);
  g_assert_no_error (error);
  self->review = g_object_ref (fl_session_get_review (self->session));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, "review.frameline", NULL);

  scenes_close (self->session);
  g_assert_finalize_object (self->review);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
say (Fixture *self, gint64 frame, FlClass *tag, FlTagAnswer answer)
{
  const FlRange range = {frame, frame};
  const FlTagged tagged = {tag, answer};

  g_assert_true (fl_session_tag (self->session, self->stream, &range, &tagged, 1, NULL));
}

/* What is true of every third frame, of both tags. */
static void
teach (Fixture *self)
{
  FlClass *tags[] = {self->bird, self->squirrel};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENES_N_STREAMS; i++) {
    g_autofree char *name = scenes_dup_name (i);
    FlStream *stream = fl_session_find_stream (self->session, name, NULL);
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += 3)
      for (guint t = 0; t < G_N_ELEMENTS (tags); t++) {
        const FlRange range = {frame, frame};
        const FlTagged tagged = {tags[t], g_str_equal (scenes_get_class (i, (guint) frame),
                                                       fl_class_get_name (tags[t]))
                                            ? FL_TAG_YES
                                            : FL_TAG_NO};
        g_assert_true (fl_session_tag (self->session, stream, &range, &tagged, 1, NULL));
      }
  }
  g_assert_true (fl_session_learn (self->session, &error));
  g_assert_no_error (error);
}

static void
sort (Fixture *self, FlReviewQuery query)
{
  fl_session_sort_review (self->session, &query);
  while (fl_review_get_is_sorting (self->review))
    g_main_context_iteration (NULL, TRUE);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->review));
}

static FlItem *
peek (Fixture *self, guint place)
{
  g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (self->review), place);

  return item;
}

/* Frames of the first film. */
static void
assert_listed (Fixture *self, FlReviewQuery query, const char *expected)
{
  g_autoptr (GString) listed = g_string_new (NULL);

  query.stream = fl_stream_get_id (self->stream);
  sort (self, query);
  for (guint i = 0; i < count (self); i++)
    g_string_append_printf (listed, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            fl_item_get_frame (peek (self, i)));
  g_assert_cmpstr (listed->str, ==, expected);
}

static gint64
get_id (FlClass *tag)
{
  return fl_class_get_id (tag);
}

/* By one tag, by what is said of it, and by whichever tag of a frame is as wanted. */
static void
test_filters (Fixture *self, gconstpointer data)
{
  const guint by_people = 1 << FL_CERTAINTY_HUMAN | 1 << FL_CERTAINTY_UNSURE;

  say (self, 3, self->bird, FL_TAG_YES);
  say (self, 4, self->bird, FL_TAG_NO);
  say (self, 5, self->bird, FL_TAG_UNSURE);
  say (self, 4, self->squirrel, FL_TAG_YES);
  say (self, 9, self->squirrel, FL_TAG_NO);
  assert_listed (self, (FlReviewQuery){.certainties = by_people}, "5 3 4 9");
  assert_listed (self, (FlReviewQuery){.certainties = by_people, .order = FL_REVIEW_BY_TIME},
                 "3 4 5 9");
  assert_listed (self,
                 (FlReviewQuery){.class_id = get_id (self->bird),
                                 .answers = FL_REVIEW_YES | FL_REVIEW_NO},
                 "3 4");
  assert_listed (self,
                 (FlReviewQuery){.class_id = get_id (self->bird), .answers = FL_REVIEW_UNSURE},
                 "5");
  assert_listed (self, (FlReviewQuery){.answers = FL_REVIEW_YES}, "3 4");
  assert_listed (self, (FlReviewQuery){.answers = FL_REVIEW_NO}, "4 9");
  sort (self, (FlReviewQuery){.class_id = get_id (self->bird), .answers = FL_REVIEW_UNKNOWN});
  g_assert_cmpuint (count (self), ==, SCENES_N_ROWS - 3);
  g_assert_true (fl_item_get_tag (peek (self, 0)) == self->bird);
  sort (self, (FlReviewQuery){0});
  g_assert_cmpuint (count (self), ==, SCENES_N_ROWS);
  g_assert_null (fl_item_get_tag (peek (self, 0)));
}

/* A tag is alone among its own neighbours, whatever the other one does. */
static void
test_differs (Fixture *self, gconstpointer data)
{
  const FlRange all = {0, 20};
  const FlTagged tagged[] = {{self->bird, FL_TAG_NO}, {self->squirrel, FL_TAG_YES}};

  g_assert_true (fl_session_tag (self->session, self->stream, &all, tagged, 2, NULL));
  say (self, 7, self->bird, FL_TAG_YES);
  say (self, 12, self->squirrel, FL_TAG_NO);
  assert_listed (self, (FlReviewQuery){.differs = TRUE, .order = FL_REVIEW_BY_TIME}, "7 12");
  assert_listed (self, (FlReviewQuery){.differs = TRUE, .class_id = get_id (self->bird)}, "7");
}

static FlReviewTag
get_state (Fixture *self, FlItem *item, FlClass *tag)
{
  g_autoptr (FlItem) about =
    fl_item_new_tag (fl_item_get_stream (item), fl_item_get_frame (item), FL_REASON_CHOSEN, tag);
  g_autoptr (GArray) states = fl_session_list_tag_states (self->session, about);

  g_assert_cmpuint (states->len, ==, 1);
  g_assert_true (g_array_index (states, FlReviewTag, 0).tag == tag);
  return g_array_index (states, FlReviewTag, 0);
}

/* By the doubt of one tag, or of the one in the most doubt; what a person said comes last. */
static void
test_doubt (Fixture *self, gconstpointer data)
{
  double before = 0;

  teach (self);
  sort (self, (FlReviewQuery){.class_id = get_id (self->squirrel),
                              .certainties = 1 << FL_CERTAINTY_MODEL});
  g_assert_cmpuint (count (self), >, SCENES_N_ROWS / 2);
  for (guint i = 0; i < count (self); i++) {
    const FlReviewTag state = get_state (self, peek (self, i), self->squirrel);
    g_assert_cmpint (state.certainty, ==, FL_CERTAINTY_MODEL);
    g_assert_cmpfloat (state.confidence, >=, before);
    before = state.confidence;
  }
  sort (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_MODEL});
  before = 0;
  for (guint i = 0; i < count (self); i++) {
    const double least = fmin (get_state (self, peek (self, i), self->bird).confidence,
                               get_state (self, peek (self, i), self->squirrel).confidence);
    g_assert_cmpfloat (least, >=, before);
    before = least;
  }
}

static GPtrArray *
list_items (Fixture *self, FlClass *tag, gint64 first, guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint64 frame = first; frame < first + n; frame++)
    g_ptr_array_add (items, fl_item_new_tag (self->stream, frame, FL_REASON_CHOSEN, tag));
  return items;
}

/* As "4:Bird 5:-Squirrel 6:?Bird". */
static void
assert_said (Fixture *self, const char *expected)
{
  FlClass *tags[] = {self->bird, self->squirrel};
  static const char *const marks[] = {"", "-", "?"};
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->session->store, &error);
  FlTagAnswer answer;

  for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame++)
    for (guint t = 0; t < G_N_ELEMENTS (tags); t++)
      if (fl_session_get_tag_answer (self->session, self->stream, frame, tags[t], &answer))
        g_string_append_printf (said, "%s%" G_GINT64_FORMAT ":%s%s", said->len > 0 ? " " : "",
                                frame, marks[answer], fl_class_get_name (tags[t]));
  g_assert_cmpstr (said->str, ==, expected);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* All said by one action, which is undone as one; the other tag stays unknown. */
static void
test_tag_items (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = list_items (self, NULL, 4, 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  g_assert_cmpuint (fl_session_tag_items (self->session, items, self->bird, FL_TAG_YES, &error), ==,
                    3);
  g_assert_no_error (error);
  assert_said (self, "4:Bird 5:Bird 6:Bird");
  g_assert_cmpuint (fl_session_tag_items (self->session, items, self->bird, FL_TAG_YES, &error), ==,
                    0);
  g_assert_no_error (error);
  g_assert_cmpuint (fl_session_tag_items (self->session, items, NULL, FL_TAG_UNSURE, &error), ==,
                    3);
  assert_said (self, "4:Bird 4:?Squirrel 5:Bird 5:?Squirrel 6:Bird 6:?Squirrel");
  g_assert_cmpuint (fl_session_tag_items (self->session, items, NULL, FL_TAG_NO, &error), ==, 3);
  assert_said (self, "4:-Bird 4:-Squirrel 5:-Bird 5:-Squirrel 6:-Bird 6:-Squirrel");
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "what was said of several frames");
  assert_said (self, "4:Bird 4:?Squirrel 5:Bird 5:?Squirrel 6:Bird 6:?Squirrel");
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_said (self, "");
  g_assert_cmpuint (fl_stream_get_track (self->stream)->len, ==, 0);
}

/* What samples are about is what is meant. */
static void
test_about_one (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = list_items (self, self->squirrel, 8, 2);
  g_autoptr (GError) error = NULL;

  say (self, 8, self->bird, FL_TAG_YES);
  g_assert_cmpuint (fl_session_tag_items (self->session, items, NULL, FL_TAG_NO, &error), ==, 2);
  assert_said (self, "8:Bird 8:-Squirrel 9:-Squirrel");
  g_assert_cmpuint (fl_session_unlabel (self->session, items, &error), ==, 2);
  assert_said (self, "8:Bird");
  g_assert_nonnull (fl_track_find (fl_stream_get_track (self->stream), 8));
  g_assert_null (fl_track_find (fl_stream_get_track (self->stream), 9));
  g_assert_cmpuint (fl_session_unlabel (self->session, items, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_said (self, "8:Bird 8:-Squirrel 9:-Squirrel");
}

/* Giving back takes the answers about all tags, also of labels from when these were classes. */
static void
test_unlabel (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = list_items (self, NULL, 8, 2);
  g_autoptr (GError) error = NULL;

  say (self, 8, self->bird, FL_TAG_YES);
  say (self, 8, self->squirrel, FL_TAG_NO);
  say (self, 10, self->bird, FL_TAG_NO);
  g_assert_cmpuint (fl_session_unlabel (self->session, items, &error), ==, 1);
  assert_said (self, "10:-Bird");
  g_assert_null (fl_track_find (fl_stream_get_track (self->stream), 8));
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_said (self, "8:Bird 8:-Squirrel 10:-Bird");
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  assert_said (self, "10:-Bird");
}

/* What the machine says of each tag becomes the person's word; what people said stays. */
static void
test_confirm (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = list_items (self, NULL, 0, 9);
  g_autoptr (GPtrArray) of_bird = list_items (self, self->bird, 10, 2);
  g_autoptr (GError) error = NULL;
  FlReviewTag before[9][2];

  teach (self);
  for (guint i = 0; i < items->len; i++) {
    before[i][0] = get_state (self, items->pdata[i], self->bird);
    before[i][1] = get_state (self, items->pdata[i], self->squirrel);
  }
  g_assert_cmpuint (fl_session_confirm (self->session, items, &error), ==, 6);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++) {
    const FlReviewTag bird = get_state (self, items->pdata[i], self->bird);
    const FlReviewTag squirrel = get_state (self, items->pdata[i], self->squirrel);
    g_assert_cmpint (bird.certainty, ==, FL_CERTAINTY_HUMAN);
    g_assert_cmpint (bird.answer, ==, before[i][0].answer);
    g_assert_cmpint (squirrel.certainty, ==, FL_CERTAINTY_HUMAN);
    g_assert_cmpint (squirrel.answer, ==, before[i][1].answer);
  }
  g_assert_cmpuint (fl_session_confirm (self->session, of_bird, &error), ==, 2);
  g_assert_cmpint (get_state (self, of_bird->pdata[0], self->bird).certainty, ==,
                   FL_CERTAINTY_HUMAN);
  g_assert_cmpint (get_state (self, of_bird->pdata[0], self->squirrel).certainty, ==,
                   FL_CERTAINTY_MODEL);
}

/* Of a frame that is asked about blind nothing is told, and nothing is confirmed. */
static void
test_blind (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = list_items (self, NULL, 1, 1);
  g_autoptr (FlItem) check = fl_item_new_check (self->stream, 1, self->bird);
  g_autoptr (GError) error = NULL;

  teach (self);
  g_assert_cmpint (get_state (self, items->pdata[0], self->squirrel).certainty, ==,
                   FL_CERTAINTY_MODEL);
  fl_queue_put_first (fl_session_get_queue (self->session), check);
  g_assert_cmpint (get_state (self, items->pdata[0], self->squirrel).certainty, ==,
                   FL_CERTAINTY_UNSEEN);
  g_assert_cmpuint (fl_session_confirm (self->session, items, &error), ==, 0);
  g_assert_no_error (error);
  sort (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_UNSEEN});
  g_assert_cmpuint (count (self), ==, 1);
}

/* A label of a class is of no single tag: it goes with all of them, or stays. */
static void
test_converted (void)
{
  FlSession *session = scenes_create (folder, "converted.frameline");
  g_autofree char *path = g_build_filename (folder, "converted.frameline", NULL);
  g_autofree char *name = scenes_dup_name (0);
  FlStream *stream = fl_session_find_stream (session, name, NULL);
  const FlRange range = {4, 4};
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  FlTagAnswer answer;

  FlClass *bird = fl_session_find_class (session, "Bird", NULL);
  g_assert_true (fl_session_label (session, stream, &range, bird, &error));
  g_assert_true (fl_session_convert (session, &error));
  g_ptr_array_add (items, fl_item_new_tag (stream, 4, FL_REASON_CHOSEN, bird));
  g_assert_cmpuint (fl_session_unlabel (session, items, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_true (fl_session_get_tag_answer (session, stream, 4, bird, &answer));
  g_ptr_array_set_size (items, 0);
  g_ptr_array_add (items, fl_item_new (stream, 4, FL_REASON_CHOSEN));
  g_assert_cmpuint (fl_session_unlabel (session, items, &error), ==, 1);
  g_assert_false (fl_session_get_tag_answer (session, stream, 4, bird, &answer));
  g_assert_true (fl_session_load_labels (session, 0, &error));
  g_assert_false (fl_session_get_tag_answer (session, stream, 4, bird, &answer));
  g_ptr_array_set_size (items, 0);
  scenes_close (session);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *self, gconstpointer data);
  } tests[] = {
    {"/review-tags/filters", test_filters},     {"/review-tags/differs", test_differs},
    {"/review-tags/doubt", test_doubt},         {"/review-tags/tag-items", test_tag_items},
    {"/review-tags/about-one", test_about_one}, {"/review-tags/unlabel", test_unlabel},
    {"/review-tags/confirm", test_confirm},     {"/review-tags/blind", test_blind},
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = scenes_make ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/review-tags/converted", test_converted);
  const int result = g_test_run ();
  folder_free (folder);
  return result;
}
