/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a plot, from which all of it comes: what is drawn, what a screen reader says, and the
 * table that is saved. */
#pragma once

#include <gio/gio.h>

#include "session/fl-session-types.h"

G_BEGIN_DECLS

/**
 * FlPlotKind:
 * @FL_PLOT_BARS: a bar a row, put together of parts, a part a column
 * @FL_PLOT_MATRIX: how often rows meet columns
 * @FL_PLOT_LINE: points along an axis, each with its interval
 */
typedef enum {
  FL_PLOT_BARS,
  FL_PLOT_MATRIX,
  FL_PLOT_LINE,
} FlPlotKind;

/**
 * FlPlotColumn:
 * @name: what it is called
 * @klass: (nullable): the class that it is about
 * @certainty: how parts of bars are drawn
 */
typedef struct {
  char *name;
  FlClass *klass;
  FlCertainty certainty;
} FlPlotColumn;

/**
 * FlPlotRow:
 * @name: what it is called
 * @klass: (nullable): the class whose colour it has
 * @values: (element-type guint64): one a column
 */
typedef struct {
  char *name;
  FlClass *klass;
  GArray *values;
} FlPlotRow;

/**
 * FlPlotPoint:
 * @x: place on the axis
 * @y: value
 * @low: lower end of its interval, @y for none
 * @high: upper end
 * @n: of how many it tells; 0 where that does not matter
 */
typedef struct {
  double x;
  double y;
  double low;
  double high;
  guint n;
} FlPlotPoint;

/**
 * FlPlot:
 * @kind: what it is
 * @title: what it is about
 * @row_title: what its rows are, or its upright axis
 * @column_title: what its columns are, or its other axis
 * @columns: (element-type FlPlotColumn)
 * @rows: (element-type FlPlotRow)
 * @points: (element-type FlPlotPoint): by @x, of a line
 * @has_diagonal: whether a line is about how near the diagonal it is; then both axes go from 0 to 1
 * @has_bounds: whether columns hold bounds, which do not add up over rows
 *
 * Plain data, no widget. Main thread.
 */
typedef struct {
  FlPlotKind kind;
  char *title;
  char *row_title;
  char *column_title;
  GPtrArray *columns;
  GPtrArray *rows;
  GArray *points;
  gboolean has_diagonal;
  gboolean has_bounds;
} FlPlot;

/** fl_plot_new: Returns: (transfer full): an empty plot */
FlPlot *
fl_plot_new (FlPlotKind kind, const char *title, const char *row_title, const char *column_title);

/** fl_plot_free: Frees a plot. */
void fl_plot_free (FlPlot *self);

/** fl_plot_add_column: Adds a column; before rows. */
void fl_plot_add_column (FlPlot *self, const char *name, FlCertainty certainty);

/** fl_plot_add_class_column: Adds a column about @klass, which has its name; before rows. */
void fl_plot_add_class_column (FlPlot *self, FlClass *klass, FlCertainty certainty);

/** fl_plot_add_row: Adds a row with @values, one for each column; @klass (nullable) colours it. */
void fl_plot_add_row (FlPlot *self, const char *name, FlClass *klass, const guint64 *values);

/** fl_plot_add_point: Adds a point of a line, right of those before. */
void fl_plot_add_point (FlPlot *self, const FlPlotPoint *point);

/** fl_plot_get_value: Returns: the value of a row in a column */
guint64 fl_plot_get_value (const FlPlot *self, guint row, guint column);

/** fl_plot_sum_row: Returns: all values of a row */
guint64 fl_plot_sum_row (const FlPlot *self, guint row);

/** fl_plot_sum_column: Returns: all values of a column */
guint64 fl_plot_sum_column (const FlPlot *self, guint column);

/** fl_plot_get_largest: Returns: the longest bar, of a matrix the largest value; at least 1 */
guint64 fl_plot_get_largest (const FlPlot *self);

/** fl_plot_dup_column_text: Returns: (transfer full): a column in words: “Certified 12”; of bounds no sum */
char *fl_plot_dup_column_text (const FlPlot *self, guint column);

/** fl_plot_dup_row_text: Returns: (transfer full): a row in words: “Bird: labelled by people 12, certified 0” */
char *fl_plot_dup_row_text (const FlPlot *self, guint row);

/** fl_plot_dup_text: Returns: (transfer full): all of it in words, a line each row or point */
char *fl_plot_dup_text (const FlPlot *self);

/**
 * fl_plot_write_csv:
 * @self: a plot
 * @stream: where to; not closed
 * @error: return location
 *
 * Writes what is drawn as a table. Names are those of the plot; numbers do not depend on the locale.
 *
 * Returns: %TRUE, or %FALSE with the error of @stream
 */
gboolean fl_plot_write_csv (const FlPlot *self, GOutputStream *stream, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlPlot, fl_plot_free)

G_END_DECLS
