/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the files that have one line a row, and goes over the rows for those that have not. */
#include "exchange/fl-rows-private.h"

typedef struct {
  FlCsvWriter *writer;
  const FlFrameTable *table;
  FlRowWriterFunc add_row;
} LineWriter;

gboolean
fl_rows_take (const FlFrameTable *table,
              FlRowTakerFunc take_row,
              gpointer writer,
              GCancellable *cancellable,
              GError **error)
{
  GError *problem = NULL;
  FlFrameRow row;

  while (table->next (&row, table->data, &problem))
    if (!take_row (writer, &row, cancellable, error))
      return FALSE;
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}

gboolean
fl_rows_write_columns (FlCsvWriter *writer,
                       const char *const *columns,
                       GCancellable *cancellable,
                       GError **error)
{
  for (const char *const *column = columns; *column != NULL; column++)
    fl_csv_writer_add (writer, *column);
  return fl_csv_writer_end_record (writer, cancellable, error);
}

static gboolean
take_line (gpointer data, const FlFrameRow *row, GCancellable *cancellable, GError **error)
{
  LineWriter *self = data;

  return !self->add_row (self->writer, self->table, row) ||
         fl_csv_writer_end_record (self->writer, cancellable, error);
}

gboolean
fl_rows_write (const FlFrameTable *table,
               GOutputStream *stream,
               const char *const *columns,
               FlRowWriterFunc add_row,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);
  LineWriter lines = {.writer = writer, .table = table, .add_row = add_row};

  return fl_rows_write_columns (writer, columns, cancellable, error) &&
         fl_rows_take (table, take_line, &lines, cancellable, error) &&
         fl_csv_writer_flush (writer, cancellable, error);
}
