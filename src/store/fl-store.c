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

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf facts;

  return g_stat (log, &facts) == 0 && facts.st_size > 0;
}

/* Opens the file so that nothing is written, neither into it nor beside it. Through SQLite, which
 * knows that closing a descriptor drops the locks of another connection of this process. */
static int
open_untouched (FlStore *self)
{
  g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  return sqlite3_open_v2 (uri, &self->db,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
}

/* The number that a pragma gives. */
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

static gboolean
refuse (const char *path, FlStoreError code, const char *why, GError **error)
{
  g_set_error (error, FL_STORE_ERROR, code, "“%s” %s", path, why);
  return FALSE;
}

static gboolean
check_version (const char *path, gint64 version, FlStoreMode mode, GError **error)
{
  if (version > fl_schema_get_version ())
    return refuse (path, FL_STORE_ERROR_NEWER,
                   "was made by a newer Frameline; update Frameline to open it", error);
  if (version < fl_schema_get_version () && mode == FL_STORE_READ)
    return refuse (path, FL_STORE_ERROR_NEWER,
                   "was made by an older Frameline; open it for labelling once, which brings it "
                   "up to date",
                   error);
  return TRUE;
}

/* Whether the file is one of ours, from its first page. */
static gboolean
check_kind (FlStore *probe, FlStoreMode mode, GError **error)
{
  gint64 n_pages = 0;
  gint64 kind = 0;
  gint64 version = 0;
  int code = read_number (probe->db, "PRAGMA page_count", &n_pages);

  if (code == SQLITE_OK)
    code = read_number (probe->db, "PRAGMA application_id", &kind);
  if (code == SQLITE_OK)
    code = read_number (probe->db, "PRAGMA user_version", &version);
  if (code == SQLITE_NOTADB || (code == SQLITE_OK && n_pages == 0))
    return refuse (probe->path, FL_STORE_ERROR_FOREIGN,
                   "is not a Frameline project; it was not touched", error);
  if (code != SQLITE_OK) {
    fl_store_set_error (probe, code, error);
    return FALSE;
  }
  if (kind != FL_SCHEMA_APPLICATION_ID)
    return refuse (probe->path, FL_STORE_ERROR_FOREIGN,
                   "is a database of another program; it was not touched", error);
  return check_version (probe->path, version, mode, error);
}

static gboolean
check_pages (FlStore *self, GError **error)
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

/* Refuses what is not a whole project of this or an older version, and leaves no trace. Where there
 * is a log, the pages are looked at once it is open. */
static gboolean
check_file (const char *path, FlStoreMode mode, GError **error)
{
  g_autoptr (FlStore) probe = store_alloc (path, FL_STORE_READ);
  GStatBuf facts;
  int fault = g_stat (path, &facts) != 0   ? errno
              : S_ISDIR (facts.st_mode)    ? EISDIR
              : g_access (path, R_OK) != 0 ? errno
                                           : 0;

  if (fault != 0) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, "Cannot open “%s”: %s", path,
                 g_strerror (fault));
    return FALSE;
  }
  int code = open_untouched (probe);
  if (code != SQLITE_OK) {
    fl_store_set_error (probe, code, error);
    return FALSE;
  }
  return check_kind (probe, mode, error) &&
         (facts.st_size > QUICK_CHECK_MAX_BYTES || has_log (path) || check_pages (probe, error));
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
  /* This connection never moves the log into the file: that may take long. */
  return is_log && exec (self, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0", error);
}

static gboolean
connect (FlStore *self, GError **error)
{
  int code =
    sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK) {
    fl_store_set_error (self, code, error);
    return FALSE;
  }
  sqlite3_busy_timeout (self->db, self->is_second ? BUSY_SECOND_MS : BUSY_MS);
  sqlite3_extended_result_codes (self->db, 1);
  return exec (self, "PRAGMA foreign_keys = ON", error);
}

/* A reader takes the log and its index away when it is the last one to close, like any other
 * connection, which takes a file that may be written; otherwise it changes nothing. */
static gboolean
connect_to_read (FlStore *self, GError **error)
{
  gint64 version;

  if (!connect (self, error) || !exec (self, "PRAGMA query_only = ON", error))
    return FALSE;
  int code = read_number (self->db, "PRAGMA user_version", &version);
  /* Nothing can be made beside it, where nobody can be writing either. */
  gboolean is_locked_away = (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
  if (is_locked_away && !has_log (self->path)) {
    g_clear_pointer (&self->db, sqlite3_close);
    code = open_untouched (self);
    if (code == SQLITE_OK)
      code = read_number (self->db, "PRAGMA user_version", &version);
  }
  if (code == SQLITE_OK)
    return check_version (self->path, version, FL_STORE_READ, error);
  fl_store_set_error (self, code, error);
  return FALSE;
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

/* An empty file, if there is none of that name. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

  if (fd >= 0) {
    close (fd);
    return TRUE;
  }
  if (errno == EEXIST)
    return refuse (path, FL_STORE_ERROR_EXISTS, "exists already; choose another name or open it",
                   error);
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, "Cannot make “%s”: %s", path,
               g_strerror (errno));
  return FALSE;
}

static void
remove_files (const char *path)
{
  static const char *const suffixes[] = {"", "-journal", "-wal", "-shm"};

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *each = g_strconcat (path, suffixes[i], NULL);
    g_unlink (each);
  }
}

FlStore *
fl_store_create (const char *path, const FlProjectFacts *facts, GError **error)
{
  g_return_val_if_fail (path != NULL && facts != NULL, NULL);

  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    refuse (path, FL_STORE_ERROR_EXISTS, "exists already; choose another name or open it", error);
    return NULL;
  }
  self->lock_fd = fl_project_lock_take (path, error);
  if (self->lock_fd < 0 || !make_file (path, error))
    return NULL;
  /* All or nothing stands in the file itself before there is a log. */
  if (connect (self, error) && fill_new (self, facts, error) && enter_log_mode (self, error))
    return g_steal_pointer (&self);
  remove_files (path);
  return NULL;
}

static gboolean
upgrade (FlStore *self, gint64 from, GError **error)
{
  if (from == fl_schema_get_version ())
    return TRUE;
  g_autofree char *reason = g_strdup_printf ("before-upgrade-from-%" G_GINT64_FORMAT, from);
  if (!fl_store_backup_dated (self, reason, error) || !fl_store_begin (self, error))
    return FALSE;
  int code = fl_schema_upgrade (self->db, (int) from);
  if (code == SQLITE_OK)
    return fl_store_commit (self, error);
  fl_store_set_error (self, code, error);
  fl_store_rollback (self);
  return FALSE;
}

/* What the log says counts: an upgrade may not be in the file yet. */
static gboolean
connect_to_write (FlStore *self, GError **error)
{
  gint64 version = 0;

  if (!connect (self, error))
    return FALSE;
  int code = read_number (self->db, "PRAGMA user_version", &version);
  if (code != SQLITE_OK) {
    fl_store_set_error (self, code, error);
    return FALSE;
  }
  if (check_version (self->path, version, FL_STORE_WRITE, error) &&
      (!has_log (self->path) || check_pages (self, error)))
    return enter_log_mode (self, error) && upgrade (self, version, error);
  /* What is refused is left as it is, with its log. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return FALSE;
}

FlStore *
fl_store_open (const char *path, FlStoreMode mode, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (FlStore) self = store_alloc (path, mode);
  if (!check_file (path, mode, error))
    return NULL;
  if (mode == FL_STORE_READ)
    return connect_to_read (self, error) ? g_steal_pointer (&self) : NULL;
  if (g_access (path, W_OK) != 0) {
    fl_store_set_error (self, SQLITE_READONLY, error);
    return NULL;
  }
  self->lock_fd = fl_project_lock_take (path, error);
  if (self->lock_fd < 0 || !connect_to_write (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

FlStore *
fl_store_open_second (const char *path, GError **error)
{
  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE);

  self->is_second = TRUE;
  if (!connect (self, error) || !enter_log_mode (self, error))
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
