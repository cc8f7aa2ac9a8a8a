/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a stream is hidden is the newest of the actions that removed it or brought it back. */
#include "store/fl-store-hidden.h"

#include "store/fl-store-actions-private.h"

gboolean
fl_store_fold_hidden (FlStore *self, gint64 stream, GError **error)
{
  return fl_store_run (
    self, error,
    "UPDATE stream SET is_hidden = coalesce ((SELECT a.verb = 'stream-remove' FROM action a"
    " JOIN replica r ON r.id = a.replica WHERE a.stream = ?1"
    " AND a.verb IN ('stream-remove', 'stream-restore') AND" FL_SQL_EFFECTIVE
    "ORDER BY a.lamport DESC, r.uuid DESC, a.seq DESC LIMIT 1), 0) WHERE id = ?1",
    "i", stream);
}

/* In a transaction. */
static gboolean
append_verb (FlStore *self, gint64 id, const char *verb, gint64 annotator, GError **error)
{
  const FlNewAction action = {.annotator = annotator, .verb = verb, .stream = id};

  return fl_store_append (self, &action, NULL, error) && fl_store_fold_hidden (self, id, error);
}

gboolean
fl_store_hide_stream (FlStore *self, gint64 id, gint64 annotator, GError **error)
{
  if (!fl_store_begin (self, error))
    return FALSE;
  if (append_verb (self, id, "stream-remove", annotator, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

static gint64
find_hidden (FlStore *self, const FlStreamRow *row)
{
  sqlite3_stmt *statement =
    row->address != NULL
      ? fl_store_query (self, NULL, "SELECT id FROM stream WHERE is_hidden = 1 AND address = ?",
                        "s", row->address)
      : fl_store_query (self, NULL,
                        "SELECT s.id FROM stream s JOIN segment g ON g.stream = s.id"
                        " WHERE s.is_hidden = 1 AND s.address IS NULL AND s.kind = ?"
                        " AND g.fingerprint = ? AND g.size_bytes = ?"
                        " ORDER BY g.path = ? DESC, s.id LIMIT 1",
                        "ssis", row->kind, row->fingerprint, row->size_bytes, row->path);
  gint64 id = 0;

  if (statement != NULL && fl_store_step (self, statement, NULL))
    id = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return id;
}

/* In a transaction. */
static gboolean
restore (FlStore *self, gint64 id, const FlStreamRow *row, gint64 annotator, GError **error)
{
  return append_verb (self, id, "stream-restore", annotator, error) &&
         (row->address != NULL || fl_store_put_path (self, id, row->path, error));
}

gboolean
fl_store_restore_stream (FlStore *self,
                         const FlStreamRow *row,
                         gint64 annotator,
                         gint64 *out_id,
                         GError **error)
{
  const gint64 id = fl_store_is_shown (self, row) ? 0 : find_hidden (self, row);

  *out_id = id;
  if (id == 0)
    return TRUE;
  if (!fl_store_begin (self, error))
    return FALSE;
  if (restore (self, id, row, annotator, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

guint
fl_store_count_hidden (FlStore *self)
{
  return (guint) fl_store_get_number (self, 0, "SELECT count (*) FROM stream WHERE is_hidden = 1");
}

gint64
fl_store_get_hidden_bytes (FlStore *self)
{
  return fl_store_get_number (self, 0,
                              "SELECT coalesce (sum (g.size_bytes), 0) FROM segment g"
                              " JOIN stream s ON s.id = g.stream"
                              " WHERE s.address IS NOT NULL AND s.is_hidden = 1");
}

GPtrArray *
fl_store_list_hidden_paths (FlStore *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT g.path, g.relative_path FROM segment g JOIN stream s"
                    " ON s.id = g.stream WHERE s.is_hidden = 1",
                    "");

  while (statement != NULL && fl_store_step (self, statement, NULL))
    g_ptr_array_add (paths, fl_store_column_path (self, statement, 0, 1));
  return paths;
}

gboolean
fl_store_is_hidden_name (FlStore *self, const char *name)
{
  return fl_store_has_row (self, "SELECT 1 FROM stream WHERE is_hidden = 1 AND name = ?", name);
}

char *
fl_store_dup_stream_name (FlStore *self, gint64 id)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL, "SELECT name FROM stream WHERE id = ?", "i", id);
  char *name = NULL;

  if (statement != NULL && fl_store_step (self, statement, NULL))
    name = fl_store_column_text (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return name;
}
