/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of two letters: the first waits, wherever one labels, and no other key does. */
#include "screen.h"

#include "app/fl-label-page-private.h"
#include "session/fl-class-private.h"

/* Too far ahead to be asked by itself. */
#define FAR_STEP 33

static guint
count_labelled (FlWindow *window)
{
  guint n = 0;

  g_object_get (window->session, "n-labelled", &n, NULL);
  return n;
}

/* A label, as it is now: its class. */
static FlClass *
get_class (FlWindow *window, FlStream *stream, gint64 frame)
{
  g_autoptr (GArray) spans = fl_session_list_spans (window->session, stream);

  for (guint i = 0; i < spans->len; i++) {
    const FlSpan *span = &g_array_index (spans, FlSpan, i);
    if (span->certainty == FL_CERTAINTY_HUMAN && span->range.first <= frame &&
        frame <= span->range.last)
      return fl_session_find_class_by_id (window->session, span->class_id);
  }
  return NULL;
}

static gboolean
is_seen (gpointer page)
{
  return FL_LABEL_PAGE (page)->shown_us > 0;
}

static gboolean
is_echo_kept (FlLabelPage *page)
{
  return gtk_widget_get_opacity (GTK_WIDGET (page->echo)) == 1;
}

static gboolean
press (FlLabelPage *page, const char *key)
{
  return fl_page_keys_press (GTK_WIDGET (page->view), key);
}

/* The first of two letters waits, over the picture, and no other key does. */
static void
test_keys_of_two_letters (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  g_autoptr (FlStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_autoptr (FlClass) squirrel =
    g_list_model_get_item (fl_session_get_classes (window->session), 2);
  g_assert_true (fl_session_set_class_key (window->session, bird, "fe", &error));
  g_assert_true (fl_session_set_class_key (window->session, squirrel, "s", &error));
  fixture_wait ("the question was seen", is_seen, page);
  g_set_object (&stream, fl_item_get_stream (page->item));
  gint64 frame = fl_item_get_frame (page->item);
  g_assert_true (press (page, "f"));
  g_assert_true (is_echo_kept (page));
  g_assert_cmpstr (gtk_inscription_get_text (page->status), ==,
                   "F … now the second letter; Esc leaves it");
  g_assert_true (press (page, "Escape"));
  g_assert_cmpstr (gtk_inscription_get_text (page->status), ==, "");
  /* Alone it is nobody's key now. */
  g_assert_true (press (page, "e"));
  g_assert_cmpstr (gtk_inscription_get_text (page->status), ==, "No class has the key E");
  g_assert_true (press (page, "f"));
  g_assert_true (press (page, "x"));
  g_assert_cmpstr (gtk_inscription_get_text (page->status), ==, "No class has the key FX");
  g_assert_cmpuint (count_labelled (window), ==, 0);
  /* A command ends the wait, and does what it does. */
  g_assert_true (press (page, "f"));
  g_assert_true (press (page, "Right"));
  g_assert_cmpint (page->frame, ==, frame + 1);
  g_assert_true (press (page, "f"));
  g_assert_true (press (page, "e"));
  g_assert_true (get_class (window, stream, frame) == bird);
  fixture_wait ("the next question was seen", is_seen, page);
  g_set_object (&stream, fl_item_get_stream (page->item));
  frame = fl_item_get_frame (page->item);
  g_assert_true (press (page, "s"));
  g_assert_true (get_class (window, stream, frame) == squirrel);
  fixture_close_window (window);
}

/* The same where many are labelled at once; there it is told in a toast. */
static void
test_in_review (Fixture *fixture, gconstpointer data)
{
  Screen screen = screen_open (fixture);
  FlSession *session = screen.window->session;
  FlReviewCell *cell = screen_get_focused (&screen);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (session), 1);
  g_autoptr (GError) error = NULL;
  FlReviewState state;

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (screen.view->selection));
  g_assert_true (fl_session_set_class_key (session, bird, "fe", &error));
  g_assert_true (fl_page_keys_press (GTK_WIDGET (cell), "f"));
  fl_session_get_state (session, fl_review_cell_get_item (cell), &state);
  g_assert_cmpint (state.certainty, !=, FL_CERTAINTY_HUMAN);
  g_assert_true (fl_page_keys_press (GTK_WIDGET (cell), "e"));
  fl_session_get_state (session, fl_review_cell_get_item (cell), &state);
  g_assert_cmpint (state.certainty, ==, FL_CERTAINTY_HUMAN);
  g_assert_true (state.klass == bird);
  fixture_close_window (screen.window);
}

/* Another question is not answered by a letter that was meant for the one before. */
static void
test_first_letter_goes_with_its_question (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_autoptr (FlStream) stream = g_list_model_get_item (fl_session_get_streams (window->session), 1);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_assert_true (fl_session_set_class_key (window->session, bird, "fe", &error));
  fixture_wait ("the question was seen", is_seen, page);
  g_assert_true (press (page, "f"));
  fl_session_ask (window->session, stream, FAR_STEP);
  fixture_wait ("the other question was seen", is_seen, page);
  g_assert_true (press (page, "e"));
  g_assert_cmpstr (gtk_inscription_get_text (page->status), ==, "No class has the key E");
  g_assert_cmpuint (count_labelled (window), ==, 0);
  fixture_close_window (window);
}

/* Undo can bring a key back that another one begins with since: it still answers at once. */
static void
test_key_that_came_back (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  g_autoptr (FlStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  g_autoptr (FlClass) squirrel =
    g_list_model_get_item (fl_session_get_classes (window->session), 2);
  g_assert_true (fl_session_set_class_key (window->session, bird, "fe", &error));
  fl_class_set_facts (squirrel, fl_class_get_name (squirrel), "f", fl_class_get_colour (squirrel));
  fixture_wait ("the question was seen", is_seen, page);
  g_set_object (&stream, fl_item_get_stream (page->item));
  const gint64 frame = fl_item_get_frame (page->item);
  g_assert_true (press (page, "f"));
  g_assert_true (get_class (window, stream, frame) == squirrel);
  fixture_close_window (window);
}

static void
add (const char *path, void (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/app/two-letters/answer", test_keys_of_two_letters);
  add ("/app/two-letters/go-with-their-question", test_first_letter_goes_with_its_question);
  add ("/app/two-letters/in-review", test_in_review);
  add ("/app/two-letters/key-that-came-back", test_key_that_came_back);
  return fixture_run ();
}
