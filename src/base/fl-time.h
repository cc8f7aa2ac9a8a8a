/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_time_to_iso8601:
 * @time_us: µs since 1970 UTC
 *
 * Returns: (transfer full): `2026-05-12T14:02:07.123456Z`, the same in every locale and zone
 */
char *fl_time_to_iso8601 (gint64 time_us);

/**
 * fl_time_from_iso8601:
 * @text: a time as fl_time_to_iso8601() writes it, or any ISO 8601 time; without a zone, UTC
 * @out_us: (out): µs since 1970 UTC
 *
 * Returns: whether @text is a time; @out_us is unchanged when not
 */
gboolean fl_time_from_iso8601 (const char *text, gint64 *out_us);

/**
 * fl_time_format_position:
 * @seconds: a place in a stream
 *
 * Returns: (transfer full): `h:mm:ss.ff`, hundredths cut off, `–` for NAN
 */
char *fl_time_format_position (double seconds);

G_END_DECLS
