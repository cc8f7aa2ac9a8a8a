/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, making and closing a project file. */
#include "store/fl-store.h"

#include "store/fl-project-lock.h"
#include "store/fl-schema.h"
#include "store/fl-store-backup.h"
#include "store/fl-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A key must not wait longer; the session keeps the answer and tries again (decisions 10). */
#define BUSY_MS        20
#define BUSY_SECOND_MS 5000
/* Looking through a larger file for damage would make people wait. */
#define QUICK_CHECK_MAX_BYTES (64 * 1024 * 1024)

G_DEFINE_QUARK (fl_store_error_quark, fl_store_error)

void
fl_project_facts_free (FlProjectFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  g_free (self->name);
  g_free (self->goal);
  g_free (self);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static FlStore *
store_alloc (const char *path, FlStoreMode mode)
{
  FlStore *self = g_new0 (FlStore, 1);

  self->path = g_strdup (path);
  self->mode = mode;
  self->lock_fd = -1;
  self->statements =
    g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, finalize_statement);
  return self;
}

void
fl_store_close (FlStore *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  if (self->lock_fd >= 0)
    fl_project_lock_release (self->path, self->lock_fd);
  g_free (self->path);
  g_free (self);
}

/* Reads version and kind from the first bytes of the file, so that a file that is not ours is
 * never opened by SQLite, which might write beside it. */
static gboolean
check_header (const char *path, int *out_version, GError **error)
{
  guint8 header[100];
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, "Cannot open “%s”: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  ssize_t n = read (fd, header, sizeof header);
  close (fd);
  if (n != sizeof header || memcmp (header, "SQLite format 3", 16) != 0) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_FOREIGN,
                 "“%s” is not a Frameline project; it was not touched", path);
    return FALSE;
  }
  guint32 kind, version;
  memcpy (&kind, header + 68, sizeof kind);
  memcpy (&version, header + 60, sizeof version);
  if (GUINT32_FROM_BE (kind) != FL_SCHEMA_APPLICATION_ID) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_FOREIGN,
                 "“%s” is a database of another program; it was not touched", path);
    return FALSE;
  }
  *out_version = (int) GUINT32_FROM_BE (version);
  if (*out_version > fl_schema_get_version ()) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_NEWER,
                 "“%s” was made by a newer Frameline; update Frameline to open it", path);
    return FALSE;
  }
  return TRUE;
}

/* Looks for damage without leaving a trace: an immutable connection makes no files. Only where
 * there is no log, which would hold newer pages. */
static gboolean
check_damage (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf facts;
  if (g_stat (path, &facts) != 0 || facts.st_size > QUICK_CHECK_MAX_BYTES ||
      g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);
  g_autoptr (FlStore) probe = store_alloc (path, FL_STORE_READ);
  int code = sqlite3_open_v2 (uri, &probe->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
  sqlite3_stmt *statement = NULL;
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (probe->db, "PRAGMA quick_check (1)", -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  gboolean is_whole =
    code == SQLITE_ROW && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_finalize (statement);
  if (!is_whole)
    fl_store_set_error (probe, SQLITE_CORRUPT, error);
  return is_whole;
}

static gboolean
exec (FlStore *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    fl_store_set_error (self, code, error);
  return code == SQLITE_OK;
}

/* The log keeps readers and the writer out of each other's way; network places cannot do it. */
static gboolean
enter_log_mode (FlStore *self, GError **error)
{
  sqlite3_stmt *statement = fl_store_query (self, error, "PRAGMA journal_mode = WAL", "");
  if (statement == NULL)
    return FALSE;
  gboolean is_log = fl_store_step (self, statement, error) &&
                    g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "wal") == 0;
  sqlite3_reset (statement);
  if (!is_log && error != NULL && *error == NULL)
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN,
                 "Cannot keep “%s” here: this place (perhaps on a network) does not support it; "
                 "use a folder on this computer",
                 self->path);
  return is_log;
}

static gboolean
connect (FlStore *self, gboolean is_new, GError **error)
{
  int flags = self->mode == FL_STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  int code =
    sqlite3_open_v2 (self->path, &self->db,
                     flags | (is_new ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK) {
    fl_store_set_error (self, code, error);
    return FALSE;
  }
  sqlite3_busy_timeout (self->db, self->is_second ? BUSY_SECOND_MS : BUSY_MS);
  sqlite3_extended_result_codes (self->db, 1);
  if (!exec (self, "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL", error))
    return FALSE;
  /* Readers find the log mode as it is. Connection A never moves the log: that may take long. */
  return self->mode == FL_STORE_READ ||
         (enter_log_mode (self, error) && exec (self, "PRAGMA wal_autocheckpoint = 0", error));
}

static gboolean
fill_new (FlStore *self, const FlProjectFacts *facts, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *replica = g_uuid_string_random ();

  if (!fl_store_begin (self, error))
    return FALSE;
  int code = fl_schema_upgrade (self->db, 0);
  if (code != SQLITE_OK)
    fl_store_set_error (self, code, error);
  gboolean is_done =
    code == SQLITE_OK &&
    fl_store_run (self, error, "INSERT INTO project VALUES (1, ?, ?, ?, ?, ?)", "ssiis", uuid,
                  facts->name, g_get_real_time (), (gint64) facts->is_multi_label, facts->goal) &&
    fl_store_run (self, error, "INSERT INTO replica VALUES (1, ?)", "s", replica);
  if (!is_done) {
    fl_store_rollback (self);
    return FALSE;
  }
  return fl_store_commit (self, error);
}

FlStore *
fl_store_create (const char *path, const FlProjectFacts *facts, GError **error)
{
  g_return_val_if_fail (path != NULL && facts != NULL, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_EXISTS,
                 "“%s” exists already; choose another name or open it", path);
    return NULL;
  }
  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE);
  self->lock_fd = fl_project_lock_take (path, error);
  if (self->lock_fd < 0)
    return NULL;
  if (connect (self, TRUE, error) && fill_new (self, facts, error)) {
    fl_store_checkpoint (self);
    return g_steal_pointer (&self);
  }
  static const char *const leftovers[] = {"", "-wal", "-shm"};
  for (gsize i = 0; i < G_N_ELEMENTS (leftovers); i++) {
    g_autofree char *leftover = g_strconcat (path, leftovers[i], NULL);
    g_unlink (leftover);
  }
  return NULL;
}

static gboolean
upgrade (FlStore *self, int from, GError **error)
{
  if (from == fl_schema_get_version ())
    return TRUE;
  if (!fl_store_backup_dated (self, "before-upgrade", error) || !fl_store_begin (self, error))
    return FALSE;
  int code = fl_schema_upgrade (self->db, from);
  if (code == SQLITE_OK)
    return fl_store_commit (self, error);
  fl_store_set_error (self, code, error);
  fl_store_rollback (self);
  return FALSE;
}

FlStore *
fl_store_open (const char *path, FlStoreMode mode, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  int version;
  if (!check_header (path, &version, error))
    return NULL;
  g_autoptr (FlStore) self = store_alloc (path, mode);
  if (mode == FL_STORE_WRITE) {
    if (g_access (path, W_OK) != 0) {
      fl_store_set_error (self, SQLITE_READONLY, error);
      return NULL;
    }
    self->lock_fd = fl_project_lock_take (path, error);
    if (self->lock_fd < 0)
      return NULL;
  }
  if (!check_damage (path, error) || !connect (self, FALSE, error))
    return NULL;
  if (mode == FL_STORE_WRITE && !upgrade (self, version, error))
    return NULL;
  return g_steal_pointer (&self);
}

FlStore *
fl_store_open_second (const char *path, GError **error)
{
  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE);

  self->is_second = TRUE;
  if (!connect (self, FALSE, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
fl_store_get_path (FlStore *self)
{
  return self->path;
}

FlProjectFacts *
fl_store_get_facts (FlStore *self, GError **error)
{
  sqlite3_stmt *statement =
    fl_store_query (self, error, "SELECT uuid, name, created_us, is_multi_label, goal FROM project",
                    "");
  if (statement == NULL || !fl_store_step (self, statement, error))
    return NULL;
  FlProjectFacts *facts = g_new0 (FlProjectFacts, 1);
  facts->uuid = fl_store_column_text (statement, 0);
  facts->name = fl_store_column_text (statement, 1);
  facts->created_us = sqlite3_column_int64 (statement, 2);
  facts->is_multi_label = sqlite3_column_int (statement, 3) != 0;
  facts->goal = fl_store_column_text (statement, 4);
  sqlite3_reset (statement);
  return facts;
}

void
fl_store_set_pts_lookup (FlStore *self, FlPtsLookup lookup, gpointer data)
{
  self->pts_lookup = lookup;
  self->pts_data = data;
}

gboolean
fl_store_begin (FlStore *self, GError **error)
{
  return fl_store_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
fl_store_commit (FlStore *self, GError **error)
{
  if (fl_store_run (self, error, "COMMIT", ""))
    return TRUE;
  fl_store_rollback (self);
  return FALSE;
}

void
fl_store_rollback (FlStore *self)
{
  /* SQLite may have rolled back by itself, when the disk is full for example. */
  if (sqlite3_get_autocommit (self->db) == 0)
    (void) fl_store_run (self, NULL, "ROLLBACK", "");
}

gboolean
fl_store_sync_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  int fd = open (log, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return FALSE;
  gboolean is_done = fdatasync (fd) == 0;
  close (fd);
  return is_done;
}

void
fl_store_checkpoint (FlStore *self)
{
  /* What cannot be moved now is moved next time. */
  (void) sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}
