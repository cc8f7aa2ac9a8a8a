/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Display index to time and back, and what the cache keeps of it. */
#include "media/fl-frame-index.h"

#include <math.h>

static FlFrameIndex *
index_new (const gint64 *pts, gsize n, FlRational time_base)
{
  g_autofree FlIndexEntry *entries = g_new (FlIndexEntry, n);
  static const FlIndexPoint points[] = {
    {.frame = 0, .pts = 0, .dts = -2, .position_bytes = 48, .from_bytes = 0},
    {.frame = 3, .pts = 9, .dts = 7, .position_bytes = 480, .from_bytes = 400},
  };

  for (gsize i = 0; i < n; i++)
    entries[i] = (FlIndexEntry){.pts = pts[i], .is_key = i % 3 == 0};
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = n,
                              .points = points,
                              .n_points = n > 3 ? 2 : 1,
                              .time_base = time_base,
                              .is_decoded = TRUE,
                              .doubt = "It is odd"};
  return fl_frame_index_new (&facts);
}

static void
test_lookup (void)
{
  static const gint64 pts[] = {-4, 0, 1, 9, 10};
  g_autoptr (FlFrameIndex) index = index_new (pts, 5, (FlRational){1, 10});
  gint64 found = 0;

  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, 5);
  g_assert_true (fl_frame_index_has_unique_pts (index));
  for (gint64 i = 0; i < 5; i++) {
    g_assert_true (fl_frame_index_get_pts (index, i, &found));
    g_assert_cmpint (found, ==, pts[i]);
    g_assert_cmpint (fl_frame_index_find_pts (index, pts[i]), ==, i);
    g_assert_cmpfloat (fl_frame_index_get_time_s (index, i), ==, (double) pts[i] / 10);
    g_assert_cmpint (fl_frame_index_is_key (index, i), ==, i == 0 || i == 3);
  }
  g_assert_cmpint (fl_frame_index_find_pts (index, -5), ==, -1);
  g_assert_cmpint (fl_frame_index_find_pts (index, 5), ==, -1);
  g_assert_cmpint (fl_frame_index_find_pts (index, 11), ==, -1);
}

/* The frame on the screen is the last one that began. */
static void
test_find_time (void)
{
  static const gint64 pts[] = {0, 3003, 6006, 9009};
  g_autoptr (FlFrameIndex) index = index_new (pts, 4, (FlRational){1, 90000});

  g_assert_cmpint (fl_frame_index_find_time (index, -1), ==, 0);
  g_assert_cmpint (fl_frame_index_find_time (index, 0.03336), ==, 0);
  g_assert_cmpint (fl_frame_index_find_time (index, 0.0334), ==, 1);
  g_assert_cmpint (fl_frame_index_find_time (index, 1e300), ==, 3);
  g_assert_cmpint (fl_frame_index_find_time (index, NAN), ==, 0);
  for (gint64 i = 0; i < 4; i++) {
    /* As it is written to files: six decimals, possibly rounded down. */
    g_autofree char *text = g_strdup_printf ("%.6f", fl_frame_index_get_time_s (index, i));
    g_assert_cmpint (fl_frame_index_find_time (index, g_ascii_strtod (text, NULL)), ==, i);
  }
}

static void
test_equal_times (void)
{
  static const gint64 pts[] = {0, 2, 2, 5};
  g_autoptr (FlFrameIndex) index = index_new (pts, 4, (FlRational){1, 1});

  g_assert_false (fl_frame_index_has_unique_pts (index));
  g_assert_cmpint (fl_frame_index_find_pts (index, 2), ==, 1);
  g_assert_cmpint (fl_frame_index_find_pts (index, 3), ==, -1);
  g_assert_cmpint (fl_frame_index_find_time (index, 4), ==, 2);
}

/* Frames with one time are told apart by their order, also where others lie between them. */
static void
test_nth (void)
{
  static const gint64 pts[] = {0, 2, 2, FL_NO_PTS, 5, 2, FL_NO_PTS};
  static const guint nth[] = {0, 1, 2, 0, 0, 3, 0};
  g_autoptr (FlFrameIndex) index = index_new (pts, 7, (FlRational){1, 1});
  g_autoptr (FlFrameIndex) unique = index_new (pts, 2, (FlRational){1, 1});

  for (gint64 i = 0; i < 7; i++)
    g_assert_cmpuint (fl_frame_index_get_nth (index, i), ==, nth[i]);
  for (guint i = 1; i <= 3; i++)
    g_assert_cmpint (fl_frame_index_find_nth (index, 2, i), ==, i == 3 ? 5 : (gint64) i);
  g_assert_cmpint (fl_frame_index_find_nth (index, 2, 4), ==, -1);
  g_assert_cmpint (fl_frame_index_find_nth (index, 2, 0), ==, -1);
  g_assert_cmpint (fl_frame_index_find_nth (index, 5, 0), ==, 4);
  g_assert_cmpint (fl_frame_index_find_nth (index, 5, 1), ==, 4);
  g_assert_cmpint (fl_frame_index_find_nth (index, 5, 2), ==, -1);
  g_assert_cmpint (fl_frame_index_find_nth (index, 3, 0), ==, -1);
  g_assert_cmpuint (fl_frame_index_get_nth (unique, 1), ==, 0);
  g_assert_cmpint (fl_frame_index_find_nth (unique, 2, 1), ==, 1);
  g_assert_cmpint (fl_frame_index_find_nth (unique, 2, 2), ==, -1);
}

static void
test_no_times (void)
{
  static const gint64 pts[] = {FL_NO_PTS, 4, FL_NO_PTS};
  g_autoptr (FlFrameIndex) index = index_new (pts, 3, (FlRational){1, 4});
  gint64 found = 77;

  g_assert_false (fl_frame_index_has_unique_pts (index));
  g_assert_false (fl_frame_index_get_pts (index, 0, &found));
  g_assert_cmpint (found, ==, 77);
  g_assert_true (isnan (fl_frame_index_get_time_s (index, 2)));
  g_assert_cmpfloat (fl_frame_index_get_time_s (index, 1), ==, 1.0);
  g_assert_cmpint (fl_frame_index_find_time (index, 2.0), ==, 1);
}

static void
test_points (void)
{
  static const gint64 pts[] = {0, 3, 6, 9, 12};
  g_autoptr (FlFrameIndex) index = index_new (pts, 5, (FlRational){1, 1});

  g_assert_cmpuint (fl_frame_index_get_n_points (index), ==, 2);
  g_assert_cmpint (fl_frame_index_find_point (index, -1), ==, -1);
  g_assert_cmpint (fl_frame_index_find_point (index, 0), ==, 0);
  g_assert_cmpint (fl_frame_index_find_point (index, 2), ==, 0);
  g_assert_cmpint (fl_frame_index_find_point (index, 3), ==, 1);
  g_assert_cmpint (fl_frame_index_find_point (index, 4), ==, 1);
  g_assert_cmpint (fl_frame_index_get_point (index, 1)->dts, ==, 7);
}

static void
test_equality (void)
{
  static const gint64 pts[] = {0, 1, 2};
  static const gint64 other[] = {0, 1, 3};
  g_autoptr (FlFrameIndex) index = index_new (pts, 3, (FlRational){1, 25});
  g_autoptr (FlFrameIndex) same = index_new (pts, 3, (FlRational){1, 25});
  g_autoptr (FlFrameIndex) shorter = index_new (pts, 2, (FlRational){1, 25});
  g_autoptr (FlFrameIndex) later = index_new (other, 3, (FlRational){1, 25});
  g_autoptr (FlFrameIndex) slower = index_new (pts, 3, (FlRational){1, 24});

  g_assert_true (fl_frame_index_equal (index, same));
  g_assert_false (fl_frame_index_equal (index, shorter));
  g_assert_false (fl_frame_index_equal (index, later));
  g_assert_false (fl_frame_index_equal (index, slower));
}

static void
test_round_trip (void)
{
  static const gint64 pts[] = {-7, 0, FL_NO_PTS, G_MAXINT64, 12};
  g_autoptr (FlFrameIndex) index = index_new (pts, 5, (FlRational){1001, 30000});
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (index);
  g_autoptr (FlFrameIndex) copy = fl_frame_index_deserialize (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (fl_frame_index_equal (index, copy));
  g_assert_true (fl_frame_index_is_decoded (copy));
  g_assert_cmpstr (fl_frame_index_get_doubt (copy), ==, "It is odd");
  g_assert_false (fl_frame_index_has_unique_pts (copy));
  for (gint64 i = 0; i < 5; i++)
    g_assert_cmpint (fl_frame_index_is_key (copy, i), ==, i % 3 == 0);
  g_assert_cmpuint (fl_frame_index_get_n_points (copy), ==, 2);
  g_assert_cmpmem (fl_frame_index_get_point (copy, 0), 2 * sizeof (FlIndexPoint),
                   fl_frame_index_get_point (index, 0), 2 * sizeof (FlIndexPoint));
}

/* A byte that changed, or any that are missing, are noticed, wherever they are. */
static void
test_damage (void)
{
  static const gint64 pts[] = {0, 1, 2};
  g_autoptr (FlFrameIndex) index = index_new (pts, 3, (FlRational){1, 25});
  g_autoptr (GBytes) bytes = fl_frame_index_serialize (index);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *changed = g_memdup2 (data, size);
    changed[i] ^= 0x40;
    g_autoptr (GBytes) changed_bytes = g_bytes_new (changed, size);
    g_autoptr (GBytes) cut_bytes = g_bytes_new (data, i);
    g_autoptr (GError) changed_error = NULL;
    g_autoptr (GError) cut_error = NULL;
    g_assert_null (fl_frame_index_deserialize (changed_bytes, &changed_error));
    g_assert_error (changed_error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT);
    g_assert_null (fl_frame_index_deserialize (cut_bytes, &cut_error));
    g_assert_error (cut_error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/frame-index/lookup", test_lookup);
  g_test_add_func ("/media/frame-index/find-time", test_find_time);
  g_test_add_func ("/media/frame-index/equal-times", test_equal_times);
  g_test_add_func ("/media/frame-index/nth", test_nth);
  g_test_add_func ("/media/frame-index/no-times", test_no_times);
  g_test_add_func ("/media/frame-index/points", test_points);
  g_test_add_func ("/media/frame-index/equality", test_equality);
  g_test_add_func ("/media/frame-index/round-trip", test_round_trip);
  g_test_add_func ("/media/frame-index/damage", test_damage);
  return g_test_run ();
}
