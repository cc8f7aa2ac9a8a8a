/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of plots: in words, and every byte of their tables. */
#include "app/fl-plot.h"

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
  g_test_add_func ("/app/plot/sums", test_sums);
  return g_test_run ();
}
