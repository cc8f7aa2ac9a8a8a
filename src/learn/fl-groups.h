/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of like positions, and positions that are like no other. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlGroupMembers:
 * @members: (element-type guint): places of its positions, the first one stands for the others, which
 *   follow by their distance to it
 * @likeness: how much nearer to each other they are than any two positions, 0..1
 *
 * Positions that lie together.
 */
typedef struct {
  GArray *members;
  double likeness;
} FlGroupMembers;

/** fl_group_members_free: Frees a group. */
void fl_group_members_free (FlGroupMembers *self);

/**
 * fl_groups_find:
 * @positions: (array): `[n][n_dims]`
 * @n: how many positions
 * @n_dims: their length
 * @n_groups: how many groups are looked for
 * @rand: for the first centres
 * @cancellable: (nullable): to stop early
 *
 * Groups positions by k-means. Stragglers, which are more than twice as far from the one in the
 * middle as half of the others, are left out, and so are groups of fewer than %FL_GROUPS_LEAST or that
 * are hardly more alike than any others.
 *
 * Returns: (transfer full) (element-type FlGroupMembers): the largest first; none when cancelled
 */
GPtrArray *fl_groups_find (const float *positions,
                           gsize n,
                           gsize n_dims,
                           guint n_groups,
                           GRand *rand,
                           GCancellable *cancellable);

/** FL_GROUPS_LEAST: fewer members are no group. */
#define FL_GROUPS_LEAST 3

/**
 * fl_groups_measure_strangeness:
 * @positions: (array): `[n][n_dims]`
 * @n: how many positions
 * @n_dims: their length
 * @sets: (array length=n): what each is compared with: those of the same set, < @n_sets
 * @n_sets: how many sets there are
 * @out: (array length=n): its distance from the mean of its set, as a multiple of what is usual there:
 *   the square root of the mean of the squares; 0 where all are the same
 */
void fl_groups_measure_strangeness (const float *positions,
                                    gsize n,
                                    gsize n_dims,
                                    const guint *sets,
                                    guint n_sets,
                                    float *out);

G_END_DECLS
