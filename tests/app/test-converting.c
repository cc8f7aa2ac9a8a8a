/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes become tags in a window: nothing is claimed meanwhile. */
#include "fixture.h"

#include "app/fl-label-page-private.h"
#include "app/fl-window-private.h"
#include "session/fl-session-private.h"

static gboolean
has_item (gpointer page)
{
  return FL_LABEL_PAGE (page)->item != NULL;
}

/* Until the first question about tags comes, the page does not say that there is none. */
static void
test_claims_nothing (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  g_assert_true (fl_session_convert (window->session, &error));
  g_assert_no_error (error);
  g_assert_null (page->item);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (page->empty)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->empty), ==, "finding");
  fixture_wait ("there is a question", has_item, page);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (page->empty)));
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
  add ("/app/converting/claims-nothing", test_claims_nothing);
  return fixture_run ();
}
