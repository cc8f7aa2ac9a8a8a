/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames and times as people type them. */
#include "app/fl-place.h"

static void
assert_frame (const char *text, gint64 frame)
{
  FlPlace place;

  g_test_message ("%s", text);
  g_assert_true (fl_place_parse (text, &place));
  g_assert_false (place.is_time);
  g_assert_cmpint (place.frame, ==, frame);
}

static void
assert_time (const char *text, double time_s)
{
  FlPlace place;

  g_test_message ("%s", text);
  g_assert_true (fl_place_parse (text, &place));
  g_assert_true (place.is_time);
  g_assert_cmpfloat_with_epsilon (place.time_s, time_s, 1e-9);
}

static void
test_frames (void)
{
  assert_frame ("0", 0);
  assert_frame (" 22602 ", 22602);
  /* As captions write them, in English, German, French and Swiss German. */
  assert_frame ("22,602", 22602);
  assert_frame ("1.022.602", 1022602);
  assert_frame ("22\u202f602", 22602);
  assert_frame ("22’602", 22602);
}

static void
test_times (void)
{
  assert_time ("12:33", 753);
  assert_time ("0:12:33.40", 753.4);
  assert_time ("1:00:00", 3600);
  assert_time ("0:00:01,5", 1.5);
  assert_time ("33.4 s", 33.4);
  assert_time ("5s", 5);
}

static void
test_neither (void)
{
  static const char *const texts[] = {"",    "s",  "abc",  "-5",  "1:2:3:4",
                                      "12:", ":5", "12:x", "1e5", "."};
  FlPlace place = {.frame = 7};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_test_message ("%s", texts[i]);
    g_assert_false (fl_place_parse (texts[i], &place));
  }
  g_assert_cmpint (place.frame, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/place/frames", test_frames);
  g_test_add_func ("/app/place/times", test_times);
  g_test_add_func ("/app/place/neither", test_neither);
  return g_test_run ();
}
