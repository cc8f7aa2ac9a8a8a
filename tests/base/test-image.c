/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in memory: where their planes lie, and who frees them. */
#include "base/fl-image.h"

static void
test_planes (void)
{
  static const guint sizes[][2] = {{1, 1}, {2, 2}, {3, 5}, {64, 64}, {65, 33}, {1921, 1081}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    guint width = sizes[i][0];
    guint height = sizes[i][1];
    g_autoptr (FlImage) yuv = fl_image_new (FL_PIXELS_YUV420, width, height);
    g_autoptr (FlImage) rgb = fl_image_new (FL_PIXELS_BGR24, width, height);
    g_assert_cmpuint (fl_image_get_plane_width (yuv, 0), ==, width);
    g_assert_cmpuint (fl_image_get_plane_height (yuv, 0), ==, height);
    for (guint plane = 1; plane < 3; plane++) {
      g_assert_cmpuint (fl_image_get_plane_width (yuv, plane), ==, (width + 1) / 2);
      g_assert_cmpuint (fl_image_get_plane_height (yuv, plane), ==, (height + 1) / 2);
      g_assert_cmpuint (fl_image_get_plane_width (rgb, plane), ==, 0);
      g_assert_cmpuint (fl_image_get_plane_height (rgb, plane), ==, 0);
      g_assert_null (rgb->planes[plane]);
      g_assert_cmpuint (yuv->strides[plane], >=, (width + 1) / 2);
    }
    g_assert_cmpuint (yuv->strides[0], >=, width);
    g_assert_cmpuint (rgb->strides[0], >=, 3 * width);
  }
}

/* Rows begin where SIMD wants them, and no plane reaches into the next. */
static void
test_layout (void)
{
  g_autoptr (FlImage) image = fl_image_new (FL_PIXELS_YUV420, 101, 51);
  gsize total = 0;

  for (guint plane = 0; plane < 3; plane++) {
    g_assert_cmpuint ((guintptr) image->planes[plane] % 64, ==, 0);
    g_assert_cmpuint (image->strides[plane] % 64, ==, 0);
    total += image->strides[plane] * fl_image_get_plane_height (image, plane);
  }
  g_assert_true (image->planes[0] + image->strides[0] * 51 <= image->planes[1]);
  g_assert_true (image->planes[1] + image->strides[1] * 26 <= image->planes[2]);
  g_assert_cmpuint (fl_image_get_size_bytes (image), ==, total);
  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      for (gsize x = 0; x < image->strides[plane]; x++)
        image->planes[plane][y * image->strides[plane] + x] = (guint8) (plane + 1);
  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      for (gsize x = 0; x < image->strides[plane]; x++)
        g_assert_cmpuint (image->planes[plane][y * image->strides[plane] + x], ==, plane + 1);
}

static void
count (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_references (void)
{
  guint8 pixels[12] = {0};
  guint8 *const planes[3] = {pixels, NULL, NULL};
  const gsize strides[3] = {6, 0, 0};
  guint n_freed = 0;
  FlImage *image = fl_image_new_wrapped (FL_PIXELS_BGR24, 2, 2, planes, strides, &n_freed, count);

  g_assert_true (image->planes[0] == pixels);
  g_assert_cmpuint (fl_image_get_size_bytes (image), ==, 12);
  g_assert_true (fl_image_ref (image) == image);
  fl_image_unref (image);
  g_assert_cmpuint (n_freed, ==, 0);
  fl_image_unref (image);
  g_assert_cmpuint (n_freed, ==, 1);
  fl_image_unref (fl_image_new_wrapped (FL_PIXELS_BGR24, 2, 2, planes, strides, NULL, NULL));
}

static gpointer
take_and_give (gpointer data)
{
  for (guint i = 0; i < 10000; i++)
    fl_image_unref (fl_image_ref (data));
  return NULL;
}

static void
test_threads (void)
{
  guint8 pixels[3] = {0};
  guint8 *const planes[3] = {pixels, NULL, NULL};
  const gsize strides[3] = {3, 0, 0};
  guint n_freed = 0;
  GThread *threads[4];
  FlImage *image = fl_image_new_wrapped (FL_PIXELS_BGR24, 1, 1, planes, strides, &n_freed, count);

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("taker", take_and_give, image);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (n_freed, ==, 0);
  fl_image_unref (image);
  g_assert_cmpuint (n_freed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/image/planes", test_planes);
  g_test_add_func ("/base/image/layout", test_layout);
  g_test_add_func ("/base/image/references", test_references);
  g_test_add_func ("/base/image/threads", test_threads);
  return g_test_run ();
}
