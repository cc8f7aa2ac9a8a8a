/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * FlSamplingKind:
 * @FL_SAMPLING_INTERVAL: one sample every so many seconds
 * @FL_SAMPLING_RATE: so many samples a second
 * @FL_SAMPLING_EVERY_FRAME: every frame is a sample
 * @FL_SAMPLING_KEY_FRAMES: every key frame is a sample
 * @FL_SAMPLING_SNAPPED: one sample every so many seconds, a key frame where one is near
 * @FL_SAMPLING_ON_CHANGE: a sample where the picture changes, not too often and not too seldom
 * @FL_SAMPLING_AUTO: one of the others, as the frames suggest
 */
typedef enum {
  FL_SAMPLING_INTERVAL,
  FL_SAMPLING_RATE,
  FL_SAMPLING_EVERY_FRAME,
  FL_SAMPLING_KEY_FRAMES,
  FL_SAMPLING_SNAPPED,
  FL_SAMPLING_ON_CHANGE,
  FL_SAMPLING_AUTO,
} FlSamplingKind;

/**
 * FlSampling:
 * @kind: the rule
 * @value: seconds, or samples a second, > 0; unused for rules without a number; on change the
 *   shortest time between two samples, seconds
 * @longest_s: on change the longest time between two samples, seconds, >= @value; else unused
 *
 * Which frames of a stream are samples.
 */
typedef struct {
  FlSamplingKind kind;
  double value;
  double longest_s;
} FlSampling;

/** FL_SAMPLING_DEFAULT: about two samples a second, as text. */
#define FL_SAMPLING_DEFAULT "auto"

/**
 * fl_sampling_parse:
 * @text: `every:SECONDS`, `fps:N`, `every-frame`, `keyframes`, `snapped:SECONDS`,
 *   `on-change:SHORTEST-LONGEST` or `auto`
 * @out: (out caller-allocates): the rule
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_INVALID_ARGUMENT
 */
gboolean fl_sampling_parse (const char *text, FlSampling *out, GError **error);

/**
 * fl_sampling_resolve:
 * @self: a rule
 * @index: the frames
 *
 * Chooses for %FL_SAMPLING_AUTO: where a key frame comes at least twice a second, snapped at half a
 * second, since nothing else then needs to be decoded; every frame where no frame has a time and
 * each is a key frame, as in a folder of pictures; otherwise two samples a second.
 *
 * Returns: a rule that is not %FL_SAMPLING_AUTO
 */
FlSampling fl_sampling_resolve (const FlSampling *self, const FlFrameIndex *index);

/**
 * fl_sampling_pick:
 * @self: a rule
 * @index: the frames
 *
 * Picks the samples: the first frame, and for each further time of the grid that begins with it
 * the first frame at or after that time; half a millisecond too early is in time, since times
 * are rounded to ticks of the file's clock. Snapped, the key frame nearest to a time of the grid
 * is taken instead if it is at most half a step away. On change these are the frames that have to
 * be looked at, of which #FlChange chooses. Frames whose picture is lost are left out. Without times, frames are taken for 25 a second.
 *
 * Returns: (transfer full) (element-type gint64): display indices, ascending, at least one
 */
GArray *fl_sampling_pick (const FlSampling *self, const FlFrameIndex *index);

/** fl_sampling_get_time_s: Returns: seconds at which @frame is shown, made up where it has none */
double fl_sampling_get_time_s (const FlFrameIndex *index, gint64 frame);

G_END_DECLS
