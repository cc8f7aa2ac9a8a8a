/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** fl_distance2: Returns: squared Euclidean distance of two positions of @n_dims */
float fl_distance2 (const float *a, const float *b, gsize n_dims);

/**
 * fl_kmeans:
 * @positions: (array): `[n][n_dims]`
 * @n: how many positions, > 0
 * @n_dims: their length
 * @n_clusters: how many clusters, at most @n
 * @rand: for the first centres
 * @cancellable: (nullable): to stop early
 * @out: (array): `[n]`, the cluster of each position
 *
 * Lloyd's algorithm from k-means++ centres (Arthur and Vassilvitskii 2007), at most 20 rounds.
 *
 * Returns: whether it was not cancelled
 */
gboolean fl_kmeans (const float *positions,
                    gsize n,
                    gsize n_dims,
                    guint n_clusters,
                    GRand *rand,
                    GCancellable *cancellable,
                    guint *out);

G_END_DECLS
