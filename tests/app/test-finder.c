/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette and the searches: what is listed, and what Enter does. */
#include "fixture.h"

#include "app/fl-finder.h"
#include "app/fl-window-private.h"
#include "session/fl-session-private.h"

static gboolean
has_finder (gpointer data)
{
  GtkWindow **out = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
    if (FL_IS_FINDER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
      *out = window;
  }
  return *out != NULL;
}

static GtkWidget *
open_finder (FlWindow *window, const char *action)
{
  GtkWindow *finder = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  fixture_wait ("the finder is there", has_finder, &finder);
  return GTK_WIDGET (finder);
}

static GtkWidget *
type (GtkWidget *finder, const char *text)
{
  GtkWidget *entry = fixture_find (finder, GTK_TYPE_SEARCH_ENTRY, NULL, NULL);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return entry;
}

static void
take (GtkWidget *entry)
{
  g_signal_emit_by_name (entry, "activate");
}

static gboolean
lists (GtkWidget *finder, const char *name)
{
  return fixture_find (finder, GTK_TYPE_LABEL, fixture_has_text, name) != NULL;
}

static void
test_runs_a_command (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *finder = open_finder (window, "win.commands");
  g_assert_true (lists (finder, "Export…"));
  /* There is nothing to do again, and no model yet. */
  g_assert_false (lists (finder, "Redo"));
  g_assert_false (lists (finder, "Fill In the Rest…"));
  GtkWidget *entry = type (finder, "timeline");
  g_assert_false (lists (finder, "Export…"));
  take (entry);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (window->views), ==, "timeline");
  fixture_close_window (window);
}

static void
test_finds_a_video (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autoptr (FlItem) item = NULL;

  fixture_open_project (fixture, window);
  GtkWidget *finder = open_finder (window, "win.find");
  g_assert_true (lists (finder, "Bird"));
  g_assert_false (lists (finder, "Export…"));
  take (type (finder, "SOUTH"));
  g_object_get (window->session, "current", &item, NULL);
  g_assert_cmpstr (fl_stream_get_name (fl_item_get_stream (item)), ==, "nest-south.mp4");
  fixture_close_window (window);
}

static void
run (FlWindow *window, const char *words)
{
  take (type (open_finder (window, "win.commands"), words));
}

/* Every view of Review; and what a key does on a page is done there, once that is shown. */
static void
test_knows_views_and_keys (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  run (window, "second looks");
  g_assert_true (fl_review_page_is_shown (window->review, "second-looks"));
  run (window, "sweep");
  g_assert_true (fl_review_page_is_shown (window->review, "sweep"));
  run (window, "lots");
  g_assert_true (fl_review_page_is_shown (window->review, "lots"));
  run (window, "frames grid");
  g_assert_true (fl_review_page_is_shown (window->review, "frames"));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (window->views), ==, "review");
  run (window, "label later");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (window->views), ==, "label");
  g_assert_cmpuint (window->session->passed_over->len, ==, 0);
  run (window, "label later");
  g_assert_cmpuint (window->session->passed_over->len, ==, 1);
  fixture_close_window (window);
}

static guint
count_labels (FlWindow *window, guint i)
{
  g_autoptr (FlClass) klass = g_list_model_get_item (fl_session_get_classes (window->session), i);

  return fl_class_get_n_labels (klass);
}

static void
test_answers_with_a_class (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  GtkWidget *finder = open_finder (window, "win.find-class");
  GtkWidget *entry = type (finder, "no such class");
  take (entry);
  g_assert_true (lists (finder, "Nothing has a name like this"));
  take (type (finder, "squ"));
  /* All of the run that was asked about. */
  g_assert_cmpuint (count_labels (window, 2), >, 0);
  g_assert_cmpuint (count_labels (window, 1), ==, 0);
  fixture_close_window (window);
}

/* What would do nothing is not offered. */
static void
test_without_a_project (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  GtkWidget *finder = open_finder (window, "win.commands");

  g_assert_true (lists (finder, "Try the Demo"));
  g_assert_false (lists (finder, "Brighten Dark Pictures"));
  g_assert_false (lists (finder, "Frames: All Pictures in a Grid"));
  g_assert_false (lists (finder, "Sweep: Look for What Was Missed"));
  g_assert_false (lists (finder, "Second Looks: Labels in Doubt"));
  fixture_close_window (window);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  add ("/app/finder/runs-a-command", test_runs_a_command);
  add ("/app/finder/finds-a-video", test_finds_a_video);
  add ("/app/finder/answers-with-a-class", test_answers_with_a_class);
  add ("/app/finder/without-a-project", test_without_a_project);
  add ("/app/finder/knows-views-and-keys", test_knows_views_and_keys);
  return fixture_run ();
}
