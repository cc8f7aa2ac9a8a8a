/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/fl-groups.h"

#include <math.h>

#include "base/fl-kmeans.h"

/* Of this many pairs the usual distance of two positions is the mean. */
#define N_PAIRS 2000
/* Squared distance of a straggler, as a multiple of the median of its group. */
#define STRAGGLER 4.0f
/* Of 46 clusters of a film of people (lobby-visitors) all but one of those more alike than that were of
 * one person, and few of the others. */
#define LEAST_LIKENESS 0.55

typedef struct {
  float distance2;
  guint place;
} Far;

void
fl_group_members_free (FlGroupMembers *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->members);
  g_free (self);
}

static int
compare_far (gconstpointer a, gconstpointer b)
{
  const Far *x = a;
  const Far *y = b;

  if (x->distance2 != y->distance2)
    return x->distance2 < y->distance2 ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static double
measure_usual (const float *positions, gsize n, gsize n_dims, GRand *rand)
{
  double sum = 0;

  for (guint i = 0; i < N_PAIRS; i++) {
    const gsize a = (gsize) g_rand_int_range (rand, 0, (gint32) n);
    const gsize b = (gsize) g_rand_int_range (rand, 0, (gint32) n);
    sum += sqrt ((double) fl_distance2 (positions + a * n_dims, positions + b * n_dims, n_dims));
  }
  return sum / N_PAIRS;
}

/* Sets the distances of all in @far to the position @place, and puts the nearest first. */
static void
sort_by_distance (GArray *far, const float *positions, gsize n_dims, const float *from)
{
  for (guint i = 0; i < far->len; i++) {
    Far *each = &g_array_index (far, Far, i);
    each->distance2 = fl_distance2 (positions + each->place * n_dims, from, n_dims);
  }
  g_array_sort (far, compare_far);
}

static void
add_mean (const GArray *far, const float *positions, gsize n_dims, float *mean)
{
  for (guint i = 0; i < far->len; i++)
    for (gsize d = 0; d < n_dims; d++)
      mean[d] += positions[g_array_index (far, Far, i).place * n_dims + d] / (float) far->len;
}

/* A group from the members of one cluster, or %NULL. */
static FlGroupMembers *
make_group (GArray *far, const float *positions, gsize n_dims, double usual)
{
  if (far->len < FL_GROUPS_LEAST)
    return NULL;
  g_autofree float *mean = g_new0 (float, n_dims);
  add_mean (far, positions, n_dims, mean);
  sort_by_distance (far, positions, n_dims, mean);
  const guint middle = g_array_index (far, Far, 0).place;
  sort_by_distance (far, positions, n_dims, positions + middle * n_dims);
  const float most = STRAGGLER * g_array_index (far, Far, far->len / 2).distance2;
  FlGroupMembers *group = g_new (FlGroupMembers, 1);
  double sum = 0;

  group->members = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < far->len && g_array_index (far, Far, i).distance2 <= most; i++) {
    g_array_append_val (group->members, g_array_index (far, Far, i).place);
    sum += sqrt ((double) g_array_index (far, Far, i).distance2);
  }
  group->likeness = usual > 0 ? fmax (1 - sum / group->members->len / usual, 0) : 1;
  return group;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const FlGroupMembers *x = *(const FlGroupMembers *const *) a;
  const FlGroupMembers *y = *(const FlGroupMembers *const *) b;

  if (x->members->len != y->members->len)
    return x->members->len > y->members->len ? -1 : 1;
  return g_array_index (x->members, guint, 0) < g_array_index (y->members, guint, 0) ? -1 : 1;
}

GPtrArray *
fl_groups_find (const float *positions,
                gsize n,
                gsize n_dims,
                guint n_groups,
                GRand *rand,
                GCancellable *cancellable)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_group_members_free);
  g_autofree guint *clusters = g_new (guint, MAX (n, 1));

  if (n < FL_GROUPS_LEAST || n_groups == 0 ||
      !fl_kmeans (positions, n, n_dims, (guint) MIN (n_groups, n), rand, cancellable, clusters))
    return groups;
  const double usual = measure_usual (positions, n, n_dims, rand);
  for (guint c = 0; c < n_groups; c++) {
    g_autoptr (GArray) far = g_array_new (FALSE, FALSE, sizeof (Far));
    for (guint i = 0; i < n; i++) {
      const Far each = {.place = i};
      if (clusters[i] == c)
        g_array_append_val (far, each);
    }
    FlGroupMembers *group = make_group (far, positions, n_dims, usual);
    if (group != NULL && group->likeness >= LEAST_LIKENESS)
      g_ptr_array_add (groups, group);
    else
      fl_group_members_free (group);
  }
  g_ptr_array_sort (groups, compare_groups);
  return groups;
}

void
fl_groups_measure_strangeness (const float *positions,
                               gsize n,
                               gsize n_dims,
                               const guint *sets,
                               guint n_sets,
                               float *out)
{
  g_autofree double *means = g_new0 (double, MAX (n_sets * n_dims, 1));
  g_autofree double *squares = g_new0 (double, MAX (n_sets, 1));
  g_autofree gsize *counts = g_new0 (gsize, MAX (n_sets, 1));
  g_autofree float *mean = g_new (float, MAX (n_dims, 1));

  for (gsize i = 0; i < n; i++) {
    counts[sets[i]]++;
    for (gsize d = 0; d < n_dims; d++)
      means[sets[i] * n_dims + d] += (double) positions[i * n_dims + d];
  }
  for (gsize i = 0; i < n; i++) {
    for (gsize d = 0; d < n_dims; d++)
      mean[d] = (float) (means[sets[i] * n_dims + d] / (double) counts[sets[i]]);
    out[i] = fl_distance2 (positions + i * n_dims, mean, n_dims);
    squares[sets[i]] += (double) out[i];
  }
  for (gsize i = 0; i < n; i++) {
    const double usual = squares[sets[i]] / (double) counts[sets[i]];
    out[i] = usual > 0 ? (float) sqrt ((double) out[i] / usual) : 0;
  }
}
