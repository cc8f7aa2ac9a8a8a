/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog in which predictions are accepted. */
#include "fixture.h"

#include "app/fl-accept-dialog.h"

static gboolean
on_passed (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A change of what is wanted is looked at a little later; whoever closes the dialog first is left alone. */
static void
test_closed_at_once (Fixture *fixture, gconstpointer data)
{
  const FlSessionOptions options = {.is_headless = TRUE};
  g_autoptr (FlSession) session = fl_session_open (fixture->project, &options, NULL);
  FlWindow *window = fixture_open_window (fixture, 800, 600);
  GtkWidget *dialog = GTK_WIDGET (fl_accept_dialog_new (GTK_WINDOW (window), session));
  gpointer left = dialog;
  gboolean has_passed = FALSE;

  g_object_add_weak_pointer (G_OBJECT (dialog), &left);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_null (left);
  g_timeout_add (300, on_passed, &has_passed);
  fixture_wait ("the preview would have been made", is_true, &has_passed);
  fl_session_close (session);
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/accept-dialog/closed-at-once", Fixture, NULL, fixture_set_up,
              test_closed_at_once, fixture_tear_down);
  return fixture_run ();
}
