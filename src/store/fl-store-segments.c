/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of streams. */
#include "store/fl-store-segments.h"

#include "store/fl-store-private.h"

FlSegmentRow *
fl_segment_row_copy (const FlSegmentRow *row)
{
  FlSegmentRow *copy = g_memdup2 (row, sizeof *row);

  copy->path = g_strdup (row->path);
  copy->fingerprint = g_strdup (row->fingerprint);
  return copy;
}

void
fl_segment_row_free (FlSegmentRow *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->fingerprint);
  g_free (self);
}

GPtrArray *
fl_segment_rows_copy (const GPtrArray *rows)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_segment_row_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (copies, fl_segment_row_copy (rows->pdata[i]));
  return copies;
}

gboolean
fl_store_put_segment (FlStore *self, gint64 stream, const FlSegmentRow *row, GError **error)
{
  g_autofree char *relative = fl_store_dup_relative_path (self, row->path);

  return fl_store_run (self, error,
                       "INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "iissisinini", stream, row->ordinal, row->path, relative, row->size_bytes,
                       row->fingerprint, row->first_frame, row->n_frames >= 0, row->n_frames,
                       row->pts_offset, row->clock_start_us >= 0, row->clock_start_us,
                       (gint64) row->is_follower);
}

static gint64
read_number (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) != SQLITE_NULL
           ? sqlite3_column_int64 (statement, column)
           : -1;
}

static FlSegmentRow *
read_segment (FlStore *self, sqlite3_stmt *statement)
{
  FlSegmentRow *row = g_new0 (FlSegmentRow, 1);

  row->ordinal = sqlite3_column_int64 (statement, 0);
  row->path = fl_store_column_path (self, statement, 1, 2);
  row->size_bytes = sqlite3_column_int64 (statement, 3);
  row->fingerprint = fl_store_column_text (statement, 4);
  row->first_frame = sqlite3_column_int64 (statement, 5);
  row->n_frames = read_number (statement, 6);
  row->pts_offset = sqlite3_column_int64 (statement, 7);
  row->clock_start_us = read_number (statement, 8);
  row->is_follower = sqlite3_column_int (statement, 9) != 0;
  return row;
}

GPtrArray *
fl_store_list_segments (FlStore *self, gint64 stream, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT ordinal, path, relative_path, size_bytes, fingerprint, first_index, n_frames,"
    " pts_offset, clock_start_us, is_follower FROM segment WHERE stream = ? ORDER BY ordinal",
    "i", stream);
  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fl_segment_row_free);
  GError *problem = NULL;
  while (fl_store_step (self, statement, &problem))
    g_ptr_array_add (rows, read_segment (self, statement));
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

gboolean
fl_store_set_stream_size (FlStore *self,
                          gint64 id,
                          gint64 width_px,
                          gint64 height_px,
                          GError **error)
{
  return fl_store_run (self, error, "UPDATE stream SET width_px = ?, height_px = ? WHERE id = ?",
                       "iii", width_px, height_px, id);
}
