/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the files that have one line a row. */
#include "exchange/fl-rows-private.h"

gboolean
fl_rows_write (const FlFrameTable *table,
               GOutputStream *stream,
               const char *const *columns,
               FlRowWriterFunc add_row,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);
  GError *problem = NULL;
  FlFrameRow row;

  for (const char *const *column = columns; *column != NULL; column++)
    fl_csv_writer_add (writer, *column);
  if (!fl_csv_writer_end_record (writer, cancellable, error))
    return FALSE;
  while (table->next (&row, table->data, &problem))
    if (add_row (writer, table, &row) && !fl_csv_writer_end_record (writer, cancellable, error))
      return FALSE;
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return FALSE;
  }
  return fl_csv_writer_flush (writer, cancellable, error);
}
