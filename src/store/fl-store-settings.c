/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small facts of a project: settings, people, frozen scalings. */
#include "store/fl-store-settings.h"

#include "store/fl-store-private.h"

#include <string.h>

char *
fl_store_dup_setting (FlStore *self, const char *key)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL, "SELECT value FROM setting WHERE key = ?", "s", key);
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return NULL;
  char *value = fl_store_column_text (statement, 0);
  sqlite3_reset (statement);
  return value;
}

gboolean
fl_store_set_setting (FlStore *self, const char *key, const char *value, GError **error)
{
  return fl_store_run (self, error,
                       "INSERT INTO setting VALUES (?, ?)"
                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                       "ss", key, value);
}

/* The first column of the first row. */
static GBytes *
read_blob (FlStore *self, sqlite3_stmt *statement)
{
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return NULL;
  GBytes *content =
    g_bytes_new (sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0));
  sqlite3_reset (statement);
  return content;
}

gint64
fl_store_ensure_annotator (FlStore *self, const char *name, GError **error)
{
  static const char *const find = "SELECT id FROM annotator WHERE name = ?";
  sqlite3_stmt *statement = fl_store_query (self, error, find, "s", name);

  if (statement == NULL)
    return 0;
  if (fl_store_step (self, statement, error)) {
    gint64 id = sqlite3_column_int64 (statement, 0);
    sqlite3_reset (statement);
    return id;
  }
  g_autofree char *uuid = g_uuid_string_random ();
  if (!fl_store_run (self, error, "INSERT INTO annotator (uuid, name) VALUES (?, ?)", "ss", uuid,
                     name))
    return 0;
  return sqlite3_last_insert_rowid (self->db);
}

guint
fl_store_count_annotators (FlStore *self)
{
  sqlite3_stmt *statement = fl_store_query (self, NULL, "SELECT count (*) FROM annotator", "");
  guint n = 0;

  if (statement != NULL && fl_store_step (self, statement, NULL)) {
    n = (guint) sqlite3_column_int64 (statement, 0);
    sqlite3_reset (statement);
  }
  return n;
}

char *
fl_store_dup_annotator_name (FlStore *self, gint64 id)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL, "SELECT name FROM annotator WHERE id = ?", "i", id);
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return g_strdup ("");
  char *name = fl_store_column_text (statement, 0);
  sqlite3_reset (statement);
  return name;
}

gint64
fl_store_add_scaling (FlStore *self,
                      const char *extractors,
                      gint64 n_samples,
                      GBytes *content,
                      GError **error)
{
  if (!fl_store_run (self, error,
                     "INSERT INTO scaling (extractors, n_samples, created_us, content)"
                     " VALUES (?, ?, ?, ?)",
                     "siib", extractors, n_samples, g_get_real_time (), content))
    return 0;
  return sqlite3_last_insert_rowid (self->db);
}

GBytes *
fl_store_dup_scaling (FlStore *self,
                      const char *extractors,
                      gint64 *out_version,
                      gint64 *out_n_samples)
{
  sqlite3_stmt *statement =
    fl_store_query (self, NULL,
                    "SELECT version, n_samples, content FROM scaling WHERE extractors = ?"
                    " ORDER BY version DESC LIMIT 1",
                    "s", extractors);
  if (statement == NULL || !fl_store_step (self, statement, NULL))
    return NULL;
  if (out_version != NULL)
    *out_version = sqlite3_column_int64 (statement, 0);
  *out_n_samples = sqlite3_column_int64 (statement, 1);
  GBytes *content =
    g_bytes_new (sqlite3_column_blob (statement, 2), (gsize) sqlite3_column_bytes (statement, 2));
  sqlite3_reset (statement);
  return content;
}

GBytes *
fl_store_dup_scaling_version (FlStore *self, gint64 version)
{
  return read_blob (self,
                    fl_store_query (self, NULL, "SELECT content FROM scaling WHERE version = ?",
                                    "i", version));
}

gboolean
fl_store_keep_extractor_state (FlStore *self, const char *id, GBytes *content, GError **error)
{
  return fl_store_run (self, error,
                       "INSERT OR REPLACE INTO extractor_state (id, content) VALUES (?, ?)", "sb",
                       id, content);
}

GBytes *
fl_store_dup_extractor_state (FlStore *self, const char *id)
{
  return read_blob (self,
                    fl_store_query (self, NULL, "SELECT content FROM extractor_state WHERE id = ?",
                                    "s", id));
}
