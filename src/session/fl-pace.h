/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPaceMark:
 * @at_us: when, monotonic clock
 * @time_s: how far in the film, in seconds
 * @frame: how far in the film, by display index
 * @fraction: how far in the work, 0..1
 *
 * How far a film was read at a moment.
 */
typedef struct {
  gint64 at_us;
  double time_s;
  gint64 frame;
  double fraction;
} FlPaceMark;

/**
 * fl_pace_describe:
 * @begin: where reading began, or was gone on with
 * @now: where it is
 *
 * Says how fast a film is read: “Reading, 2 min left, 14 ×, 350 frames/s”. Of what would be a
 * guess from less than half a second nothing is said.
 *
 * Returns: (transfer full): a few words for people
 */
char *fl_pace_describe (const FlPaceMark *begin, const FlPaceMark *now);

G_END_DECLS
