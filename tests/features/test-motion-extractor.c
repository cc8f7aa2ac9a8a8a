/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves between pictures in which that is known. */
#include "features/fl-motion-extractor.h"

#include <string.h>

#define WIDTH  128
#define HEIGHT 96
#define SIDE   32
#define N_DIMS 13
/* A square of 200 on a ground of 100 changes by 100, less what counts as noise. */
#define CHANGE 94.0f

/* A bright square in cell (@column, @row) of 4 x 3; with @column -1 none. */
static FlImage *
paint (int column, int row)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, WIDTH, HEIGHT);

  for (guint y = 0; y < HEIGHT; y++)
    memset (image->planes[0] + y * image->strides[0], 100, WIDTH);
  for (int y = row * SIDE; column >= 0 && y < (row + 1) * SIDE; y++)
    memset (image->planes[0] + y * image->strides[0] + column * SIDE, 200, SIDE);
  return image;
}

static void
extract (const FlImage *before, const FlImage *now, const FlImage *after, float *out)
{
  const FlExtractorType *type = &fl_motion_extractor;
  FlExtractor *extractor = type->create (type, NULL);

  g_assert_cmpuint (type->get_n_dims (extractor), ==, N_DIMS);
  type->surround (extractor, before, after);
  g_assert_true (type->extract (extractor, &now, 1, out, NULL));
  type->free (extractor);
}

static void
assert_moves (const float *row, gsize cell, float change)
{
  for (gsize i = 0; i < N_DIMS - 1; i++)
    g_assert_cmpfloat_with_epsilon (row[i], i == cell ? change : 0, 1e-3);
  g_assert_cmpfloat_with_epsilon (row[N_DIMS - 1], change / 12, 1e-3);
}

static void
test_moves (void)
{
  g_autoptr (FlImage) left = paint (0, 1);
  g_autoptr (FlImage) middle = paint (1, 1);
  g_autoptr (FlImage) right = paint (2, 1);
  float row[N_DIMS];

  /* Not where it was, nor where it will be. */
  extract (left, middle, right, row);
  assert_moves (row, 5, CHANGE);
  /* What was there and has only just gone does not move now. */
  extract (left, middle, middle, row);
  assert_moves (row, 5, 0);
}

/* At an end there is one picture to compare with, in which it also shows where it was. */
static void
test_one_side (void)
{
  g_autoptr (FlImage) none = paint (-1, 0);
  g_autoptr (FlImage) there = paint (3, 2);
  float row[N_DIMS];

  extract (none, there, NULL, row);
  assert_moves (row, 11, CHANGE);
  extract (NULL, there, none, row);
  assert_moves (row, 11, CHANGE);
}

/* Alone it tells nothing, and neighbours are those of one picture only. */
static void
test_alone (void)
{
  const FlExtractorType *type = &fl_motion_extractor;
  g_autoptr (FlImage) none = paint (-1, 0);
  g_autoptr (FlImage) there = paint (3, 2);
  const FlImage *images[] = {there, there};
  FlExtractor *extractor = type->create (type, NULL);
  float rows[2 * N_DIMS];

  type->surround (extractor, none, none);
  g_assert_true (type->extract (extractor, images, 2, rows, NULL));
  assert_moves (rows, 11, CHANGE);
  assert_moves (rows + N_DIMS, 11, 0);
  type->free (extractor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features/motion-extractor/moves", test_moves);
  g_test_add_func ("/features/motion-extractor/one-side", test_one_side);
  g_test_add_func ("/features/motion-extractor/alone", test_alone);
  return g_test_run ();
}
