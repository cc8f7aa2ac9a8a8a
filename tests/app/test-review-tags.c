/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of the review page where classes are tags: what its keys say of them. */
#include "screen.h"

#include "session/fl-session-private.h"
#include "session/fl-session-tags.h"

static gboolean
is_listed_anew (gpointer data)
{
  return screen_is_filtered ((gpointer) data) && screen_count (data) > 0;
}

/* As "+", "-" or "?", of the first samples; "." is nothing. */
static void
assert_tagged (const Screen *screen, const char *name, const char *expected)
{
  static const char marks[] = {[FL_TAG_YES] = '+', [FL_TAG_NO] = '-', [FL_TAG_UNSURE] = '?'};
  FlSession *session = screen->window->session;
  FlClass *tag = fl_session_find_class (session, name, NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  FlTagAnswer answer;

  for (guint i = 0; expected[i] != '\0'; i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (G_LIST_MODEL (screen->view->review), i);
    const gboolean is_said = fl_session_get_tag_answer (session, fl_item_get_stream (item),
                                                        fl_item_get_frame (item), tag, &answer);
    g_string_append_c (said, is_said ? marks[answer] : '.');
  }
  g_assert_cmpstr (said->str, ==, expected);
}

/* A window whose classes have become tags. */
static Screen
open_review_of_tags (Fixture *fixture)
{
  Screen screen = screen_open (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_session_convert (screen.window->session, &error));
  g_assert_no_error (error);
  fixture_wait ("it is listed anew", is_listed_anew, &screen);
  gtk_widget_activate_action (GTK_WIDGET (screen.view), FL_REVIEW_TAKE_FOCUS, NULL);
  fixture_wait ("the grid has the focus", screen_is_listed, &screen);
  fixture_draw (GTK_WIDGET (screen.window));
  return screen;
}

static gboolean
is_none_said (gpointer window)
{
  return fixture_find (window, GTK_TYPE_LABEL, fixture_has_text, "None of them · 3 frames") != NULL;
}

/* A key says yes of its tag alone, and no where a person said yes of all; 0 says no of all tags, and what
 * was said of several is undone as one. */
static void
test_tags (Fixture *fixture, gconstpointer data)
{
  Screen screen = open_review_of_tags (fixture);

  screen_select_only (&screen, 0, 3);
  g_assert_true (screen_press (&screen, GDK_KEY_1, KEYCODE_1, 0));
  assert_tagged (&screen, "Bird", "+++.");
  assert_tagged (&screen, "Squirrel", "....");
  g_assert_true (screen_press (&screen, GDK_KEY_1, KEYCODE_1, 0));
  assert_tagged (&screen, "Bird", "---.");
  g_assert_true (screen_press (&screen, GDK_KEY_0, KEYCODE_0, 0));
  assert_tagged (&screen, "Squirrel", "---.");
  fixture_wait ("it says what was said", is_none_said, screen.window);
  g_assert_true (screen_press (&screen, GDK_KEY_Delete, KEYCODE_DELETE, 0));
  assert_tagged (&screen, "Bird", "....");
  assert_tagged (&screen, "Squirrel", "....");
  gtk_widget_activate_action (GTK_WIDGET (screen.window), "win.undo", NULL);
  assert_tagged (&screen, "Bird", "---.");
  assert_tagged (&screen, "Squirrel", "---.");
  fixture_close_window (screen.window);
}

/* Where frames are judged by one tag, 0 is about that alone. */
static void
test_one_tag (Fixture *fixture, gconstpointer data)
{
  Screen screen = open_review_of_tags (fixture);
  FlClass *squirrel = fl_session_find_class (screen.window->session, "Squirrel", NULL);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (screen.view->answer)));
  fl_filter_chip_choose (screen.view->klass, fl_class_get_id (squirrel));
  fixture_wait ("it is sorted", screen_is_listed, &screen);
  fixture_draw (GTK_WIDGET (screen.window));
  g_assert_true (fl_item_get_tag (fl_review_cell_get_item (screen_get_focused (&screen))) ==
                 squirrel);
  fl_frames_view_focus (screen.view, 0);
  fixture_wait ("the first has the focus", screen_is_listed, &screen);
  fixture_draw (GTK_WIDGET (screen.window));
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (screen.view->selection));
  g_assert_true (screen_press (&screen, GDK_KEY_0, KEYCODE_0, 0));
  assert_tagged (&screen, "Squirrel", "-.");
  assert_tagged (&screen, "Bird", "..");
  g_assert_true (screen_press (&screen, GDK_KEY_period, KEYCODE_PERIOD, 0));
  assert_tagged (&screen, "Squirrel", "?.");
  fixture_close_window (screen.window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/review-tags/all", Fixture, NULL, fixture_set_up, test_tags, fixture_tear_down);
  g_test_add ("/app/review-tags/one", Fixture, NULL, fixture_set_up, test_one_tag,
              fixture_tear_down);
  return fixture_run ();
}
