/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of classes can be told from an empty track in both styles, and have names. */
#include "app/fl-palette.h"

#define LEAST_CONTRAST 3.0

static void
assert_visible (guint index, gboolean is_dark)
{
  GdkRGBA colour;
  GdkRGBA track;

  fl_palette_get_colour (index, is_dark, &colour);
  fl_palette_get_track (is_dark, &track);
  g_test_message ("%s, %s: %.2f", fl_palette_get_name (index), is_dark ? "dark" : "light",
                  fl_palette_contrast (&colour, &track));
  g_assert_cmpfloat (fl_palette_contrast (&colour, &track), >=, LEAST_CONTRAST);
  g_assert_cmpfloat (colour.alpha, ==, 1.0f);
}

static void
test_contrast_with_the_track (void)
{
  for (guint i = 0; i < fl_palette_get_n_colours (); i++) {
    assert_visible (i, FALSE);
    assert_visible (i, TRUE);
  }
  assert_visible (FL_PALETTE_BACKGROUND, FALSE);
  assert_visible (FL_PALETTE_BACKGROUND, TRUE);
}

/* The numbers are those of WCAG 2.1 for these pairs. */
static void
test_contrast_is_right (void)
{
  const GdkRGBA black = {0, 0, 0, 1};
  const GdkRGBA white = {1, 1, 1, 1};
  const GdkRGBA grey = {119 / 255.0f, 119 / 255.0f, 119 / 255.0f, 1};

  g_assert_cmpfloat_with_epsilon (fl_palette_contrast (&black, &white), 21.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_palette_contrast (&white, &black), 21.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (fl_palette_contrast (&white, &white), 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (fl_palette_contrast (&grey, &white), 4.48, 0.005);
}

static void
test_names_and_colours_differ (void)
{
  g_assert_cmpuint (fl_palette_get_n_colours (), >=, 12);
  for (guint i = 0; i < fl_palette_get_n_colours (); i++)
    for (guint k = 0; k < i; k++)
      for (int is_dark = 0; is_dark <= 1; is_dark++) {
        GdkRGBA first;
        GdkRGBA second;
        fl_palette_get_colour (i, is_dark, &first);
        fl_palette_get_colour (k, is_dark, &second);
        g_assert_false (gdk_rgba_equal (&first, &second));
        g_assert_cmpstr (fl_palette_get_name (i), !=, fl_palette_get_name (k));
      }
}

static void
test_colours_come_round (void)
{
  GdkRGBA first;
  GdkRGBA again;

  fl_palette_get_colour (1, FALSE, &first);
  fl_palette_get_colour (fl_palette_get_n_colours () + 1, FALSE, &again);
  g_assert_true (gdk_rgba_equal (&first, &again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/palette/contrast-with-the-track", test_contrast_with_the_track);
  g_test_add_func ("/app/palette/contrast-is-right", test_contrast_is_right);
  g_test_add_func ("/app/palette/names-and-colours-differ", test_names_and_colours_differ);
  g_test_add_func ("/app/palette/colours-come-round", test_colours_come_round);
  return g_test_run ();
}
