/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes become tags in a window: nothing is claimed meanwhile, and nothing is given back unasked. */
#include "fixture.h"

#include "app/fl-label-page-private.h"
#include "app/fl-window-private.h"
#include "session/fl-idle.h"
#include "session/fl-lot.h"
#include "session/fl-session-private.h"

#define N_AUTO 704

static gboolean
has_item (gpointer page)
{
  return FL_LABEL_PAGE (page)->item != NULL;
}

static gboolean
is_at_rest (gpointer session)
{
  return !fl_session_is_finding_questions (session);
}

/* Until the first question about tags comes, the page does not say that there is none. */
static void
test_claims_nothing (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  g_autoptr (GError) error = NULL;

  fixture_open_project (fixture, window);
  fixture_wait ("no order is on its way", is_at_rest, window->session);
  g_assert_true (fl_session_convert (window->session, &error));
  g_assert_no_error (error);
  g_assert_null (page->item);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (page->empty)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->empty), ==, "finding");
  g_assert_cmpfloat (gtk_widget_get_opacity (GTK_WIDGET (page->view)), ==, 0);
  fixture_wait ("there is a question", has_item, page);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (page->empty)));
  g_assert_cmpfloat (gtk_widget_get_opacity (GTK_WIDGET (page->view)), ==, 1);
  fixture_close_window (window);
}

static GtkWidget *
find_dialog (FlWindow *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data) &&
        gtk_window_get_transient_for (link->data) == GTK_WINDOW (window))
      return link->data;
  return NULL;
}

static void
respond (FlWindow *window, const char *response)
{
  GtkWidget *dialog = find_dialog (window);

  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "Each class is asked for by itself from now on. 704 samples that were filled in "
                   "are given back; Undo brings all of it back.");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* People may have labelled all of its samples since: its checks are lost all the same. */
static void
add_lot (FlSession *session)
{
  const FlLotRow row = {.id = 1,
                        .uuid = g_strdup ("lot"),
                        .max_error = 0.02,
                        .confidence = 0.95,
                        .n_samples = N_AUTO,
                        .state = g_strdup ("certified"),
                        .scope = g_strdup ("all")};
  FlLotRow *copy = g_memdup2 (&row, sizeof row);

  g_ptr_array_add (session->lot_rows, copy);
  g_ptr_array_add (session->lots, fl_lot_new (copy, 1));
}

/* What was filled in is given back only when one says so. */
static void
test_asks_first (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  add_lot (window->session);
  gtk_switch_set_active (page->several_switch, TRUE);
  g_assert_false (fl_session_get_is_multi_label (window->session));
  respond (window, "cancel");
  g_assert_false (fl_session_get_is_multi_label (window->session));
  g_assert_false (gtk_switch_get_active (page->several_switch));
  gtk_switch_set_active (page->several_switch, TRUE);
  respond (window, "accept");
  g_assert_true (fl_session_get_is_multi_label (window->session));
  fixture_close_window (window);
}

/* Where nothing was, it is done at once. */
static void
test_asks_for_nothing (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);

  fixture_open_project (fixture, window);
  gtk_switch_set_active (page->several_switch, TRUE);
  g_assert_null (find_dialog (window));
  g_assert_true (fl_session_get_is_multi_label (window->session));
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
  add ("/app/converting/asks-first", test_asks_first);
  add ("/app/converting/asks-for-nothing", test_asks_for_nothing);
  return fixture_run ();
}
