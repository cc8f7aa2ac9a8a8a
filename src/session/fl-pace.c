/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a film is read, in words. */
#include "session/fl-pace.h"

#include <glib/gi18n.h>

/* Less than that says nothing about what is to come. */
#define MIN_ELAPSED_S 0.5
#define MIN_FRACTION  0.001

/* Rounded up to what one can do something with. */
static char *
describe_left (double seconds)
{
  const guint minutes = (guint) (seconds / 60) + 1;

  if (seconds < 55)
    /* Translators: time left; the number is 10, 20, … */
    return g_strdup_printf (_ ("%u s left"), ((guint) (seconds / 10) + 1) * 10);
  if (minutes < 60)
    /* Translators: time left, in minutes. */
    return g_strdup_printf (_ ("%u min left"), minutes);
  /* Translators: time left, in hours and minutes. */
  return g_strdup_printf (_ ("%u h %02u min left"), minutes / 60, minutes % 60);
}

char *
fl_pace_describe (const FlPaceMark *begin, const FlPaceMark *now)
{
  const double elapsed_s = (double) (now->at_us - begin->at_us) / G_USEC_PER_SEC;
  const double done = now->fraction - begin->fraction;
  const double rate = (now->time_s - begin->time_s) / elapsed_s;
  const double frames = (double) (now->frame - begin->frame) / elapsed_s;

  if (elapsed_s < MIN_ELAPSED_S || done < MIN_FRACTION || frames < 1)
    return g_strdup (_ ("Reading"));
  g_autofree char *left = describe_left ((1 - now->fraction) * elapsed_s / done);
  /* Translators: how long it takes yet, such as “2 min left”; how much faster than the film it
   * goes; frames of the film a second. */
  return g_strdup_printf (_ ("Reading, %s, %.*f ×, %.0f frames/s"), left, rate < 10 ? 1 : 0, rate,
                          frames);
}
