/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one reader and writer of comma-separated text (RFC 4180), used by every format. */
#include "base/fl-csv.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define BLOCK_BYTES (64 * 1024)
/* No real record comes near; a binary file without line ends must not fill the memory. */
#define RECORD_MAX_BYTES (4 * 1024 * 1024)
#define BYTE_ORDER_MARK  "\xef\xbb\xbf"

struct _FlCsvReader {
  GInputStream *stream;
  char *name;
  char *block;
  gsize block_size;
  gsize block_at;
  gboolean is_at_end;
  guint64 line;        /* line that is being read */
  guint64 record_line; /* line where the record began, 0 before the first */
  GString *text;       /* fields of the record, each with its NUL */
  GArray *offsets;     /* gsize: where each field begins in text */
  GPtrArray *fields;
};

FlCsvReader *
fl_csv_reader_new (GInputStream *stream, const char *name)
{
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  FlCsvReader *self = g_new0 (FlCsvReader, 1);
  self->stream = g_object_ref (stream);
  self->name = g_strdup (name);
  self->block = g_malloc (BLOCK_BYTES);
  self->line = 1;
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->fields = g_ptr_array_new ();
  return self;
}

void
fl_csv_reader_free (FlCsvReader *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_free (self->name);
  g_free (self->block);
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/* Gives the byte at the reading position without taking it, or -1 at the end, or -2 on error.
 * Blocks are full but for the last, so that the first holds the whole byte order mark. */
static int
peek_byte (FlCsvReader *self, GCancellable *cancellable, GError **error)
{
  if (self->block_at == self->block_size && !self->is_at_end) {
    gsize n = 0;
    /* Streams in memory do not look at it themselves. */
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !g_input_stream_read_all (self->stream, self->block, BLOCK_BYTES, &n, cancellable, error))
      return -2;
    self->block_at = 0;
    self->block_size = n;
    self->is_at_end = n == 0;
  }
  return self->is_at_end ? -1 : (guchar) self->block[self->block_at];
}

static gboolean
skip_byte_order_mark (FlCsvReader *self, GCancellable *cancellable, GError **error)
{
  gsize n = strlen (BYTE_ORDER_MARK);

  if (peek_byte (self, cancellable, error) == -2)
    return FALSE;
  if (self->block_size >= n && memcmp (self->block, BYTE_ORDER_MARK, n) == 0)
    self->block_at = n;
  return TRUE;
}

static void
begin_field (FlCsvReader *self)
{
  g_array_append_val (self->offsets, self->text->len);
}

static gboolean
fail (FlCsvReader *self, GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s”, line %" PRIu64 ": %s"),
               self->name, self->record_line, what);
  return FALSE;
}

/* Takes a quoted field whose opening quote was just taken, its closing quote included. */
static gboolean
read_quoted (FlCsvReader *self, GCancellable *cancellable, GError **error)
{
  for (;;) {
    int byte = peek_byte (self, cancellable, error);
    if (byte == -2)
      return FALSE;
    if (byte == -1)
      return fail (self, error, _ ("a quoted field is never closed"));
    self->block_at++;
    if (byte == '"') {
      int next = peek_byte (self, cancellable, error);
      if (next == -2)
        return FALSE;
      if (next != '"')
        return TRUE;
      self->block_at++;
    }
    if (byte == '\n')
      self->line++;
    g_string_append_c (self->text, (char) byte);
    if (self->text->len > RECORD_MAX_BYTES)
      return fail (self, error, _ ("this record is too long; is it a CSV file?"));
  }
}

/* Takes a carriage return: it belongs to the line end when one follows, else to the field. */
static gboolean
read_return (FlCsvReader *self, GCancellable *cancellable, GError **error)
{
  int next = peek_byte (self, cancellable, error);
  if (next == -2)
    return FALSE;
  if (next != '\n')
    g_string_append_c (self->text, '\r');
  return TRUE;
}

/* Takes a byte of a record that ends no line. */
static gboolean
read_byte (FlCsvReader *self, char byte, GCancellable *cancellable, GError **error)
{
  gsize field_at = g_array_index (self->offsets, gsize, self->offsets->len - 1);

  if (byte == '"' && self->text->len == field_at)
    return read_quoted (self, cancellable, error);
  if (byte == '\r')
    return read_return (self, cancellable, error);
  if (byte == ',') {
    g_string_append_c (self->text, '\0');
    begin_field (self);
  } else {
    g_string_append_c (self->text, byte);
  }
  return TRUE;
}

/* Reads to the end of the line into text and offsets. */
static gboolean
read_record (FlCsvReader *self, GCancellable *cancellable, GError **error)
{
  begin_field (self);
  for (;;) {
    int byte = peek_byte (self, cancellable, error);
    if (byte < 0)
      return byte == -1;
    self->block_at++;
    if (byte == '\n') {
      self->line++;
      return TRUE;
    }
    if (!read_byte (self, (char) byte, cancellable, error))
      return FALSE;
    if (self->text->len > RECORD_MAX_BYTES)
      return fail (self, error, _ ("this record is too long; is it a CSV file?"));
  }
}

/* Checks the text and points the fields into it. */
static gboolean
finish_record (FlCsvReader *self, GError **error)
{
  for (guint i = 0; i < self->offsets->len; i++) {
    gsize offset = g_array_index (self->offsets, gsize, i);
    gsize end = i + 1 < self->offsets->len ? g_array_index (self->offsets, gsize, i + 1) - 1
                                           : self->text->len;
    if (!g_utf8_validate (self->text->str + offset, (gssize) (end - offset), NULL))
      return fail (self, error, _ ("this is not UTF-8 text; save the file as UTF-8"));
    g_ptr_array_add (self->fields, self->text->str + offset);
  }
  g_ptr_array_add (self->fields, NULL);
  return TRUE;
}

static gboolean
is_blank (const FlCsvReader *self)
{
  return self->offsets->len == 1 && self->text->len == 0;
}

gboolean
fl_csv_reader_next (FlCsvReader *self,
                    const char *const **out_fields,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (out_fields != NULL, FALSE);

  *out_fields = NULL;
  if (self->record_line == 0 && !skip_byte_order_mark (self, cancellable, error))
    return FALSE;
  do {
    if (self->is_at_end)
      return TRUE;
    g_string_truncate (self->text, 0);
    g_array_set_size (self->offsets, 0);
    g_ptr_array_set_size (self->fields, 0);
    self->record_line = self->line;
    if (!read_record (self, cancellable, error))
      return FALSE;
  } while (is_blank (self));
  if (!finish_record (self, error))
    return FALSE;
  *out_fields = (const char *const *) self->fields->pdata;
  return TRUE;
}

guint64
fl_csv_reader_get_line (const FlCsvReader *self)
{
  return self->record_line;
}

struct _FlCsvWriter {
  GOutputStream *stream;
  GString *text;
  gboolean has_field;
};

FlCsvWriter *
fl_csv_writer_new (GOutputStream *stream)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  FlCsvWriter *self = g_new0 (FlCsvWriter, 1);
  self->stream = g_object_ref (stream);
  self->text = g_string_sized_new (BLOCK_BYTES + 1024);
  return self;
}

void
fl_csv_writer_free (FlCsvWriter *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_written_field (FlCsvWriter *self)
{
  if (self->has_field)
    g_string_append_c (self->text, ',');
  self->has_field = TRUE;
}

void
fl_csv_writer_add (FlCsvWriter *self, const char *field)
{
  const char *text = field != NULL ? field : "";

  begin_written_field (self);
  if (strpbrk (text, ",\"\r\n") == NULL) {
    g_string_append (self->text, text);
    return;
  }
  g_string_append_c (self->text, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"')
      g_string_append_c (self->text, '"');
    g_string_append_c (self->text, *c);
  }
  g_string_append_c (self->text, '"');
}

void
fl_csv_writer_add_int (FlCsvWriter *self, gint64 value)
{
  begin_written_field (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
fl_csv_writer_add_double (FlCsvWriter *self, double value, guint n_decimals)
{
  g_return_if_fail (n_decimals <= 9);

  char format[] = "%.0f";
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 320];
  format[2] = (char) ('0' + n_decimals);
  begin_written_field (self);
  if (isfinite (value))
    g_string_append (self->text, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

gboolean
fl_csv_writer_end_record (FlCsvWriter *self, GCancellable *cancellable, GError **error)
{
  g_string_append_c (self->text, '\n');
  self->has_field = FALSE;
  return self->text->len < BLOCK_BYTES || fl_csv_writer_flush (self, cancellable, error);
}

gboolean
fl_csv_writer_flush (FlCsvWriter *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !g_output_stream_write_all (self->stream, self->text->str, self->text->len, NULL, cancellable,
                                  error))
    return FALSE;
  g_string_truncate (self->text, 0);
  return TRUE;
}
