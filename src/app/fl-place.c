/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames and times as people type them: a pure function. */
#include "app/fl-place.h"

#include <math.h>
#include <string.h>

/* Digits with marks between thousands, as captions write them in any locale. */
static gboolean
parse_frame (const char *text, gint64 *out)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    const gunichar character = g_utf8_get_char (at);
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
    else if (digits->len == 0 ||
             !(g_unichar_isspace (character) || strchr (",.'", *at) != NULL || character == 0x2019))
      return FALSE;
  }
  return digits->len > 0 &&
         g_ascii_string_to_signed (digits->str, 10, 0, G_MAXINT64 / 2, out, NULL);
}

/* A number of seconds, minutes or hours; a comma is a point. */
static gboolean
parse_part (const char *text, double *out)
{
  g_autofree char *pointed = g_strdelimit (g_strdup (text), ",", '.');
  char *end = NULL;

  if (!g_ascii_isdigit (*pointed))
    return FALSE;
  *out = g_ascii_strtod (pointed, &end);
  return *end == '\0' && isfinite (*out);
}

static gboolean
parse_time (const char *text, double *out)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  const guint n = g_strv_length (parts);
  double seconds = 0;

  if (n < 2 || n > 3)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    double part;
    if (!parse_part (parts[i], &part))
      return FALSE;
    seconds = 60 * seconds + part;
  }
  *out = seconds;
  return TRUE;
}

gboolean
fl_place_parse (const char *text, FlPlace *out)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const gsize length = strlen (stripped);
  FlPlace place = {0};

  if (length > 1 && stripped[length - 1] == 's') {
    stripped[length - 1] = '\0';
    place.is_time = parse_part (g_strchomp (stripped), &place.time_s);
    if (!place.is_time)
      return FALSE;
  } else if (parse_time (stripped, &place.time_s)) {
    place.is_time = TRUE;
  } else if (!parse_frame (stripped, &place.frame)) {
    return FALSE;
  }
  *out = place;
  return TRUE;
}
