/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning pictures, sizes on the screen, and thumbnails. */
#include "fl-test-footage.h"

#include "media/fl-jpeg.h"
#include "media/fl-rotate.h"
#include "media/fl-shown-size.h"

#include <string.h>

/* A picture whose samples all differ from their neighbours. */
static FlImage *
image_new (FlPixels pixels, guint width, guint height)
{
  FlImage *image = fl_image_new (pixels, width, height);
  guint8 next = 1;

  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++) {
      gsize n = fl_image_get_plane_width (image, plane) * (pixels == FL_PIXELS_BGR24 ? 3 : 1);
      for (gsize x = 0; x < n; x++)
        image->planes[plane][y * image->strides[plane] + x] = next = (guint8) (next * 5 + 3);
    }
  return image;
}

static void
assert_turned (const FlImage *from, const FlImage *to, guint plane, int rotation_deg)
{
  guint width = fl_image_get_plane_width (from, plane);
  guint height = fl_image_get_plane_height (from, plane);
  gsize bytes = from->pixels == FL_PIXELS_BGR24 ? 3 : 1;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++) {
      /* Clockwise: what was left is on top after a quarter turn. */
      guint to_x = rotation_deg == 90    ? height - 1 - y
                   : rotation_deg == 180 ? width - 1 - x
                   : rotation_deg == 270 ? y
                                         : x;
      guint to_y = rotation_deg == 90    ? x
                   : rotation_deg == 180 ? height - 1 - y
                   : rotation_deg == 270 ? width - 1 - x
                                         : y;
      g_assert_cmpmem (from->planes[plane] + y * from->strides[plane] + x * bytes, bytes,
                       to->planes[plane] + to_y * to->strides[plane] + to_x * bytes, bytes);
    }
}

static void
test_turning (void)
{
  static const guint sizes[][2] = {{6, 4}, {7, 4}, {7, 5}, {1, 9}, {1, 1}, {64, 33}};

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (sizes); i++)
    for (int rotation = 0; rotation < 360; rotation += 90) {
      FlPixels pixels = i % 2 ? FL_PIXELS_BGR24 : FL_PIXELS_YUV420;
      g_autoptr (FlImage) from = image_new (pixels, sizes[i / 2][0], sizes[i / 2][1]);
      g_autoptr (FlImage) to = fl_rotate (fl_image_ref (from), rotation);
      gboolean is_turned = rotation % 180 != 0;
      g_assert_cmpuint (to->width_px, ==, is_turned ? from->height_px : from->width_px);
      g_assert_cmpuint (to->height_px, ==, is_turned ? from->width_px : from->height_px);
      for (guint plane = 0; plane < 3; plane++)
        assert_turned (from, to, plane, rotation);
    }
}

static void
assert_shown (guint width, guint height, FlRational aspect, int rotation, guint w, guint h)
{
  FlShownSize size = fl_shown_size_of (width, height, aspect, rotation);

  g_assert_cmpuint (size.width_px, ==, w);
  g_assert_cmpuint (size.height_px, ==, h);
}

static void
test_shown_size (void)
{
  assert_shown (1920, 1080, (FlRational){1, 1}, 0, 1920, 1080);
  assert_shown (1920, 1080, (FlRational){0, 1}, 90, 1080, 1920);
  assert_shown (1920, 1080, (FlRational){0, 0}, 180, 1920, 1080);
  assert_shown (1440, 1080, (FlRational){4, 3}, 0, 1920, 1080);
  assert_shown (1440, 1080, (FlRational){4, 3}, 270, 1080, 1920);
  assert_shown (720, 576, (FlRational){16, 15}, 0, 768, 576);
  assert_shown (720, 480, (FlRational){8, 9}, 0, 720, 540);
  assert_shown (352, 288, (FlRational){16, 11}, 0, 512, 288);
  assert_shown (1, 1, (FlRational){1, 1000}, 0, 1, 1000);
  assert_shown (60000, 2, (FlRational){3, 1}, 0, 65535, 2);
}

static void
assert_fits (guint width, guint height, guint box_width, guint box_height, guint w, guint h)
{
  FlShownSize size = fl_shown_size_fit ((FlShownSize){width, height}, box_width, box_height);

  g_assert_cmpuint (size.width_px, ==, w);
  g_assert_cmpuint (size.height_px, ==, h);
}

static void
test_fit (void)
{
  assert_fits (1920, 1080, 320, 320, 320, 180);
  assert_fits (1080, 1920, 320, 320, 180, 320);
  assert_fits (300, 200, 320, 320, 300, 200);
  assert_fits (1920, 1080, 1000, 100, 178, 100);
  assert_fits (10000, 1, 320, 320, 320, 1);
  assert_fits (321, 321, 320, 320, 320, 320);
}

/* A thumbnail keeps each pixel near its value; its chroma is halved, so the scene is smooth. */
static void
test_jpeg (void)
{
  static const guint sizes[][2] = {{320, 240}, {161, 121}, {1, 1}, {17, 3}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FlImage) image = fl_image_new (FL_PIXELS_YUV420, sizes[i][0], sizes[i][1]);
    for (guint plane = 0; plane < 3; plane++)
      for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
        for (guint x = 0; x < fl_image_get_plane_width (image, plane); x++)
          image->planes[plane][y * image->strides[plane] + x] =
            (guint8) (plane == 0   ? 40 + x / 4 + y / 4
                      : plane == 1 ? 120
                                   : 140);
    g_autoptr (GBytes) bytes = fl_jpeg_encode (image, 100, &error);
    g_assert_no_error (error);
    g_autoptr (FlImage) decoded = fl_jpeg_decode (bytes, &error);
    g_assert_no_error (error);
    g_assert_cmpint (decoded->pixels, ==, FL_PIXELS_BGR24);
    g_assert_cmpuint (decoded->width_px, ==, sizes[i][0]);
    g_assert_cmpuint (decoded->height_px, ==, sizes[i][1]);
    for (guint y = 0; y < sizes[i][1]; y++)
      for (guint x = 0; x < sizes[i][0]; x++) {
        const guint8 *bgr = decoded->planes[0] + y * decoded->strides[0] + 3 * (gsize) x;
        double luma = 40 + x / 4 + y / 4;
        /* BT.601 in full range, as in JFIF; 3 levels for roundings on the way. */
        g_assert_cmpfloat_with_epsilon (bgr[2], luma + 1.402 * 12, 3);
        g_assert_cmpfloat_with_epsilon (bgr[1], luma + 0.344136 * 8 - 0.714136 * 12, 3);
        g_assert_cmpfloat_with_epsilon (bgr[0], luma - 1.772 * 8, 3);
      }
  }
}

/* The same picture gives the same bytes, and quality is heeded. */
static void
test_jpeg_bytes (void)
{
  g_autoptr (FlImage) image = fl_test_draw (200, 150, 4711);
  g_autoptr (GBytes) first = fl_jpeg_encode (image, 80, NULL);
  g_autoptr (GBytes) second = fl_jpeg_encode (image, 80, NULL);
  g_autoptr (GBytes) coarse = fl_jpeg_encode (image, 20, NULL);

  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpuint (g_bytes_get_size (coarse), <, g_bytes_get_size (first));
}

static void
test_no_jpeg (void)
{
  g_autoptr (FlImage) image = fl_test_draw (64, 64, 1);
  g_autoptr (GBytes) whole = fl_jpeg_encode (image, 80, NULL);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture at all", 17);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 30);
  GBytes *const wrong[] = {empty, text, cut};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_jpeg_decode (wrong[i], &error));
    g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT);
    g_assert_true (g_str_has_prefix (error->message, "Cannot read a thumbnail: "));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/pictures/turning", test_turning);
  g_test_add_func ("/media/pictures/shown-size", test_shown_size);
  g_test_add_func ("/media/pictures/fit", test_fit);
  g_test_add_func ("/media/pictures/jpeg", test_jpeg);
  g_test_add_func ("/media/pictures/jpeg-bytes", test_jpeg_bytes);
  g_test_add_func ("/media/pictures/no-jpeg", test_no_jpeg);
  return g_test_run ();
}
