/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPaintTimer:
 *
 * Measures from the key of an answer to the next picture on the screen. Main thread.
 */
typedef struct _FlPaintTimer FlPaintTimer;

/**
 * FlPaintSpan:
 * @event_ms: from when the key went down by the display's clock, whole ms; NAN when that clock is
 *   not the monotonic one
 * @key_ms: from when the program heard of the key
 * @cpu_ms: processor time of the main thread in @key_ms; the rest it waited
 * @is_sharp: whether the picture was the decoded frame, and not its thumbnail
 *
 * How long one answer took until its successor was painted.
 */
typedef struct {
  double event_ms;
  double key_ms;
  double cpu_ms;
  gboolean is_sharp;
} FlPaintSpan;

/** FlPaintFunc: Hears of a measurement. */
typedef void (*FlPaintFunc) (const FlPaintSpan *span, gpointer data);

/** fl_paint_timer_new: Returns: (transfer full): a timer that tells nobody */
FlPaintTimer *fl_paint_timer_new (void);

/** fl_paint_timer_free: Frees the timer. */
void fl_paint_timer_free (FlPaintTimer *self);

/** fl_paint_timer_set_func: Tells @func of each measurement from now on, %NULL for nobody. */
void fl_paint_timer_set_func (FlPaintTimer *self, FlPaintFunc func, gpointer data);

/**
 * fl_paint_timer_note_key:
 * @self: a timer
 * @event_ms: when it went down, ms of the display's clock, which has 32 bits
 * @now_us: the monotonic clock
 *
 * Notes a key that may turn out to be an answer.
 */
void fl_paint_timer_note_key (FlPaintTimer *self, guint32 event_ms, gint64 now_us);

/** fl_paint_timer_forget_key: The newest key has done its work. */
void fl_paint_timer_forget_key (FlPaintTimer *self);

/** fl_paint_timer_start: Takes the newest key for an answer, or @now_us when none was noted. */
void fl_paint_timer_start (FlPaintTimer *self, gint64 now_us);

/** fl_paint_timer_cancel: The answer was none. */
void fl_paint_timer_cancel (FlPaintTimer *self);

/** fl_paint_timer_stop: Notes that the next picture is painted; nothing without an answer before. */
void fl_paint_timer_stop (FlPaintTimer *self, gint64 now_us, gboolean is_sharp);

/** fl_paint_timer_is_running: Returns: whether an answer waits for the next picture */
gboolean fl_paint_timer_is_running (const FlPaintTimer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlPaintTimer, fl_paint_timer_free)

G_END_DECLS
