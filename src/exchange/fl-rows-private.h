/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-csv.h"
#include "exchange/fl-format.h"

G_BEGIN_DECLS

/**
 * FlRowWriterFunc:
 * @writer: where the fields go
 * @table: what is being written
 * @row: a row of @table
 *
 * Adds the fields of one record.
 *
 * Returns: %FALSE when this row has no place in the file; nothing was added then
 */
typedef gboolean (*FlRowWriterFunc) (FlCsvWriter *writer,
                                     const FlFrameTable *table,
                                     const FlFrameRow *row);

/**
 * fl_rows_write:
 * @table: what to write
 * @stream: where to
 * @columns: (array zero-terminated=1): the first line
 * @add_row: adds the fields of a row
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Writes a table with one line a row.
 *
 * Returns: %TRUE, or %FALSE with the error of the table or the stream
 */
gboolean fl_rows_write (const FlFrameTable *table,
                        GOutputStream *stream,
                        const char *const *columns,
                        FlRowWriterFunc add_row,
                        GCancellable *cancellable,
                        GError **error);

/**
 * FlRowTakerFunc:
 * @writer: what is being written by
 * @row: a row of the table
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Takes one row, for formats in which rows and lines are not the same.
 *
 * Returns: %FALSE with @error to end
 */
typedef gboolean (*FlRowTakerFunc) (gpointer writer,
                                    const FlFrameRow *row,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * fl_rows_take:
 * @table: what to write
 * @take_row: is given each row
 * @writer: for @take_row
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Goes once over all rows of a table.
 *
 * Returns: %TRUE, or %FALSE with the error of the table or of @take_row
 */
gboolean fl_rows_take (const FlFrameTable *table,
                       FlRowTakerFunc take_row,
                       gpointer writer,
                       GCancellable *cancellable,
                       GError **error);

/**
 * fl_rows_write_columns:
 * @writer: where to
 * @columns: (array zero-terminated=1): the fields
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Writes the first line.
 *
 * Returns: %TRUE, or %FALSE with the error of the stream
 */
gboolean fl_rows_write_columns (FlCsvWriter *writer,
                                const char *const *columns,
                                GCancellable *cancellable,
                                GError **error);

/**
 * FlRowLayout:
 * @columns: (array zero-terminated=1): columns to read when they are there, in any order
 * @needs: (array zero-terminated=1): those of them that must be there
 *
 * What a file with one line a row looks like.
 */
typedef struct {
  const char *const *columns;
  const char *const *needs;
} FlRowLayout;

/**
 * fl_rows_read:
 * @stream: where the text comes from
 * @name: what to call it in error messages
 * @layout: its columns; others are passed over
 * @sink: takes the rows
 * @data: for @sink
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Reads a table with one line a row and checks every value.
 *
 * Returns: %TRUE, or %FALSE as #FlFormatType.read
 */
gboolean fl_rows_read (GInputStream *stream,
                       const char *name,
                       const FlRowLayout *layout,
                       FlFrameRowSink sink,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error);

G_END_DECLS
