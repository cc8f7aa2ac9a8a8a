/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated text: what is written, what is read, and what is refused. */
#include "base/fl-csv.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static FlCsvReader *
reader_new_for_bytes (const char *text, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return fl_csv_reader_new (stream, "x.csv");
}

static FlCsvReader *
reader_new_for_text (const char *text)
{
  return reader_new_for_bytes (text, strlen (text));
}

/* Checks the next record: its line, and its fields joined with “|”. */
static void
assert_record (FlCsvReader *reader, guint64 line, const char *expected)
{
  g_autoptr (GError) error = NULL;
  const char *const *fields = NULL;

  gboolean is_read = fl_csv_reader_next (reader, &fields, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_read);
  g_assert_nonnull (fields);
  g_autofree char *joined = g_strjoinv ("|", (char **) fields);
  g_assert_cmpstr (joined, ==, expected);
  g_assert_cmpuint (fl_csv_reader_get_line (reader), ==, line);
}

static void
assert_end (FlCsvReader *reader)
{
  g_autoptr (GError) error = NULL;
  const char *const *fields = (const char *const *) "";

  gboolean is_read = fl_csv_reader_next (reader, &fields, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_read);
  g_assert_null (fields);
}

static void
assert_refused (FlCsvReader *reader, const char *message)
{
  g_autoptr (GError) error = NULL;
  const char *const *fields = NULL;

  g_assert_false (fl_csv_reader_next (reader, &fields, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (fields);
}

static void
test_plain (void)
{
  g_autoptr (FlCsvReader) reader = reader_new_for_text ("a,b,c\n1,,3\n,,\nlast,x");

  assert_record (reader, 1, "a|b|c");
  assert_record (reader, 2, "1||3");
  assert_record (reader, 3, "||");
  assert_record (reader, 4, "last|x");
  assert_end (reader);
  assert_end (reader);
}

static void
test_quoted (void)
{
  g_autoptr (FlCsvReader) reader = reader_new_for_text ("\"a,b\",\"two\nlines\",c\n"
                                                        "\"say \"\"no\"\"\",\"\",\"\"\"\"\n"
                                                        "5\" disk,a\"\"b\n");

  assert_record (reader, 1, "a,b|two\nlines|c");
  assert_record (reader, 3, "say \"no\"||\"");
  assert_record (reader, 4, "5\" disk|a\"\"b");
  assert_end (reader);
}

static void
test_carriage_returns (void)
{
  g_autoptr (FlCsvReader) reader = reader_new_for_text ("a,b\r\n\"c\",d\r\ne\rf,g\r");

  assert_record (reader, 1, "a|b");
  assert_record (reader, 2, "c|d");
  assert_record (reader, 3, "e\rf|g\r");
  assert_end (reader);
}

static void
test_byte_order_mark (void)
{
  g_autoptr (FlCsvReader) plain = reader_new_for_text ("\xef\xbb\xbf"
                                                       "a,b\n\xef\xbb\xbf,d\n");
  g_autoptr (FlCsvReader) quoted = reader_new_for_text ("\xef\xbb\xbf\"a\nb\",c\nd,e\n");
  g_autoptr (FlCsvReader) nothing_else = reader_new_for_text ("\xef\xbb\xbf");
  g_autoptr (FlCsvReader) half_form = reader_new_for_text ("\xef\xbb\xb4,b\n");

  assert_record (plain, 1, "a|b");
  assert_record (plain, 2, "\xef\xbb\xbf|d");
  assert_end (plain);
  assert_record (quoted, 1, "a\nb|c");
  assert_record (quoted, 3, "d|e");
  assert_end (nothing_else);
  /* An Arabic letter whose first two bytes are those of the mark. */
  assert_record (half_form, 1, "\xef\xbb\xb4|b");
}

static void
test_blank_lines (void)
{
  g_autoptr (FlCsvReader) reader = reader_new_for_text ("\n\r\na,b\n\n\nc,d\n\n");
  g_autoptr (FlCsvReader) empty = reader_new_for_text ("");

  assert_record (reader, 3, "a|b");
  assert_record (reader, 6, "c|d");
  assert_end (reader);
  assert_end (empty);
}

static void
test_open_quote (void)
{
  g_autoptr (FlCsvReader) reader = reader_new_for_text ("a,b\n\nc,\"d\ne,f\ng,h\n");

  assert_record (reader, 1, "a|b");
  assert_refused (reader, "“x.csv”, line 3: a quoted field is never closed");
}

static void
test_not_utf8 (void)
{
  g_autoptr (FlCsvReader) latin1 = reader_new_for_text ("a,b\nM\xfcller,c\n");
  g_autoptr (FlCsvReader) with_nul = reader_new_for_bytes ("a,b\0c\n", 6);

  assert_record (latin1, 1, "a|b");
  assert_refused (latin1, "“x.csv”, line 2: this is not UTF-8 text; save the file as UTF-8");
  assert_refused (with_nul, "“x.csv”, line 1: this is not UTF-8 text; save the file as UTF-8");
}

/* Fields longer than a block, with a quote, a comma and a line end on every place in a block. */
static void
test_long_fields (void)
{
  const gsize n = 300 * 1000;
  g_autofree char *plain = g_strnfill (n, 'p');
  g_autoptr (GString) quoted = g_string_new (NULL);
  g_autoptr (GString) meant = g_string_new (NULL);

  for (gsize i = 0; i < n / 7; i++) {
    g_string_append (quoted, "a\"\",\r\nb");
    g_string_append (meant, "a\",\r\nb");
  }
  g_autofree char *text = g_strdup_printf ("%s,\"%s\"\r\nend,x\n", plain, quoted->str);
  g_autofree char *expected = g_strdup_printf ("%s|%s", plain, meant->str);
  g_autoptr (FlCsvReader) reader = reader_new_for_text (text);
  assert_record (reader, 1, expected);
  assert_record (reader, 2 + n / 7, "end|x");
  assert_end (reader);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (4 * 1024 * 1024 + 1, 'x');
  g_autofree char *quoted = g_strconcat ("a\n\"", text, NULL);
  g_autoptr (FlCsvReader) plain_reader = reader_new_for_text (text);
  g_autoptr (FlCsvReader) quoted_reader = reader_new_for_text (quoted);

  assert_refused (plain_reader, "“x.csv”, line 1: this record is too long; is it a CSV file?");
  assert_record (quoted_reader, 1, "a");
  assert_refused (quoted_reader, "“x.csv”, line 2: this record is too long; is it a CSV file?");
}

static void
test_cancelled_reading (void)
{
  g_autoptr (FlCsvReader) reader = reader_new_for_text ("a,b\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const char *const *fields = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (fl_csv_reader_next (reader, &fields, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_record (reader, 1, "a|b");
}

/* Ends what a writer does and checks all bytes. */
static void
assert_written (FlCsvWriter *writer, GOutputStream *stream, const char *expected)
{
  g_autoptr (GError) error = NULL;

  gboolean is_written = fl_csv_writer_flush (writer, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_written);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_assert_cmpmem (g_memory_output_stream_get_data (memory),
                   g_memory_output_stream_get_data_size (memory), expected, strlen (expected));
}

static void
end_record (FlCsvWriter *writer)
{
  g_autoptr (GError) error = NULL;

  gboolean is_ended = fl_csv_writer_end_record (writer, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_ended);
}

static void
test_writing (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);

  fl_csv_writer_add (writer, NULL);
  fl_csv_writer_add (writer, "plain text");
  fl_csv_writer_add (writer, "a,b");
  fl_csv_writer_add (writer, "say \"no\"");
  fl_csv_writer_add (writer, "two\nlines");
  fl_csv_writer_add (writer, "\r");
  end_record (writer);
  fl_csv_writer_add_int (writer, G_MININT64);
  fl_csv_writer_add_int (writer, G_MAXINT64);
  fl_csv_writer_add_double (writer, 1.0 / 3.0, 6);
  fl_csv_writer_add_double (writer, 2.5, 0);
  fl_csv_writer_add_double (writer, -0.25, 9);
  fl_csv_writer_add_double (writer, NAN, 6);
  fl_csv_writer_add_double (writer, INFINITY, 6);
  end_record (writer);
  assert_written (writer, stream,
                  ",plain text,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\"\r\"\n"
                  "-9223372036854775808,9223372036854775807,0.333333,2,-0.250000000,,\n");
}

static void
test_decimal_point (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "fr_FR.UTF-8") == NULL) {
    g_test_skip ("neither the locale de_DE.UTF-8 nor fr_FR.UTF-8 is installed");
    return;
  }
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);
  fl_csv_writer_add_double (writer, 1234567.5, 2);
  fl_csv_writer_add_int (writer, 1234567);
  end_record (writer);
  assert_written (writer, stream, "1234567.50,1234567\n");
  (void) setlocale (LC_ALL, before); /* It was in force before, so it can be again. */
}

static void
test_round_trip (void)
{
  static const char *const fields[] = {
    "", "a", "a,b", "\"", "\"\"", "a\"b", "\n", "\r\n", "two\n\nlines,\"x\"", " b ", "\r", "größer",
  };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);
  const guint n_records = 2000; /* More than one block. */

  for (guint i = 0; i < n_records; i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
      fl_csv_writer_add (writer, fields[(i + j) % G_N_ELEMENTS (fields)]);
    end_record (writer);
  }
  g_assert_true (fl_csv_writer_flush (writer, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_autoptr (FlCsvReader) reader =
    reader_new_for_bytes (g_memory_output_stream_get_data (memory),
                          g_memory_output_stream_get_data_size (memory));
  for (guint i = 0; i < n_records; i++) {
    const char *const *read = NULL;
    g_assert_true (fl_csv_reader_next (reader, &read, NULL, NULL));
    g_assert_cmpuint (g_strv_length ((char **) read), ==, G_N_ELEMENTS (fields));
    for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
      g_assert_cmpstr (read[j], ==, fields[(i + j) % G_N_ELEMENTS (fields)]);
  }
  assert_end (reader);
}

static void
test_failed_writing (void)
{
  char room[8];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);
  g_autoptr (GError) error = NULL;

  fl_csv_writer_add (writer, "more than eight bytes");
  end_record (writer);
  g_assert_false (fl_csv_writer_flush (writer, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_cancelled_writing (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (FlCsvWriter) writer = fl_csv_writer_new (stream);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  fl_csv_writer_add (writer, "a");
  end_record (writer);
  g_assert_false (fl_csv_writer_flush (writer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_written (writer, stream, "a\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv/plain", test_plain);
  g_test_add_func ("/base/csv/quoted", test_quoted);
  g_test_add_func ("/base/csv/carriage-returns", test_carriage_returns);
  g_test_add_func ("/base/csv/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/base/csv/blank-lines", test_blank_lines);
  g_test_add_func ("/base/csv/open-quote", test_open_quote);
  g_test_add_func ("/base/csv/not-utf8", test_not_utf8);
  g_test_add_func ("/base/csv/long-fields", test_long_fields);
  g_test_add_func ("/base/csv/too-long", test_too_long);
  g_test_add_func ("/base/csv/cancelled-reading", test_cancelled_reading);
  g_test_add_func ("/base/csv/writing", test_writing);
  g_test_add_func ("/base/csv/decimal-point", test_decimal_point);
  g_test_add_func ("/base/csv/round-trip", test_round_trip);
  g_test_add_func ("/base/csv/failed-writing", test_failed_writing);
  g_test_add_func ("/base/csv/cancelled-writing", test_cancelled_writing);
  return g_test_run ();
}
