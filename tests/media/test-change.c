/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pictures differ enough from the newest sample. */
#include "media/fl-change.h"

#include <string.h>

#define WIDTH_PX  320
#define HEIGHT_PX 180

static FlImage *
plain_new (guint width_px, guint height_px, guint8 brightness)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, width_px, height_px);

  for (guint y = 0; y < height_px; y++)
    memset (image->planes[0] + y * image->strides[0], brightness, width_px);
  return image;
}

/* A plain picture with a lighter box of @size_px pixels at @x. */
static FlImage *
box_new (guint x, guint size_px)
{
  FlImage *image = plain_new (WIDTH_PX, HEIGHT_PX, 90);

  for (guint y = 0; y < size_px; y++)
    memset (image->planes[0] + (80 + y) * image->strides[0] + x, 150, size_px);
  return image;
}

/* Takes @image, and frees it. */
static gboolean
take (FlChange *change, double time_s, FlImage *image)
{
  gboolean is_sample = fl_change_take (change, time_s, image);

  fl_image_unref (image);
  return is_sample;
}

static void
test_still (void)
{
  g_autoptr (FlChange) change = fl_change_new (2);

  g_assert_true (take (change, 0.5, box_new (80, 16)));
  g_assert_false (take (change, 1.0, box_new (80, 16)));
  g_assert_false (take (change, 2.49, box_new (80, 16)));
  /* Times are rounded; the longest time counts from the newest sample. */
  g_assert_true (take (change, 2.4985, box_new (80, 16)));
  g_assert_false (take (change, 4.49, box_new (80, 16)));
  g_assert_true (take (change, 4.5, box_new (80, 16)));
}

static void
test_moves (void)
{
  g_autoptr (FlChange) change = fl_change_new (1000);

  g_assert_true (take (change, 0, box_new (80, 16)));
  g_assert_true (take (change, 1, box_new (88, 16)));
  g_assert_false (take (change, 2, box_new (88, 16)));
  g_assert_true (take (change, 3, box_new (80, 16)));
  /* A pixel at a time: it is the newest sample that counts, not the picture before. */
  g_assert_false (take (change, 4, box_new (81, 16)));
  g_assert_true (take (change, 5, box_new (82, 16)));
}

/* One square of 880 may be anything: a clock, a blinking light. Two are something. */
static void
test_smallest (void)
{
  g_autoptr (FlChange) change = fl_change_new (1000);

  g_assert_true (take (change, 0, plain_new (WIDTH_PX, HEIGHT_PX, 90)));
  g_assert_false (take (change, 1, box_new (80, 8)));
  g_assert_true (take (change, 2, box_new (84, 8)));
}

static void
test_noise (void)
{
  g_autoptr (FlChange) change = fl_change_new (1000);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  g_assert_true (take (change, 0, plain_new (WIDTH_PX, HEIGHT_PX, 90)));
  for (guint i = 0; i < 50; i++) {
    FlImage *image = plain_new (WIDTH_PX, HEIGHT_PX, 90);
    for (guint y = 0; y < HEIGHT_PX; y++)
      for (guint x = 0; x < WIDTH_PX; x++)
        image->planes[0][y * image->strides[0] + x] =
          (guint8) (90 + g_rand_int_range (random, -25, 26));
    g_assert_false (take (change, i + 1, image));
  }
}

static void
test_light (void)
{
  g_autoptr (FlChange) change = fl_change_new (1000);

  g_assert_true (take (change, 0, plain_new (WIDTH_PX, HEIGHT_PX, 90)));
  g_assert_false (take (change, 1, plain_new (WIDTH_PX, HEIGHT_PX, 99)));
  g_assert_true (take (change, 2, plain_new (WIDTH_PX, HEIGHT_PX, 100)));
  g_assert_false (take (change, 3, plain_new (WIDTH_PX, HEIGHT_PX, 91)));
  g_assert_true (take (change, 4, plain_new (WIDTH_PX, HEIGHT_PX, 90)));
}

/* Also pictures that squares do not fill. */
static void
test_sizes (void)
{
  g_autoptr (FlChange) change = fl_change_new (1000);

  g_assert_true (take (change, 0, plain_new (13, 9, 90)));
  g_assert_false (take (change, 1, plain_new (13, 9, 90)));
  g_assert_true (take (change, 2, plain_new (13, 9, 200)));
  g_assert_true (take (change, 3, plain_new (17, 9, 200)));
  g_assert_true (take (change, 4, plain_new (17, 17, 200)));
  g_assert_false (take (change, 5, plain_new (17, 17, 200)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/change/what-stands-still-is-seldom-a-sample", test_still);
  g_test_add_func ("/media/change/what-moves-is-one", test_moves);
  g_test_add_func ("/media/change/one-square-is-not-enough", test_smallest);
  g_test_add_func ("/media/change/noise-is-none", test_noise);
  g_test_add_func ("/media/change/light-counts-from-ten-on", test_light);
  g_test_add_func ("/media/change/another-size-is-one", test_sizes);
  return g_test_run ();
}
