/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The per-frame table, the main export: what it writes it also reads. */
#include "exchange/fl-frames-format.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "base/fl-time.h"
#include "exchange/fl-header-private.h"
#include "exchange/fl-rows-private.h"

#define NAME    N_ ("Table of Frames")
#define SUMMARY N_ ("Everything about every frame; can be imported again")

static const char *const columns[] = {
  "stream",     "frame",   "pts_s",     "clock",       "label", "state", "source",
  "confidence", "sampled", "annotator", "labelled_at", "model", "lot",   NULL,
};

static const char *const needs[] = {"stream", "frame", "label", "state", "source", NULL};

static void
add_time (FlCsvWriter *writer, gint64 time_us)
{
  g_autofree char *text = time_us >= 0 ? fl_time_to_iso8601 (time_us) : NULL;

  fl_csv_writer_add (writer, text);
}

static gboolean
add_row (FlCsvWriter *writer, const FlFrameTable *table, const FlFrameRow *row)
{
  fl_csv_writer_add (writer, row->stream);
  fl_csv_writer_add_int (writer, row->frame);
  fl_csv_writer_add_double (writer, row->pts_s, 6);
  add_time (writer, row->clock_us);
  fl_csv_writer_add (writer, row->label);
  fl_csv_writer_add (writer, row->state);
  fl_csv_writer_add (writer, row->source);
  fl_csv_writer_add_double (writer, row->confidence, 6);
  fl_csv_writer_add_int (writer, row->is_sampled ? 1 : 0);
  fl_csv_writer_add (writer, row->annotator);
  add_time (writer, row->labelled_at_us);
  fl_csv_writer_add (writer, row->model);
  fl_csv_writer_add (writer, row->lot);
  return TRUE;
}

static gboolean
write_table (const FlFrameTable *table,
             GOutputStream *stream,
             GCancellable *cancellable,
             GError **error)
{
  return fl_rows_write (table, stream, columns, add_row, cancellable, error);
}

static gboolean
matches (const char *const *header)
{
  return fl_header_has_all (header, needs);
}

/* Where the rows go once they are known to make sense. */
typedef struct {
  const char *name;
  FlFrameRowSink sink;
  gpointer data;
} Target;

static gboolean
take_row (const FlFrameRow *row, guint64 line, gpointer data, GError **error)
{
  static const char *const answers[] = {"labelled", "yes", "no", NULL};
  const Target *target = data;

  if (*row->label == '\0' && g_strv_contains (answers, row->state)) {
    g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_FORMAT,
                 _ ("“%s”, line %" PRIu64 ": label is empty, but state is “%s”"), target->name,
                 line, row->state);
    return FALSE;
  }
  return target->sink (row, line, target->data, error);
}

static gboolean
read_table (GInputStream *stream,
            const char *name,
            FlFrameRowSink sink,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const FlRowLayout layout = {.columns = columns, .needs = needs};
  Target target = {.name = name, .sink = sink, .data = data};

  return fl_rows_read (stream, name, &layout, take_row, &target, cancellable, error);
}

const FlFormatType fl_frames_format = {
  .id = FL_FORMAT_DEFAULT,
  .name = NAME,
  .suffix = ".csv",
  .summary = SUMMARY,
  .needs = needs,
  .write = write_table,
  .matches = matches,
  .read = read_table,
};
