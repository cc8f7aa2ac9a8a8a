/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-frame-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FL_EXCHANGE_ERROR:
 *
 * What can go wrong with files of labels.
 */
#define FL_EXCHANGE_ERROR (fl_exchange_error_quark ())

/**
 * FlExchangeError:
 * @FL_EXCHANGE_ERROR_FORMAT: a file does not hold what its format asks for
 * @FL_EXCHANGE_ERROR_UNKNOWN: there is no format of that id, or no class of that name
 */
typedef enum {
  FL_EXCHANGE_ERROR_FORMAT,
  FL_EXCHANGE_ERROR_UNKNOWN,
} FlExchangeError;

/** fl_exchange_error_quark: Returns: the domain of %FL_EXCHANGE_ERROR */
GQuark fl_exchange_error_quark (void);

/**
 * FlFrameTable:
 * @next: gives the rows, ordered by stream then frame
 * @data: the first argument of @next
 * @classes: (array zero-terminated=1): names of the classes in their order
 * @is_multi_label: whether a frame has one row for each class instead of one row
 *
 * What the session lends to a writer.
 */
typedef struct {
  FlFrameRowFunc next;
  gpointer data;
  const char *const *classes;
  gboolean is_multi_label;
} FlFrameTable;

/**
 * FlFrameRowSink:
 * @row: a row that a reader found; its strings live until the sink returns
 * @line: line of the file on which the row begins, from 1
 * @data: the caller's
 * @error: return location
 *
 * Takes one row. What a file does not say is empty, NAN or -1 as #FlFrameRow has it, and a row
 * of a file that does not tell samples from other frames is a sample.
 *
 * Returns: %TRUE to go on, %FALSE with @error to stop the reader
 */
typedef gboolean (*FlFrameRowSink) (const FlFrameRow *row,
                                    guint64 line,
                                    gpointer data,
                                    GError **error);

/**
 * FlFormatType:
 * @id: stable name
 * @name: for people, marked with N_()
 * @suffix: what the name of a file of this format ends with, such as `.csv`
 * @summary: one line, when to use it, marked with N_()
 * @needs: (array zero-terminated=1) (nullable): columns that @read cannot do without
 * @write: (nullable): writes all rows of a table; the stream is not closed.
 *   Fails with the error of the table, of the stream, or %FL_EXCHANGE_ERROR_UNKNOWN, and leaves
 *   half a file then
 * @matches: (nullable): whether @read understands a file whose first line is @header
 * @read: (nullable): hands all rows of a file called @name to a sink. Fails with the error of the
 *   sink or the stream, with %FL_EXCHANGE_ERROR_FORMAT, or with %G_IO_ERROR_INVALID_DATA for what
 *   is no UTF-8 or no CSV; the sink has seen the rows before by then
 *
 * A kind of file: one source file, one line in the registry (fl-formats.c). Any thread.
 */
typedef struct {
  const char *id;
  const char *name;
  const char *suffix;
  const char *summary;
  const char *const *needs;
  gboolean (*write) (const FlFrameTable *table,
                     GOutputStream *stream,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (*matches) (const char *const *header);
  gboolean (*read) (GInputStream *stream,
                    const char *name,
                    FlFrameRowSink sink,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error);
} FlFormatType;

/** FL_FORMAT_DEFAULT: id of the format that is used when none is named. */
#define FL_FORMAT_DEFAULT "frames"

/** fl_formats_list: Returns: (transfer none) (array length=out_n): every format there is */
const FlFormatType *const *fl_formats_list (gsize *out_n);

/** fl_formats_find: Returns: (transfer none): the format @id, or %NULL with @error */
const FlFormatType *fl_formats_find (const char *id, GError **error);

/**
 * fl_formats_detect:
 * @path: a file
 * @error: return location
 *
 * Reads the first line of a file to find out how to read the rest.
 *
 * Returns: (transfer none): the format, or %NULL with an error of the file system, with
 *   %G_IO_ERROR_INVALID_DATA for what is no UTF-8, or with %FL_EXCHANGE_ERROR_FORMAT and a
 *   sentence that says which columns are missing
 */
const FlFormatType *fl_formats_detect (const char *path, GError **error);

G_END_DECLS
