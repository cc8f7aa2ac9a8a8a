/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs from the median picture of a stream. */
#include "features/fl-background-extractor.h"
#include "features/fl-scene-extractor.h"

#include <string.h>

#define WIDTH  128
#define HEIGHT 96
#define SIDE   32
#define N_DIMS 13
/* Differences count less what is noise. */
#define NOISE 6.0f

static FlImage *
paint_ground (guint8 ground)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, WIDTH, HEIGHT);

  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      memset (image->planes[plane] + y * image->strides[plane], plane == 0 ? ground : 128,
              fl_image_get_plane_width (image, plane));
  return image;
}

/* A ground of 100 with a square of 200 in cell (@column, @row) of 4 x 3. */
static FlImage *
paint_square (guint column, guint row)
{
  FlImage *image = paint_ground (100);

  for (guint y = row * SIDE; y < (row + 1) * SIDE; y++)
    memset (image->planes[0] + y * image->strides[0] + column * SIDE, 200, SIDE);
  return image;
}

static FlExtractor *
extractor_new (void)
{
  const FlExtractorType *type = &fl_background_extractor;
  FlExtractor *extractor = type->create (type, NULL);

  g_assert_cmpuint (type->get_n_dims (extractor), ==, N_DIMS);
  return extractor;
}

static void
extract (FlExtractor *extractor, const FlImage *image, float *out)
{
  g_assert_true (fl_background_extractor.extract (extractor, &image, 1, out, NULL));
}

/* Of grounds of these levels. */
static void
survey_grounds (FlExtractor *extractor, const guint8 *grounds, gsize n)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (views, paint_ground (grounds[i]));
  fl_background_extractor.survey (extractor, (const FlImage *const *) views->pdata, n);
}

static void
assert_all (const float *row, float change)
{
  for (gsize i = 0; i < N_DIMS; i++)
    g_assert_cmpfloat_with_epsilon (row[i], change, 1e-3);
}

/* The middle one of an odd number, in whatever order they come, the mean of the two in the middle of
 * an even one; one picture is its own median. */
static void
test_median (void)
{
  static const guint8 odd[] = {250, 90, 10, 80, 240};
  static const guint8 even[] = {250, 90, 10, 80, 240, 50};
  static const guint8 one[] = {30};
  FlExtractor *extractor = extractor_new ();
  g_autoptr (FlImage) image = paint_ground (200);
  float row[N_DIMS];

  survey_grounds (extractor, odd, G_N_ELEMENTS (odd));
  extract (extractor, image, row);
  assert_all (row, 200 - 90 - NOISE);
  survey_grounds (extractor, even, G_N_ELEMENTS (even));
  extract (extractor, image, row);
  assert_all (row, 200 - 85 - NOISE);
  survey_grounds (extractor, one, 1);
  extract (extractor, image, row);
  assert_all (row, 200 - 30 - NOISE);
  fl_background_extractor.free (extractor);
}

/* What is there in few pictures only is no background; where it stands now says the cell. */
static void
test_differences (void)
{
  g_autoptr (FlImage) empty = paint_ground (100);
  g_autoptr (FlImage) left = paint_square (0, 1);
  g_autoptr (FlImage) right = paint_square (2, 1);
  const FlImage *views[] = {left, empty, right, empty, left};
  FlExtractor *extractor = extractor_new ();
  float row[N_DIMS];

  fl_background_extractor.survey (extractor, views, G_N_ELEMENTS (views));
  extract (extractor, right, row);
  for (gsize i = 0; i < N_DIMS - 1; i++)
    g_assert_cmpfloat_with_epsilon (row[i], i == 6 ? 100 - NOISE : 0, 1e-3);
  g_assert_cmpfloat_with_epsilon (row[N_DIMS - 1], (100 - NOISE) / 12, 1e-3);
  extract (extractor, empty, row);
  assert_all (row, 0);
  fl_background_extractor.free (extractor);
}

/* Six grey levels are noise of the camera, brighter or darker. */
static void
test_noise (void)
{
  static const guint8 level = 100;
  g_autoptr (FlImage) darker = paint_ground (94);
  g_autoptr (FlImage) brighter = paint_ground (107);
  FlExtractor *extractor = extractor_new ();
  float row[N_DIMS];

  survey_grounds (extractor, &level, 1);
  extract (extractor, darker, row);
  assert_all (row, 0);
  extract (extractor, brighter, row);
  assert_all (row, 1);
  fl_background_extractor.free (extractor);
}

/* Where nothing is known of the stream, nothing differs; nor after a stream of which it was. */
static void
test_unknown (void)
{
  static const guint8 level = 10;
  g_autoptr (FlImage) image = paint_ground (200);
  FlExtractor *extractor = extractor_new ();
  float row[N_DIMS];

  extract (extractor, image, row);
  assert_all (row, 0);
  survey_grounds (extractor, &level, 1);
  survey_grounds (extractor, NULL, 0);
  extract (extractor, image, row);
  assert_all (row, 0);
  fl_background_extractor.free (extractor);
}

/* scene-2 is scene-1 and behind it what differs, of the stream that it was told of. */
static void
test_scene (void)
{
  g_autoptr (FlImage) empty = paint_ground (100);
  g_autoptr (FlImage) square = paint_square (2, 1);
  const FlImage *views[] = {empty};
  const FlImage *images[] = {square};
  g_autoptr (GBytes) state =
    fl_scene_1_extractor.learn (&fl_scene_1_extractor, images, 1, NULL, NULL);
  g_autoptr (FlExtractorType) before = fl_extractor_type_new_learned (&fl_scene_1_extractor, state);
  g_autoptr (FlExtractorType) now = fl_extractor_type_new_learned (&fl_scene_2_extractor, state);
  FlExtractor *old = before->create (before, NULL);
  FlExtractor *new = now->create (now, NULL);
  const gsize n_old = before->get_n_dims (old);
  const gsize n_new = now->get_n_dims (new);
  g_autofree float *old_row = g_new (float, n_old);
  g_autofree float *new_row = g_new (float, n_new);

  g_assert_null (before->survey);
  g_assert_cmpuint (n_new, ==, n_old + N_DIMS);
  now->survey (new, views, 1);
  g_assert_true (before->extract (old, images, 1, old_row, NULL));
  g_assert_true (now->extract (new, images, 1, new_row, NULL));
  g_assert_cmpmem (old_row, n_old * sizeof old_row[0], new_row, n_old * sizeof new_row[0]);
  for (gsize i = 0; i < N_DIMS - 1; i++)
    g_assert_cmpfloat_with_epsilon (new_row[n_old + i], i == 6 ? 100 - NOISE : 0, 1e-3);
  before->free (old);
  now->free (new);
}

/* Several side by side are told as well. */
static void
test_joined (void)
{
  g_autoptr (FlExtractorType) type = fl_extractor_type_new ("hand-1\nscene-2", NULL);
  g_autoptr (FlExtractorType) plain = fl_extractor_type_new ("hand-1\nscene-1", NULL);
  g_autoptr (FlImage) empty = paint_ground (100);
  g_autoptr (FlImage) square = paint_square (3, 2);
  const FlImage *views[] = {empty};
  const FlImage *images[] = {square};
  g_autoptr (GBytes) state = type->learn (type, images, 1, NULL, NULL);
  g_autoptr (FlExtractorType) learned = fl_extractor_type_new_learned (type, state);
  FlExtractor *extractor = learned->create (learned, NULL);
  const gsize n = learned->get_n_dims (extractor);
  g_autofree float *row = g_new (float, n);

  g_assert_null (plain->survey);
  learned->survey (extractor, views, 1);
  g_assert_true (learned->extract (extractor, images, 1, row, NULL));
  g_assert_cmpfloat_with_epsilon (row[n - 2], 100 - NOISE, 1e-3);
  learned->free (extractor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features/background-extractor/median", test_median);
  g_test_add_func ("/features/background-extractor/differences", test_differences);
  g_test_add_func ("/features/background-extractor/noise", test_noise);
  g_test_add_func ("/features/background-extractor/unknown", test_unknown);
  g_test_add_func ("/features/background-extractor/scene", test_scene);
  g_test_add_func ("/features/background-extractor/joined", test_joined);
  return g_test_run ();
}
