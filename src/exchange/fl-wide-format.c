/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line a frame and one column a class: 1, 0, or empty for unknown. It is only written. */
#include "exchange/fl-wide-format.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "exchange/fl-rows-private.h"

#define NAME    N_ ("One Column a Class")
#define SUMMARY N_ ("A line for each frame with 1, 0 or nothing for each class; for spreadsheets")

/* The frame that is being put together from one row, or from one row for each class. */
typedef struct {
  const FlFrameTable *table;
  FlCsvWriter *writer;
  GHashTable *columns; /* name of a class -> its index + 1 */
  const char **cells;  /* [n_classes]: "1", "0" or NULL */
  guint n_classes;
  gboolean has_frame;
  char *stream;
  gint64 frame;
  double pts_s;
} WideWriter;

static void
wide_writer_init (WideWriter *self, const FlFrameTable *table, GOutputStream *stream)
{
  self->table = table;
  self->writer = fl_csv_writer_new (stream);
  self->columns = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_classes = g_strv_length ((char **) table->classes);
  self->cells = g_new0 (const char *, self->n_classes);
  for (guint i = 0; i < self->n_classes; i++)
    g_hash_table_insert (self->columns, (gpointer) table->classes[i], GUINT_TO_POINTER (i + 1));
}

static void
wide_writer_clear (WideWriter *self)
{
  g_clear_pointer (&self->writer, fl_csv_writer_free);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->stream, g_free);
}

static gboolean
write_header (WideWriter *self, GCancellable *cancellable, GError **error)
{
  fl_csv_writer_add (self->writer, "stream");
  fl_csv_writer_add (self->writer, "frame");
  fl_csv_writer_add (self->writer, "pts_s");
  for (guint i = 0; i < self->n_classes; i++)
    fl_csv_writer_add (self->writer, self->table->classes[i]);
  return fl_csv_writer_end_record (self->writer, cancellable, error);
}

static gboolean
end_frame (WideWriter *self, GCancellable *cancellable, GError **error)
{
  if (!self->has_frame)
    return TRUE;
  self->has_frame = FALSE;
  fl_csv_writer_add (self->writer, self->stream);
  fl_csv_writer_add_int (self->writer, self->frame);
  fl_csv_writer_add_double (self->writer, self->pts_s, 6);
  for (guint i = 0; i < self->n_classes; i++)
    fl_csv_writer_add (self->writer, self->cells[i]);
  return fl_csv_writer_end_record (self->writer, cancellable, error);
}

static void
begin_frame (WideWriter *self, const FlFrameRow *row)
{
  if (g_strcmp0 (self->stream, row->stream) != 0) {
    g_free (self->stream);
    self->stream = g_strdup (row->stream);
  }
  self->frame = row->frame;
  self->pts_s = row->pts_s;
  self->has_frame = TRUE;
  for (guint i = 0; i < self->n_classes; i++)
    self->cells[i] = NULL;
}

static gboolean
is_same_frame (const WideWriter *self, const FlFrameRow *row)
{
  return self->has_frame && self->frame == row->frame && strcmp (self->stream, row->stream) == 0;
}

/* Fills in what a row says about the classes. */
static gboolean
mark (WideWriter *self, const FlFrameRow *row, GError **error)
{
  gboolean is_labelled = strcmp (row->state, "labelled") == 0;
  gboolean is_yes = is_labelled || strcmp (row->state, "yes") == 0;

  if (!is_yes && strcmp (row->state, "no") != 0)
    return TRUE;
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, row->label));
  if (column == 0) {
    g_set_error (error, FL_EXCHANGE_ERROR, FL_EXCHANGE_ERROR_UNKNOWN,
                 _ ("Frame %" PRId64 " of “%s” cannot be written: “%s” is no class"), row->frame,
                 row->stream, row->label);
    return FALSE;
  }
  for (guint i = 0; is_labelled && i < self->n_classes; i++)
    self->cells[i] = "0";
  self->cells[column - 1] = is_yes ? "1" : "0";
  return TRUE;
}

static gboolean
take_row (gpointer data, const FlFrameRow *row, GCancellable *cancellable, GError **error)
{
  WideWriter *self = data;

  if (!is_same_frame (self, row)) {
    if (!end_frame (self, cancellable, error))
      return FALSE;
    begin_frame (self, row);
  }
  return mark (self, row, error);
}

static gboolean
write_table (const FlFrameTable *table,
             GOutputStream *stream,
             GCancellable *cancellable,
             GError **error)
{
  WideWriter self = {0};

  wide_writer_init (&self, table, stream);
  gboolean is_done = write_header (&self, cancellable, error) &&
                     fl_rows_take (table, take_row, &self, cancellable, error) &&
                     end_frame (&self, cancellable, error) &&
                     fl_csv_writer_flush (self.writer, cancellable, error);
  wide_writer_clear (&self);
  return is_done;
}

const FlFormatType fl_wide_format = {
  .id = "wide",
  .name = NAME,
  .suffix = "-wide.csv",
  .summary = SUMMARY,
  .write = write_table,
};
