/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of pixels on their way to the screen. */
#include "app/fl-texture.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/texture/bright", test_bright);
  return g_test_run ();
}
