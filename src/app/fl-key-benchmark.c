/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the first promise: from key to the next picture within one display frame. */
#include "app/fl-key-benchmark.h"

#include <stdio.h>

#include "base/fl-json.h"

/* Three answers a second: a quick person. The first ones warm caches and are not counted. */
#define PACE_MS    333
#define TIMEOUT_MS 120000
#define POLL_MS    20

typedef struct {
  FlWindow *window;
  guint n_keys;
  guint n_answered;
  gint64 due_us;
  gint64 deadline_us;
} FlKeyBenchmark;

static void
print_result (FlKeyBenchmark *self)
{
  const FlPaintTimer *timer = fl_label_page_get_timer (fl_window_get_label_page (self->window));
  g_autoptr (FlJson) json = fl_json_new ();

  fl_json_add_int (json, "answers", (gint64) fl_paint_timer_get_n (timer));
  fl_json_add_double (json, "p50_ms", fl_paint_timer_get_percentile_ms (timer, 50));
  fl_json_add_double (json, "p95_ms", fl_paint_timer_get_percentile_ms (timer, 95));
  fl_json_add_double (json, "p99_ms", fl_paint_timer_get_percentile_ms (timer, 99));
  fl_json_add_double (json, "max_ms", fl_paint_timer_get_percentile_ms (timer, 100));
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
  (void) fflush (stdout);
}

static gboolean
on_tick (gpointer data)
{
  FlKeyBenchmark *self = data;
  FlLabelPage *page = fl_window_get_label_page (self->window);
  const gint64 now_us = g_get_monotonic_time ();

  if (self->n_answered == self->n_keys || now_us > self->deadline_us) {
    print_result (self);
    gtk_window_close (GTK_WINDOW (self->window));
    g_object_unref (self->window);
    g_free (self);
    return G_SOURCE_REMOVE;
  }
  if (now_us >= self->due_us && fl_label_page_is_ready (page)) {
    self->due_us = now_us + PACE_MS * 1000;
    fl_label_page_answer_nth (page, self->n_answered);
    self->n_answered++;
  }
  return G_SOURCE_CONTINUE;
}

void
fl_key_benchmark_run (FlWindow *window, guint n_keys)
{
  FlKeyBenchmark *self = g_new0 (FlKeyBenchmark, 1);

  self->window = g_object_ref (window);
  self->n_keys = n_keys;
  self->deadline_us =
    g_get_monotonic_time () + (TIMEOUT_MS + n_keys * PACE_MS) * G_GINT64_CONSTANT (1000);
  g_timeout_add (POLL_MS, on_tick, self);
}
