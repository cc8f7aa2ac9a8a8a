/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-range.h"
#include "session/fl-stream.h"

G_BEGIN_DECLS

/** FL_LOOP_SIDE_S: so much before a frame, and as much after it, is played. */
#define FL_LOOP_SIDE_S 2.0

/**
 * FlLoop:
 * @frames: what is played over and over
 * @rate: frames a second where they are played evenly, 0 where they are played by their times
 * @begin_s: time of the first frame
 * @length_s: how long it lasts, seconds, > 0
 *
 * The moments around a frame, to be played in a loop. A value.
 */
typedef struct {
  FlRange frames;
  double rate;
  double begin_s;
  double length_s;
} FlLoop;

/**
 * fl_loop_around:
 * @stream: a stream whose frames are counted
 * @frame: display index
 *
 * Two seconds to each side. Frames without times are taken for 25 a second; where so few frames
 * are near that nothing would move, as in pictures that were taken minutes apart, ten to each side
 * are played, five a second.
 *
 * Returns: the loop
 */
FlLoop fl_loop_around (FlStream *stream, gint64 frame);

/** fl_loop_find_frame: Returns: the frame that is shown when @played_s >= 0 were played */
gint64 fl_loop_find_frame (const FlLoop *self, FlStream *stream, double played_s);

/** fl_loop_find_place: Returns: seconds after which @frame is shown first */
double fl_loop_find_place (const FlLoop *self, FlStream *stream, gint64 frame);

G_END_DECLS
