/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patches keep their bits: what projects hold under this id was made of the same ones. */
#include "features/fl-patches-extractor.h"

#include <string.h>

#define N_PICTURES 3
#define WIDTH      200
#define HEIGHT     150

/* Sums of what it learns from the pictures below, and of the row of the first. */
#define LEARNED "5c59466651865a32cdf2d052fba2823ad9adaeed"
#define ROW     "4e208f6432041f5c03b3ab9921c0364b99842150"

static FlImage *
draw (guint number)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, WIDTH, HEIGHT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (number);

  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      for (guint x = 0; x < fl_image_get_plane_width (image, plane); x++)
        image->planes[plane][y * image->strides[plane] + x] =
          (guint8) ((x * number + y * y / 16) % 200 + (guint) g_rand_int_range (rand, 0, 50));
  return image;
}

static char *
sum_of (const void *data, gsize size)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA1, data, size);
}

/* Of one's own bytes alone, in their order. */
static void
test_bits (void)
{
  const FlExtractorType *type = &fl_patches_extractor;
  g_autoptr (GError) error = NULL;
  FlImage *images[N_PICTURES];
  gsize size;

  if (G_BYTE_ORDER != G_LITTLE_ENDIAN) {
    g_test_skip ("the sums are of numbers with their least byte first");
    return;
  }
  for (guint i = 0; i < N_PICTURES; i++)
    images[i] = draw (i + 1);
  const FlImage *const *pictures = (const FlImage *const *) images;
  g_autoptr (GBytes) state = type->learn (type, pictures, N_PICTURES, NULL, &error);
  g_assert_no_error (error);
  const void *learned = g_bytes_get_data (state, &size);
  g_autofree char *learned_sum = sum_of (learned, size);
  g_assert_cmpstr (learned_sum, ==, LEARNED);

  FlExtractorType *with_state = fl_extractor_type_new_learned (type, state);
  FlExtractor *extractor = with_state->create (with_state, &error);
  g_assert_no_error (error);
  gsize n_dims = type->get_n_dims (extractor);
  g_autofree float *row = g_new (float, n_dims);
  g_assert_true (type->extract (extractor, pictures, 1, row, &error));
  g_autofree char *row_sum = sum_of (row, n_dims * sizeof row[0]);
  g_assert_cmpstr (row_sum, ==, ROW);
  type->free (extractor);
  fl_extractor_type_free (with_state);
  for (guint i = 0; i < N_PICTURES; i++)
    fl_image_unref (images[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features/patches-extractor/bits", test_bits);
  return g_test_run ();
}
