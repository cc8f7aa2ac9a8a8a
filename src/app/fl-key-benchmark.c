/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells how long each answer took, for who measures the first promise from outside with real
 * keys: from key to the next picture within one display frame. */
#include "app/fl-key-benchmark.h"

#include <stdio.h>

#define POLL_MS 20

static void
print_span (const FlPaintSpan *span, gpointer data)
{
  (void) printf ("%.0f,%.3f,%.3f,%d\n", span->event_ms, span->key_ms, span->cpu_ms, span->is_sharp);
  (void) fflush (stdout);
}

static gboolean
on_tick (gpointer data)
{
  FlLabelPage *page = fl_window_get_label_page (data);

  if (!fl_label_page_is_ready (page))
    return G_SOURCE_CONTINUE;
  fl_paint_timer_set_func (fl_label_page_get_timer (page), print_span, NULL);
  (void) puts ("ready");
  (void) fflush (stdout);
  return G_SOURCE_REMOVE;
}

void
fl_key_benchmark_run (FlWindow *window)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT, POLL_MS, on_tick, g_object_ref (window), g_object_unref);
}
