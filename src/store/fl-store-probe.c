/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a file before it is used as a project. What is refused is left as it was, to the last
 * byte, and nothing is left beside it. */
#include "store/fl-store-probe.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

gboolean
fl_store_has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf facts;

  return g_stat (log, &facts) == 0 && facts.st_size > 0;
}

int
fl_store_open_untouched (FlStore *self)
{
  g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  return sqlite3_open_v2 (uri, &self->db,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
}

gboolean
fl_store_refuse (const char *path, FlStoreError code, const char *why, GError **error)
{
  /* Translators: the name of a file, and what is wrong with it, such as “is not a Frameline project”. */
  g_set_error (error, FL_STORE_ERROR, code, _ ("“%s” %s"), path, why);
  return FALSE;
}

static int
read_number (sqlite3 *db, const char *sql, gint64 *out)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *out = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW ? SQLITE_OK : code;
}

int
fl_store_read_header (FlStore *self, FlStoreHeader *out)
{
  int code = read_number (self->db, "PRAGMA page_count", &out->n_pages);

  if (code == SQLITE_OK)
    code = read_number (self->db, "PRAGMA application_id", &out->kind);
  if (code == SQLITE_OK)
    code = read_number (self->db, "PRAGMA user_version", &out->version);
  return code;
}

static gboolean
check_version (const FlStore *self, gint64 version, GError **error)
{
  const int ours = self->schema->n_steps;

  if (version < 1)
    return fl_store_refuse (self->path, FL_STORE_ERROR_CORRUPT,
                            _ ("is damaged (no Frameline wrote its version number); restore a copy "
                               "from its backups folder"),
                            error);
  if (version > ours)
    return fl_store_refuse (self->path, FL_STORE_ERROR_NEWER,
                            _ ("was made by a newer Frameline; update Frameline to open it"),
                            error);
  if (version < ours && self->mode == FL_STORE_READ)
    return fl_store_refuse (
      self->path, FL_STORE_ERROR_NEWER,
      _ ("was made by an older Frameline; open it in the window or run “framelinectl "
         "ingest” on it, which brings it up to date"),
      error);
  return TRUE;
}

gboolean
fl_store_check_header (FlStore *self, int code, const FlStoreHeader *header, GError **error)
{
  if (code == SQLITE_NOTADB || (code == SQLITE_OK && header->n_pages == 0))
    return fl_store_refuse (self->path, FL_STORE_ERROR_FOREIGN,
                            _ ("is not a Frameline project; it was not touched"), error);
  if (code != SQLITE_OK) {
    fl_store_set_error (self, code, error);
    return FALSE;
  }
  if (header->kind != FL_SCHEMA_APPLICATION_ID)
    return fl_store_refuse (self->path, FL_STORE_ERROR_FOREIGN,
                            _ ("is a database of another program; it was not touched"), error);
  return check_version (self, header->version, error);
}

gboolean
fl_store_check_pages (FlStore *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->db, "PRAGMA quick_check (1)", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  gboolean is_whole =
    code == SQLITE_ROW && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_finalize (statement);
  if (!is_whole)
    fl_store_set_error (self, SQLITE_CORRUPT, error);
  return is_whole;
}

static gboolean
check_place (const char *path, GError **error)
{
  GStatBuf facts = {0};
  int fault = g_stat (path, &facts) != 0   ? errno
              : S_ISDIR (facts.st_mode)    ? EISDIR
              : !S_ISREG (facts.st_mode)   ? EINVAL
              : g_access (path, R_OK) != 0 ? errno
                                           : 0;

  if (fault == 0)
    return TRUE;
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, _ ("Cannot open “%s”: %s"), path,
               g_strerror (fault));
  return FALSE;
}

/* Where there is a log, the file alone is not the whole truth: another process may be moving the log
 * into it at this very moment. Then only what is no database at all is refused here. */
gboolean
fl_store_probe (FlStore *self, GError **error)
{
  FlStoreHeader header = {0};

  if (!check_place (self->path, error))
    return FALSE;
  const gboolean has_log = fl_store_has_log (self->path);
  int code = fl_store_open_untouched (self);
  if (code == SQLITE_OK)
    code = fl_store_read_header (self, &header);
  if ((code & 0xff) == SQLITE_CORRUPT && has_log)
    return TRUE;
  return fl_store_check_header (self, code, &header, error) &&
         (has_log || header.n_pages > FL_STORE_QUICK_CHECK_PAGES ||
          fl_store_check_pages (self, error));
}
