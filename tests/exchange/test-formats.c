/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of labels: the bytes that are written, the rows that are read, and what is refused. */
#include "exchange/fl-format.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A table that is an array; @fails_at is the row that cannot be had, or -1. */
typedef struct {
  const FlFrameRow *rows;
  gsize n_rows;
  gsize at;
  gssize fails_at;
} Rows;

static gboolean
next_row (FlFrameRow *row, gpointer data, GError **error)
{
  Rows *rows = data;

  if ((gssize) rows->at == rows->fails_at) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The table broke");
    return FALSE;
  }
  if (rows->at == rows->n_rows)
    return FALSE;
  *row = rows->rows[rows->at++];
  return TRUE;
}

static const FlFormatType *
get_format (const char *id)
{
  g_autoptr (GError) error = NULL;
  const FlFormatType *format = fl_formats_find (id, &error);

  g_assert_no_error (error);
  return format;
}

/* Gives all that a format writes. */
static char *
write_rows (const char *id, Rows *rows, const char *const *classes, gboolean is_multi_label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  const FlFrameTable table = {next_row, rows, classes, is_multi_label};

  gboolean is_written = get_format (id)->write (&table, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_written);
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  return g_strndup (g_memory_output_stream_get_data (memory),
                    g_memory_output_stream_get_data_size (memory));
}

/* Notes what a sink is given as text, a line a row. */
static gboolean
note_row (const FlFrameRow *row, guint64 line, gpointer data, GError **error)
{
  g_string_append_printf ((GString *) data,
                          "%d: %s %" G_GINT64_FORMAT " %.6f %" G_GINT64_FORMAT
                          " [%s] %s/%s %.3f %d %s "
                          "%" G_GINT64_FORMAT " %s %s\n",
                          (int) line, row->stream, row->frame, row->pts_s, row->clock_us,
                          row->label, row->state, row->source, row->confidence, row->is_sampled,
                          row->annotator, row->labelled_at_us, row->model, row->lot);
  return TRUE;
}

static gboolean
read_text (const char *id, const char *text, FlFrameRowSink sink, gpointer data, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);

  return get_format (id)->read (stream, "x.csv", sink, data, NULL, error);
}

static void
assert_read (const char *id, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) notes = g_string_new (NULL);

  gboolean is_read = read_text (id, text, note_row, notes, &error);
  g_assert_no_error (error);
  g_assert_true (is_read);
  g_assert_cmpstr (notes->str, ==, expected);
}

static void
assert_refused (const char *id, const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) notes = g_string_new (NULL);

  g_assert_false (read_text (id, text, note_row, notes, &error));
  g_assert_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, message);
}

#define COLUMNS                                                                                    \
  "stream,frame,pts_s,clock,label,state,source,confidence,sampled,annotator,labelled_at,model,lot\n"

static const char *const classes[] = {"eat", "sleep, deep", "other", NULL};

static const FlFrameRow rows_of_frames[] = {
  {"a, b.mp4", 0, 0, 1778594527123456, "sleep, deep", "labelled", "human", NAN, TRUE, "Ada \"L\"",
   1778594528000000, "", ""},
  {"a, b.mp4", 1, 1.0 / 3.0, -1, "eat", "labelled", "auto", 0.98765432, FALSE, "", -1, "7", "u-1"},
  {"a, b.mp4", 2, NAN, -1, "", "unsure", "human", NAN, TRUE, "Ada", 0, "", ""},
  {"größer.mp4", 10, 3600.5, -1, "", "unseen", "", NAN, FALSE, "", -1, "", ""},
};

static const char text_of_frames[] =
  COLUMNS "\"a, b.mp4\",0,0.000000,2026-05-12T14:02:07.123456Z,\"sleep, deep\",labelled,human,,1,"
          "\"Ada \"\"L\"\"\",2026-05-12T14:02:08.000000Z,,\n"
          "\"a, b.mp4\",1,0.333333,,eat,labelled,auto,0.987654,0,,,7,u-1\n"
          "\"a, b.mp4\",2,,,,unsure,human,,1,Ada,1970-01-01T00:00:00.000000Z,,\n"
          "größer.mp4,10,3600.500000,,,unseen,,,0,,,,\n";

static Rows
get_rows_of_frames (void)
{
  return (Rows){rows_of_frames, G_N_ELEMENTS (rows_of_frames), 0, -1};
}

static const FlFrameRow rows_of_tags[] = {
  {"a.mp4", 0, 0, -1, "eat", "yes", "human", NAN, TRUE, "", -1, "", ""},
  {"a.mp4", 0, 0, -1, "sleep, deep", "no", "human", NAN, TRUE, "", -1, "", ""},
  {"a.mp4", 0, 0, -1, "other", "unknown", "", NAN, TRUE, "", -1, "", ""},
  {"a.mp4", 1, 0.04, -1, "eat", "unsure", "human", NAN, TRUE, "", -1, "", ""},
  {"a.mp4", 1, 0.04, -1, "sleep, deep", "unseen", "", NAN, TRUE, "", -1, "", ""},
  {"a.mp4", 1, 0.04, -1, "other", "yes", "run", NAN, TRUE, "", -1, "", ""},
  {"b.mp4", 1, NAN, -1, "eat", "no", "human", NAN, TRUE, "", -1, "", ""},
  {"b.mp4", 1, NAN, -1, "sleep, deep", "yes", "human", NAN, TRUE, "", -1, "", ""},
  {"b.mp4", 1, NAN, -1, "other", "yes", "human", NAN, TRUE, "", -1, "", ""},
};

static Rows
get_rows_of_tags (void)
{
  return (Rows){rows_of_tags, G_N_ELEMENTS (rows_of_tags), 0, -1};
}

static void
test_registry (void)
{
  g_autoptr (GError) error = NULL;
  gsize n = 0;
  const FlFormatType *const *formats = fl_formats_list (&n);

  g_assert_cmpuint (n, ==, 4);
  for (gsize i = 0; i < n; i++) {
    g_assert_true (fl_formats_find (formats[i]->id, NULL) == formats[i]);
    g_assert_true (g_str_has_suffix (formats[i]->suffix, ".csv"));
    g_assert_nonnull (formats[i]->write);
    g_assert_true ((formats[i]->read != NULL) == (formats[i]->matches != NULL));
    g_assert_true ((formats[i]->read != NULL) == (formats[i]->needs != NULL));
    for (gsize j = 0; j < i; j++)
      g_assert_cmpstr (formats[i]->suffix, !=, formats[j]->suffix);
  }
  g_assert_nonnull (get_format (FL_FORMAT_DEFAULT)->read);
  g_assert_null (get_format ("wide")->read);
  g_assert_null (fl_formats_find ("xlsx", &error));
  g_assert_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_UNKNOWN);
  g_assert_cmpstr (error->message, ==,
                   "There is no format “xlsx”; “framelinectl formats” lists them");
}

static void
test_frames_written (void)
{
  Rows rows = get_rows_of_frames ();
  Rows none = {NULL, 0, 0, -1};
  g_autofree char *text = write_rows ("frames", &rows, classes, FALSE);
  g_autofree char *nothing = write_rows ("frames", &none, classes, FALSE);

  g_assert_cmpstr (text, ==, text_of_frames);
  g_assert_cmpstr (nothing, ==, COLUMNS);
}

static void
test_frames_read (void)
{
  assert_read ("frames", text_of_frames,
               "2: a, b.mp4 0 0.000000 1778594527123456 [sleep, deep] labelled/human nan 1 "
               "Ada \"L\" 1778594528000000  \n"
               "3: a, b.mp4 1 0.333333 -1 [eat] labelled/auto 0.988 0  -1 7 u-1\n"
               "4: a, b.mp4 2 nan -1 [] unsure/human nan 1 Ada 0  \n"
               "5: größer.mp4 10 3600.500000 -1 [] unseen/ nan 0  -1  \n");
  assert_read ("frames", COLUMNS, "");
}

/* Hands the rows that are read to a writer, so that text can be compared with text. */
static gboolean
write_again (const FlFrameRow *row, guint64 line, gpointer data, GError **error)
{
  Rows one = {row, 1, 0, -1};
  g_autofree char *text = write_rows ("frames", &one, classes, FALSE);

  g_string_append (data, text + strlen (COLUMNS));
  return TRUE;
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (COLUMNS);

  g_assert_true (read_text ("frames", text_of_frames, write_again, text, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, text_of_frames);
}

static void
test_columns_by_name (void)
{
  assert_read ("frames",
               "source,note,state,label,frame,stream\r\n"
               "human,hm,labelled,eat,9223372036854775,a.mp4\r\n"
               "\r\n"
               "camera 3,,yes,\"o\nk\",1,a.mp4\r\n"
               ",,unknown,eat,2,a.mp4\r\n",
               "2: a.mp4 9223372036854775 nan -1 [eat] labelled/human nan 1  -1  \n"
               "4: a.mp4 1 nan -1 [o\nk] yes/camera 3 nan 1  -1  \n"
               "6: a.mp4 2 nan -1 [eat] unknown/ nan 1  -1  \n");
}

/* A value that cannot be in its column, and the sentence that refuses it. */
typedef struct {
  const char *column;
  const char *value;
  const char *message;
} BadValue;

static const BadValue bad_values[] = {
  {"stream", "", "stream “” is no name of a stream"},
  {"frame", "abc", "frame “abc” is no frame number"},
  {"frame", "", "frame “” is no frame number"},
  {"frame", "-1", "frame “-1” is no frame number"},
  {"frame", "1.5", "frame “1.5” is no frame number"},
  {"frame", " 1", "frame “ 1” is no frame number"},
  {"frame", "9223372036854775808", "frame “9223372036854775808” is no frame number"},
  {"pts_s", "1s", "pts_s “1s” is no number of seconds"},
  {"pts_s", "\"1,5\"", "pts_s “1,5” is no number of seconds"},
  {"pts_s", "nan", "pts_s “nan” is no number of seconds"},
  {"pts_s", "inf", "pts_s “inf” is no number of seconds"},
  {"pts_s", " ", "pts_s “ ” is no number of seconds"},
  {"clock", "noon", "clock “noon” is no ISO 8601 time"},
  {"label", "", "label is empty, but state is “labelled”"},
  {"state", "done", "state “done” is none of labelled, unsure, unseen, yes, no, unknown"},
  {"state", "", "state “” is none of labelled, unsure, unseen, yes, no, unknown"},
  {"confidence", "99%", "confidence “99%” is no number from 0 to 1"},
  {"confidence", "1.5", "confidence “1.5” is no number from 0 to 1"},
  {"confidence", "-0.1", "confidence “-0.1” is no number from 0 to 1"},
  {"sampled", "2", "sampled “2” is neither 1 nor 0"},
  {"sampled", "true", "sampled “true” is neither 1 nor 0"},
  {"labelled_at", "2026-13-01T00:00:00Z", "labelled_at “2026-13-01T00:00:00Z” is no ISO 8601 time"},
};

/* Makes a good line but for one value. */
static char *
make_line (const char *column, const char *value)
{
  static const char *const good[] = {
    "a.mp4", "5", "0.2", "2026-05-12T14:02:07Z", "eat", "labelled", "human",
    "0.5",   "1", "Ada", "2026-05-12T14:02:07Z", "7",   "u",
  };
  g_auto (GStrv) columns = g_strsplit (COLUMNS, ",", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_strchomp (columns[i]);
    g_string_append_printf (line, "%s%s", i > 0 ? "," : "",
                            strcmp (columns[i], column) == 0 ? value : good[i]);
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
test_bad_values (void)
{
  g_autofree char *good = make_line ("none", "");

  for (gsize i = 0; i < G_N_ELEMENTS (bad_values); i++) {
    g_autofree char *bad = make_line (bad_values[i].column, bad_values[i].value);
    g_autofree char *text = g_strconcat (COLUMNS, good, "\n\n", bad, "\n", NULL);
    g_autofree char *message = g_strconcat ("“x.csv”, line 4: ", bad_values[i].message, NULL);
    assert_refused ("frames", text, message);
  }
}

static void
test_bad_tables (void)
{
  assert_refused ("frames", "",
                  "“x.csv” is empty; a table of labels begins with a line that names its columns");
  assert_refused ("frames", "stream,frame,label,state\n",
                  "“x.csv” lacks the column source; its first line must name stream, frame, label, "
                  "state, source");
  assert_refused ("truth", "frame,name\n",
                  "“x.csv” lacks the columns stream, label; its first line must name stream, "
                  "frame, label");
  assert_refused ("truth", "stream;frame;label\n",
                  "“x.csv” has semicolons between its columns; save it with commas");
  assert_refused ("truth", "stream\tframe\tlabel\n",
                  "“x.csv” has tabs between its columns; save it with commas");
  assert_refused ("truth", "stream,frame,label,frame\n",
                  "“x.csv”, line 1: the column frame is there twice");
  assert_refused ("truth", "stream,frame,label\na.mp4,1,eat\na.mp4,2\n",
                  "“x.csv”, line 3: the first line has 3 columns, but this line has 2");
  assert_refused ("truth", "stream,frame,label\na.mp4,1,eat,x\n",
                  "“x.csv”, line 2: the first line has 3 columns, but this line has 4");
  assert_refused ("frames", "stream,frame,label,state,source\na.mp4,1,,no,human\n",
                  "“x.csv”, line 2: label is empty, but state is “no”");
}

static void
test_truth_written (void)
{
  Rows rows = get_rows_of_frames ();
  Rows tags = get_rows_of_tags ();
  g_autofree char *text = write_rows ("truth", &rows, classes, FALSE);
  g_autofree char *text_of_tags = write_rows ("truth", &tags, classes, TRUE);

  g_assert_cmpstr (text, ==,
                   "stream,frame,pts_s,label\n"
                   "\"a, b.mp4\",0,0.000000,\"sleep, deep\"\n");
  g_assert_cmpstr (text_of_tags, ==,
                   "stream,frame,pts_s,label\n"
                   "a.mp4,0,0.000000,eat\n"
                   "a.mp4,1,0.040000,other\n"
                   "b.mp4,1,,\"sleep, deep\"\n"
                   "b.mp4,1,,other\n");
}

static void
test_truth_read (void)
{
  assert_read ("truth", "stream,frame,pts_s,label\na.mp4,3,0.1000,?\na.mp4,4,,eat\na.mp4,5,2,\n",
               "2: a.mp4 3 0.100000 -1 [?] unknown/ nan 1  -1  \n"
               "3: a.mp4 4 nan -1 [eat] labelled/human nan 1  -1  \n"
               "4: a.mp4 5 2.000000 -1 [] unseen/ nan 1  -1  \n");
  /* Columns that mean something elsewhere mean nothing here. */
  assert_read ("truth", "label,source,clock,frame,stream\neat,auto,noon,4,a.mp4\n",
               "2: a.mp4 4 nan -1 [eat] labelled/human nan 1  -1  \n");
}

static void
test_wide_of_classes (void)
{
  Rows rows = get_rows_of_frames ();
  g_autofree char *text = write_rows ("wide", &rows, classes, FALSE);

  g_assert_cmpstr (text, ==,
                   "stream,frame,pts_s,eat,\"sleep, deep\",other\n"
                   "\"a, b.mp4\",0,0.000000,0,1,0\n"
                   "\"a, b.mp4\",1,0.333333,1,0,0\n"
                   "\"a, b.mp4\",2,,,,\n"
                   "größer.mp4,10,3600.500000,,,\n");
}

static void
test_wide_of_tags (void)
{
  Rows rows = get_rows_of_tags ();
  Rows none = {NULL, 0, 0, -1};
  g_autofree char *text = write_rows ("wide", &rows, classes, TRUE);
  g_autofree char *nothing = write_rows ("wide", &none, classes, TRUE);

  g_assert_cmpstr (text, ==,
                   "stream,frame,pts_s,eat,\"sleep, deep\",other\n"
                   "a.mp4,0,0.000000,1,0,\n"
                   "a.mp4,1,0.040000,,,1\n"
                   "b.mp4,1,,0,1,1\n");
  g_assert_cmpstr (nothing, ==, "stream,frame,pts_s,eat,\"sleep, deep\",other\n");
}

static void
test_wide_of_no_class (void)
{
  static const char *const few[] = {"eat", NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  Rows rows = get_rows_of_frames ();
  const FlFrameTable table = {next_row, &rows, few, FALSE};

  g_assert_false (get_format ("wide")->write (&table, stream, NULL, &error));
  g_assert_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_UNKNOWN);
  g_assert_cmpstr (error->message, ==,
                   "Frame 0 of “a, b.mp4” cannot be written: “sleep, deep” is no class");
  g_clear_error (&error);
  const FlFrameTable tags = {next_row, &(Rows){rows_of_tags, 2, 0, -1}, few, TRUE};
  g_assert_false (get_format ("segments")->write (&tags, stream, NULL, &error));
  g_assert_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_UNKNOWN);
  g_assert_cmpstr (error->message, ==,
                   "Frame 0 of “a.mp4” cannot be written: “sleep, deep” is no class");
}

#define SEGMENT_COLUMNS                                                                            \
  "stream,first_frame,last_frame,start_s,end_s,label,state,source,confidence,gap_first,gap_last,"  \
  "gap_start_s,gap_end_s\n"

/* The first two changes lie between the samples 0 and 4; from and to nothing there is none. */
static void
test_segments_of_classes (void)
{
  static const FlFrameRow said[] = {
    {"a.mp4", 0, 0, -1, "eat", "labelled", "human", NAN, TRUE, "Ada", 1, "", ""},
    {"a.mp4", 1, 0.04, -1, "eat", "labelled", "model", 0.9, FALSE, "", -1, "7", ""},
    {"a.mp4", 2, 0.08, -1, "other", "labelled", "model", 0.5, FALSE, "", -1, "7", ""},
    {"a.mp4", 3, 0.12, -1, "sleep, deep", "labelled", "model", 0.8, FALSE, "", -1, "7", ""},
    {"a.mp4", 4, 0.16, -1, "sleep, deep", "labelled", "auto", 0.95, TRUE, "", -1, "7", "u-1"},
    {"a.mp4", 5, 0.2, -1, "eat", "labelled", "run", NAN, FALSE, "Ada", 1, "", ""},
    {"a.mp4", 7, 0.28, -1, "", "unseen", "", NAN, TRUE, "", -1, "", ""},
    {"a.mp4", 8, 0.32, -1, "eat", "labelled", "human", NAN, FALSE, "Ada", 1, "", ""},
    {"a.mp4", 9, 0.36, -1, "other", "labelled", "model", 0.6, FALSE, "", -1, "7", ""},
    {"b.mp4", 0, NAN, -1, "", "unsure", "human", NAN, TRUE, "Ada", 1, "", ""},
  };
  Rows rows = {said, G_N_ELEMENTS (said), 0, -1};
  g_autofree char *text = write_rows ("segments", &rows, classes, FALSE);

  g_assert_cmpstr (
    text, ==,
    SEGMENT_COLUMNS
    "a.mp4,0,1,0.000000,0.040000,eat,labelled,model,0.900000,,,,\n"
    "a.mp4,2,2,0.080000,0.080000,other,labelled,model,0.500000,0,4,0.000000,0.160000\n"
    "a.mp4,3,4,0.120000,0.160000,\"sleep, deep\",labelled,model,0.800000,0,4,"
    "0.000000,0.160000\n"
    "a.mp4,5,5,0.200000,0.200000,eat,labelled,run,,4,5,0.160000,0.200000\n"
    "a.mp4,7,7,0.280000,0.280000,,unseen,,,,,,\n"
    "a.mp4,8,8,0.320000,0.320000,eat,labelled,human,,,,,\n"
    "a.mp4,9,9,0.360000,0.360000,other,labelled,model,0.600000,8,,0.320000,\n"
    "b.mp4,0,0,,,,unsure,human,,,,,\n");
}

static void
test_segments_of_tags (void)
{
  Rows rows = get_rows_of_tags ();
  g_autofree char *text = write_rows ("segments", &rows, classes, TRUE);

  g_assert_cmpstr (text, ==,
                   SEGMENT_COLUMNS "a.mp4,0,0,0.000000,0.000000,eat,yes,human,,,,,\n"
                                   "a.mp4,1,1,0.040000,0.040000,eat,unsure,human,,,,,\n"
                                   "a.mp4,0,0,0.000000,0.000000,\"sleep, deep\",no,human,,,,,\n"
                                   "a.mp4,1,1,0.040000,0.040000,\"sleep, deep\",unseen,,,,,,\n"
                                   "a.mp4,0,0,0.000000,0.000000,other,unknown,,,,,,\n"
                                   "a.mp4,1,1,0.040000,0.040000,other,yes,run,,,,,\n"
                                   "b.mp4,1,1,,,eat,no,human,,,,,\n"
                                   "b.mp4,1,1,,,\"sleep, deep\",yes,human,,,,,\n"
                                   "b.mp4,1,1,,,other,yes,human,,,,,\n");
}

static void
test_failing_table (void)
{
  gsize n = 0;
  const FlFormatType *const *formats = fl_formats_list (&n);

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    Rows rows = get_rows_of_frames ();
    rows.fails_at = 2;
    const FlFrameTable table = {next_row, &rows, classes, FALSE};
    g_assert_false (formats[i]->write (&table, stream, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_assert_cmpstr (error->message, ==, "The table broke");
  }
}

static void
test_failing_stream (void)
{
  gsize n = 0;
  const FlFormatType *const *formats = fl_formats_list (&n);

  for (gsize i = 0; i < n; i++) {
    char room[16];
    g_autoptr (GError) error = NULL;
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
    Rows rows = get_rows_of_frames ();
    const FlFrameTable table = {next_row, &rows, classes, FALSE};
    g_assert_false (formats[i]->write (&table, stream, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  }
}

/* Takes one row and refuses the next. */
static gboolean
take_one (const FlFrameRow *row, guint64 line, gpointer data, GError **error)
{
  guint *n = data;

  if (++*n < 2)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "Enough");
  return FALSE;
}

static void
test_failing_sink (void)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_false (read_text ("frames", text_of_frames, take_one, &n, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_cmpuint (n, ==, 2);
}

/* Puts text into a file and asks what it is; gives the id, or the error's message. */
static char *
detect (const char *text, gssize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("frameline-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "x.csv", NULL);
  g_assert_true (g_file_set_contents (path, text, size, NULL));
  const FlFormatType *format = fl_formats_detect (path, &error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_true ((format == NULL) == (error != NULL));
  return g_strdup (format != NULL ? format->id : error->message);
}

static void
assert_detected (const char *text, const char *expected)
{
  g_autofree char *found = detect (text, -1);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_detection (void)
{
  assert_detected (text_of_frames, "frames");
  assert_detected ("source,state,label,frame,stream", "frames");
  assert_detected ("\xef\xbb\xbf\"stream\",frame,pts_s,label\r\n", "truth");
  assert_detected ("label,stream,note,frame\n", "truth");
  assert_detected ("stream,frame,label,state\n",
                   "“x.csv” lacks the column source; its first line must name stream, frame, "
                   "label, state, source");
  assert_detected ("stream,label,state,source\n",
                   "“x.csv” lacks the column frame; its first line must name stream, frame, "
                   "label, state, source");
  assert_detected ("stream,frame,pts_s,eat,other\n",
                   "“x.csv” lacks the column label; its first line must name stream, frame, label");
  assert_detected ("Frame,Label\n1,2\n",
                   "“x.csv” lacks the columns stream, frame, label; its first line must name "
                   "stream, frame, label");
  assert_detected ("stream;frame;label\n",
                   "“x.csv” has semicolons between its columns; save it with commas");
  assert_detected ("\n", "“x.csv” is empty; a table of labels begins with a line that names its "
                         "columns");
  assert_detected ("stream,frame,gr\xf6\xdf\x65\n",
                   "“x.csv”, line 1: this is not UTF-8 text; save the file as UTF-8");
}

static void
test_detection_of_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_formats_detect ("/nowhere/at all.csv", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "/nowhere/at all.csv"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/formats/registry", test_registry);
  g_test_add_func ("/exchange/formats/frames-written", test_frames_written);
  g_test_add_func ("/exchange/formats/frames-read", test_frames_read);
  g_test_add_func ("/exchange/formats/round-trip", test_round_trip);
  g_test_add_func ("/exchange/formats/columns-by-name", test_columns_by_name);
  g_test_add_func ("/exchange/formats/bad-values", test_bad_values);
  g_test_add_func ("/exchange/formats/bad-tables", test_bad_tables);
  g_test_add_func ("/exchange/formats/truth-written", test_truth_written);
  g_test_add_func ("/exchange/formats/truth-read", test_truth_read);
  g_test_add_func ("/exchange/formats/wide-of-classes", test_wide_of_classes);
  g_test_add_func ("/exchange/formats/wide-of-tags", test_wide_of_tags);
  g_test_add_func ("/exchange/formats/wide-of-no-class", test_wide_of_no_class);
  g_test_add_func ("/exchange/formats/segments-of-classes", test_segments_of_classes);
  g_test_add_func ("/exchange/formats/segments-of-tags", test_segments_of_tags);
  g_test_add_func ("/exchange/formats/failing-table", test_failing_table);
  g_test_add_func ("/exchange/formats/failing-stream", test_failing_stream);
  g_test_add_func ("/exchange/formats/failing-sink", test_failing_sink);
  g_test_add_func ("/exchange/formats/detection", test_detection);
  g_test_add_func ("/exchange/formats/detection-of-no-file", test_detection_of_no_file);
  return g_test_run ();
}
