/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-stream.h"

G_BEGIN_DECLS

/**
 * FlAxisUnit:
 * @FL_AXIS_TIME: seconds in the stream, as captions tell them
 * @FL_AXIS_CLOCK: seconds by the clock on the wall
 * @FL_AXIS_FRAMES: display indices
 *
 * What a timeline counts. The numbers stand in the settings.
 */
typedef enum {
  FL_AXIS_TIME,
  FL_AXIS_CLOCK,
  FL_AXIS_FRAMES,
} FlAxisUnit;

/**
 * FlAxis:
 * @unit: what positions are
 * @first: where the earliest stream begins
 * @last: where the latest one ends, > @first
 * @from: what stands at the left edge
 * @to: what stands at the right edge, > @from
 * @clock_us: wall-clock time of position 0 of a clock, µs since 1970 UTC
 *
 * What a timeline shows of time. A plain value; one thread.
 */
typedef struct {
  FlAxisUnit unit;
  double first;
  double last;
  double from;
  double to;
  gint64 clock_us;
} FlAxis;

/** fl_axis_set_limits: Sets where streams begin and end; what was shown stays, as far as it is within
 * that, and all is shown where all was, or nothing. */
void fl_axis_set_limits (FlAxis *self, double first, double last);

/** fl_axis_is_same: Returns: whether both show the same */
gboolean fl_axis_is_same (const FlAxis *a, const FlAxis *b);

/** fl_axis_fit: Shows all. */
void fl_axis_fit (FlAxis *self);

/** fl_axis_is_whole: Returns: whether all is shown */
gboolean fl_axis_is_whole (const FlAxis *self);

/** fl_axis_zoom: Shows @factor times less, and leaves @anchor (a position) where it is. */
void fl_axis_zoom (FlAxis *self, double factor, double anchor);

/** fl_axis_pan: Moves what is shown on by @by, not beyond the limits. */
void fl_axis_pan (FlAxis *self, double by);

/** fl_axis_reveal: Moves what is shown so that @position is among it, a little from the edges. */
void fl_axis_reveal (FlAxis *self, double position);

/** fl_axis_get_x: Returns: where @position is on @width pixels; also beyond their edges */
double fl_axis_get_x (const FlAxis *self, double position, double width);

/** fl_axis_get_position: Returns: what stands at @x of @width pixels */
double fl_axis_get_position (const FlAxis *self, double x, double width);

/**
 * FlAxisTick:
 * @position: where it is
 * @label: (nullable): what stands there, %NULL for a small tick between two of these
 */
typedef struct {
  double position;
  char *label;
} FlAxisTick;

/**
 * fl_axis_list_ticks:
 * @self: an axis
 * @width: pixels that it has, > 0
 * @label_width: pixels that a label wants with the room around it, > 0
 * @zone: where the clock hangs
 *
 * Chooses round places. Of a clock, midnight is told by its date.
 *
 * Returns: (transfer full) (element-type FlAxisTick): ascending; freed with the array
 */
GArray *fl_axis_list_ticks (const FlAxis *self, double width, double label_width, GTimeZone *zone);

/** fl_axis_dup_date: Returns: (transfer full) (nullable): the date at the left edge of a clock */
char *fl_axis_dup_date (const FlAxis *self, GTimeZone *zone);

/**
 * fl_axis_dup_label:
 * @self: an axis
 * @position: a place on it
 * @step: how exactly it is to be told: the distance to what is told beside it
 * @zone: where the clock hangs
 *
 * Returns: (transfer full): such as `0:12:33.4`, `14:05`, or `22,602`
 */
char *fl_axis_dup_label (const FlAxis *self, double position, double step, GTimeZone *zone);

/** fl_axis_place_frame: Returns: the position at which @frame of @stream begins; that of the number of
 * its frames is where the last one ends */
double fl_axis_place_frame (const FlAxis *self, FlStream *stream, gint64 frame);

/** fl_axis_find_frame: Returns: the frame of @stream that is shown at @position; -1 before the first
 * one, and the number of frames behind the last */
gint64 fl_axis_find_frame (const FlAxis *self, FlStream *stream, double position);

/** fl_axis_fill_edges: Tells in @edges (array length=n_columns + 1) which frame of @stream each of
 * @n_columns pixels begins with, see fl_columns_fill(). */
void fl_axis_fill_edges (const FlAxis *self, FlStream *stream, gint64 *edges, gsize n_columns);

G_END_DECLS
