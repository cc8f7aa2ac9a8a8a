/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video in the window: an address is typed, its row says how it goes, and it is stopped. */
#include "fixture.h"

#include "app/fl-dialogs.h"
#include "app/fl-stream-row.h"
#include "app/fl-window-private.h"

#include <adwaita.h>
#include <string.h>

/* Nobody listens there. */
#define ADDRESS "tcp://ada:secret@127.0.0.1:9/yard"
#define NAME    "127.0.0.1:9/yard"

static gboolean
is_row_of (GtkWidget *row, gconstpointer name)
{
  return g_str_equal (fl_stream_get_name (fl_stream_row_get_stream (FL_STREAM_ROW (row))), name);
}

static gboolean
has_tooltip (GtkWidget *button, gconstpointer text)
{
  return g_strcmp0 (gtk_widget_get_tooltip_text (button), text) == 0;
}

static GtkWidget *
find_button (FlWindow *window, const char *tooltip)
{
  GtkWidget *row = fixture_find (GTK_WIDGET (window), FL_TYPE_STREAM_ROW, is_row_of, NAME);

  return row != NULL ? fixture_find (row, GTK_TYPE_BUTTON, has_tooltip, tooltip) : NULL;
}

static gboolean
can_stop (gpointer window)
{
  return find_button (window, "Stop Recording") != NULL;
}

static gboolean
can_record (gpointer window)
{
  return find_button (window, "Record") != NULL;
}

/* The dialog that was opened last. */
static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (ADW_IS_MESSAGE_DIALOG (window))
      return ADW_MESSAGE_DIALOG (window);
  }
  return NULL;
}

static void
answer (FlWindow *window, const char *text, const char *response)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.add-address", NULL);
  AdwMessageDialog *dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), text);
  adw_message_dialog_response (dialog, response);
}

static void
test_address (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1000, 700);

  fixture_open_project (fixture, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-sidebar", NULL);
  GListModel *streams = fl_session_get_streams (window->session);
  answer (window, ADDRESS, "cancel");
  answer (window, "  ", "accept");
  answer (window, "gopher://a", "accept");
  g_assert_cmpuint (g_list_model_get_n_items (streams), ==, 2);
  answer (window, "  " ADDRESS " ", "accept");
  g_assert_cmpuint (g_list_model_get_n_items (streams), ==, 3);
  g_autoptr (FlStream) stream = g_list_model_get_item (streams, 2);
  g_assert_cmpstr (fl_stream_get_name (stream), ==, NAME);
  fixture_wait ("a button to stop", can_stop, window);
  g_assert_null (strstr (fl_stream_get_status (stream), "secret"));
  g_assert_null (find_button (window, "Record"));
  g_signal_emit_by_name (find_button (window, "Stop Recording"), "clicked");
  fixture_wait ("a button to record", can_record, window);
  g_assert_cmpstr (fl_stream_get_status (stream), ==, "Nothing recorded yet");
  g_assert_null (find_button (window, "Stop Recording"));
  g_signal_emit_by_name (find_button (window, "Record"), "clicked");
  fixture_wait ("a button to stop", can_stop, window);
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/live/address", Fixture, NULL, fixture_set_up, test_address, fixture_tear_down);
  return fixture_run ();
}
