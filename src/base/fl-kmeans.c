/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clusters. */
#include "base/fl-kmeans.h"

#include "base/fl-nearest.h"

#include <float.h>
#include <string.h>

#define MAX_ROUNDS 20

/* Eight sums at once, which compilers turn into vectors; the order is the same everywhere. */
typedef float Lanes __attribute__ ((vector_size (8 * sizeof (float))));

float
fl_distance2 (const float *a, const float *b, gsize n_dims)
{
  Lanes sums = {0};
  float sum = 0;
  gsize i = 0;

  for (; i + 8 <= n_dims; i += 8) {
    Lanes x;
    Lanes y;
    memcpy (&x, a + i, sizeof x);
    memcpy (&y, b + i, sizeof y);
    sums += (x - y) * (x - y);
  }
  for (; i < n_dims; i++)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  for (int lane = 0; lane < 8; lane++)
    sum += sums[lane];
  return sum;
}

/* Draws each next centre with a chance that grows with the distance to those there are. */
static void
draw_centres (const float *positions,
              gsize n,
              gsize n_dims,
              guint n_clusters,
              GRand *rand,
              float *centres)
{
  g_autofree float *nearest = g_new (float, n);
  gsize chosen = (gsize) g_rand_int_range (rand, 0, (gint32) n);

  for (gsize i = 0; i < n; i++)
    nearest[i] = FLT_MAX;
  for (guint c = 0; c < n_clusters; c++) {
    double total = 0;
    memcpy (centres + c * n_dims, positions + chosen * n_dims, n_dims * sizeof centres[0]);
    for (gsize i = 0; i < n; i++) {
      float distance = fl_distance2 (positions + i * n_dims, centres + c * n_dims, n_dims);
      nearest[i] = MIN (nearest[i], distance);
      total += nearest[i];
    }
    double draw = g_rand_double (rand) * total;
    for (chosen = 0; chosen + 1 < n && draw >= nearest[chosen]; chosen++)
      draw -= nearest[chosen];
  }
}

static void
move_centres (const float *positions,
              gsize n,
              gsize n_dims,
              const guint *clusters,
              guint n_clusters,
              float *centres)
{
  g_autofree guint *counts = g_new0 (guint, n_clusters);
  g_autofree double *sums = g_new0 (double, n_clusters *n_dims);

  for (gsize i = 0; i < n; i++) {
    counts[clusters[i]]++;
    for (gsize j = 0; j < n_dims; j++)
      sums[clusters[i] * n_dims + j] += positions[i * n_dims + j];
  }
  /* A cluster that lost all its members stays where it was. */
  for (guint c = 0; c < n_clusters; c++)
    for (gsize j = 0; counts[c] > 0 && j < n_dims; j++)
      centres[c * n_dims + j] = (float) (sums[c * n_dims + j] / counts[c]);
}

gboolean
fl_kmeans (const float *positions,
           gsize n,
           gsize n_dims,
           guint n_clusters,
           GRand *rand,
           GCancellable *cancellable,
           guint *out)
{
  g_return_val_if_fail (n > 0 && n_clusters > 0, FALSE);

  guint k = (guint) MIN (n_clusters, n);
  g_autofree float *centres = g_new (float, k *n_dims);
  draw_centres (positions, n, n_dims, k, rand, centres);
  memset (out, 0xff, n * sizeof out[0]);
  for (guint round = 0; round < MAX_ROUNDS; round++) {
    if (g_cancellable_is_cancelled (cancellable))
      return FALSE;
    if (!fl_nearest_find (positions, n, n_dims, centres, k, out))
      return TRUE;
    move_centres (positions, n, n_dims, out, k, centres);
  }
  return TRUE;
}
