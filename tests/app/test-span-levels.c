/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of detail of a track, against what looking at every stretch gives; changes and edges. */
#include "app/fl-span-levels.h"

#define N_SPANS 2000

/* Stretches of 1 to 9 frames, of every class and certainty. */
static GArray *
make_spans (GRand *dice, guint n)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (FlSpan));
  gint64 first = 0;

  for (guint i = 0; i < n; i++) {
    const gint64 last = first + g_rand_int_range (dice, 0, 9);
    const FlSpan span = {.range = {first, last},
                         .class_id = g_rand_int_range (dice, 1, 5),
                         .certainty = (FlCertainty) g_rand_int_range (dice, 0, 6)};
    g_array_append_val (spans, span);
    first = last + 1;
  }
  return spans;
}

/* The highest rank of what touches these frames. */
static int
find_rank (const GArray *spans, gint64 first, gint64 end)
{
  int rank = 0;

  for (guint i = 0; i < spans->len; i++) {
    const FlSpan *span = &g_array_index (spans, FlSpan, i);
    if (span->range.last >= first && span->range.first < end)
      rank = MAX (rank, fl_certainty_get_rank (span->certainty));
  }
  return rank;
}

static void
test_the_surest_wins (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  GArray *spans = make_spans (dice, N_SPANS);
  g_autoptr (FlSpanLevels) levels = fl_span_levels_new (g_array_ref (spans));
  const gint64 n_frames = fl_span_levels_get_n_frames (levels);

  for (guint i = 0; i < 500; i++) {
    const gint64 first = g_rand_int_range (dice, 0, (gint32) n_frames);
    const gint64 end = first + g_rand_int_range (dice, 1, i % 2 == 0 ? 12 : 3000);
    const FlColumn column = fl_span_levels_get (levels, first, end);
    g_assert_cmpint (fl_certainty_get_rank (column.certainty), ==, find_rank (spans, first, end));
  }
  g_array_unref (spans);
}

static FlSpanLevels *
make_levels (const FlSpan *spans, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (FlSpan));

  g_array_append_vals (array, spans, n);
  return fl_span_levels_new (array);
}

static const FlSpan plain[] = {
  {{0, 9}, 1, FL_CERTAINTY_MODEL},    {{10, 10}, 1, FL_CERTAINTY_HUMAN},
  {{11, 19}, 1, FL_CERTAINTY_MODEL},  {{20, 29}, 2, FL_CERTAINTY_MODEL},
  {{30, 34}, 0, FL_CERTAINTY_UNSURE}, {{35, 39}, 0, FL_CERTAINTY_UNSEEN},
};

/* Of equally sure ones the one with the most frames among those that are asked about. */
static void
test_the_most_of_equals (void)
{
  const FlSpan spans[] = {{{0, 4}, 1, FL_CERTAINTY_MODEL},
                          {{5, 6}, 2, FL_CERTAINTY_MODEL},
                          {{7, 8}, 3, FL_CERTAINTY_MODEL},
                          {{9, 99}, 2, FL_CERTAINTY_MODEL}};
  g_autoptr (FlSpanLevels) levels = make_levels (spans, G_N_ELEMENTS (spans));

  g_assert_cmpint (fl_span_levels_get (levels, 0, 8).class_id, ==, 1);
  g_assert_cmpint (fl_span_levels_get (levels, 4, 8).class_id, ==, 2);
  g_assert_cmpint (fl_span_levels_get (levels, 7, 10).class_id, ==, 3);
  g_assert_cmpint (fl_span_levels_get (levels, 0, 100).class_id, ==, 2);
}

static void
test_nothing_is_unseen (void)
{
  g_autoptr (FlSpanLevels) levels = make_levels (plain, G_N_ELEMENTS (plain));
  g_autoptr (FlSpanLevels) empty = make_levels (plain, 0);

  g_assert_cmpint (fl_span_levels_get (levels, 40, 50).certainty, ==, FL_CERTAINTY_UNSEEN);
  g_assert_cmpint (fl_span_levels_get (levels, -9, 0).certainty, ==, FL_CERTAINTY_UNSEEN);
  g_assert_cmpint (fl_span_levels_get (levels, -9, 1).certainty, ==, FL_CERTAINTY_MODEL);
  g_assert_cmpint (fl_span_levels_get (empty, 0, 1).certainty, ==, FL_CERTAINTY_UNSEEN);
  g_assert_cmpint (fl_span_levels_find_change (empty, 0, 1), ==, -1);
  g_assert_null (fl_span_levels_find (empty, 0));
}

/* Who says it makes no change. */
static void
test_changes (void)
{
  g_autoptr (FlSpanLevels) levels = make_levels (plain, G_N_ELEMENTS (plain));

  g_assert_cmpint (fl_span_levels_find_change (levels, 0, 1), ==, 20);
  g_assert_cmpint (fl_span_levels_find_change (levels, 20, 1), ==, 30);
  g_assert_cmpint (fl_span_levels_find_change (levels, 30, 1), ==, 35);
  g_assert_cmpint (fl_span_levels_find_change (levels, 35, 1), ==, -1);
  g_assert_cmpint (fl_span_levels_find_change (levels, 39, -1), ==, 35);
  g_assert_cmpint (fl_span_levels_find_change (levels, 35, -1), ==, 30);
  g_assert_cmpint (fl_span_levels_find_change (levels, 25, -1), ==, 20);
  g_assert_cmpint (fl_span_levels_find_change (levels, 20, -1), ==, -1);
}

static void
test_edges (void)
{
  g_autoptr (FlSpanLevels) levels = make_levels (plain, G_N_ELEMENTS (plain));

  g_assert_cmpint (fl_span_levels_find_edge (levels, 8), ==, 10);
  g_assert_cmpint (fl_span_levels_find_edge (levels, 3), ==, 0);
  g_assert_cmpint (fl_span_levels_find_edge (levels, 22), ==, 20);
  g_assert_cmpint (fl_span_levels_find_edge (levels, 38), ==, 40);
  g_assert_cmpint (fl_span_levels_find_edge (levels, 99), ==, 40);
  g_assert_cmpint (fl_span_levels_find_edge (levels, -1), ==, 0);
}

static void
test_all_that_says_the_same (void)
{
  g_autoptr (FlSpanLevels) levels = make_levels (plain, G_N_ELEMENTS (plain));
  FlRange range;

  g_assert_true (fl_span_levels_find_same (levels, 10, &range));
  g_assert_cmpint (range.first, ==, 0);
  g_assert_cmpint (range.last, ==, 19);
  g_assert_true (fl_span_levels_find_same (levels, 32, &range));
  g_assert_cmpint (range.first, ==, 30);
  g_assert_cmpint (range.last, ==, 34);
  g_assert_false (fl_span_levels_find_same (levels, 40, &range));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/span-levels/the-surest-wins", test_the_surest_wins);
  g_test_add_func ("/app/span-levels/the-most-of-equals", test_the_most_of_equals);
  g_test_add_func ("/app/span-levels/nothing-is-unseen", test_nothing_is_unseen);
  g_test_add_func ("/app/span-levels/changes", test_changes);
  g_test_add_func ("/app/span-levels/edges", test_edges);
  g_test_add_func ("/app/span-levels/all-that-says-the-same", test_all_that_says_the_same);
  return g_test_run ();
}
