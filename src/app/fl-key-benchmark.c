/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells how soon the window is there, how long each answer took, and for how long the main loop stood
 * still meanwhile, for who measures from outside with real keys: from key to the next picture within
 * one display frame. */
#include "app/fl-key-benchmark.h"

#include <stdio.h>

#define POLL_MS 20
/* A main loop that is late by as much is told of. */
#define STALL_MS 20
#define WATCH_MS 5

static gint64 watched_us;

static void
print_span (const FlPaintSpan *span, gpointer data)
{
  (void) printf ("%.0f,%.3f,%.3f,%d\n", span->event_ms, span->key_ms, span->cpu_ms, span->is_sharp);
  (void) fflush (stdout);
}

static void
say (const char *what)
{
  (void) puts (what);
  (void) fflush (stdout);
}

static gboolean
on_watch (gpointer data)
{
  const gint64 now_us = g_get_monotonic_time ();
  const double late_ms = (double) (now_us - watched_us) / 1000 - WATCH_MS;

  if (late_ms > STALL_MS)
    (void) printf ("stall,%.1f\n", late_ms);
  watched_us = now_us;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (gpointer data)
{
  FlLabelPage *page = fl_window_get_label_page (data);

  if (!fl_label_page_is_ready (page))
    return G_SOURCE_CONTINUE;
  fl_paint_timer_set_func (fl_label_page_get_timer (page), print_span, NULL);
  say ("ready");
  watched_us = g_get_monotonic_time ();
  g_timeout_add_full (G_PRIORITY_HIGH, WATCH_MS, on_watch, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  FlWindow *window = data;

  if (!fl_window_has_session (window))
    return;
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, data);
  say ("window");
}

void
fl_key_benchmark_run (FlWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  if (clock != NULL)
    g_signal_connect_object (clock, "after-paint", G_CALLBACK (on_after_paint), window, 0);
  g_timeout_add_full (G_PRIORITY_DEFAULT, POLL_MS, on_tick, g_object_ref (window), g_object_unref);
}
