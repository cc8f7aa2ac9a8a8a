/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an export would begin. */
#include "session/fl-export-preview.h"

#include "session/fl-frame-table.h"

/* Formats that join rows write less than a line for each. */
#define N_ROWS 2000

typedef struct {
  const FlFrameTable *table;
  guint n_left;
} Beginning;

static gboolean
next_row (FlFrameRow *row, gpointer data, GError **error)
{
  Beginning *self = data;

  if (self->n_left == 0)
    return FALSE;
  self->n_left--;
  return self->table->next (row, self->table->data, error);
}

static char *
dup_lines (GBytes *bytes, guint n_lines)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strchomp (g_strndup (data, size));
  g_auto (GStrv) lines = g_strsplit (text, "\n", (int) n_lines + 1);

  if (g_strv_length (lines) > n_lines)
    g_clear_pointer (&lines[n_lines], g_free);
  return g_strjoinv ("\n", lines);
}

char *
fl_session_preview_export (FlSession *self,
                           const char *format,
                           gboolean samples_only,
                           guint n_lines,
                           GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && format != NULL && n_lines > 0, NULL);

  const FlFormatType *type = fl_formats_find (format, error);
  g_autoptr (FlFrameRows) rows =
    type != NULL ? fl_frame_rows_new (self, samples_only, error) : NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  if (rows == NULL)
    return NULL;
  Beginning beginning = {.table = fl_frame_rows_get_table (rows), .n_left = N_ROWS};
  FlFrameTable table = *beginning.table;
  table.next = next_row;
  table.data = &beginning;
  if (!type->write (&table, stream, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return NULL;
  g_autoptr (GBytes) bytes =
    g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return dup_lines (bytes, n_lines);
}
