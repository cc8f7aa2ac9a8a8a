/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts that follow one another quickly. */
#include "fixture.h"

#include "app/fl-window-private.h"

static gboolean
is_shown (gpointer toast)
{
  return gtk_widget_get_mapped (adw_toast_get_custom_title (toast));
}

static gboolean
is_over (gpointer toast)
{
  return !is_shown (toast);
}

/* Whoever acts twice in a moment takes a toast away before it has come up. */
static void
test_toasts_go_once_they_are_up (Fixture *fixture, gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  fl_window_say (window, "First", 1);
  fixture_wait ("the first toast is shown", is_shown, window->undo_toast);
  g_autoptr (AdwToast) first = g_object_ref (window->undo_toast);
  fl_window_say (window, "Second", 1);
  g_autoptr (AdwToast) second = g_object_ref (window->undo_toast);
  /* It still comes up, and the next one waits. */
  g_assert_true (is_shown (first));
  g_assert_false (is_shown (second));
  fixture_wait ("the second toast is shown", is_shown, second);
  fl_window_drop_undo_toast (window);
  g_assert_null (window->undo_toast);
  fixture_wait ("the first toast is gone", is_over, first);
  fixture_wait ("the second toast is gone", is_over, second);
  fixture_close_window (window);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/toasts/go-once-they-are-up", Fixture, NULL, fixture_set_up,
              test_toasts_go_once_they_are_up, fixture_tear_down);
  return fixture_run ();
}
