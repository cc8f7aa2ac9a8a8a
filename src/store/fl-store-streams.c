/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams and their segments; a file is one segment. */
#include "store/fl-store-streams.h"

#include <glib/gi18n.h>

#include "store/fl-store-actions-private.h"
#include "store/fl-store-segments.h"

/* Of streams that were not removed. */
#define SQL_SHOWN_PATH                                                                             \
  "SELECT 1 FROM segment g JOIN stream s ON s.id = g.stream WHERE g.path = ? AND s.is_hidden = 0"
#define SQL_SHOWN_ADDRESS "SELECT 1 FROM stream WHERE address = ? AND is_hidden = 0"

FlStreamRow *
fl_stream_row_copy (const FlStreamRow *row)
{
  FlStreamRow *copy = g_memdup2 (row, sizeof *row);

  copy->uuid = g_strdup (row->uuid);
  copy->name = g_strdup (row->name);
  copy->kind = g_strdup (row->kind);
  copy->sampling = g_strdup (row->sampling);
  copy->path = g_strdup (row->path);
  copy->fingerprint = g_strdup (row->fingerprint);
  copy->index_doubt = g_strdup (row->index_doubt);
  copy->address = g_strdup (row->address);
  return copy;
}

void
fl_stream_row_free (FlStreamRow *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->sampling);
  g_free (self->path);
  g_free (self->fingerprint);
  g_free (self->index_doubt);
  g_free (self->address);
  g_free (self);
}

gboolean
fl_store_has_row (FlStore *self, const char *sql, const char *text)
{
  sqlite3_stmt *statement = fl_store_query (self, NULL, sql, "s", text);
  gboolean has = statement != NULL && fl_store_step (self, statement, NULL);

  if (statement != NULL)
    sqlite3_reset (statement);
  return has;
}

static gboolean
is_name_taken (FlStore *self, const char *name)
{
  return fl_store_has_row (self, "SELECT 1 FROM stream WHERE name = ?", name);
}

/* @name, with a number when it is taken. */
static char *
number_name (FlStore *self, const char *name)
{
  if (!is_name_taken (self, name))
    return g_strdup (name);
  for (guint i = 2;; i++) {
    g_autofree char *numbered = g_strdup_printf ("%s (%u)", name, i);
    if (!is_name_taken (self, numbered))
      return g_steal_pointer (&numbered);
  }
}

static char *
choose_name (FlStore *self, const char *path)
{
  g_autofree char *raw_base = g_path_get_basename (path);
  g_autofree char *folder_path = g_path_get_dirname (path);
  g_autofree char *raw_folder = g_path_get_basename (folder_path);
  g_autofree char *base = g_utf8_make_valid (raw_base, -1);
  g_autofree char *folder = g_utf8_make_valid (raw_folder, -1);

  if (!is_name_taken (self, base))
    return g_steal_pointer (&base);
  g_autofree char *longer = g_strconcat (folder, "/", base, NULL);
  return number_name (self, longer);
}

char *
fl_store_dup_relative_path (FlStore *self, const char *path)
{
  g_autoptr (GFile) project = g_file_new_for_path (self->path);
  g_autoptr (GFile) folder = g_file_get_parent (project);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return folder != NULL ? g_file_get_relative_path (folder, file) : NULL;
}

static gint64
insert_stream (FlStore *self, const FlStreamRow *row, gint64 annotator, GError **error)
{
  g_autofree char *uuid = row->uuid != NULL ? g_strdup (row->uuid) : g_uuid_string_random ();
  g_autofree char *name =
    row->name != NULL ? number_name (self, row->name) : choose_name (self, row->path);

  if (!fl_store_run (self, error,
                     "INSERT INTO stream (uuid, name, kind, sampling, time_base_num,"
                     " time_base_den, width_px, height_px, index_doubt, address)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "ssssiiiiss", uuid, name, row->kind, row->sampling, row->time_base_num,
                     row->time_base_den, row->width_px, row->height_px, row->index_doubt,
                     row->address))
    return 0;
  gint64 id = sqlite3_last_insert_rowid (self->db);
  const FlNewAction action = {.annotator = annotator, .verb = "stream-add", .payload = name};
  const FlSegmentRow segment = {.path = row->path,
                                .size_bytes = row->size_bytes,
                                .fingerprint = row->fingerprint,
                                .n_frames = row->n_frames,
                                .clock_start_us = row->clock_start_us};
  if ((row->address != NULL || fl_store_put_segment (self, id, &segment, error)) &&
      fl_store_append (self, &action, NULL, error))
    return id;
  return 0;
}

gboolean
fl_store_is_shown (FlStore *self, const FlStreamRow *row)
{
  return row->address != NULL ? fl_store_has_row (self, SQL_SHOWN_ADDRESS, row->address)
                              : fl_store_has_row (self, SQL_SHOWN_PATH, row->path);
}

gint64
fl_store_add_stream (FlStore *self, const FlStreamRow *row, gint64 annotator, GError **error)
{
  if (fl_store_is_shown (self, row)) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS, _ ("“%s” is in the project already"),
                 row->address != NULL ? row->name : row->path);
    return 0;
  }
  if (!fl_store_begin (self, error))
    return 0;
  gint64 id = insert_stream (self, row, annotator, error);
  if (id == 0) {
    fl_store_rollback (self);
    return 0;
  }
  return fl_store_commit (self, error) ? id : 0;
}

char *
fl_store_column_path (FlStore *self, sqlite3_stmt *statement, int path_column, int relative_column)
{
  g_autofree char *path = fl_store_column_text (statement, path_column);
  g_autofree char *relative = fl_store_column_text (statement, relative_column);

  if (g_file_test (path, G_FILE_TEST_EXISTS) || relative[0] == '\0')
    return g_steal_pointer (&path);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *moved = g_build_filename (folder, relative, NULL);
  if (g_file_test (moved, G_FILE_TEST_EXISTS))
    return g_canonicalize_filename (moved, NULL);
  return g_steal_pointer (&path);
}

static FlStreamRow *
read_stream (FlStore *self, sqlite3_stmt *statement)
{
  FlStreamRow *row = g_new0 (FlStreamRow, 1);

  row->id = sqlite3_column_int64 (statement, 0);
  row->uuid = fl_store_column_text (statement, 1);
  row->name = fl_store_column_text (statement, 2);
  row->kind = fl_store_column_text (statement, 3);
  row->sampling = fl_store_column_text (statement, 4);
  row->time_base_num = sqlite3_column_int64 (statement, 5);
  row->time_base_den = sqlite3_column_int64 (statement, 6);
  row->width_px = sqlite3_column_int64 (statement, 7);
  row->height_px = sqlite3_column_int64 (statement, 8);
  if (sqlite3_column_type (statement, 9) != SQLITE_NULL)
    row->index_doubt = fl_store_column_text (statement, 9);
  row->path = fl_store_column_path (self, statement, 10, 11);
  row->size_bytes = sqlite3_column_int64 (statement, 12);
  row->fingerprint = fl_store_column_text (statement, 13);
  row->n_frames =
    sqlite3_column_type (statement, 14) != SQLITE_NULL ? sqlite3_column_int64 (statement, 14) : -1;
  row->clock_start_us =
    sqlite3_column_type (statement, 15) != SQLITE_NULL ? sqlite3_column_int64 (statement, 15) : -1;
  if (sqlite3_column_type (statement, 16) != SQLITE_NULL)
    row->address = fl_store_column_text (statement, 16);
  return row;
}

GPtrArray *
fl_store_list_streams (FlStore *self, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (
    self, error,
    "SELECT s.id, s.uuid, s.name, s.kind, s.sampling, s.time_base_num, s.time_base_den,"
    " s.width_px, s.height_px, s.index_doubt, g.path, g.relative_path, g.size_bytes,"
    " g.fingerprint, g.n_frames, g.clock_start_us, s.address"
    " FROM stream s LEFT JOIN segment g ON g.stream = s.id AND g.ordinal = 0"
    " WHERE s.is_hidden = 0 ORDER BY s.id",
    "");
  if (statement == NULL)
    return NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_stream_row_free);
  GError *problem = NULL;
  while (fl_store_step (self, statement, &problem))
    g_ptr_array_add (rows, read_stream (self, statement));
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return NULL;
  }
  return g_steal_pointer (&rows);
}

gboolean
fl_store_set_stream_frames (FlStore *self,
                            gint64 id,
                            gint64 n_frames,
                            const char *doubt,
                            GError **error)
{
  return fl_store_run (self, error,
                       "UPDATE segment SET n_frames = ? WHERE stream = ? AND ordinal = 0", "ii",
                       n_frames, id) &&
         fl_store_run (self, error, "UPDATE stream SET index_doubt = ? WHERE id = ?", "si", doubt,
                       id);
}

gboolean
fl_store_put_path (FlStore *self, gint64 id, const char *path, GError **error)
{
  g_autofree char *relative = fl_store_dup_relative_path (self, path);

  return fl_store_run (self, error,
                       "UPDATE segment SET path = ?, relative_path = ?"
                       " WHERE stream = ? AND ordinal = 0",
                       "ssi", path, relative, id);
}

gboolean
fl_store_move_stream (FlStore *self, gint64 id, const char *path, GError **error)
{
  if (fl_store_has_row (self, SQL_SHOWN_PATH, path)) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS, _ ("“%s” is in the project already"),
                 path);
    return FALSE;
  }
  return fl_store_put_path (self, id, path, error);
}
