/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlRange:
 * @first: display index of the first frame, >= 0
 * @last: display index of the last frame, >= @first
 *
 * A stretch of frames of one stream, both ends included; a single frame is a range of one.
 */
typedef struct {
  gint64 first;
  gint64 last;
} FlRange;

/**
 * fl_range_parse:
 * @text: `N` or `N-M`, decimal, in every locale
 * @out: (out caller-allocates): the range
 * @error: return location
 *
 * Reads a range as the command line writes it.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_INVALID_ARGUMENT and @out unchanged
 */
gboolean fl_range_parse (const char *text, FlRange *out, GError **error);

G_END_DECLS
