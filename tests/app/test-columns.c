/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From stretches to pixel columns: what is drawn, and that no answer vanishes. */
#include "app/fl-span-levels.h"

#define N_COLUMNS 10

static FlSpan
span (gint64 first, gint64 last, gint64 class_id, FlCertainty certainty)
{
  return (FlSpan){.range = {first, last}, .class_id = class_id, .certainty = certainty};
}

static FlSpanLevels *
make_levels (const FlSpan *spans, gsize n_spans)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (FlSpan));

  g_array_append_vals (array, spans, (guint) n_spans);
  return fl_span_levels_new (array);
}

/* All of a stream, its frames side by side. */
static void
fill (const FlSpan *spans, gsize n_spans, FlColumn *columns)
{
  g_autoptr (FlSpanLevels) levels = make_levels (spans, n_spans);
  const gint64 n_frames = fl_span_levels_get_n_frames (levels);
  gint64 edges[N_COLUMNS + 1];

  for (gsize i = 0; i <= N_COLUMNS; i++)
    edges[i] = (gint64) i * n_frames / N_COLUMNS;
  fl_columns_fill (levels, edges, columns, N_COLUMNS);
}

static void
assert_columns (const FlColumn *columns, const gint64 *classes, const FlCertainty *certainties)
{
  for (gsize i = 0; i < N_COLUMNS; i++) {
    g_test_message ("column %zu", i);
    g_assert_cmpint (columns[i].class_id, ==, classes[i]);
    g_assert_cmpint (columns[i].certainty, ==, certainties[i]);
  }
}

static void
test_stretches_fill_their_share (void)
{
  const FlSpan spans[] = {span (0, 39, 1, FL_CERTAINTY_MODEL),
                          span (40, 69, 0, FL_CERTAINTY_UNSEEN),
                          span (70, 99, 2, FL_CERTAINTY_AUTO)};
  const gint64 classes[] = {1, 1, 1, 1, 0, 0, 0, 2, 2, 2};
  const FlCertainty certainties[] = {FL_CERTAINTY_MODEL,  FL_CERTAINTY_MODEL,  FL_CERTAINTY_MODEL,
                                     FL_CERTAINTY_MODEL,  FL_CERTAINTY_UNSEEN, FL_CERTAINTY_UNSEEN,
                                     FL_CERTAINTY_UNSEEN, FL_CERTAINTY_AUTO,   FL_CERTAINTY_AUTO,
                                     FL_CERTAINTY_AUTO};
  FlColumn columns[N_COLUMNS];

  fill (spans, G_N_ELEMENTS (spans), columns);
  assert_columns (columns, classes, certainties);
}

/* One answer in an hour is two columns wide, at the very end too. */
static void
test_answers_do_not_vanish (void)
{
  const gint64 n_frames = 90000;
  static const gint64 places[] = {0, 44444, 89999};

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    const FlSpan spans[] = {span (0, places[i] - 1, 1, FL_CERTAINTY_MODEL),
                            span (places[i], places[i], 2, FL_CERTAINTY_HUMAN),
                            span (places[i] + 1, n_frames - 1, 1, FL_CERTAINTY_MODEL)};
    const gsize first = i == 0 ? 1 : 0;
    const gsize n = G_N_ELEMENTS (spans) - first - (i == 2 ? 1 : 0);
    FlColumn columns[N_COLUMNS];
    guint n_human = 0;
    fill (spans + first, n, columns);
    for (gsize c = 0; c < N_COLUMNS; c++)
      n_human += columns[c].certainty == FL_CERTAINTY_HUMAN && columns[c].class_id == 2 ? 1 : 0;
    g_assert_cmpuint (n_human, ==, 2);
  }
}

static void
test_people_win (void)
{
  const FlSpan spans[] = {span (0, 4, 1, FL_CERTAINTY_CERTIFIED),
                          span (5, 5, 0, FL_CERTAINTY_UNSURE), span (6, 99, 1, FL_CERTAINTY_AUTO)};
  FlColumn columns[N_COLUMNS];

  fill (spans, G_N_ELEMENTS (spans), columns);
  g_assert_cmpint (columns[0].certainty, ==, FL_CERTAINTY_UNSURE);
  g_assert_cmpint (columns[1].certainty, ==, FL_CERTAINTY_UNSURE);
  g_assert_cmpint (columns[2].certainty, ==, FL_CERTAINTY_AUTO);
}

/* More columns than frames: each frame is as wide as it should be. */
static void
test_few_frames (void)
{
  const FlSpan spans[] = {span (0, 0, 1, FL_CERTAINTY_HUMAN), span (1, 1, 2, FL_CERTAINTY_MODEL)};
  FlColumn columns[N_COLUMNS];

  fill (spans, G_N_ELEMENTS (spans), columns);
  for (gsize i = 0; i < N_COLUMNS; i++)
    g_assert_cmpint (columns[i].class_id, ==, i < N_COLUMNS / 2 ? 1 : 2);
}

/* Zoomed in on the middle, and with room before the film and behind it. */
static void
test_a_part (void)
{
  const FlSpan spans[] = {span (0, 9, 1, FL_CERTAINTY_MODEL), span (10, 19, 2, FL_CERTAINTY_AUTO)};
  const gint64 edges[] = {-1, -1, 0, 8, 9, 10, 10, 18, 20, 20, 20};
  const gint64 classes[] = {0, 0, 1, 1, 1, 2, 2, 2, 0, 0};
  const FlCertainty certainties[] = {FL_CERTAINTY_UNSEEN, FL_CERTAINTY_UNSEEN, FL_CERTAINTY_MODEL,
                                     FL_CERTAINTY_MODEL,  FL_CERTAINTY_MODEL,  FL_CERTAINTY_AUTO,
                                     FL_CERTAINTY_AUTO,   FL_CERTAINTY_AUTO,   FL_CERTAINTY_UNSEEN,
                                     FL_CERTAINTY_UNSEEN};
  g_autoptr (FlSpanLevels) levels = make_levels (spans, G_N_ELEMENTS (spans));
  FlColumn columns[N_COLUMNS];

  fl_columns_fill (levels, edges, columns, N_COLUMNS);
  assert_columns (columns, classes, certainties);
}

static void
test_equal_neighbours_are_one (void)
{
  const FlColumn columns[] = {{1, FL_CERTAINTY_MODEL},
                              {1, FL_CERTAINTY_MODEL},
                              {1, FL_CERTAINTY_HUMAN},
                              {2, FL_CERTAINTY_HUMAN}};

  g_assert_cmpuint (fl_columns_find_end (columns, 4, 0), ==, 2);
  g_assert_cmpuint (fl_columns_find_end (columns, 4, 1), ==, 2);
  g_assert_cmpuint (fl_columns_find_end (columns, 4, 2), ==, 3);
  g_assert_cmpuint (fl_columns_find_end (columns, 4, 3), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/columns/stretches-fill-their-share", test_stretches_fill_their_share);
  g_test_add_func ("/app/columns/answers-do-not-vanish", test_answers_do_not_vanish);
  g_test_add_func ("/app/columns/people-win", test_people_win);
  g_test_add_func ("/app/columns/few-frames", test_few_frames);
  g_test_add_func ("/app/columns/a-part", test_a_part);
  g_test_add_func ("/app/columns/equal-neighbours-are-one", test_equal_neighbours_are_one);
  return g_test_run ();
}
