/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lots of Review: whoever is at one stays there when they are shown anew. */
#include "fixture.h"

#include "app/fl-lots-view.h"
#include "app/fl-window-private.h"
#include "session/fl-lot.h"
#include "session/fl-session-private.h"

#define N_SAMPLES 100

static void
add_lot (FlSession *session, gint64 id, const char *state)
{
  const FlLotRow row = {.id = id,
                        .uuid = g_strdup_printf ("lot-%d", (int) id),
                        .max_error = 0.02,
                        .confidence = 0.95,
                        .n_samples = N_SAMPLES + id,
                        .state = g_strdup (state),
                        .scope = g_strdup ("all")};
  FlLotRow *copy = g_memdup2 (&row, sizeof row);

  g_ptr_array_add (session->lot_rows, copy);
  g_ptr_array_add (session->lots, fl_lot_new (copy, 1));
}

static void
set_state (FlSession *session, guint lot, const char *state)
{
  FlLotRow *row = session->lot_rows->pdata[lot];

  g_free (row->state);
  row->state = g_strdup (state);
  g_signal_emit_by_name (session, "lots-changed");
}

static gboolean
is_button_of (GtkWidget *button, gconstpointer title)
{
  GtkWidget *card = gtk_widget_get_parent (gtk_widget_get_parent (button));

  return gtk_widget_has_css_class (card, "lot") &&
         fixture_has_text (gtk_widget_get_first_child (card), title);
}

static GtkWidget *
get_focus (FlWindow *window)
{
  return gtk_window_get_focus (GTK_WINDOW (window));
}

/* A lot that was given back has no button any more: the focus is on itself, and not on another's. */
static void
test_focus_stays (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);

  fixture_open_project (fixture, window);
  add_lot (window->session, 1, "certified");
  add_lot (window->session, 2, "certified");
  add_lot (window->session, 3, "certified");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-review", "s", "lots");
  fixture_draw (GTK_WIDGET (window));
  GtkWidget *view = fixture_find (GTK_WIDGET (window), FL_TYPE_LOTS_VIEW, NULL, NULL);
  GtkWidget *button = fixture_find (view, GTK_TYPE_BUTTON, is_button_of, "102 samples, certified");
  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (window->session, "lots-changed");
  g_assert_true (is_button_of (get_focus (window), "102 samples, certified"));
  set_state (window->session, 1, "withdrawn");
  g_assert_true (gtk_widget_has_css_class (get_focus (window), "lot"));
  gtk_test_accessible_assert_property (get_focus (window), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "102 samples, given back");
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/lots/focus-stays", Fixture, NULL, fixture_set_up, test_focus_stays,
              fixture_tear_down);
  return fixture_run ();
}
