/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of pixels on their way to the screen. */
#include "app/fl-texture.h"
#include "app/fl-thumb.h"

#include <string.h>

/* Dark places become brighter; black and white stay, and so does the order. */
static void
test_bright (void)
{
  FlImage *image = fl_image_new (FL_PIXELS_BGR24, 2, 3);
  guint8 out[3 * 2 * 4];

  for (guint y = 0; y < 3; y++)
    for (guint i = 0; i < 6; i++)
      image->planes[0][y * image->strides[0] + i] = (guint8) (y == 0 ? 0 : y == 1 ? 64 : 255);
  image->planes[0][image->strides[0]] = 16;
  g_autoptr (GdkTexture) texture = fl_texture_new_bright (image);
  fl_image_unref (image);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 3);
  /* As cairo has it: blue first. */
  gdk_texture_download (texture, out, 8);
  const guint8 expected[] = {0,   0,   0,   255, 0,   0,   0,   255, 64,  128, 128, 255,
                             128, 128, 128, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  g_assert_cmpmem (out, sizeof out, expected, sizeof expected);
}

/* Of four pixels in a row the two in the middle, which become squares. */
static void
test_enlarged (void)
{
  FlImage *image = fl_image_new (FL_PIXELS_BGR24, 4, 2);
  const graphene_rect_t part = GRAPHENE_RECT_INIT (1, 0, 2, 2);
  const guint8 expected[] = {1, 1, 2, 2};

  for (guint y = 0; y < 2; y++)
    for (guint i = 0; i < 12; i++)
      image->planes[0][y * image->strides[0] + i] = (guint8) (10 * y + i / 3);
  FlImage *large = fl_texture_enlarge (image, &part, 4, 4);
  fl_image_unref (image);
  g_assert_cmpuint (large->width_px, ==, 4);
  g_assert_cmpuint (large->height_px, ==, 4);
  for (guint y = 0; y < 4; y++)
    for (guint i = 0; i < 12; i++)
      g_assert_cmpuint (large->planes[0][y * large->strides[0] + i], ==,
                        expected[i / 3] + 10 * (y / 2));
  fl_image_unref (large);
}

/* What lies beyond the picture, by rounding, is its last row or column. */
static void
test_enlarged_edge (void)
{
  FlImage *image = fl_image_new (FL_PIXELS_BGR24, 1, 1);
  const graphene_rect_t part = GRAPHENE_RECT_INIT (-0.5f, 0.5f, 2, 2);

  memcpy (image->planes[0], "abc", 3);
  FlImage *large = fl_texture_enlarge (image, &part, 2, 2);
  fl_image_unref (image);
  for (guint y = 0; y < 2; y++)
    g_assert_cmpmem (large->planes[0] + y * large->strides[0], 6, "abcabc", 6);
  fl_image_unref (large);
}

/* Whole and in the middle, whatever the shape. */
static void
test_thumbs_are_whole (void)
{
  const graphene_rect_t upright = fl_thumb_find_place (180, 320, 160, 90);
  const graphene_rect_t wide = fl_thumb_find_place (320, 180, 160, 90);
  const graphene_rect_t old = fl_thumb_find_place (320, 240, 160, 90);

  g_assert_true (graphene_rect_equal (&upright, &GRAPHENE_RECT_INIT (55, 0, 50, 90)));
  g_assert_true (graphene_rect_equal (&wide, &GRAPHENE_RECT_INIT (0, 0, 160, 90)));
  g_assert_true (graphene_rect_equal (&old, &GRAPHENE_RECT_INIT (20, 0, 120, 90)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/texture/bright", test_bright);
  g_test_add_func ("/app/texture/thumbs-are-whole", test_thumbs_are_whole);
  g_test_add_func ("/app/texture/enlarged", test_enlarged);
  g_test_add_func ("/app/texture/enlarged-edge", test_enlarged_edge);
  return g_test_run ();
}
