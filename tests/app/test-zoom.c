/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a picture a zoom shows. */
#include "app/fl-zoom.h"

#define NEARLY 1e-3

/* A picture of 4:3 in a wider place, which it fills from above to below. */
static const graphene_size_t place = {.width = 1000, .height = 600};
static const graphene_size_t whole = {.width = 800, .height = 600};

static void
assert_placed (const FlZoom *zoom, double x, double y, double width, double height)
{
  const graphene_rect_t placed = fl_zoom_place (zoom, &place, &whole);

  g_assert_cmpfloat_with_epsilon (placed.origin.x, x, NEARLY);
  g_assert_cmpfloat_with_epsilon (placed.origin.y, y, NEARLY);
  g_assert_cmpfloat_with_epsilon (placed.size.width, width, NEARLY);
  g_assert_cmpfloat_with_epsilon (placed.size.height, height, NEARLY);
}

static void
zoom_at (FlZoom *zoom, double factor, float x, float y)
{
  fl_zoom_by (zoom, factor, &GRAPHENE_POINT_INIT (x, y), &place, &whole);
}

static void
move (FlZoom *zoom, float x, float y)
{
  fl_zoom_move (zoom, &GRAPHENE_POINT_INIT (x, y), &place, &whole);
}

static void
test_whole_is_in_the_middle (void)
{
  FlZoom zoom = FL_ZOOM_WHOLE;

  assert_placed (&zoom, 100, 0, 800, 600);
  /* There is nothing more to see. */
  move (&zoom, 50, -50);
  assert_placed (&zoom, 100, 0, 800, 600);
  zoom_at (&zoom, 0.5, 10, 10);
  assert_placed (&zoom, 100, 0, 800, 600);
}

/* The point under the pointer stays under it, where no side is left empty for that. */
static void
test_zooms_around_a_point (void)
{
  FlZoom zoom = FL_ZOOM_WHOLE;

  zoom_at (&zoom, 2, 400, 300);
  assert_placed (&zoom, -200, -300, 1600, 1200);
  g_assert_cmpfloat (zoom.factor, ==, 2);
  zoom_at (&zoom, 2, 400, 300);
  assert_placed (&zoom, -800, -900, 3200, 2400);
  zoom_at (&zoom, 0.25, 900, 20);
  assert_placed (&zoom, 100, 0, 800, 600);
  zoom_at (&zoom, 2, 100, 0);
  assert_placed (&zoom, 0, 0, 1600, 1200);
}

static void
test_moves_as_far_as_there_is_more (void)
{
  FlZoom zoom = FL_ZOOM_WHOLE;

  zoom_at (&zoom, 2, 500, 300);
  assert_placed (&zoom, -300, -300, 1600, 1200);
  move (&zoom, 100, -50);
  assert_placed (&zoom, -200, -350, 1600, 1200);
  move (&zoom, 1000, 1000);
  assert_placed (&zoom, 0, 0, 1600, 1200);
  move (&zoom, -1000, -1000);
  assert_placed (&zoom, -600, -600, 1600, 1200);
  /* Narrower than the place, it can be moved up and down alone. */
  zoom_at (&zoom, 0.6, 500, 300);
  assert_placed (&zoom, 20, -120, 960, 720);
  move (&zoom, 500, 20);
  assert_placed (&zoom, 20, -100, 960, 720);
}

static void
test_factor_is_limited (void)
{
  FlZoom zoom = FL_ZOOM_WHOLE;

  zoom_at (&zoom, 1000, 500, 300);
  g_assert_cmpfloat (zoom.factor, ==, 16);
  zoom_at (&zoom, 1e-6, 500, 300);
  g_assert_cmpfloat (zoom.factor, ==, 1);
  /* What is all but a step is that step: so there is a way back to the whole. */
  zoom_at (&zoom, 1.006, 500, 300);
  g_assert_cmpfloat (zoom.factor, ==, 1);
  zoom_at (&zoom, 2.01, 500, 300);
  g_assert_cmpfloat (zoom.factor, ==, 2);
  zoom_at (&zoom, 1.1, 500, 300);
  g_assert_cmpfloat_with_epsilon (zoom.factor, 2.2, NEARLY);
}

static void
test_steps (void)
{
  g_assert_cmpfloat (fl_zoom_find_step (1, TRUE), ==, 1.5);
  g_assert_cmpfloat (fl_zoom_find_step (2.2, TRUE), ==, 3);
  g_assert_cmpfloat (fl_zoom_find_step (16, TRUE), ==, 16);
  g_assert_cmpfloat (fl_zoom_find_step (16, FALSE), ==, 12);
  g_assert_cmpfloat (fl_zoom_find_step (2.2, FALSE), ==, 2);
  g_assert_cmpfloat (fl_zoom_find_step (1, FALSE), ==, 1);
}

/* A film has no more pixels than it has. */
static void
test_sizes (void)
{
  g_assert_cmpfloat (fl_zoom_find_size (1, 0.4), ==, 1);
  g_assert_cmpfloat (fl_zoom_find_size (1, 4), ==, 1);
  g_assert_cmpfloat (fl_zoom_find_size (8, 0.4), ==, 1);
  g_assert_cmpfloat (fl_zoom_find_size (1.6, 4), ==, 2);
  g_assert_cmpfloat (fl_zoom_find_size (2, 4), ==, 2);
  g_assert_cmpfloat (fl_zoom_find_size (8, 2.4), ==, 3);
  g_assert_cmpfloat (fl_zoom_find_size (16, 100), ==, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/zoom/whole-is-in-the-middle", test_whole_is_in_the_middle);
  g_test_add_func ("/app/zoom/zooms-around-a-point", test_zooms_around_a_point);
  g_test_add_func ("/app/zoom/moves-as-far-as-there-is-more", test_moves_as_far_as_there_is_more);
  g_test_add_func ("/app/zoom/factor-is-limited", test_factor_is_limited);
  g_test_add_func ("/app/zoom/steps", test_steps);
  g_test_add_func ("/app/zoom/sizes", test_sizes);
  return g_test_run ();
}
