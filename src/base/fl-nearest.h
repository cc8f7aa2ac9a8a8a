/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_nearest_find:
 * @positions: (array): `[n][n_dims]`
 * @n: how many positions
 * @n_dims: their length
 * @centres: (array): `[n_centres][n_dims]`
 * @n_centres: how many of them, > 0
 * @out: (array) (inout): `[n]`, the centre of each position
 *
 * Finds the nearest centre of each position, by fl_distance2(); the first one of several.
 *
 * Returns: whether @out has changed
 */
gboolean fl_nearest_find (const float *positions,
                          gsize n,
                          gsize n_dims,
                          const float *centres,
                          guint n_centres,
                          guint *out);

G_END_DECLS
