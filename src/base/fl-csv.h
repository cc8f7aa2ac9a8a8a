/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlCsvReader:
 *
 * Reads RFC 4180 records from a stream: quoted fields, doubled quotes, `\n` or `\r\n`, an
 * optional UTF-8 byte order mark. One thread.
 */
typedef struct _FlCsvReader FlCsvReader;

/**
 * fl_csv_reader_new:
 * @stream: where the text comes from; a reference is kept
 * @name: what to call it in error messages, usually the file name
 *
 * Returns: (transfer full): a reader before the first record
 */
FlCsvReader *fl_csv_reader_new (GInputStream *stream, const char *name);

/**
 * fl_csv_reader_free:
 * @self: (transfer full) (nullable): a reader
 */
void fl_csv_reader_free (FlCsvReader *self);

/**
 * fl_csv_reader_next:
 * @self: a reader
 * @out_fields: (out) (transfer none) (array zero-terminated=1): the fields, valid until the next
 *   call; %NULL at the end
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Reads one record; empty lines are passed over. A file that is not UTF-8, whose last quote is
 * open, or with a record above 4 MiB is refused with %G_IO_ERROR_INVALID_DATA and a sentence
 * naming the line on which that record begins.
 *
 * Returns: %TRUE with a record or with %NULL at the end, %FALSE with @error
 */
gboolean fl_csv_reader_next (FlCsvReader *self,
                             const char *const **out_fields,
                             GCancellable *cancellable,
                             GError **error);

/**
 * fl_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: line number (from 1) on which the newest record began
 */
guint64 fl_csv_reader_get_line (const FlCsvReader *self);

/**
 * FlCsvWriter:
 *
 * Writes RFC 4180 records with `\n` line ends. One thread.
 */
typedef struct _FlCsvWriter FlCsvWriter;

/**
 * fl_csv_writer_new:
 * @stream: where the text goes; a reference is kept, it is not closed
 *
 * Returns: (transfer full): a writer
 */
FlCsvWriter *fl_csv_writer_new (GOutputStream *stream);

/**
 * fl_csv_writer_free:
 * @self: (transfer full) (nullable): a writer; what was not flushed is lost
 */
void fl_csv_writer_free (FlCsvWriter *self);

/**
 * fl_csv_writer_add:
 * @self: a writer
 * @field: (nullable): the next field of the record; %NULL is an empty one
 */
void fl_csv_writer_add (FlCsvWriter *self, const char *field);

/**
 * fl_csv_writer_add_int:
 * @self: a writer
 * @value: the next field
 */
void fl_csv_writer_add_int (FlCsvWriter *self, gint64 value);

/**
 * fl_csv_writer_add_double:
 * @self: a writer
 * @value: the next field; NAN is an empty one
 * @n_decimals: digits after the point, 0 to 9
 *
 * The decimal point is `.` in every locale.
 */
void fl_csv_writer_add_double (FlCsvWriter *self, double value, guint n_decimals);

/**
 * fl_csv_writer_end_record:
 * @self: a writer
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Ends the record; text is handed to the stream in blocks of 64 KiB.
 *
 * Returns: %TRUE, or %FALSE with the stream's error
 */
gboolean fl_csv_writer_end_record (FlCsvWriter *self, GCancellable *cancellable, GError **error);

/**
 * fl_csv_writer_flush:
 * @self: a writer
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Hands over what is left.
 *
 * Returns: %TRUE, or %FALSE with the stream's error
 */
gboolean fl_csv_writer_flush (FlCsvWriter *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlCsvReader, fl_csv_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlCsvWriter, fl_csv_writer_free)

G_END_DECLS
