/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label for each frame and nothing else: what benchmarks and other programs have. */
#include "exchange/fl-truth-format.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/fl-header-private.h"
#include "exchange/fl-rows-private.h"

#define NAME    N_ ("Labels Only")
#define SUMMARY N_ ("Stream, frame, time and label of every frame that a person labelled")

static const char *const columns[] = {"stream", "frame", "pts_s", "label", NULL};

static const char *const needs[] = {"stream", "frame", "label", NULL};

/* A label that says that nobody can tell, as benchmarks write it. */
#define CANNOT_TELL "?"

/* What a machine says would come back as the word of a person. */
static gboolean
is_said (const FlFrameRow *row)
{
  return strcmp (row->source, "human") == 0 || strcmp (row->source, "run") == 0;
}

static gboolean
add_row (FlCsvWriter *writer, const FlFrameTable *table, const FlFrameRow *row)
{
  /* Each tag of a multi-label project is named in every row; only “yes” says that it is there. */
  const char *state = table->is_multi_label ? "yes" : "labelled";

  if (strcmp (row->state, state) != 0 || !is_said (row))
    return FALSE;
  fl_csv_writer_add (writer, row->stream);
  fl_csv_writer_add_int (writer, row->frame);
  fl_csv_writer_add_double (writer, row->pts_s, 6);
  fl_csv_writer_add (writer, row->label);
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

/* A table with states is a table of frames, whose rows are not all true. */
static gboolean
matches (const char *const *header)
{
  return fl_header_has_all (header, needs) && !g_strv_contains (header, "state");
}

typedef struct {
  FlFrameRowSink sink;
  gpointer data;
} Target;

/* Says of each row what the file means by it: a person said so, cannot tell, or has not looked. */
static gboolean
take_row (const FlFrameRow *row, guint64 line, gpointer data, GError **error)
{
  const Target *target = data;
  FlFrameRow meant = *row;

  if (*row->label == '\0') {
    meant.state = "unseen";
  } else if (strcmp (row->label, CANNOT_TELL) == 0) {
    meant.state = "unknown";
  } else {
    meant.state = "labelled";
    meant.source = "human";
  }
  return target->sink (&meant, line, target->data, error);
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
  Target target = {.sink = sink, .data = data};

  return fl_rows_read (stream, name, &layout, take_row, &target, cancellable, error);
}

const FlFormatType fl_truth_format = {
  .id = "truth",
  .name = NAME,
  .suffix = "-truth.csv",
  .summary = SUMMARY,
  .needs = needs,
  .write = write_table,
  .matches = matches,
  .read = read_table,
};
