/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files that have one line a row: a table says what each column means. */
#include "exchange/fl-rows-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/fl-time.h"
#include "exchange/fl-header-private.h"

/* Puts a field into the row, or says that it cannot be one. */
typedef gboolean (*FieldParser) (const char *text, FlFrameRow *row);

typedef struct {
  const char *name;
  FieldParser parse;
  const char *complaint;
} Column;

/* What a file that lacks the column means. */
static const FlFrameRow nothing = {
  .stream = "",
  .pts_s = NAN,
  .clock_us = -1,
  .label = "",
  .state = "",
  .source = "",
  .confidence = NAN,
  .is_sampled = TRUE,
  .annotator = "",
  .labelled_at_us = -1,
  .model = "",
  .lot = "",
};

static gboolean
parse_number (const char *text, double *out)
{
  char *end = NULL;

  if (*text == '\0') {
    *out = NAN;
    return TRUE;
  }
  double value = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (value))
    return FALSE;
  *out = value;
  return TRUE;
}

static gboolean
parse_time (const char *text, gint64 *out)
{
  *out = -1;
  return *text == '\0' || fl_time_from_iso8601 (text, out);
}

static gboolean
parse_stream (const char *text, FlFrameRow *row)
{
  row->stream = text;
  return *text != '\0';
}

static gboolean
parse_frame (const char *text, FlFrameRow *row)
{
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  row->frame = (gint64) value;
  return TRUE;
}

static gboolean
parse_pts (const char *text, FlFrameRow *row)
{
  return parse_number (text, &row->pts_s);
}

static gboolean
parse_clock (const char *text, FlFrameRow *row)
{
  return parse_time (text, &row->clock_us);
}

static gboolean
parse_label (const char *text, FlFrameRow *row)
{
  row->label = text;
  return TRUE;
}

static gboolean
parse_state (const char *text, FlFrameRow *row)
{
  static const char *const states[] = {
    "labelled", "unsure", "unseen", "yes", "no", "unknown", NULL,
  };

  row->state = text;
  return g_strv_contains (states, text);
}

static gboolean
parse_source (const char *text, FlFrameRow *row)
{
  row->source = text;
  return TRUE;
}

static gboolean
parse_confidence (const char *text, FlFrameRow *row)
{
  return parse_number (text, &row->confidence) &&
         (isnan (row->confidence) || (row->confidence >= 0 && row->confidence <= 1));
}

static gboolean
parse_sampled (const char *text, FlFrameRow *row)
{
  row->is_sampled = strcmp (text, "0") != 0;
  return !row->is_sampled || *text == '\0' || strcmp (text, "1") == 0;
}

static gboolean
parse_annotator (const char *text, FlFrameRow *row)
{
  row->annotator = text;
  return TRUE;
}

static gboolean
parse_labelled_at (const char *text, FlFrameRow *row)
{
  return parse_time (text, &row->labelled_at_us);
}

static gboolean
parse_model (const char *text, FlFrameRow *row)
{
  row->model = text;
  return TRUE;
}

static gboolean
parse_lot (const char *text, FlFrameRow *row)
{
  row->lot = text;
  return TRUE;
}

/* Translators, for all of these: stands behind the name and the content of a column of a table. */
static const Column known_columns[] = {
  {"stream", parse_stream, N_ ("is no name of a stream")},
  {"frame", parse_frame, N_ ("is no frame number")},
  {"pts_s", parse_pts, N_ ("is no number of seconds")},
  {"clock", parse_clock, N_ ("is no ISO 8601 time")},
  {"label", parse_label, NULL},
  {"state", parse_state, N_ ("is none of labelled, unsure, unseen, yes, no, unknown")},
  {"source", parse_source, NULL},
  {"confidence", parse_confidence, N_ ("is no number from 0 to 1")},
  {"sampled", parse_sampled, N_ ("is neither 1 nor 0")},
  {"annotator", parse_annotator, NULL},
  {"labelled_at", parse_labelled_at, N_ ("is no ISO 8601 time")},
  {"model", parse_model, NULL},
  {"lot", parse_lot, NULL},
};

/* A file that is being read: what each of its fields is, NULL for those to pass over. */
typedef struct {
  FlCsvReader *reader;
  const char *name;
  const Column **fields;
  guint n_fields;
} RowReader;

static gboolean fail (const RowReader *self, GError **error, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static gboolean
fail (const RowReader *self, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_FORMAT, _ ("“%s”, line %" PRIu64 ": %s"),
               self->name, fl_csv_reader_get_line (self->reader), what);
  return FALSE;
}

static const Column *
find_column (const FlRowLayout *layout, const char *name)
{
  if (!g_strv_contains (layout->columns, name))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    if (strcmp (known_columns[i].name, name) == 0)
      return &known_columns[i];
  return NULL;
}

/* Reads the first line and finds out what each field of the others is. */
static gboolean
read_header (RowReader *self, const FlRowLayout *layout, GCancellable *cancellable, GError **error)
{
  const char *const *header = fl_header_read (self->reader, self->name, cancellable, error);
  if (header == NULL)
    return FALSE;
  if (!fl_header_has_all (header, layout->needs)) {
    fl_header_refuse (header, self->name, layout->needs, error);
    return FALSE;
  }
  self->n_fields = g_strv_length ((char **) header);
  self->fields = g_new0 (const Column *, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++) {
    self->fields[i] = find_column (layout, header[i]);
    for (guint j = 0; j < i && self->fields[i] != NULL; j++)
      if (self->fields[j] == self->fields[i])
        return fail (self, error, _ ("the column %s is there twice"), header[i]);
  }
  return TRUE;
}

/* A line may have one column, the first line has several. */
static gboolean
fail_columns (const RowReader *self, guint n_columns, GError **error)
{
  return fail (self, error, _ ("the first line has %u columns, but this line has %u"),
               self->n_fields, n_columns);
}

static gboolean
parse_row (const RowReader *self, const char *const *fields, FlFrameRow *row, GError **error)
{
  *row = nothing;
  for (guint i = 0; i < self->n_fields; i++) {
    if (fields[i] == NULL)
      return fail_columns (self, i, error);
    const Column *column = self->fields[i];
    if (column != NULL && !column->parse (fields[i], row))
      return fail (self, error, "%s “%s” %s", column->name, fields[i], _ (column->complaint));
  }
  if (fields[self->n_fields] != NULL)
    return fail_columns (self, g_strv_length ((char **) fields), error);
  return TRUE;
}

static gboolean
read_rows (RowReader *self,
           FlFrameRowSink sink,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const char *const *fields;
  FlFrameRow row;

  while (fl_csv_reader_next (self->reader, &fields, cancellable, error)) {
    if (fields == NULL)
      return TRUE;
    if (!parse_row (self, fields, &row, error) ||
        !sink (&row, fl_csv_reader_get_line (self->reader), data, error))
      return FALSE;
  }
  return FALSE;
}

gboolean
fl_rows_read (GInputStream *stream,
              const char *name,
              const FlRowLayout *layout,
              FlFrameRowSink sink,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (FlCsvReader) reader = fl_csv_reader_new (stream, name);
  RowReader self = {.reader = reader, .name = name};

  gboolean is_done = read_header (&self, layout, cancellable, error) &&
                     read_rows (&self, sink, data, cancellable, error);
  g_free (self.fields);
  return is_done;
}
