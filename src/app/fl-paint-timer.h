/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPaintTimer:
 *
 * How long the newest answers took from the key to the next picture on the screen. Keeps the
 * last 4096. Main thread.
 */
typedef struct _FlPaintTimer FlPaintTimer;

/** fl_paint_timer_new: Returns: (transfer full): a timer without measurements */
FlPaintTimer *fl_paint_timer_new (void);

/** fl_paint_timer_free: Frees the timer. */
void fl_paint_timer_free (FlPaintTimer *self);

/** fl_paint_timer_start: Notes a key at @now_us of the monotonic clock, 0 to forget it. */
void fl_paint_timer_start (FlPaintTimer *self, gint64 now_us);

/** fl_paint_timer_stop: Notes that the next picture is painted; nothing without a key before. */
void fl_paint_timer_stop (FlPaintTimer *self, gint64 now_us);

/** fl_paint_timer_is_running: Returns: whether a key waits for its picture */
gboolean fl_paint_timer_is_running (const FlPaintTimer *self);

/** fl_paint_timer_get_n: Returns: how many measurements there are */
gsize fl_paint_timer_get_n (const FlPaintTimer *self);

/** fl_paint_timer_get_percentile_ms: Returns: by nearest rank, @percent 0..100; 0 without any */
double fl_paint_timer_get_percentile_ms (const FlPaintTimer *self, double percent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlPaintTimer, fl_paint_timer_free)

G_END_DECLS
