/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frame of a loop is shown when. */
#include "session/fl-loop.h"

#include "session/fl-stream-private.h"

#include <math.h>

/* A stream with frames at these times, in thousandths of a second. */
static FlStream *
stream_new (const gint64 *times, gsize n)
{
  const FlStreamRow row = {.id = 1, .path = (char *) "/a.mp4"};
  g_autofree FlIndexEntry *entries = g_new0 (FlIndexEntry, n);

  for (gsize i = 0; i < n; i++)
    entries[i].pts = times[i];
  const FlIndexFacts facts = {.entries = entries, .n_entries = n, .time_base = {1, 1000}};
  g_autoptr (FlFrameIndex) index = fl_frame_index_new (&facts);
  g_autoptr (FlSource) source = fl_source_new_for_file ("/a.mp4", index);
  g_autoptr (GArray) planned = g_array_new (FALSE, FALSE, sizeof (gint64));
  FlStream *stream = fl_stream_new (&row);
  fl_stream_set_frames (stream, source, fl_source_get_index (source), planned);
  return stream;
}

static FlStream *
even_stream_new (gsize n, gint64 step)
{
  g_autofree gint64 *times = g_new (gint64, n);

  for (gsize i = 0; i < n; i++)
    times[i] = (gint64) i * step;
  return stream_new (times, n);
}

static void
assert_range (const FlLoop *loop, gint64 first, gint64 last)
{
  g_assert_cmpint (loop->frames.first, ==, first);
  g_assert_cmpint (loop->frames.last, ==, last);
}

static void
test_even (void)
{
  g_autoptr (FlStream) stream = even_stream_new (500, 40);
  const FlLoop loop = fl_loop_around (stream, 200);

  assert_range (&loop, 150, 250);
  g_assert_cmpfloat_with_epsilon (loop.length_s, 101 * 0.04, 1e-9);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0), ==, 150);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0.019), ==, 150);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 2), ==, 200);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 4.03), ==, 250);
  /* And again. */
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 4.041), ==, 150);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 4.04 * 7 + 2.01), ==, 200);
  for (gint64 frame = 150; frame <= 250; frame++)
    g_assert_cmpint (fl_loop_find_frame (&loop, stream,
                                         fl_loop_find_place (&loop, stream, frame) + 1e-6),
                     ==, frame);
}

static void
test_ends (void)
{
  g_autoptr (FlStream) stream = even_stream_new (60, 40);
  const FlLoop first = fl_loop_around (stream, 0);
  const FlLoop last = fl_loop_around (stream, 59);

  assert_range (&first, 0, 50);
  assert_range (&last, 9, 59);
  g_assert_cmpint (fl_loop_find_frame (&last, stream, 51 * 0.04 - 0.001), ==, 59);
  g_assert_cmpint (fl_loop_find_frame (&last, stream, 51 * 0.04 + 0.001), ==, 9);
}

/* Each is shown as long as it was then. */
static void
test_variable (void)
{
  static const gint64 times[] = {0, 100, 900, 1000, 1100, 5000};
  g_autoptr (FlStream) stream = stream_new (times, G_N_ELEMENTS (times));
  const FlLoop loop = fl_loop_around (stream, 2);

  assert_range (&loop, 0, 4);
  g_assert_cmpfloat_with_epsilon (loop.length_s, 1.1 * 5 / 4, 1e-9);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0.05), ==, 0);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0.85), ==, 1);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0.95), ==, 2);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 1.3), ==, 4);
}

static void
test_no_times (void)
{
  gint64 times[200];
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = FL_NO_PTS;
  g_autoptr (FlStream) stream = stream_new (times, G_N_ELEMENTS (times));
  const FlLoop loop = fl_loop_around (stream, 100);

  assert_range (&loop, 50, 150);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0.05), ==, 51);
  g_assert_cmpfloat (fl_loop_find_place (&loop, stream, 75), ==, 1);
}

/* Pictures a minute apart: their neighbours, at a speed that one can follow. */
static void
test_stills (void)
{
  g_autoptr (FlStream) stream = even_stream_new (100, 60000);
  const FlLoop loop = fl_loop_around (stream, 5);

  assert_range (&loop, 0, 15);
  g_assert_cmpfloat_with_epsilon (loop.length_s, 16 / 5., 1e-9);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 0.3), ==, 1);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 3.3), ==, 0);
}

/* One frame is a loop as well. */
static void
test_single (void)
{
  g_autoptr (FlStream) stream = even_stream_new (1, 40);
  const FlLoop loop = fl_loop_around (stream, 0);

  assert_range (&loop, 0, 0);
  g_assert_cmpint (fl_loop_find_frame (&loop, stream, 123.4), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/playing/even", test_even);
  g_test_add_func ("/session/playing/ends", test_ends);
  g_test_add_func ("/session/playing/variable", test_variable);
  g_test_add_func ("/session/playing/no-times", test_no_times);
  g_test_add_func ("/session/playing/stills", test_stills);
  g_test_add_func ("/session/playing/single", test_single);
  return g_test_run ();
}
