/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer costs the window. */
#include "fixture.h"

#include "app/fl-label-page.h"

#define N_WARM     3
#define N_MEASURED 6

typedef struct {
  FlLabelPage *page;
  guint n_layouts;
  guint n_painted;
  guint n_layouts_before_paint;
} Watch;

static void
on_layout (GdkSurface *surface, int width, int height, gpointer data)
{
  ((Watch *) data)->n_layouts++;
}

static void
on_painted (const FlPaintSpan *span, gpointer data)
{
  Watch *watch = data;

  watch->n_painted++;
  watch->n_layouts_before_paint += watch->n_layouts;
}

static gboolean
is_ready (gpointer data)
{
  return fl_label_page_is_ready (((Watch *) data)->page);
}

static void
settle (FlLabelPage *page)
{
  Watch watch = {.page = page};

  fixture_wait ("the next question", is_ready, &watch);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_draw (
    GTK_WIDGET (page)); /* What changed after the picture may have asked for a layout. */
}

/* Under X11 each layout of a window asks the server a dozen questions, one after the other. Those
 * were two thirds of the time from a key to the next picture. */
static void
test_need_no_layout (Fixture *fixture, gconstpointer data)
{
  FlWindow *window = fixture_open_window (fixture, 1280, 800);
  FlLabelPage *page = fl_window_get_label_page (window);
  Watch watch = {.page = page};

  fixture_open_project (fixture, window);
  for (guint i = 0; i < N_WARM; i++) {
    settle (page);
    fl_label_page_answer_nth (page, i);
  }
  settle (page);
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  const gulong handler = g_signal_connect (surface, "layout", G_CALLBACK (on_layout), &watch);
  fl_paint_timer_set_func (fl_label_page_get_timer (page), on_painted, &watch);
  for (guint i = 0; i < N_MEASURED; i++) {
    watch.n_layouts = 0;
    fl_label_page_answer_nth (page, i);
    settle (page);
  }
  g_assert_cmpuint (watch.n_painted, ==, N_MEASURED);
  /* A toast, for answers that come as fast as here, or a new model may ask for one in between;
   * texts that did would make one an answer. */
  g_assert_cmpuint (watch.n_layouts_before_paint, <, N_MEASURED / 2);
  fl_paint_timer_set_func (fl_label_page_get_timer (page), NULL, NULL);
  g_signal_handler_disconnect (surface, handler);
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add ("/app/answers/need-no-layout", Fixture, NULL, fixture_set_up, test_need_no_layout,
              fixture_tear_down);
  return fixture_run ();
}
