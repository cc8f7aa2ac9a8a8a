/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviewing samples in bulk: which are listed, in which order, and what is said of several at once. */
#include "films.h"

#include "session/fl-item-private.h"
#include "session/fl-queue-private.h"
#include "session/fl-removal.h"
#include "session/fl-review-private.h"
#include "session/fl-session-review.h"

#define N_FRAMES 72

typedef struct {
  char *folder;
  FlSession *session;
  FlStream *a;
  FlStream *b;
  FlReview *review;
  guint n_sorted;
  GArray *like; /* (nullable) guint */
} Fixture;

static void
on_sorted (FlReview *review, gpointer data)
{
  ((Fixture *) data)->n_sorted++;
}

static void
on_like_found (FlReview *review, GArray *places, gpointer data)
{
  ((Fixture *) data)->like = g_array_ref (places);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};

  self->folder = films_make_folder ();
  self->session = films_create (self->folder, &options);
  self->a = films_add (self->session, self->folder, "a.mp4", N_FRAMES);
  self->b = films_add (self->session, self->folder, "b.mp4", N_FRAMES);
  films_ingest (self->session);
  self->review = g_object_ref (fl_session_get_review (self->session));
  g_signal_connect (self->review, "sorted", G_CALLBACK (on_sorted), self);
  g_signal_connect (self->review, "like-found", G_CALLBACK (on_like_found), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (self->review, self);
  films_close (self->session);
  g_assert_finalize_object (self->review);
  g_clear_pointer (&self->like, g_array_unref);
  folder_free (self->folder);
}

static gboolean
is_settled (gpointer data)
{
  return !fl_review_get_is_sorting (data);
}

static void
sort (Fixture *self, FlReviewQuery query)
{
  const guint n_before = self->n_sorted;

  fl_session_sort_review (self->session, &query);
  g_assert_true (fl_review_get_is_sorting (self->review));
  films_wait (is_settled, self->review);
  g_assert_cmpuint (self->n_sorted, ==, n_before + 1);
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

static FlReviewState
peek_state (Fixture *self, guint place)
{
  FlReviewState state;

  fl_session_get_state (self->session, peek (self, place), &state);
  return state;
}

/* As "a0 a1 b5". */
static char *
dup_listed (Fixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count (self); i++) {
    FlItem *item = peek (self, i);
    g_string_append_printf (text, "%s%c%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            *fl_stream_get_name (fl_item_get_stream (item)),
                            fl_item_get_frame (item));
  }
  return g_string_free (text, FALSE);
}

static void
assert_listed (Fixture *self, FlReviewQuery query, const char *expected)
{
  sort (self, query);
  g_autofree char *listed = dup_listed (self);
  g_assert_cmpstr (listed, ==, expected);
}

static gint64
get_id (Fixture *self, const char *name)
{
  return fl_class_get_id (films_find_class (self->session, name));
}

/* Some of each class, so that there is a model. */
static void
teach (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  for (gint64 frame = 2; frame < N_FRAMES; frame += FILMS_STRETCH)
    films_answer (self->session, self->a, frame, films_get_class (frame));
  g_assert_true (fl_session_learn (self->session, &error));
}

static void
test_time (Fixture *self, gconstpointer data)
{
  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_assert_cmpuint (count (self), ==, 2 * N_FRAMES);
  for (guint i = 0; i < count (self); i++) {
    g_assert_true (fl_item_get_stream (peek (self, i)) == (i < N_FRAMES ? self->a : self->b));
    g_assert_cmpint (fl_item_get_frame (peek (self, i)), ==, i % N_FRAMES);
    g_assert_cmpuint (fl_review_find (self->review, fl_item_get_stream (peek (self, i)),
                                      fl_item_get_frame (peek (self, i))),
                      ==, i);
  }
  g_assert_true (peek (self, 3) == peek (self, 3));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->review), 2 * N_FRAMES));
  g_assert_cmpuint (fl_review_find (self->review, self->a, N_FRAMES), ==, FL_REVIEW_NOWHERE);
}

static void
test_filters (Fixture *self, gconstpointer data)
{
  films_label (self->session, self->a, 4, 6, "Bird");
  films_label (self->session, self->b, 70, 71, "Squirrel");
  films_label (self->session, self->b, 1, 1, NULL);
  assert_listed (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_HUMAN}, "a4 a5 a6 b70 b71");
  assert_listed (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_UNSURE}, "b1");
  assert_listed (self, (FlReviewQuery){.class_id = get_id (self, "Bird")}, "a4 a5 a6");
  assert_listed (self,
                 (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_HUMAN,
                                 .stream = fl_stream_get_id (self->b)},
                 "b70 b71");
  assert_listed (self, (FlReviewQuery){.lot = 7}, "");
  sort (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_UNSEEN});
  g_assert_cmpuint (count (self), ==, 2 * N_FRAMES - 6);
}

/* Alone among others; at an end, and between two that differ, nobody can tell. */
static void
test_differs (Fixture *self, gconstpointer data)
{
  const FlReviewQuery query = {.certainties = 1 << FL_CERTAINTY_HUMAN, .differs = TRUE};

  films_label (self->session, self->a, 0, 20, "Bird");
  films_label (self->session, self->a, 0, 0, "Squirrel");
  films_label (self->session, self->a, 7, 7, "Squirrel");
  films_label (self->session, self->a, 12, 13, "Squirrel");
  assert_listed (self, query, "a7");
}

/* What was said last is first, all of one answer in the order of time. */
static void
test_newest (Fixture *self, gconstpointer data)
{
  const FlReviewQuery query = {.certainties = 1 << FL_CERTAINTY_HUMAN, .order = FL_REVIEW_NEWEST};

  films_label (self->session, self->b, 3, 4, "Bird");
  films_label (self->session, self->a, 9, 9, "Bird");
  films_label (self->session, self->b, 1, 1, "Bird");
  assert_listed (self, query, "b1 a9 b3 b4");
}

static void
test_doubt (Fixture *self, gconstpointer data)
{
  guint n_human = 0;

  teach (self);
  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_DOUBT});
  g_assert_cmpuint (count (self), ==, 2 * N_FRAMES);
  for (guint i = 0; i < count (self); i++) {
    const FlReviewState state = peek_state (self, i);
    if (state.certainty == FL_CERTAINTY_HUMAN) {
      n_human++;
      continue;
    }
    g_assert_cmpint (state.certainty, ==, FL_CERTAINTY_MODEL);
    g_assert_cmpuint (n_human, ==, 0);
    g_assert_true (i == 0 || peek_state (self, i - 1).confidence <= state.confidence);
  }
  g_assert_cmpuint (n_human, ==, N_FRAMES / FILMS_STRETCH);
}

/* What the timeline of the session shows of @item. */
static FlCertainty
find_certainty (Fixture *self, FlItem *item)
{
  g_autoptr (GArray) spans = fl_session_list_spans (self->session, fl_item_get_stream (item));
  const FlSpan *span = &g_array_index (spans, FlSpan, 0);

  while (span->range.last < fl_item_get_frame (item))
    span++;
  return span->certainty;
}

/* What is asked about blind is found by no filter that goes by what the machine says, and comes where it
 * would if the machine said nothing. */
static void
test_blind (Fixture *self, gconstpointer data)
{
  teach (self);
  sort (self, (FlReviewQuery){0});
  g_autoptr (FlItem) asked = fl_item_new (fl_item_get_stream (peek (self, 0)),
                                          fl_item_get_frame (peek (self, 0)), FL_REASON_CHECK);
  g_assert_cmpint (find_certainty (self, asked), ==, FL_CERTAINTY_MODEL);
  fl_queue_put_first (fl_session_get_queue (self->session), asked);
  g_assert_cmpint (find_certainty (self, asked), ==, FL_CERTAINTY_UNSEEN);
  sort (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_UNSEEN});
  g_assert_cmpuint (count (self), ==, 1);
  g_assert_true (fl_item_is_same (peek (self, 0), asked));
  sort (self, (FlReviewQuery){.certainties = 1 << FL_CERTAINTY_MODEL});
  g_assert_cmpuint (fl_review_find (self->review, fl_item_get_stream (asked),
                                    fl_item_get_frame (asked)),
                    ==, FL_REVIEW_NOWHERE);
}

static void
test_confidence (Fixture *self, gconstpointer data)
{
  teach (self);
  sort (self, (FlReviewQuery){0});
  const double middle = peek_state (self, count (self) / 2).confidence;
  sort (self, (FlReviewQuery){.least = middle, .below = 2});
  g_assert_cmpuint (count (self), >, 0);
  const guint n_above = count (self);
  for (guint i = 0; i < count (self); i++)
    g_assert_cmpfloat (peek_state (self, i).confidence, >=, middle);
  sort (self, (FlReviewQuery){.below = middle});
  for (guint i = 0; i < count (self); i++)
    g_assert_cmpfloat (peek_state (self, i).confidence, <, middle);
  g_assert_cmpuint (n_above + count (self), ==, 2 * N_FRAMES - N_FRAMES / FILMS_STRETCH);
}

static gboolean
has_like (gpointer data)
{
  return ((const Fixture *) data)->like != NULL;
}

/* The frame itself is the most like it; of both films the same pictures come next. */
static void
test_likeness (Fixture *self, gconstpointer data)
{
  const FlFrameRef like = {.stream = fl_stream_get_id (self->b), .frame = 14};

  teach (self);
  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_LIKENESS, .like = like});
  g_assert_cmpuint (count (self), ==, 2 * N_FRAMES);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (fl_item_get_frame (peek (self, i)), ==, 14);
  g_assert_cmpstr (films_get_class (fl_item_get_frame (peek (self, 2))), ==,
                   films_get_class (like.frame));
}

static void
test_find_like (Fixture *self, gconstpointer data)
{
  teach (self);
  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  fl_session_find_in_review (self->session, peek (self, 14));
  films_wait (has_like, self);
  g_assert_cmpuint (self->like->len, >=, 2);
  g_assert_cmpuint (self->like->len, <, N_FRAMES);
  g_assert_cmpuint (g_array_index (self->like, guint, 0), <=, 14);
  gboolean is_there = FALSE;
  for (guint i = 0; i < self->like->len; i++) {
    const guint place = g_array_index (self->like, guint, i);
    is_there |= place == 14 + N_FRAMES; /* the same picture in the other film */
    g_assert_true (i == 0 || place > g_array_index (self->like, guint, i - 1));
  }
  g_assert_true (is_there);
}

static void
test_between (Fixture *self, gconstpointer data)
{
  const FlRange range = {.first = 5, .last = 7};

  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_autoptr (GArray) places = fl_review_list_between (self->review, self->b, &range);
  g_assert_cmpuint (places->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (g_array_index (places, guint, i), ==, N_FRAMES + 5 + i);
}

static GPtrArray *
list_items (Fixture *self, guint first, guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (items, g_object_ref (peek (self, i)));
  return items;
}

static void
assert_said (Fixture *self, const char *of_a, const char *of_b)
{
  g_autofree char *a = films_dup_said (self->session, self->a);
  g_autofree char *b = films_dup_said (self->session, self->b);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = fl_store_check (self->session->store, &error);

  g_assert_cmpstr (a, ==, of_a);
  g_assert_cmpstr (b, ==, of_b);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Many frames of both films are one action; nothing moves, and the list knows that it is old. */
static void
test_relabel (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_assert_false (fl_review_get_is_outdated (self->review));
  g_autoptr (GPtrArray) items = list_items (self, N_FRAMES - 2, 4);
  FlClass *bird = films_find_class (self->session, "Bird");
  g_assert_cmpuint (fl_session_relabel (self->session, items, bird, &error), ==, 4);
  g_assert_no_error (error);
  assert_said (self, "70:Bird 71:Bird", "0:Bird 1:Bird");
  g_assert_cmpuint (self->n_sorted, ==, 1);
  g_assert_true (fl_review_get_is_outdated (self->review));
  g_assert_cmpuint (fl_session_relabel (self->session, items, bird, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "what was said of several frames");
  assert_said (self, "", "");
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  assert_said (self, "70:Bird 71:Bird", "0:Bird 1:Bird");
  g_assert_cmpuint (fl_session_relabel (self->session, items, NULL, &error), ==, 4);
  assert_said (self, "70:? 71:?", "0:? 1:?");
}

/* Of one frame it is an answer like any other. */
static void
test_one_frame (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_autoptr (GPtrArray) items = list_items (self, 3, 1);
  FlClass *bird = films_find_class (self->session, "Bird");
  g_assert_cmpuint (fl_session_relabel (self->session, items, bird, &error), ==, 1);
  g_assert_cmpstr (fl_track_find (fl_stream_get_track (self->a), 3)->kind, ==, "frame");
  g_assert_true (fl_session_undo (self->session, &what, &error));
  g_assert_cmpstr (what, ==, "the label of frame 3 of “a.mp4”");
}

/* The machine's word becomes the person's, of each frame its own; what people said stays. */
static void
test_confirm (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  teach (self);
  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_autoptr (GPtrArray) items = list_items (self, 0, 2 * FILMS_STRETCH);
  g_autofree FlReviewState *before = g_new (FlReviewState, items->len);
  for (guint i = 0; i < items->len; i++)
    before[i] = peek_state (self, i);
  /* Two of them were taught. */
  g_assert_cmpuint (fl_session_confirm (self->session, items, &error), ==, items->len - 2);
  for (guint i = 0; i < items->len; i++) {
    const FlReviewState after = peek_state (self, i);
    g_assert_cmpint (after.certainty, ==, FL_CERTAINTY_HUMAN);
    g_assert_true (after.klass == before[i].klass);
  }
  g_assert_cmpuint (fl_session_confirm (self->session, items, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  g_assert_cmpint (peek_state (self, 0).certainty, ==, FL_CERTAINTY_MODEL);
  g_assert_cmpint (peek_state (self, 2).certainty, ==, FL_CERTAINTY_HUMAN);
}

/* Nothing that the machine says, and nothing that nobody said, can be taken away. */
static void
test_unlabel (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  films_label (self->session, self->a, 4, 8, "Bird");
  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_autoptr (GPtrArray) items = list_items (self, 2, 4);
  g_assert_cmpuint (fl_session_unlabel (self->session, items, &error), ==, 2);
  assert_said (self, "6-8:Bird", "");
  g_assert_cmpuint (fl_session_unlabel (self->session, items, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_true (fl_session_undo (self->session, NULL, &error));
  assert_said (self, "4-8:Bird", "");
  g_assert_true (fl_session_redo (self->session, NULL, &error));
  FlSession *again;
  films_close (self->session);
  g_object_unref (self->review);
  again = films_open (self->folder, NULL);
  self->session = again;
  self->a = films_peek (again, "a.mp4");
  self->b = films_peek (again, "b.mp4");
  self->review = g_object_ref (fl_session_get_review (again));
  assert_said (self, "6-8:Bird", "");
}

/* Frames of a film that is taken away are gone with it. */
static void
test_removal (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sort (self, (FlReviewQuery){.order = FL_REVIEW_BY_TIME});
  g_autoptr (FlItem) gone = g_object_ref (peek (self, 0));
  g_autoptr (GPtrArray) items = list_items (self, 0, 1);
  g_assert_true (fl_session_remove_stream (self->session, self->a, &error));
  films_wait (is_settled, self->review);
  g_assert_cmpuint (count (self), ==, N_FRAMES);
  g_assert_true (fl_item_get_stream (peek (self, 0)) == self->b);
  FlClass *bird = films_find_class (self->session, "Bird");
  g_assert_cmpuint (fl_session_relabel (self->session, items, bird, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_tags (void)
{
  const FlSessionOptions options = {.is_headless = TRUE, .is_multi_label = TRUE};
  char *folder = films_make_folder ();
  FlSession *session = films_create (folder, &options);
  FlStream *stream = films_add (session, folder, "a.mp4", 12);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (items, fl_item_new (stream, 3, FL_REASON_CHOSEN));
  g_assert_cmpuint (fl_session_relabel (session, items, films_find_class (session, "Bird"), &error),
                    ==, 0);
  g_assert_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID);
  g_ptr_array_set_size (items, 0);
  films_close (session);
  folder_free (folder);
}

/* The first film goes over from day to night with its frame 30; when the other one was taken nobody knows. */
static void
test_condition (Fixture *self, gconstpointer data)
{
  const FlReviewQuery people = {.certainties = 1 << FL_CERTAINTY_HUMAN};
  FlReviewQuery query = people;
  FlStreamRow *row = (FlStreamRow *) fl_stream_get_row (self->a);

  row->clock_start_us = (G_GINT64_CONSTANT (20000) * 86400 + 18 * 3600 - 3) * G_USEC_PER_SEC;
  films_label (self->session, self->a, 28, 31, "Bird");
  films_label (self->session, self->b, 5, 5, "Bird");
  assert_listed (self, people, "a28 a29 a30 a31 b5");
  query.condition = FL_CONDITION_DAY;
  assert_listed (self, query, "a28 a29");
  query.condition = FL_CONDITION_NIGHT;
  assert_listed (self, query, "a30 a31");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *self, gconstpointer data);
  } tests[] = {
    {"/review/time", test_time},           {"/review/filters", test_filters},
    {"/review/differs", test_differs},     {"/review/newest", test_newest},
    {"/review/doubt", test_doubt},         {"/review/confidence", test_confidence},
    {"/review/likeness", test_likeness},   {"/review/find-like", test_find_like},
    {"/review/between", test_between},     {"/review/relabel", test_relabel},
    {"/review/one-frame", test_one_frame}, {"/review/confirm", test_confirm},
    {"/review/unlabel", test_unlabel},     {"/review/removal", test_removal},
    {"/review/blind", test_blind},         {"/review/condition", test_condition},
  };

  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "UTC", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/review/tags", test_tags);
  return g_test_run ();
}
