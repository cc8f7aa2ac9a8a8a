/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the frames of a stream are on the axis of a timeline. */
#include "app/fl-axis.h"

#include <math.h>

/* Where the time 0 of captions is; a clock begins with the first frame. */
static double
get_shift (const FlAxis *self, FlStream *stream)
{
  if (self->unit != FL_AXIS_CLOCK)
    return 0;
  const gint64 clock_us = fl_stream_get_clock_start_us (stream);
  const double first_s = fl_stream_get_time_s (stream, 0);

  return (clock_us >= 0 ? (double) (clock_us - self->clock_us) / 1e6 : 0) -
         (isfinite (first_s) ? first_s : 0);
}

static double
get_frame_s (FlStream *stream)
{
  const gint64 n_frames = fl_stream_get_n_frames (stream);
  const double duration_s = fl_stream_get_duration_s (stream);

  return n_frames > 1 && duration_s > 0 ? duration_s / (double) (n_frames - 1) : 0.04;
}

double
fl_axis_place_frame (const FlAxis *self, FlStream *stream, gint64 frame)
{
  const gint64 n_frames = fl_stream_get_n_frames (stream);

  if (self->unit == FL_AXIS_FRAMES || n_frames == 0)
    return (double) frame;
  if (frame >= n_frames)
    return fl_axis_place_frame (self, stream, n_frames - 1) + get_frame_s (stream);
  return get_shift (self, stream) + fl_stream_get_time_s (stream, frame);
}

gint64
fl_axis_find_frame (const FlAxis *self, FlStream *stream, double position)
{
  const gint64 n_frames = fl_stream_get_n_frames (stream);

  if (position < fl_axis_place_frame (self, stream, 0))
    return -1;
  if (position >= fl_axis_place_frame (self, stream, n_frames))
    return n_frames;
  if (self->unit == FL_AXIS_FRAMES)
    return (gint64) floor (position);
  return fl_stream_find_time (stream, position - get_shift (self, stream));
}

void
fl_axis_fill_edges (const FlAxis *self, FlStream *stream, gint64 *edges, gsize n_columns)
{
  for (gsize i = 0; i <= n_columns; i++)
    edges[i] = fl_axis_find_frame (self, stream,
                                   fl_axis_get_position (self, (double) i, (double) n_columns));
}
