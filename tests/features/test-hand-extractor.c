/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the features made by hand do to pictures whose features are known. */
#include "features/fl-hand-extractor.h"
#include "features/fl-shrink.h"

#include <math.h>
#include <string.h>

/* The layout of the vector, as the extractor documents it. */
#define COLUMNS     16
#define ROWS        12
#define BINS        6
#define HOG_DIMS    (COLUMNS * ROWS * BINS)
#define GREY_DIMS   (32 * 24)
#define COLOUR_DIMS (12 * 9)
#define N_DIMS      (HOG_DIMS + GREY_DIMS + 2 * COLOUR_DIMS)

#define WIDTH  320
#define HEIGHT 240

typedef guint8 (*Painter) (int x, int y);

static FlImage *
paint (guint width, guint height, Painter painter, int add, int dx)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, width, height);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      image->planes[0][y * image->strides[0] + x] =
        (guint8) (painter ((int) x - dx, (int) y) + add);
  for (guint plane = 1; plane < 3; plane++)
    for (guint y = 0; y < (height + 1) / 2; y++)
      memset (image->planes[plane] + y * image->strides[plane], plane == 1 ? 90 : 200,
              (width + 1) / 2);
  return image;
}

static float *
extract (const FlImage *image)
{
  const FlExtractorType *type = &fl_hand_extractor;
  FlExtractor *extractor = type->create (type, NULL);
  float *row = g_new (float, N_DIMS);

  g_assert_cmpuint (type->get_n_dims (extractor), ==, N_DIMS);
  g_assert_true (type->extract (extractor, &image, 1, row, NULL));
  type->free (extractor);
  return row;
}

static guint8
paint_plain (int x, int y)
{
  return 51;
}

/* Waves in two directions, from 40 to 200. */
static guint8
paint_waves (int x, int y)
{
  return (guint8) lround (120 + 40 * sin (x * 0.21 + y * 0.05) + 40 * sin (y * 0.17 - x * 0.03));
}

static guint8
paint_halves (int x, int y)
{
  return x < WIDTH / 2 + 10 ? 40 : 200;
}

static guint8
paint_storeys (int x, int y)
{
  return y < HEIGHT / 2 + 10 ? 40 : 200;
}

static guint8
paint_falling (int x, int y)
{
  return (guint8) ((x + y) * 2 / 5);
}

static guint8
paint_rising (int x, int y)
{
  return (guint8) ((x + HEIGHT - y) * 2 / 5);
}

static void
test_plain (void)
{
  g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, paint_plain, 0, 0);
  g_autofree float *row = extract (image);

  for (gsize i = 0; i < HOG_DIMS; i++)
    g_assert_cmpfloat (row[i], ==, 0);
  for (gsize i = 0; i < GREY_DIMS; i++) /* Float sums of bytes, by 2 roundings. */
    g_assert_cmpfloat_with_epsilon (row[HOG_DIMS + i], 51 / 255.0f, 1e-6f);
  for (gsize i = 0; i < COLOUR_DIMS; i++) {
    g_assert_cmpfloat_with_epsilon (row[HOG_DIMS + GREY_DIMS + i], 90 / 255.0f, 1e-6f);
    g_assert_cmpfloat_with_epsilon (row[HOG_DIMS + GREY_DIMS + COLOUR_DIMS + i], 200 / 255.0f,
                                    1e-6f);
  }
}

/* More light moves the small picture and nothing else. */
static void
test_brightness (void)
{
  g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, paint_waves, 0, 0);
  g_autoptr (FlImage) brighter = paint (WIDTH, HEIGHT, paint_waves, 50, 0);
  g_autofree float *row = extract (image);
  g_autofree float *bright_row = extract (brighter);

  for (gsize i = 0; i < HOG_DIMS; i++) /* Differences of floats near 200 are exact to 2e-5. */
    g_assert_cmpfloat_with_epsilon (bright_row[i], row[i], 1e-4f);
  for (gsize i = 0; i < GREY_DIMS; i++)
    g_assert_cmpfloat_with_epsilon (bright_row[HOG_DIMS + i], row[HOG_DIMS + i] + 50 / 255.0f,
                                    1e-6f);
  g_assert_cmpmem (row + HOG_DIMS + GREY_DIMS, 2 * COLOUR_DIMS * sizeof row[0],
                   bright_row + HOG_DIMS + GREY_DIMS, 2 * COLOUR_DIMS * sizeof row[0]);
}

/* A scene that moves by one cell moves its histograms by one cell, to the bit. */
static void
test_shift (void)
{
  const int cell_px = WIDTH / COLUMNS;
  g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, paint_waves, 0, 0);
  g_autoptr (FlImage) moved = paint (WIDTH, HEIGHT, paint_waves, 0, cell_px);
  g_autofree float *row = extract (image);
  g_autofree float *moved_row = extract (moved);

  for (guint y = 0; y < ROWS; y++) /* Cells at the edge see where the picture ends. */
    for (guint x = 1; x + 2 < COLUMNS; x++)
      g_assert_cmpmem (row + (y * COLUMNS + x) * BINS, BINS * sizeof row[0],
                       moved_row + (y * COLUMNS + x + 1) * BINS, BINS * sizeof row[0]);
}

/* The size of the picture does not matter, only what is in it. */
static void
test_size (void)
{
  g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, paint_waves, 0, 0);
  g_autoptr (FlImage) twice = fl_image_new (FL_PIXELS_YUV420, 2 * WIDTH, 2 * HEIGHT);
  g_autofree float *row = extract (image);

  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (twice, plane); y++)
      for (guint x = 0; x < fl_image_get_plane_width (twice, plane); x++)
        twice->planes[plane][y * twice->strides[plane] + x] =
          image->planes[plane][y / 2 * image->strides[plane] + x / 2];
  g_autofree float *twice_row = extract (twice);
  for (gsize i = 0; i < N_DIMS; i++)
    g_assert_cmpfloat_with_epsilon (twice_row[i], row[i], 1e-4f);
}

/* An upright edge votes for the first direction, a level one for the one across, and for no
 * other; cells without an edge stay empty. */
static void
test_edges (void)
{
  static const struct {
    Painter painter;
    guint bin;
  } cases[] = {{paint_halves, 0}, {paint_storeys, BINS / 2}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, cases[i].painter, 0, 0);
    g_autofree float *row = extract (image);
    for (guint cell = 0; cell < COLUMNS * ROWS; cell++) {
      gboolean has_edge = i == 0 ? cell % COLUMNS == COLUMNS / 2 : cell / COLUMNS == ROWS / 2;
      for (guint bin = 0; bin < BINS; bin++) {
        float value = row[cell * BINS + bin];
        if (has_edge && bin == cases[i].bin)
          g_assert_cmpfloat (value, >, 0.95); /* 160 levels against the floor of 8. */
        else
          g_assert_cmpfloat (value, ==, 0);
      }
    }
  }
}

/* What is slanted votes for the two directions that it lies between, for both alike. */
static void
test_slopes (void)
{
  static const struct {
    Painter painter;
    guint bin; /* the first of the two */
  } cases[] = {{paint_falling, 1}, {paint_rising, 4}};
  /* 64 pixels of a gradient of 2 levels each way, shared by two, against the floor of 128. */
  const double half = 64 * 2.0 * sqrt (2) / 2;
  const double expected = half / sqrt (2 * half * half + 128 * 128);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, cases[i].painter, 0, 0);
    g_autofree float *row = extract (image);
    for (guint y = 1; y + 1 < ROWS; y++)
      for (guint x = 1; x + 1 < COLUMNS; x++)
        for (guint bin = 0; bin < BINS; bin++) {
          float value = row[(y * COLUMNS + x) * BINS + bin];
          gboolean is_met = bin == cases[i].bin || bin == cases[i].bin + 1;
          /* Pixels are whole levels, so the direction wavers. */
          if (is_met)
            g_assert_cmpfloat_with_epsilon (value, expected, 0.06);
          else
            g_assert_cmpfloat (value, <, 0.06);
        }
  }
}

/* Noise of a camera counts little against an edge. */
static void
test_noise (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  g_autoptr (FlImage) image = paint (WIDTH, HEIGHT, paint_plain, 0, 0);

  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      image->planes[0][y * image->strides[0] + x] = (guint8) (51 + g_rand_int_range (dice, -2, 3));
  g_autofree float *row = extract (image);
  for (gsize i = 0; i < HOG_DIMS; i++)
    g_assert_cmpfloat (row[i], <, 0.35);
}

static void
assert_shrunk (const guint8 *plane,
               guint width,
               guint height,
               guint out_width,
               guint out_height,
               const float *expected)
{
  g_autofree float *out = g_new (float, out_width *out_height);

  fl_shrink_plane (plane, width, width, height, out_width, out_height, out);
  for (guint i = 0; i < out_width * out_height; i++)
    g_assert_cmpfloat_with_epsilon (out[i], expected[i], 1e-4f);
}

static void
test_shrinking (void)
{
  static const guint8 plane[] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 255};

  assert_shrunk (plane, 4, 3, 4, 3,
                 (const float[]){0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 255});
  assert_shrunk (plane, 4, 3, 2, 1, (const float[]){270 / 6.0f, 535 / 6.0f});
  assert_shrunk (plane, 3, 1, 2, 1, (const float[]){5 / 1.5f, 25 / 1.5f});
  assert_shrunk (plane, 3, 1, 6, 1, (const float[]){0, 0, 10, 10, 20, 20});
  assert_shrunk (plane, 2, 1, 3, 1, (const float[]){0, 5, 10});
  assert_shrunk (plane, 1, 3, 1, 2, (const float[]){5 / 1.5f, 25 / 1.5f});
  assert_shrunk (plane + 11, 1, 1, 3, 2, (const float[]){255, 255, 255, 255, 255, 255});
  assert_shrunk (plane, 12, 1, 1, 1, (const float[]){805 / 12.0f});
}

/* Bytes behind a row are not looked at. */
static void
test_stride (void)
{
  static const guint8 plane[] = {10, 20, 255, 255, 30, 40, 255, 255};
  float out[2];

  fl_shrink_plane (plane, 4, 2, 2, 1, 2, out);
  g_assert_cmpfloat (out[0], ==, 15);
  g_assert_cmpfloat (out[1], ==, 35);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features/hand-extractor/plain", test_plain);
  g_test_add_func ("/features/hand-extractor/brightness", test_brightness);
  g_test_add_func ("/features/hand-extractor/shift", test_shift);
  g_test_add_func ("/features/hand-extractor/size", test_size);
  g_test_add_func ("/features/hand-extractor/edges", test_edges);
  g_test_add_func ("/features/hand-extractor/slopes", test_slopes);
  g_test_add_func ("/features/hand-extractor/noise", test_noise);
  g_test_add_func ("/features/hand-extractor/shrinking", test_shrinking);
  g_test_add_func ("/features/hand-extractor/stride", test_stride);
  return g_test_run ();
}
