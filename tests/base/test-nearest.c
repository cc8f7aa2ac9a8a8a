/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest centre is that of a search one by one, bit for bit. */
#include "base/fl-nearest.h"

#include "base/fl-kmeans.h"

#include <float.h>

#define N         21
#define N_CENTRES 5
#define MAX_DIMS  67

static guint
search (const float *position, const float *centres, gsize n_dims)
{
  guint best = 0;
  float least = FLT_MAX;

  for (guint c = 0; c < N_CENTRES; c++) {
    float distance = fl_distance2 (position, centres + c * n_dims, n_dims);
    if (distance < least) {
      least = distance;
      best = c;
    }
  }
  return best;
}

/* Lengths that fill no vector, one, or several and a rest. Coordinates of large and small size make
 * another order of summation another sum, and whole numbers make ties. */
static void
test_like_one_by_one (void)
{
  static const gsize lengths[] = {1, 7, 8, 9, 64, MAX_DIMS};
  g_autoptr (GRand) rand = g_rand_new_with_seed (91);
  float positions[N * MAX_DIMS];
  float centres[N_CENTRES * MAX_DIMS];
  guint found[N];

  for (gsize l = 0; l < G_N_ELEMENTS (lengths); l++)
    for (guint round = 0; round < 40; round++) {
      float scale = round % 2 == 0 ? 1 : 0.1f;
      for (gsize i = 0; i < G_N_ELEMENTS (positions); i++)
        positions[i] = (float) g_rand_int_range (rand, -2, 3) * (i % 5 == 0 ? 1000 : scale);
      for (gsize i = 0; i < G_N_ELEMENTS (centres); i++)
        centres[i] = (float) g_rand_int_range (rand, -2, 3) * (i % 3 == 0 ? 1000 : scale);
      fl_nearest_find (positions, N, lengths[l], centres, N_CENTRES, found);
      for (guint i = 0; i < N; i++)
        g_assert_cmpuint (found[i], ==, search (positions + i * lengths[l], centres, lengths[l]));
    }
}

static void
test_first_of_several (void)
{
  const float centres[] = {9, 9, 1, 1, -1, 1, 1, 1};
  const float position[] = {0, 1};
  guint found = 7;

  fl_nearest_find (position, 1, 2, centres, 4, &found);
  g_assert_cmpuint (found, ==, 1);
}

static void
test_tells_of_changes (void)
{
  const float centres[] = {0, 10};
  const float positions[] = {1, 2, 9, 3, 4, 8, 7, 0, 1, 6};
  guint found[10] = {0};

  g_assert_true (fl_nearest_find (positions, 10, 1, centres, 2, found));
  g_assert_false (fl_nearest_find (positions, 10, 1, centres, 2, found));
  found[9] = 0;
  g_assert_true (fl_nearest_find (positions, 10, 1, centres, 2, found));
  g_assert_cmpuint (found[9], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/nearest/like-one-by-one", test_like_one_by_one);
  g_test_add_func ("/base/nearest/first-of-several", test_first_of_several);
  g_test_add_func ("/base/nearest/tells-of-changes", test_tells_of_changes);
  return g_test_run ();
}
