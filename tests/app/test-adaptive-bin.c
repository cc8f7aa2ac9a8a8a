/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window becomes narrow whatever its words are. */
#include "fixture.h"

#define WIDE_PX   1280
#define NARROW_PX 360
#define HEIGHT_PX 700
/* More than the views take in English, and more than there is below the width that is narrow. */
#define VIEWS_PX 760

static gboolean
is_small (gpointer data)
{
  return gtk_widget_get_width (data) <= NARROW_PX;
}

/* In some languages the header with the names of all views is wider than what is narrow in English:
 * it must not keep the window from being made smaller. */
static void
test_long_words_yield (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, WIDE_PX, HEIGHT_PX);
  GtkWidget *switcher =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), FL_TYPE_WINDOW, "switcher"));

  gtk_widget_set_size_request (switcher, VIEWS_PX, -1);
  fixture_open_project (fixture, window);
  g_assert_true (gtk_widget_get_mapped (switcher));
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW_PX, HEIGHT_PX);
  fixture_wait ("the layout is narrow", fixture_is_narrow, window);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROW_PX, HEIGHT_PX);
  fixture_wait ("the window is small", is_small, window);
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/adaptive-bin/long-words-yield", Fixture, NULL, fixture_set_up,
              test_long_words_yield, fixture_tear_down);
  return fixture_run ();
}
