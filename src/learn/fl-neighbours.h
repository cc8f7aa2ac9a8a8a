/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/**
 * FlNeighbour:
 * @distance2: squared distance of the nearest, `G_MAXFLOAT` when there is none
 * @index: which one
 *
 * The nearest of some labelled samples.
 */
typedef struct {
  float distance2;
  gsize index;
} FlNeighbour;

/**
 * fl_neighbours_find:
 * @view: a view with positions and classes of labelled samples
 * @position: (array): where to look from
 * @skip: a labelled sample that does not count, or `G_MAXSIZE`
 * @class_index: the class to look for
 * @is_other: whether to look for every other class instead
 *
 * Returns: the nearest labelled sample of the class, or of the others
 */
FlNeighbour fl_neighbours_find (const FlStrategyView *view,
                                const float *position,
                                gsize skip,
                                guint class_index,
                                gboolean is_other);

/**
 * fl_neighbours_cover:
 * @view: a view with positions
 * @position: (array): what is covered
 * @distances2: (array): `[view->n]`, squared distance of each candidate to what was covered so far
 *
 * Lowers the distances to what is covered by one more position.
 */
void fl_neighbours_cover (const FlStrategyView *view, const float *position, float *distances2);

/** fl_neighbours_find_farthest: Returns: which of @n > 0 distances is the largest, of equals the
 * first */
gsize fl_neighbours_find_farthest (const float *distances2, gsize n);

G_END_DECLS
