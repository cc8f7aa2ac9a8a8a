/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frame is shown when: a pure function of the frames and of the time that went by. */
#include "session/fl-loop.h"

#include <math.h>

#define ASSUMED_RATE 25.0
#define FEW_FRAMES   4
#define STILL_RATE   5.0
#define STILLS_ASIDE 10

static FlLoop
make_even (FlStream *stream, gint64 frame, double rate, gint64 n_aside)
{
  FlLoop self = {.frames = {.first = MAX (0, frame - n_aside),
                            .last = MIN (fl_stream_get_n_frames (stream) - 1, frame + n_aside)},
                 .rate = rate};

  self.length_s = (double) (self.frames.last - self.frames.first + 1) / rate;
  return self;
}

FlLoop
fl_loop_around (FlStream *stream, gint64 frame)
{
  const double time_s = fl_stream_get_time_s (stream, frame);

  if (!isfinite (time_s))
    return make_even (stream, frame, ASSUMED_RATE, (gint64) (FL_LOOP_SIDE_S * ASSUMED_RATE));
  FlLoop self = {.frames = {.first = fl_stream_find_time (stream, time_s - FL_LOOP_SIDE_S),
                            .last = fl_stream_find_time (stream, time_s + FL_LOOP_SIDE_S)}};
  const gint64 n = self.frames.last - self.frames.first + 1;
  if (n < FEW_FRAMES)
    return make_even (stream, frame, STILL_RATE, STILLS_ASIDE);
  self.begin_s = fl_stream_get_time_s (stream, self.frames.first);
  self.length_s = fl_stream_get_time_s (stream, self.frames.last) - self.begin_s;
  /* The last one is shown as long as the others on the mean. */
  self.length_s *= (double) n / (double) (n - 1);
  return self;
}

gint64
fl_loop_find_frame (const FlLoop *self, FlStream *stream, double played_s)
{
  const double place_s = fmod (played_s, self->length_s);
  const gint64 frame = self->rate > 0 ? self->frames.first + (gint64) floor (place_s * self->rate)
                                      : fl_stream_find_time (stream, self->begin_s + place_s);

  return CLAMP (frame, self->frames.first, self->frames.last);
}

double
fl_loop_find_place (const FlLoop *self, FlStream *stream, gint64 frame)
{
  return self->rate > 0 ? (double) (frame - self->frames.first) / self->rate
                        : fl_stream_get_time_s (stream, frame) - self->begin_s;
}
