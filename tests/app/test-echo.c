/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the chip over the picture stays. */
#include "app/fl-echo.h"

static void
test_hold (void)
{
  const gint64 second = G_TIME_SPAN_SECOND;

  g_assert_cmpuint (fl_echo_get_hold_ms (FALSE, second), ==, 150);
  /* It does not fade between answers that come fast. */
  for (gint64 since_us = second / 10; since_us < second / 2; since_us += second / 10)
    g_assert_cmpuint (fl_echo_get_hold_ms (FALSE, since_us) * 1000, >, since_us);
  g_assert_cmpuint (fl_echo_get_hold_ms (TRUE, 0), ==, fl_echo_get_hold_ms (TRUE, second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/echo/hold", test_hold);
  return g_test_run ();
}
