/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for how fast a film is read. */
#include "session/fl-pace.h"

static const FlPaceMark begin = {.at_us = 5000000, .time_s = 60, .frame = 1500, .fraction = 0.1};

static void
assert_words (double elapsed_s, double film_s, double fraction, const char *expected)
{
  const FlPaceMark now = {.at_us = begin.at_us + (gint64) (elapsed_s * G_USEC_PER_SEC),
                          .time_s = begin.time_s + film_s,
                          .frame = begin.frame + (gint64) (film_s * 25),
                          .fraction = fraction};
  g_autofree char *words = fl_pace_describe (&begin, &now);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_rates (void)
{
  /* Nine tenths were left; a tenth took 10 s, so that eight more take 80 s. */
  assert_words (10, 140, 0.2, "Reading, 2 min left, 14 ×, 350 frames/s");
  assert_words (10, 23, 0.2, "Reading, 2 min left, 2.3 ×, 58 frames/s");
}

static void
test_left (void)
{
  assert_words (1, 25, 0.2, "Reading, 10 s left, 25 ×, 625 frames/s");
  assert_words (5, 25, 0.2, "Reading, 50 s left, 5.0 ×, 125 frames/s");
  assert_words (7, 25, 0.2, "Reading, 1 min left, 3.6 ×, 89 frames/s");
  assert_words (600, 6000, 0.2, "Reading, 1 h 21 min left, 10 ×, 250 frames/s");
}

/* Too early to say. */
static void
test_beginning (void)
{
  assert_words (0.4, 10, 0.2, "Reading");
  assert_words (0, 0, 0.1, "Reading");
  assert_words (10, 1, 0.1005, "Reading");
  assert_words (100, 1, 0.2, "Reading");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/pace/rates", test_rates);
  g_test_add_func ("/session/pace/left", test_left);
  g_test_add_func ("/session/pace/beginning", test_beginning);
  return g_test_run ();
}
