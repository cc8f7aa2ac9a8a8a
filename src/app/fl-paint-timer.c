/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The promise of one display frame from key to picture, measured where it is kept or broken. */
#include "app/fl-paint-timer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CAPACITY 4096

struct _FlPaintTimer {
  gint64 started_us;
  gsize n;
  gint64 spans_us[CAPACITY];
};

static int
compare_spans (const void *first, const void *second)
{
  const gint64 a = *(const gint64 *) first;
  const gint64 b = *(const gint64 *) second;

  return (a > b) - (a < b);
}

FlPaintTimer *
fl_paint_timer_new (void)
{
  return g_new0 (FlPaintTimer, 1);
}

void
fl_paint_timer_free (FlPaintTimer *self)
{
  g_free (self);
}

void
fl_paint_timer_start (FlPaintTimer *self, gint64 now_us)
{
  self->started_us = now_us;
}

void
fl_paint_timer_stop (FlPaintTimer *self, gint64 now_us)
{
  if (self->started_us == 0)
    return;
  self->spans_us[self->n % CAPACITY] = now_us - self->started_us;
  self->n++;
  self->started_us = 0;
}

gboolean
fl_paint_timer_is_running (const FlPaintTimer *self)
{
  return self->started_us != 0;
}

gsize
fl_paint_timer_get_n (const FlPaintTimer *self)
{
  return MIN (self->n, CAPACITY);
}

double
fl_paint_timer_get_percentile_ms (const FlPaintTimer *self, double percent)
{
  const gsize n = fl_paint_timer_get_n (self);

  if (n == 0)
    return 0.0;
  g_autofree gint64 *sorted = g_memdup2 (self->spans_us, n * sizeof *sorted);
  qsort (sorted, n, sizeof *sorted, compare_spans);
  const gsize rank = (gsize) ceil (percent / 100.0 * (double) n);
  return (double) sorted[CLAMP (rank, 1, n) - 1] / 1000.0;
}
