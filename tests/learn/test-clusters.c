/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clusters, and the short positions that distances are taken from. */
#include "base/fl-kmeans.h"
#include "learn/fl-projection.h"

#include "synthetic.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define N      300
#define N_DIMS 5

static void
test_distance (void)
{
  const float a[] = {1, 2, 3};
  const float b[] = {0, 4, -1};

  g_assert_cmpfloat (fl_distance2 (a, b, 3), ==, 21);
  g_assert_cmpfloat (fl_distance2 (a, a, 3), ==, 0);
}

/* Groups far apart are found, whatever the first centres. */
static void
test_groups_are_found (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (81);
  float positions[N * N_DIMS];
  guint clusters[N];

  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N_DIMS; j++)
      positions[i * N_DIMS + j] = (float) synthetic_normal (rand) + (i % 3 == j ? 100 : 0);
  g_assert_true (fl_kmeans (positions, N, N_DIMS, 3, rand, NULL, clusters));
  for (guint i = 0; i < N; i++) {
    g_assert_cmpuint (clusters[i], <, 3);
    g_assert_cmpuint (clusters[i], ==, clusters[i % 3]);
  }
  g_assert_true (clusters[0] != clusters[1] && clusters[1] != clusters[2] &&
                 clusters[0] != clusters[2]);
}

/* Where it ends, every position is in the cluster whose mean is nearest. */
static void
test_ends_at_a_fixed_point (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (82);
  float positions[40 * 2];
  guint clusters[40];
  double means[4][2] = {{0}};
  guint n_of[4] = {0};

  for (guint i = 0; i < 80; i++)
    positions[i] = (float) synthetic_normal (rand);
  g_assert_true (fl_kmeans (positions, 40, 2, 4, rand, NULL, clusters));
  for (guint i = 0; i < 40; i++) {
    n_of[clusters[i]]++;
    for (guint j = 0; j < 2; j++)
      means[clusters[i]][j] += positions[i * 2 + j];
  }
  for (guint i = 0; i < 40; i++) {
    double distances[4];
    for (guint c = 0; c < 4; c++)
      distances[c] = pow (positions[i * 2] - means[c][0] / n_of[c], 2) +
                     pow (positions[i * 2 + 1] - means[c][1] / n_of[c], 2);
    for (guint c = 0; c < 4; c++)
      g_assert_cmpfloat (distances[clusters[i]], <=, distances[c] + 1e-5);
  }
}

static void
test_same_seed_same_clusters (void)
{
  guint clusters[2][N];
  float positions[N * N_DIMS];

  for (int round = 0; round < 2; round++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (83);
    for (guint i = 0; i < N * N_DIMS; i++)
      positions[i] = (float) synthetic_normal (rand);
    g_assert_true (fl_kmeans (positions, N, N_DIMS, 7, rand, NULL, clusters[round]));
  }
  g_assert_cmpmem (clusters[0], sizeof clusters[0], clusters[1], sizeof clusters[1]);
}

/* More clusters than positions, and positions that are all the same. */
static void
test_odd_counts (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (84);
  const float apart[] = {0, 10, 20};
  const float same[] = {7, 7, 7, 7};
  guint clusters[4];

  g_assert_true (fl_kmeans (apart, 3, 1, 9, rand, NULL, clusters));
  g_assert_true (clusters[0] != clusters[1] && clusters[1] != clusters[2] &&
                 clusters[0] != clusters[2]);
  g_assert_true (fl_kmeans (same, 4, 1, 3, rand, NULL, clusters));
  for (guint i = 1; i < 4; i++)
    g_assert_cmpuint (clusters[i], ==, clusters[0]);
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (85);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const float positions[] = {0, 1};
  guint clusters[2];

  g_cancellable_cancel (cancellable);
  g_assert_false (fl_kmeans (positions, 2, 1, 2, rand, cancellable, clusters));
}

/* Squared distances are kept on the mean, and each to a fifth or so: their relative deviation is
 * sqrt (2 / 64). */
static void
test_projection_keeps_distances (void)
{
  enum {
    N_LONG = 900,
    N_PAIRS = 200
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (86);
  g_autoptr (FlProjection) projection = fl_projection_new (N_LONG);
  float a[N_LONG], b[N_LONG];
  float short_a[FL_PROJECTION_DIMS], short_b[FL_PROJECTION_DIMS];
  double sum = 0;
  double squares = 0;

  for (guint pair = 0; pair < N_PAIRS; pair++) {
    for (guint i = 0; i < N_LONG; i++) {
      a[i] = (float) synthetic_normal (rand);
      b[i] = (float) synthetic_normal (rand);
    }
    fl_projection_apply (projection, a, short_a);
    fl_projection_apply (projection, b, short_b);
    double ratio = (double) fl_distance2 (short_a, short_b, FL_PROJECTION_DIMS) /
                   (double) fl_distance2 (a, b, N_LONG);
    sum += ratio;
    squares += ratio * ratio;
  }
  double mean = sum / N_PAIRS;
  double deviation = sqrt (squares / N_PAIRS - mean * mean);
  g_assert_cmpfloat_with_epsilon (mean, 1, 4 * sqrt (2.0 / 64 / N_PAIRS));
  g_assert_cmpfloat_with_epsilon (deviation, sqrt (2.0 / 64), 0.04);
}

/* It is linear, and always the same: positions may be kept. */
static void
test_projection_is_linear (void)
{
  g_autoptr (FlProjection) first = fl_projection_new (3);
  g_autoptr (FlProjection) second = fl_projection_new (3);
  float sum[FL_PROJECTION_DIMS] = {0};
  float out[FL_PROJECTION_DIMS];

  for (guint i = 0; i < 3; i++) {
    float unit[3] = {0};
    unit[i] = (float) (i + 1);
    fl_projection_apply (first, unit, out);
    for (guint j = 0; j < FL_PROJECTION_DIMS; j++) {
      float size = fabsf (out[j]) / (float) (i + 1);
      g_assert_true (out[j] == 0 || fabsf (size - sqrtf (3 / 64.0f)) < 1e-6f);
      sum[j] += out[j];
    }
  }
  fl_projection_apply (second, (const float[]){1, 2, 3}, out);
  for (guint j = 0; j < FL_PROJECTION_DIMS; j++)
    g_assert_cmpfloat_with_epsilon (out[j], sum[j], 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/clusters/distance", test_distance);
  g_test_add_func ("/learn/clusters/groups-are-found", test_groups_are_found);
  g_test_add_func ("/learn/clusters/ends-at-a-fixed-point", test_ends_at_a_fixed_point);
  g_test_add_func ("/learn/clusters/same-seed-same-clusters", test_same_seed_same_clusters);
  g_test_add_func ("/learn/clusters/odd-counts", test_odd_counts);
  g_test_add_func ("/learn/clusters/cancelled", test_cancelled);
  g_test_add_func ("/learn/projection/keeps-distances", test_projection_keeps_distances);
  g_test_add_func ("/learn/projection/is-linear", test_projection_is_linear);
  return g_test_run ();
}
