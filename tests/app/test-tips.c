/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tells people how to go on: before the first answer, where a page has nothing to show, and F1. */
#include "fixture.h"

#include "app/fl-dialogs.h"
#include "app/fl-label-page-private.h"
#include "app/fl-window-private.h"
#include "session/fl-session-tags.h"

static const char *const tip = "Press the key of what you see, or . for unsure";

static const char *
get_status (FlWindow *window)
{
  return gtk_inscription_get_text (fl_window_get_label_page (window)->status);
}

static gboolean
is_ready (gpointer page)
{
  return fl_label_page_is_ready (page);
}

/* The tip gives way to what was answered, and does not come to those who know. */
static void
test_first_answer (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  g_assert_cmpstr (get_status (window), ==, tip);
  fixture_wait ("a question is shown", is_ready, fl_window_get_label_page (window));
  fl_label_page_answer_nth (fl_window_get_label_page (window), 1);
  g_assert_true (g_str_has_prefix (get_status (window), "Last: "));
  fixture_close_window (window);
  window = fixture_open_window (fixture, 1280, 800);
  fixture_open_project (fixture, window);
  g_assert_cmpstr (get_status (window), ==, "");
  fixture_close_window (window);
}

static gboolean
has_label (GtkWidget *button, gconstpointer data)
{
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), data) == 0;
}

typedef struct {
  FlWindow *window;
  const char *label;
} Place;

static gboolean
has_button (gpointer data)
{
  const Place *place = data;

  return fixture_find (GTK_WIDGET (place->window), GTK_TYPE_BUTTON, has_label, place->label) !=
         NULL;
}

static void
click (FlWindow *window, const char *label)
{
  Place place = {window, label};

  fixture_wait (label, has_button, &place);
  g_signal_emit_by_name (fixture_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, has_label, label),
                         "clicked");
}

static void
show_view (FlWindow *window, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", name);
}

static gboolean
has_text (gpointer data)
{
  const Place *place = data;

  return fixture_find (GTK_WIDGET (place->window), GTK_TYPE_LABEL, fixture_has_text,
                       place->label) != NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* The page that has no place for tags leads to one that has, and offers nothing else. */
static void
test_page_without_tags (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_assert_true (fl_session_convert (window->session, &error));
  show_view (window, "groups");
  click (window, "Label Pictures");
  g_assert_false (has_button (&(Place){window, "Look Again"}));
  fixture_wait ("pictures are asked about", is_mapped, fl_window_get_label_page (window));
  fixture_close_window (window);
}

static gboolean
has_no_text (gpointer data)
{
  return !has_text (data);
}

/* The keys that name a group are those of now. */
static void
test_group_keys (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  Place before = {window, "0 Nothing · 1 Bird · 2 Squirrel"};
  Place after = {window, "0 Nothing · E Egg · 2 Squirrel"};
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_autoptr (FlClass) bird = g_list_model_get_item (fl_session_get_classes (window->session), 1);
  show_view (window, "groups");
  fixture_wait ("keys are told", has_text, &before);
  show_view (window, "label");
  g_assert_true (fl_session_rename_class (window->session, bird, "Egg", &error));
  g_assert_true (fl_session_set_class_key (window->session, bird, "e", &error));
  show_view (window, "groups");
  fixture_wait ("the new key is told", has_text, &after);
  fixture_wait ("the old one is not", has_no_text, &before);
  fixture_close_window (window);
}

/* A guide that is not there is not handed to a browser. */
static void
test_no_guide (Fixture *fixture, gconstpointer data)
{
  Place place = {fixture_open_window (fixture, 1280, 800),
                 "The guide is not installed; Ctrl+? shows all keys"};

  g_assert_true (g_setenv ("FRAMELINE_GUIDE_DIR", fixture->folder, TRUE));
  fl_dialogs_show_guide (GTK_WINDOW (place.window));
  fixture_wait ("the window says so", has_text, &place);
  fixture_close_window (place.window);
}

/* Where no program shows web pages, people are told which file it is. */
static void
test_no_viewer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "doc", "guide", NULL);
  g_autofree char *text =
    g_strdup_printf ("No program here can show the guide; it is in “%s/index.html”", folder);
  Place place = {fixture_open_window (fixture, 1280, 800), text};
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_type ("text/html", FALSE);

  g_assert_true (g_setenv ("FRAMELINE_GUIDE_DIR", folder, TRUE));
  if (viewer != NULL) {
    g_test_skip ("A program here shows web pages");
  } else {
    fl_dialogs_show_guide (GTK_WINDOW (place.window));
    fixture_wait ("the window says so", has_text, &place);
  }
  fixture_close_window (place.window);
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
  add ("/app/tips/first-answer", test_first_answer);
  add ("/app/tips/page-without-tags", test_page_without_tags);
  add ("/app/tips/group-keys", test_group_keys);
  add ("/app/tips/no-guide", test_no_guide);
  add ("/app/tips/no-viewer", test_no_viewer);
  return fixture_run ();
}
