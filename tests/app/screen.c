/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the grid, and presses its keys. */
#include "screen.h"

#include "session/fl-session-private.h"

gboolean
screen_is_listed (gpointer data)
{
  const Screen *screen = data;

  return !fl_review_get_is_sorting (screen->view->review) && screen->view->focus_tick == 0 &&
         fl_review_cell_find_focused (GTK_WIDGET (screen->view->grid)) != NULL;
}

gboolean
screen_is_filtered (gpointer data)
{
  const Screen *screen = data;

  return !fl_review_get_is_sorting (screen->view->review);
}

static gboolean
is_ready (gpointer data)
{
  return fl_label_page_is_ready (data);
}

static gboolean
has_model (gpointer data)
{
  gboolean is_there;

  g_object_get (((const Screen *) data)->window->session, "has-model", &is_there, NULL);
  return is_there;
}

guint
screen_count (const Screen *screen)
{
  return g_list_model_get_n_items (G_LIST_MODEL (screen->view->review));
}

/* A window with the grid of all frames, after some answers. */
Screen
screen_open (Fixture *fixture)
{
  Screen screen = {.window = fixture_open_window (fixture, 1280, 800), .now_us = APART_US};
  FlLabelPage *page = fl_window_get_label_page (screen.window);

  fixture_open_project (fixture, screen.window);
  /* Of what is checked the grid says nothing. */
  screen.window->session->asks_checks = FALSE;
  for (guint i = 0; i < 6; i++) {
    fixture_wait ("a question is shown", is_ready, page);
    fl_label_page_answer_nth (page, i);
  }
  fixture_wait ("there is a model", has_model, &screen);
  gtk_widget_activate_action (GTK_WIDGET (screen.window), "win.show-view", "s", "review");
  fixture_draw (GTK_WIDGET (screen.window));
  screen.view =
    FL_FRAMES_VIEW (fixture_find (GTK_WIDGET (screen.window), FL_TYPE_FRAMES_VIEW, NULL, NULL));
  fixture_wait ("the grid has the focus", screen_is_listed, &screen);
  fixture_draw (GTK_WIDGET (screen.window));
  return screen;
}

gboolean
screen_press (Screen *screen, guint keyval, guint keycode, GdkModifierType state)
{
  /* Keys that are pressed here are never released, but by the window. */
  fl_page_keys_forget (screen->view->keys);
  screen->now_us += APART_US;
  const FlKeyPress key = {.keyval = keyval,
                          .keycode = keycode,
                          .state = state,
                          .press_us = screen->now_us,
                          .heard_us = screen->now_us};

  return fl_frames_view_on_key (GTK_WIDGET (screen->view), &key);
}

FlReviewCell *
screen_get_focused (const Screen *screen)
{
  return fl_review_cell_find_focused (GTK_WIDGET (screen->view->grid));
}

void
screen_select_only (const Screen *screen, guint first, guint n)
{
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (screen->view->selection), first, n, TRUE);
}
