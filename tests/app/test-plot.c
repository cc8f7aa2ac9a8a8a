/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of plots: in words, and every byte of their tables. */
#include "app/fl-insight-private.h"
#include "session/fl-class-private.h"
#include "session/fl-session-sweeps.h"

static FlPlot *
make_bars (void)
{
  FlPlot *plot = fl_plot_new (FL_PLOT_BARS, "Balance", "Class", NULL);

  fl_plot_add_column (plot, "People", FL_CERTAINTY_HUMAN);
  fl_plot_add_column (plot, "Guessed", FL_CERTAINTY_MODEL);
  fl_plot_add_row (plot, "Bird", NULL, (const guint64[]){12, 3});
  fl_plot_add_row (plot, "Red, “big”", NULL, (const guint64[]){0, 100});
  return plot;
}

static FlPlot *
make_line (void)
{
  FlPlot *plot = fl_plot_new (FL_PLOT_LINE, "Pace", "An hour", "Answers");

  fl_plot_add_point (plot, &(FlPlotPoint){.x = 10, .y = 1200.5, .low = 1200.5, .high = 1200.5});
  fl_plot_add_point (plot, &(FlPlotPoint){.x = 20, .y = 0.25, .low = 0.125, .high = 0.5});
  return plot;
}

static void
assert_csv (const FlPlot *plot, const char *expected)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_plot_write_csv (plot, stream, &error));
  g_assert_no_error (error);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_autofree char *found = g_strndup (g_memory_output_stream_get_data (memory),
                                      g_memory_output_stream_get_data_size (memory));
  g_assert_cmpstr (found, ==, expected);
}

static void
test_tables (void)
{
  g_autoptr (FlPlot) bars = make_bars ();
  g_autoptr (FlPlot) line = make_line ();

  assert_csv (bars, "Class,People,Guessed\nBird,12,3\n\"Red, “big”\",0,100\n");
  assert_csv (line, "Answers,An hour,low,high\n10.0000,1200.5000,1200.5000,1200.5000\n"
                    "20.0000,0.2500,0.1250,0.5000\n");
  for (guint i = 0; i < line->points->len; i++)
    g_array_index (line->points, FlPlotPoint, i).n = 20 + i;
  assert_csv (line, "Answers,An hour,low,high,n\n10.0000,1200.5000,1200.5000,1200.5000,20\n"
                    "20.0000,0.2500,0.1250,0.5000,21\n");
  g_autofree char *text = fl_plot_dup_text (line);
  g_assert_true (g_str_has_suffix (text, "(0.125–0.5), n = 21"));
}

static void
test_words (void)
{
  g_autoptr (FlPlot) bars = make_bars ();
  g_autoptr (FlPlot) line = make_line ();
  g_autofree char *of_bars = fl_plot_dup_text (bars);
  g_autofree char *of_line = fl_plot_dup_text (line);

  g_assert_cmpstr (of_bars, ==, "Bird: People 12, Guessed 3\nRed, “big”: People 0, Guessed 100");
  g_assert_cmpstr (of_line, ==, "10: 1200\n20: 0.25 (0.125–0.5)");
}

/* What has no name has no colon, and a legend does not add up bounds. */
static void
test_columns (void)
{
  g_autoptr (FlPlot) plot = fl_plot_new (FL_PLOT_BARS, "Certainty", "Samples", NULL);

  fl_plot_add_column (plot, "People", FL_CERTAINTY_HUMAN);
  fl_plot_add_column (plot, "Guessed", FL_CERTAINTY_MODEL);
  fl_plot_add_row (plot, "", NULL, (const guint64[]){12, 3});
  fl_plot_add_row (plot, "", NULL, (const guint64[]){5, 4});
  g_autofree char *row = fl_plot_dup_row_text (plot, 0);
  g_autofree char *sum = fl_plot_dup_column_text (plot, 1);
  plot->has_bounds = TRUE;
  g_autofree char *bound = fl_plot_dup_column_text (plot, 1);
  g_assert_cmpstr (row, ==, "People 12, Guessed 3");
  g_assert_cmpstr (sum, ==, "Guessed 7");
  g_assert_cmpstr (bound, ==, "Guessed");
}

static void
add_sweep (GPtrArray *sweeps, gint64 class_id, FlSweepState state, guint n_seen)
{
  const FlSweepReport sweep = {.class_id = class_id, .state = state, .n_seen = n_seen};

  g_ptr_array_add (sweeps, g_memdup2 (&sweep, sizeof sweep));
}

/* One a class: the newest that somebody saw something of and that stands. */
static void
test_newest (void)
{
  g_autoptr (GPtrArray) sweeps = g_ptr_array_new_with_free_func (g_free);

  add_sweep (sweeps, 1, FL_SWEEP_ENDED, 30);
  add_sweep (sweeps, 2, FL_SWEEP_ENDED, 30);
  add_sweep (sweeps, 1, FL_SWEEP_OPEN, 60);
  add_sweep (sweeps, 1, FL_SWEEP_WITHDRAWN, 30);
  add_sweep (sweeps, 2, FL_SWEEP_OPEN, 0);
  g_autoptr (GPtrArray) newest = fl_insight_list_newest (sweeps);
  g_assert_cmpuint (newest->len, ==, 2);
  g_assert_true (newest->pdata[0] == sweeps->pdata[1]);
  g_assert_true (newest->pdata[1] == sweeps->pdata[2]);
}

static void
add_class (GListStore *classes, gint64 id, const char *name)
{
  g_autoptr (FlClass) klass = fl_class_new (id, FALSE);

  fl_class_set_facts (klass, name, "", 0);
  g_list_store_append (classes, klass);
}

static void
add_blind (FlInsights *insights, gint64 frame, gint64 said, gint64 guess)
{
  const FlBlindAnswer blind = {.ref = {.stream = 1, .frame = frame}, .said = said, .guess = guess};

  g_array_append_val (insights->blind, blind);
}

static void
assert_pair (const FlInsights *insights,
             const FlPlot *plot,
             guint row,
             gint64 frame,
             const char *expected)
{
  g_autofree char *title = NULL;
  g_autoptr (GArray) refs = fl_insight_find_pair (insights, plot, row, 0, &title);

  g_assert_cmpstr (title, ==, expected);
  g_assert_cmpuint (refs->len, ==, 1);
  g_assert_cmpint (g_array_index (refs, FlFrameRef, 0).frame, ==, frame);
}

/* A cell is about the classes that stand beside it, also when there are others by now. */
static void
test_pairs (void)
{
  g_autoptr (GListStore) classes = g_list_store_new (FL_TYPE_CLASS);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FlInsights) insights = fl_insights_new (ids);

  add_class (classes, 3, "Bird");
  add_class (classes, 7, "Fox");
  add_blind (insights, 10, 7, 3);
  add_blind (insights, 11, 0, 3);
  g_autoptr (FlPlot) plot =
    fl_insight_plot_confusion (G_LIST_MODEL (classes), insights, "Blind Answers");
  g_list_store_remove_all (classes);
  g_autofree char *text = fl_plot_dup_text (plot);
  g_assert_cmpstr (text, ==, "Bird: Bird 0, Fox 0\nFox: Bird 1, Fox 0\nUnsure: Bird 1, Fox 0");
  assert_pair (insights, plot, 1, 10, "You: Fox, machine: Bird");
  assert_pair (insights, plot, 2, 11, "You: Unsure, machine: Bird");
}

/* A bar is as long as its parts together, a cell as deep as itself. */
static void
test_sums (void)
{
  g_autoptr (FlPlot) bars = make_bars ();
  g_autoptr (FlPlot) empty = fl_plot_new (FL_PLOT_BARS, "", "", "");

  g_assert_cmpuint (fl_plot_sum_row (bars, 0), ==, 15);
  g_assert_cmpuint (fl_plot_sum_column (bars, 1), ==, 103);
  bars->rows->len = 1;
  g_assert_cmpuint (fl_plot_get_largest (bars), ==, 15);
  bars->kind = FL_PLOT_MATRIX;
  g_assert_cmpuint (fl_plot_get_largest (bars), ==, 12);
  bars->rows->len = 2;
  g_assert_cmpuint (fl_plot_get_largest (empty), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/plot/tables", test_tables);
  g_test_add_func ("/app/plot/words", test_words);
  g_test_add_func ("/app/plot/columns", test_columns);
  g_test_add_func ("/app/plot/newest", test_newest);
  g_test_add_func ("/app/plot/pairs", test_pairs);
  g_test_add_func ("/app/plot/sums", test_sums);
  return g_test_run ();
}
