/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times as text. Values are µs since 1970 UTC; text is only for files and people. */
#include "base/fl-time.h"

#include <math.h>

char *
fl_time_to_iso8601 (gint64 time_us)
{
  gint64 seconds = time_us / G_USEC_PER_SEC;
  gint64 micros = time_us % G_USEC_PER_SEC;
  if (micros < 0) {
    seconds--;
    micros += G_USEC_PER_SEC;
  }
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  if (time == NULL)
    return g_strdup ("");
  /* Numbers by hand: %Y and friends may use the digits of the locale. */
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time), (int) micros);
}

gboolean
fl_time_from_iso8601 (const char *text, gint64 *out_us)
{
  g_return_val_if_fail (text != NULL && out_us != NULL, FALSE);

  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return FALSE;
  *out_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

char *
fl_time_format_position (double seconds)
{
  if (!isfinite (seconds))
    return g_strdup ("–");
  const char *sign = seconds < 0 ? "−" : "";
  /* A hair more, so that 12.34 stored as 12.339999 is shown as 12.34. */
  gint64 hundredths = (gint64) floor (fabs (seconds) * 100.0 + 1e-6);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT
                          ".%02" G_GINT64_FORMAT,
                          sign, hundredths / 360000, hundredths / 6000 % 60, hundredths / 100 % 60,
                          hundredths % 100);
}
