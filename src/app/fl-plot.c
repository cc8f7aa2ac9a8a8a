/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a plot, in words and as a table. */
#include "app/fl-plot.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "base/fl-csv.h"
#include "session/fl-class.h"

/* Digits of points in a saved table. */
#define N_DECIMALS 4

static void
free_column (gpointer data)
{
  FlPlotColumn *column = data;

  g_free (column->name);
  g_clear_object (&column->klass);
  g_free (column);
}

static void
free_row (gpointer data)
{
  FlPlotRow *row = data;

  g_free (row->name);
  g_clear_object (&row->klass);
  g_array_unref (row->values);
  g_free (row);
}

FlPlot *
fl_plot_new (FlPlotKind kind, const char *title, const char *row_title, const char *column_title)
{
  FlPlot *self = g_new (FlPlot, 1);

  *self = (FlPlot){.kind = kind,
                   .title = g_strdup (title),
                   .row_title = g_strdup (row_title),
                   .column_title = g_strdup (column_title),
                   .columns = g_ptr_array_new_with_free_func (free_column),
                   .rows = g_ptr_array_new_with_free_func (free_row),
                   .points = g_array_new (FALSE, FALSE, sizeof (FlPlotPoint))};
  return self;
}

void
fl_plot_free (FlPlot *self)
{
  g_free (self->title);
  g_free (self->row_title);
  g_free (self->column_title);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->points);
  g_free (self);
}

static FlPlotColumn *
add_column (FlPlot *self, const char *name, FlCertainty certainty)
{
  FlPlotColumn *column = g_new (FlPlotColumn, 1);

  *column = (FlPlotColumn){.name = g_strdup (name), .certainty = certainty};
  g_ptr_array_add (self->columns, column);
  return column;
}

void
fl_plot_add_column (FlPlot *self, const char *name, FlCertainty certainty)
{
  (void) add_column (self, name, certainty);
}

void
fl_plot_add_class_column (FlPlot *self, FlClass *klass, FlCertainty certainty)
{
  add_column (self, fl_class_get_name (klass), certainty)->klass = g_object_ref (klass);
}

void
fl_plot_add_row (FlPlot *self, const char *name, FlClass *klass, const guint64 *values)
{
  const FlPlotRow row = {.name = g_strdup (name),
                         .klass = klass != NULL ? g_object_ref (klass) : NULL,
                         .values = g_array_new (FALSE, FALSE, sizeof (guint64))};

  g_array_append_vals (row.values, values, self->columns->len);
  g_ptr_array_add (self->rows, g_memdup2 (&row, sizeof row));
}

void
fl_plot_add_point (FlPlot *self, const FlPlotPoint *point)
{
  g_array_append_vals (self->points, point, 1);
}

guint64
fl_plot_get_value (const FlPlot *self, guint row, guint column)
{
  return g_array_index (((const FlPlotRow *) self->rows->pdata[row])->values, guint64, column);
}

guint64
fl_plot_sum_row (const FlPlot *self, guint row)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->columns->len; i++)
    sum += fl_plot_get_value (self, row, i);
  return sum;
}

guint64
fl_plot_sum_column (const FlPlot *self, guint column)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->rows->len; i++)
    sum += fl_plot_get_value (self, i, column);
  return sum;
}

guint64
fl_plot_get_largest (const FlPlot *self)
{
  guint64 largest = 1;

  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < self->columns->len; j++)
      largest = MAX (largest, self->kind == FL_PLOT_BARS ? fl_plot_sum_row (self, i)
                                                         : fl_plot_get_value (self, i, j));
  return largest;
}

static char *
dup_value (const FlPlot *self, guint column, guint64 value)
{
  return g_strdup_printf ("%s %'" PRIu64,
                          ((const FlPlotColumn *) self->columns->pdata[column])->name, value);
}

char *
fl_plot_dup_column_text (const FlPlot *self, guint column)
{
  return self->has_bounds ? g_strdup (((const FlPlotColumn *) self->columns->pdata[column])->name)
                          : dup_value (self, column, fl_plot_sum_column (self, column));
}

static char *
dup_values (const FlPlot *self, guint row)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->columns->len; i++) {
    g_autofree char *value = dup_value (self, i, fl_plot_get_value (self, row, i));
    g_autofree char *before = g_steal_pointer (&text);
    /* Translators: what was listed so far, and one more of it. */
    text =
      before != NULL ? g_strdup_printf (_ ("%1$s, %2$s"), before, value) : g_steal_pointer (&value);
  }
  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

char *
fl_plot_dup_row_text (const FlPlot *self, guint row)
{
  const char *name = ((const FlPlotRow *) self->rows->pdata[row])->name;
  g_autofree char *values = dup_values (self, row);

  if (name[0] == '\0')
    return g_steal_pointer (&values);
  /* Translators: a row of a table, and what it has: “Bird: labelled by people 12, certified 0”. */
  return g_strdup_printf (_ ("%1$s: %2$s"), name, values);
}

static void
append_point (const FlPlotPoint *point, GString *text)
{
  g_autofree char *x = g_strdup_printf ("%'.4g", point->x);
  g_autofree char *y = g_strdup_printf ("%'.4g", point->y);

  /* Translators: a point of a line: where it is on the axis, and its value. */
  g_string_append_printf (text, _ ("%1$s: %2$s"), x, y);
  if (point->low < point->high)
    g_string_append_printf (text, " (%'.4g–%'.4g)", point->low, point->high);
  if (point->n > 0)
    g_string_append_printf (text, ", n = %'u", point->n);
}

char *
fl_plot_dup_text (const FlPlot *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *row = fl_plot_dup_row_text (self, i);
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", row);
  }
  for (guint i = 0; i < self->points->len; i++) {
    if (text->len > 0)
      g_string_append_c (text, '\n');
    append_point (&g_array_index (self->points, FlPlotPoint, i), text);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
write_row (const FlPlot *self, guint i, FlCsvWriter *csv, GError **error)
{
  fl_csv_writer_add (csv, ((const FlPlotRow *) self->rows->pdata[i])->name);
  for (guint j = 0; j < self->columns->len; j++)
    fl_csv_writer_add_int (csv, (gint64) fl_plot_get_value (self, i, j));
  return fl_csv_writer_end_record (csv, NULL, error);
}

static gboolean
write_rows (const FlPlot *self, FlCsvWriter *csv, GError **error)
{
  fl_csv_writer_add (csv, self->row_title);
  for (guint i = 0; i < self->columns->len; i++)
    fl_csv_writer_add (csv, ((const FlPlotColumn *) self->columns->pdata[i])->name);
  gboolean is_well = fl_csv_writer_end_record (csv, NULL, error);
  for (guint i = 0; is_well && i < self->rows->len; i++)
    is_well = write_row (self, i, csv, error);
  return is_well;
}

static gboolean
write_points (const FlPlot *self, FlCsvWriter *csv, GError **error)
{
  const gboolean has_counts =
    self->points->len > 0 && g_array_index (self->points, FlPlotPoint, 0).n > 0;

  fl_csv_writer_add (csv, self->column_title);
  fl_csv_writer_add (csv, self->row_title);
  fl_csv_writer_add (csv, "low");
  fl_csv_writer_add (csv, "high");
  if (has_counts)
    fl_csv_writer_add (csv, "n");
  gboolean is_well = fl_csv_writer_end_record (csv, NULL, error);
  for (guint i = 0; is_well && i < self->points->len; i++) {
    const FlPlotPoint *point = &g_array_index (self->points, FlPlotPoint, i);
    const double numbers[] = {point->x, point->y, point->low, point->high};
    for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
      fl_csv_writer_add_double (csv, numbers[k], N_DECIMALS);
    if (has_counts)
      fl_csv_writer_add_int (csv, point->n);
    is_well = fl_csv_writer_end_record (csv, NULL, error);
  }
  return is_well;
}

gboolean
fl_plot_write_csv (const FlPlot *self, GOutputStream *stream, GError **error)
{
  g_autoptr (FlCsvWriter) csv = fl_csv_writer_new (stream);
  const gboolean is_well =
    self->kind == FL_PLOT_LINE ? write_points (self, csv, error) : write_rows (self, csv, error);

  return is_well && fl_csv_writer_flush (csv, NULL, error);
}
