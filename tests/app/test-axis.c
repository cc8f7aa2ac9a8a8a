/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a timeline shows of time: zooming, panning, ticks. */
#include "app/fl-axis.h"

#include <math.h>

#define NEARLY 1e-9

static FlAxis
make_axis (FlAxisUnit unit, double first, double last)
{
  FlAxis axis = {.unit = unit};

  fl_axis_set_limits (&axis, first, last);
  return axis;
}

static void
assert_shown (const FlAxis *axis, double from, double to)
{
  g_assert_cmpfloat_with_epsilon (axis->from, from, NEARLY);
  g_assert_cmpfloat_with_epsilon (axis->to, to, NEARLY);
}

static void
test_zooms_around_a_place (void)
{
  FlAxis axis = make_axis (FL_AXIS_TIME, 0, 100);

  assert_shown (&axis, 0, 100);
  g_assert_true (fl_axis_is_whole (&axis));
  fl_axis_zoom (&axis, 2, 25);
  assert_shown (&axis, 12.5, 62.5);
  g_assert_cmpfloat_with_epsilon (fl_axis_get_x (&axis, 25, 400), 100, NEARLY);
  g_assert_cmpfloat_with_epsilon (fl_axis_get_position (&axis, 100, 400), 25, NEARLY);
  fl_axis_zoom (&axis, 0.5, 25);
  assert_shown (&axis, 0, 100);
  /* Never beyond the ends, nor nearer than one can see. */
  fl_axis_zoom (&axis, 0.5, 100);
  assert_shown (&axis, 0, 100);
  fl_axis_zoom (&axis, 1e9, 100);
  assert_shown (&axis, 99.9, 100);
}

static void
test_pans_within_limits (void)
{
  FlAxis axis = make_axis (FL_AXIS_FRAMES, 0, 1000);

  fl_axis_zoom (&axis, 10, 0);
  assert_shown (&axis, 0, 100);
  fl_axis_pan (&axis, 50);
  assert_shown (&axis, 50, 150);
  fl_axis_pan (&axis, -500);
  assert_shown (&axis, 0, 100);
  fl_axis_reveal (&axis, 50);
  assert_shown (&axis, 0, 100);
  fl_axis_reveal (&axis, 500);
  assert_shown (&axis, 410, 510);
  fl_axis_reveal (&axis, 411);
  assert_shown (&axis, 401, 501);
  fl_axis_reveal (&axis, 1000);
  assert_shown (&axis, 900, 1000);
}

/* Another film is there: what was shown stays, and all stays all. */
static void
test_limits_move (void)
{
  FlAxis whole = make_axis (FL_AXIS_TIME, 0, 100);
  FlAxis part = whole;

  fl_axis_zoom (&part, 2, 0);
  fl_axis_set_limits (&whole, 0, 200);
  fl_axis_set_limits (&part, 0, 200);
  assert_shown (&whole, 0, 200);
  assert_shown (&part, 0, 50);
  fl_axis_set_limits (&part, 0, 20);
  assert_shown (&part, 0, 20);
}

static char *
dup_ticks (const FlAxis *axis, double width, const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GArray) ticks = fl_axis_list_ticks (axis, width, 80, zone);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_small = 0;

  for (guint i = 0; i < ticks->len; i++) {
    const FlAxisTick *tick = &g_array_index (ticks, FlAxisTick, i);
    n_small += tick->label == NULL ? 1 : 0;
    if (tick->label != NULL)
      g_string_append_printf (text, "%g=%s ", tick->position, tick->label);
  }
  g_string_append_printf (text, "and %u", n_small);
  return g_strdup (text->str);
}

static void
assert_ticks (const FlAxis *axis, double width, const char *zone, const char *expected)
{
  g_autofree char *ticks = dup_ticks (axis, width, zone);

  g_assert_cmpstr (ticks, ==, expected);
}

static void
test_ticks_of_time (void)
{
  FlAxis axis = make_axis (FL_AXIS_TIME, 0, 60);

  assert_ticks (&axis, 400, "UTC", "0=0:00:00 15=0:00:15 30=0:00:30 45=0:00:45 60=0:01:00 and 8");
  axis.from = 3599.9;
  axis.to = 3600.3;
  assert_ticks (&axis, 400, "UTC",
                "3599.9=0:59:59.9 3600=1:00:00.0 3600.1=1:00:00.1 3600.2=1:00:00.2 "
                "3600.3=1:00:00.3 and 16");
  axis.from = 1;
  axis.to = 1.1;
  assert_ticks (&axis, 400, "UTC", "1=0:00:01.00 1.05=0:00:01.05 1.1=0:00:01.10 and 8");
}

static void
test_ticks_of_frames (void)
{
  const FlAxis few = make_axis (FL_AXIS_FRAMES, 0, 4);
  const FlAxis many = make_axis (FL_AXIS_FRAMES, 0, 1000);

  assert_ticks (&few, 400, "UTC", "0=0 1=1 2=2 3=3 4=4 and 0");
  assert_ticks (&many, 400, "UTC", "0=0 200=200 400=400 600=600 800=800 1000=1000 and 15");
}

/* Round on the wall, whenever the first film began and wherever the clock hangs. */
static void
test_ticks_of_a_clock (void)
{
  FlAxis axis = make_axis (FL_AXIS_CLOCK, 0, 7200);

  axis.clock_us = (gint64) 1778541300 * G_USEC_PER_SEC; /* 2026-05-11 23:15 UTC */
  assert_ticks (&axis, 400, "UTC", "900=23:30 2700=12 May 4500=00:30 6300=01:00 and 21");
  assert_ticks (&axis, 400, "Asia/Kolkata", "900=05:00 2700=05:30 4500=06:00 6300=06:30 and 21");
  axis.from = 10;
  axis.to = 20;
  assert_ticks (&axis, 400, "UTC",
                "10=23:15:10 12=23:15:12 14=23:15:14 16=23:15:16 18=23:15:18 20=23:15:20 and 15");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *date = fl_axis_dup_date (&axis, utc);
  g_assert_cmpstr (date, ==, "11 May");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/axis/zooms-around-a-place", test_zooms_around_a_place);
  g_test_add_func ("/app/axis/pans-within-limits", test_pans_within_limits);
  g_test_add_func ("/app/axis/limits-move", test_limits_move);
  g_test_add_func ("/app/axis/ticks-of-time", test_ticks_of_time);
  g_test_add_func ("/app/axis/ticks-of-frames", test_ticks_of_frames);
  g_test_add_func ("/app/axis/ticks-of-a-clock", test_ticks_of_a_clock);
  return g_test_run ();
}
