/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cold start: as many clusters as there will be answers, those without an answer first, the
 * largest first, and of each the most typical member (TypiClust: Hacohen, Dekel and Weinshall
 * 2022; here typicality is looked for inside the cluster only). */
#include "learn/fl-typiclust-strategy.h"

#include "base/fl-compare.h"

#include "base/fl-kmeans.h"

#include <float.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME    N_ ("Groups")
#define SUMMARY N_ ("One frame of every group of like pictures; ranks before there is a model")

#define MAX_CLUSTERS 200
#define N_NEIGHBOURS 20

typedef struct {
  guint cluster;
  guint n_labelled;
  gsize n_members;
} Cluster;

static int
compare_clusters (const void *a, const void *b)
{
  const Cluster *x = a;
  const Cluster *y = b;

  if (x->n_labelled != y->n_labelled)
    return x->n_labelled < y->n_labelled ? -1 : 1;
  if (x->n_members != y->n_members)
    return x->n_members > y->n_members ? -1 : 1;
  return x->cluster < y->cluster ? -1 : 1;
}

/* Mean distance to the nearest members of the same cluster. */
static float
spread_of (const FlStrategyView *view, const guint *clusters, gsize i, float *distances)
{
  gsize n = 0;
  const float *own = view->positions + i * view->n_position_dims;

  for (gsize other = 0; other < view->n; other++)
    if (other != i && clusters[other] == clusters[i])
      distances[n++] =
        fl_distance2 (own, view->positions + other * view->n_position_dims, view->n_position_dims);
  qsort (distances, n, sizeof distances[0], fl_compare_floats);
  gsize n_used = MIN (n, N_NEIGHBOURS);
  float sum = 0;
  for (gsize j = 0; j < n_used; j++)
    sum += sqrtf (distances[j]);
  return n_used > 0 ? sum / (float) n_used : FLT_MAX;
}

static gsize
most_typical (const FlStrategyView *view, const guint *clusters, guint cluster, float *distances)
{
  gsize best = 0;
  float best_spread = INFINITY;

  for (gsize i = 0; i < view->n; i++) {
    if (clusters[i] != cluster)
      continue;
    float spread = spread_of (view, clusters, i, distances);
    if (spread < best_spread) {
      best_spread = spread;
      best = i;
    }
  }
  return best;
}

/* Counts members and answers; labelled positions stand behind the candidates. */
static Cluster *
count (const FlStrategyView *view, const guint *clusters, guint n_clusters)
{
  Cluster *counted = g_new0 (Cluster, n_clusters);

  for (guint c = 0; c < n_clusters; c++)
    counted[c].cluster = c;
  for (gsize i = 0; i < view->n; i++)
    counted[clusters[i]].n_members++;
  for (gsize i = 0; i < view->n_labelled; i++)
    counted[clusters[view->n + i]].n_labelled++;
  qsort (counted, n_clusters, sizeof counted[0], compare_clusters);
  return counted;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->positions != NULL, 0);

  gsize n_all = view->n + view->n_labelled;
  gsize dims = view->n_position_dims;
  if (view->n == 0 || n_wanted == 0)
    return 0;
  guint n_clusters = (guint) MIN (MIN (view->n_labelled + n_wanted, MAX_CLUSTERS), n_all);
  g_autofree float *positions = g_new (float, n_all *dims);
  g_autofree guint *clusters = g_new (guint, n_all);
  g_autofree float *distances = g_new (float, view->n);
  memcpy (positions, view->positions, view->n * dims * sizeof positions[0]);
  if (view->n_labelled > 0)
    memcpy (positions + view->n * dims, view->labelled,
            view->n_labelled * dims * sizeof positions[0]);
  if (!fl_kmeans (positions, n_all, dims, n_clusters, rand, cancellable, clusters))
    return 0;
  g_autofree Cluster *counted = count (view, clusters, n_clusters);
  gsize n = 0;
  for (guint c = 0; c < n_clusters && n < n_wanted; c++)
    if (counted[c].n_members > 0)
      out[n++] = most_typical (view, clusters, counted[c].cluster, distances);
  return n;
}

const FlStrategyType fl_typiclust_strategy = {
  .id = "typiclust",
  .name = NAME,
  .summary = SUMMARY,
  .needs_positions = TRUE,
  .rank = rank,
};
