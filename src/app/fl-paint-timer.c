/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The promise of one display frame from key to picture, measured where it is kept or broken. */
#include "app/fl-paint-timer.h"

#include <math.h>
#include <time.h>

/* A key cannot have waited longer: then the display's clock is another one. X11 and Wayland use
 * the monotonic clock on Linux, without promising it. */
#define EVENT_MAX_MS 60000

typedef struct {
  guint32 event_ms;
  gint64 heard_us; /* 0: none */
  gint64 cpu_us;   /* processor time that had been spent by then */
} Key;

struct _FlPaintTimer {
  Key noted;
  Key running;
  FlPaintFunc func;
  gpointer data;
};

/* Processor time of the main thread so far. */
static gint64
read_cpu_us (void)
{
  struct timespec spent = {0};

  (void) clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent); /* Linux has that clock. */
  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
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
fl_paint_timer_set_func (FlPaintTimer *self, FlPaintFunc func, gpointer data)
{
  self->func = func;
  self->data = data;
}

void
fl_paint_timer_note_key (FlPaintTimer *self, guint32 event_ms, gint64 now_us)
{
  self->noted = (Key){.event_ms = event_ms, .heard_us = now_us, .cpu_us = read_cpu_us ()};
}

void
fl_paint_timer_forget_key (FlPaintTimer *self)
{
  self->noted = (Key){0};
}

void
fl_paint_timer_start (FlPaintTimer *self, gint64 now_us)
{
  self->running =
    self->noted.heard_us != 0 ? self->noted : (Key){.heard_us = now_us, .cpu_us = read_cpu_us ()};
  self->noted = (Key){0};
}

void
fl_paint_timer_cancel (FlPaintTimer *self)
{
  self->running = (Key){0};
}

/* Both clocks as 32 bits of milliseconds, which come round every seven weeks. */
static double
span_of_event (const Key *key, gint64 now_us)
{
  const guint32 passed_ms = (guint32) (now_us / 1000) - key->event_ms;

  return key->event_ms != 0 && passed_ms < EVENT_MAX_MS ? (double) passed_ms : (double) NAN;
}

void
fl_paint_timer_stop (FlPaintTimer *self, gint64 now_us, gboolean is_sharp)
{
  const FlPaintSpan span = {.event_ms = span_of_event (&self->running, now_us),
                            .key_ms = (double) (now_us - self->running.heard_us) / 1000.0,
                            .cpu_ms = (double) (read_cpu_us () - self->running.cpu_us) / 1000.0,
                            .is_sharp = is_sharp};

  if (self->running.heard_us == 0)
    return;
  self->running = (Key){0};
  if (self->func != NULL)
    self->func (&span, self->data);
}

gboolean
fl_paint_timer_is_running (const FlPaintTimer *self)
{
  return self->running.heard_us != 0;
}
