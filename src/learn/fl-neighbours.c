/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nearest labelled samples, and how far candidates are from what is covered. */
#include "learn/fl-neighbours.h"

#include "base/fl-kmeans.h"

FlNeighbour
fl_neighbours_find (const FlStrategyView *view,
                    const float *position,
                    gsize skip,
                    guint class_index,
                    gboolean is_other)
{
  FlNeighbour nearest = {.distance2 = G_MAXFLOAT, .index = G_MAXSIZE};

  for (gsize i = 0; i < view->n_labelled; i++) {
    gboolean is_same = view->labelled_classes[i] == class_index;
    /* Unsure answers have a place and no class. */
    if (i == skip || is_same == is_other || view->labelled_classes[i] >= view->n_classes)
      continue;
    float distance2 =
      fl_distance2 (position, view->labelled + i * view->n_position_dims, view->n_position_dims);
    if (distance2 < nearest.distance2)
      nearest = (FlNeighbour){.distance2 = distance2, .index = i};
  }
  return nearest;
}

void
fl_neighbours_cover (const FlStrategyView *view, const float *position, float *distances2)
{
  for (gsize i = 0; i < view->n; i++) {
    float distance2 =
      fl_distance2 (view->positions + i * view->n_position_dims, position, view->n_position_dims);
    distances2[i] = MIN (distances2[i], distance2);
  }
}

gsize
fl_neighbours_find_farthest (const float *distances2, gsize n)
{
  gsize best = 0;

  for (gsize i = 1; i < n; i++)
    if (distances2[i] > distances2[best])
      best = i;
  return best;
}
