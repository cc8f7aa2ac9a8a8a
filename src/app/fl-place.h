/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPlace:
 * @is_time: whether it is a time
 * @frame: display index, when it is none
 * @time_s: seconds in the stream, when it is one
 *
 * A place in a stream, as a person types it.
 */
typedef struct {
  gboolean is_time;
  gint64 frame;
  double time_s;
} FlPlace;

/**
 * fl_place_parse:
 * @text: such as `22602`, `22,602`, `12:33`, `0:12:33.40` or `33.4 s`
 * @out: (out caller-allocates): the place; unchanged when it is none
 *
 * Reads a number of a frame, or a time; both without regard to the locale, since a comma may stand
 * for a point or separate thousands. A pure function.
 *
 * Returns: whether @text is a place
 */
gboolean fl_place_parse (const char *text, FlPlace *out);

G_END_DECLS
