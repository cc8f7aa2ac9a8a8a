/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements: made once, bound every time. Text never becomes SQL. */
#include "store/fl-store-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>

static gboolean
is_no_room (int fault)
{
  return fault == ENOSPC || fault == EDQUOT || fault == EFBIG;
}

/* SQLite takes a used-up quota or a limit of file sizes for a fault of the disk. What the system
 * said is known to the file that was written, which is mostly the log. */
static int
find_cause (FlStore *self, int code)
{
  sqlite3_file *file = NULL;
  int fault = 0;

  if ((code & 0xff) != SQLITE_IOERR || self->db == NULL)
    return code & 0xff;
  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) == SQLITE_OK &&
      file != NULL && file->pMethods != NULL)
    (void) file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &fault);
  return is_no_room (fault) || is_no_room (sqlite3_system_errno (self->db)) ? SQLITE_FULL
                                                                            : SQLITE_IOERR;
}

void
fl_store_set_error (FlStore *self, int code, GError **error)
{
  /* The connection may have forgotten by now what went wrong, and say “not an error”. */
  const gboolean knows_better = self->db != NULL && sqlite3_errcode (self->db) == (code & 0xff);
  const char *reason = knows_better ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);

  switch (find_cause (self, code)) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_BUSY,
                 _ ("“%s” is busy for the moment, try again"), self->path);
    break;
  case SQLITE_FULL:
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_FULL,
                 _ ("Cannot write to “%s”: the disk is full; free some space, nothing is lost"),
                 self->path);
    break;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_READ_ONLY,
                 _ ("Cannot write to “%s”: it is read-only"), self->path);
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_CORRUPT,
                 _ ("“%s” is damaged (%s); restore a copy from its backups folder"), self->path,
                 reason);
    break;
  case SQLITE_CONSTRAINT:
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS, _ ("“%s” refuses this (%s)"),
                 self->path, reason);
    break;
  default:
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, _ ("Cannot use “%s” (%s)"), self->path,
                 reason);
  }
}

static sqlite3_stmt *
prepare (FlStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL) {
    sqlite3_reset (statement);
    sqlite3_clear_bindings (statement);
    return statement;
  }
  int code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK) {
    fl_store_set_error (self, code, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

static void
bind (sqlite3_stmt *statement, const char *types, va_list args)
{
  for (int i = 0; types[i] != '\0'; i++) {
    int at = i + 1;
    switch (types[i]) {
    case 'i':
      sqlite3_bind_int64 (statement, at, va_arg (args, gint64));
      break;
    case 's':
      sqlite3_bind_text (statement, at, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
      break;
    case 'd':
      sqlite3_bind_double (statement, at, va_arg (args, double));
      break;
    case 'b': {
      gsize size;
      const void *data = g_bytes_get_data (va_arg (args, GBytes *), &size);
      sqlite3_bind_blob64 (statement, at, data != NULL ? data : "", size, SQLITE_TRANSIENT);
      break;
    }
    case 'n': {
      gboolean has = va_arg (args, gboolean);
      gint64 value = va_arg (args, gint64);
      if (has)
        sqlite3_bind_int64 (statement, at, value);
      break;
    }
    default:
      g_assert_not_reached ();
    }
  }
}

sqlite3_stmt *
fl_store_query (FlStore *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list args;

  if (statement == NULL)
    return NULL;
  va_start (args, types);
  bind (statement, types, args);
  va_end (args);
  return statement;
}

gboolean
fl_store_step (FlStore *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    fl_store_set_error (self, code, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
fl_store_run (FlStore *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list args;

  if (statement == NULL)
    return FALSE;
  va_start (args, types);
  bind (statement, types, args);
  va_end (args);
  int code = sqlite3_step (statement);
  sqlite3_reset (statement);
  if (code == SQLITE_DONE || code == SQLITE_ROW)
    return TRUE;
  fl_store_set_error (self, code, error);
  return FALSE;
}

gint64
fl_store_get_number (FlStore *self, gint64 otherwise, const char *sql)
{
  sqlite3_stmt *statement = fl_store_query (self, NULL, sql, "");
  gint64 value = otherwise;

  if (statement == NULL)
    return otherwise;
  if (fl_store_step (self, statement, NULL) && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return value;
}

char *
fl_store_column_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}
