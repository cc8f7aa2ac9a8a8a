/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of like positions, and what is unlike all others. */
#include "learn/fl-groups.h"

#include "synthetic.h"

#include <math.h>

#define N      120
#define N_DIMS 4

/* Three heaps far from each other, of 60, 40 and 20, one after the other. */
static guint
get_heap (guint i)
{
  return i < 60 ? 0 : i < 100 ? 1 : 2;
}

static void
draw_heaps (float positions[N * N_DIMS])
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  for (guint i = 0; i < N; i++)
    for (guint d = 0; d < N_DIMS; d++)
      positions[i * N_DIMS + d] =
        (float) synthetic_normal (rand) + (d == get_heap (i) ? 100.0f : 0.0f);
}

static const FlGroupMembers *
get_group (GPtrArray *groups, guint i)
{
  return groups->pdata[i];
}

static float
distance_to_first (const FlGroupMembers *group, const float *positions, guint i)
{
  const guint first = g_array_index (group->members, guint, 0);
  const guint other = g_array_index (group->members, guint, i);
  float sum = 0;

  for (guint d = 0; d < N_DIMS; d++)
    sum += powf (positions[first * N_DIMS + d] - positions[other * N_DIMS + d], 2);
  return sum;
}

/* Each heap is a group, the largest first, its members by their distance to the first. */
static void
test_heaps_are_groups (void)
{
  float positions[N * N_DIMS];
  g_autoptr (GRand) rand = g_rand_new_with_seed (32);

  draw_heaps (positions);
  g_autoptr (GPtrArray) groups = fl_groups_find (positions, N, N_DIMS, 3, rand, NULL);
  g_assert_cmpuint (groups->len, ==, 3);
  for (guint g = 0; g < 3; g++) {
    const FlGroupMembers *group = get_group (groups, g);
    /* All but a few stragglers. */
    g_assert_cmpuint (group->members->len, >, (60 - 20 * g) * 4 / 5);
    g_assert_cmpuint (group->members->len, <=, 60 - 20 * g);
    g_assert_cmpfloat (group->likeness, >, 0.9);
    g_assert_cmpfloat (group->likeness, <, 1);
    for (guint i = 0; i < group->members->len; i++) {
      g_assert_cmpuint (get_heap (g_array_index (group->members, guint, i)), ==, g);
      if (i > 0)
        g_assert_cmpfloat (distance_to_first (group, positions, i), >=,
                           distance_to_first (group, positions, i - 1));
    }
  }
}

/* What is far from the rest of its cluster is no member, and two are no group. */
static void
test_stragglers_are_left_out (void)
{
  const float positions[] = {0, 1, 2, 3, 4, 40, 1000, 1001};
  g_autoptr (GRand) rand = g_rand_new_with_seed (33);
  g_autoptr (GPtrArray) groups = fl_groups_find (positions, 8, 1, 2, rand, NULL);

  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpuint (get_group (groups, 0)->members->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (g_array_index (get_group (groups, 0)->members, guint, i), <, 5);
}

static void
test_all_the_same (void)
{
  const float positions[10] = {0};
  g_autoptr (GRand) rand = g_rand_new_with_seed (34);
  g_autoptr (GPtrArray) groups = fl_groups_find (positions, 10, 1, 3, rand, NULL);
  guint n = 0;

  for (guint g = 0; g < groups->len; g++) {
    n += get_group (groups, g)->members->len;
    g_assert_cmpfloat (get_group (groups, g)->likeness, ==, 1);
  }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <=, 10);
}

static void
test_too_few (void)
{
  const float positions[] = {1, 2};
  g_autoptr (GRand) rand = g_rand_new_with_seed (35);
  g_autoptr (GPtrArray) none = fl_groups_find (positions, 0, 1, 3, rand, NULL);
  g_autoptr (GPtrArray) two = fl_groups_find (positions, 2, 1, 3, rand, NULL);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (two->len, ==, 0);
}

static void
test_cancelled (void)
{
  float positions[N * N_DIMS];
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (36);

  draw_heaps (positions);
  g_cancellable_cancel (cancellable);
  g_autoptr (GPtrArray) groups = fl_groups_find (positions, N, N_DIMS, 3, rand, cancellable);
  g_assert_cmpuint (groups->len, ==, 0);
}

/* Each is measured by its own set: 3 is usual where all are far apart, and strange where they are not. */
static void
test_strangeness (void)
{
  const float positions[] = {-1, 1, -1, 1, 0, -30, 30, -30, 30, 0, 7, 7};
  const guint sets[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 3, 3};
  const double usual = sqrt (4.0 / 5);
  float strangeness[12];

  fl_groups_measure_strangeness (positions, 12, 1, sets, 4, strangeness);
  for (guint i = 0; i < 5; i++) {
    const double expected = i == 4 ? 0 : 1 / usual;
    g_assert_cmpfloat_with_epsilon ((double) strangeness[i], expected, 1e-6);
    g_assert_cmpfloat_with_epsilon ((double) strangeness[5 + i], expected, 1e-6);
  }
  g_assert_cmpfloat (strangeness[10], ==, 0);
  g_assert_cmpfloat (strangeness[11], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/groups/heaps", test_heaps_are_groups);
  g_test_add_func ("/groups/stragglers", test_stragglers_are_left_out);
  g_test_add_func ("/groups/all-the-same", test_all_the_same);
  g_test_add_func ("/groups/too-few", test_too_few);
  g_test_add_func ("/groups/cancelled", test_cancelled);
  g_test_add_func ("/groups/strangeness", test_strangeness);
  return g_test_run ();
}
