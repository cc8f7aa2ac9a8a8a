/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, making and closing a project file. */
#include "store/fl-store.h"

#include "store/fl-project-lock.h"
#include "store/fl-schema.h"
#include "store/fl-store-backup.h"
#include "store/fl-store-locks.h"
#include "store/fl-store-private.h"
#include "store/fl-store-probe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A key must not wait longer; the session keeps the answer and tries again (decisions 10). */
#define BUSY_MS        20
#define BUSY_SECOND_MS 5000

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

/* A link to a project is that project: its lock, its log and its backups lie beside the file. */
static char *
follow_link (const char *path)
{
  g_autofree char *shown = g_strdup (path);

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return g_steal_pointer (&shown);
  char *real = realpath (path, NULL);
  return real != NULL ? real : g_steal_pointer (&shown);
}

static FlStore *
store_alloc (const char *path, FlStoreMode mode, const FlSchema *schema)
{
  FlStore *self = g_new0 (FlStore, 1);

  self->path = follow_link (path);
  self->mode = mode;
  self->schema = schema;
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
                 _ ("Cannot keep “%s” here: this place (perhaps on a network) does not support it; "
                    "use a folder on this computer"),
                 self->path);
  /* This connection never moves the log into the file: that may take long. */
  return is_log && exec (self, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0", error);
}

static gboolean
connect (FlStore *self, GError **error)
{
  fl_store_keep_locks ();
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

/* After a crash all of a file is looked at before it is written again, however long that takes. */
static gboolean
wants_pages_checked (FlStore *self, const FlStoreHeader *header)
{
  return fl_store_has_log (self->path) &&
         (self->mode == FL_STORE_WRITE || header->n_pages <= FL_STORE_QUICK_CHECK_PAGES);
}

/* Whether what the file and its log say together is a project. Until that is known, closing must
 * not move the log into the file. */
static gboolean
check_open (FlStore *self, FlStoreHeader *header, GError **error)
{
  int code = fl_store_read_header (self, header);

  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!fl_store_check_header (self, code, header, error) ||
      (wants_pages_checked (self, header) && !fl_store_check_pages (self, error)))
    return FALSE;
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

/* Whether nothing can be made beside the file; then nobody can be writing either. */
static gboolean
is_locked_away (FlStore *self)
{
  FlStoreHeader header;
  int code = fl_store_read_header (self, &header) & 0xff;

  return (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) && !fl_store_has_log (self->path);
}

/* A reader takes the log and its index away when it is the last one to close, like any other
 * connection, which takes a file that may be written; otherwise it changes nothing. */
static gboolean
connect_to_read (FlStore *self, GError **error)
{
  FlStoreHeader header;

  if (!connect (self, error) || !exec (self, "PRAGMA query_only = ON", error))
    return FALSE;
  if (is_locked_away (self)) {
    g_clear_pointer (&self->db, sqlite3_close);
    int code = fl_store_open_untouched (self);
    if (code != SQLITE_OK) {
      fl_store_set_error (self, code, error);
      return FALSE;
    }
  }
  return check_open (self, &header, error);
}

static gboolean
fill_new (FlStore *self, const FlProjectFacts *facts, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *replica = g_uuid_string_random ();

  if (!fl_store_begin (self, error))
    return FALSE;
  int code = fl_schema_upgrade (self->schema, self->db, 0);
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
    return fl_store_refuse (path, FL_STORE_ERROR_EXISTS,
                            _ ("exists already; choose another name or open it"), error);
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, _ ("Cannot make “%s”: %s"), path,
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

  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE, fl_schema_get ());
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    fl_store_refuse (path, FL_STORE_ERROR_EXISTS,
                     _ ("exists already; choose another name or open it"), error);
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
  if (from == self->schema->n_steps)
    return TRUE;
  g_autofree char *reason = g_strdup_printf ("before-upgrade-from-%" G_GINT64_FORMAT, from);
  if (!fl_store_backup_dated (self, reason, error) || !fl_store_begin (self, error))
    return FALSE;
  int code = fl_schema_upgrade (self->schema, self->db, (int) from);
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
  FlStoreHeader header = {0};

  return connect (self, error) && check_open (self, &header, error) &&
         enter_log_mode (self, error) && upgrade (self, header.version, error);
}

FlStore *
fl_store_open_as (const char *path, FlStoreMode mode, const FlSchema *schema, GError **error)
{
  g_autoptr (FlStore) probe = store_alloc (path, mode, schema);
  if (!fl_store_probe (probe, error))
    return NULL;
  g_autoptr (FlStore) self = store_alloc (path, mode, schema);
  if (mode == FL_STORE_READ)
    return connect_to_read (self, error) ? g_steal_pointer (&self) : NULL;
  if (g_access (self->path, W_OK) != 0) {
    fl_store_set_error (self, SQLITE_READONLY, error);
    return NULL;
  }
  self->lock_fd = fl_project_lock_take (self->path, error);
  if (self->lock_fd < 0 || !connect_to_write (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

FlStore *
fl_store_open (const char *path, FlStoreMode mode, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return fl_store_open_as (path, mode, fl_schema_get (), error);
}

FlStore *
fl_store_open_second (const char *path, GError **error)
{
  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE, fl_schema_get ());

  self->is_second = TRUE;
  if (!connect (self, error) || !enter_log_mode (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

FlStore *
fl_store_open_copy (const char *path, GError **error)
{
  g_autoptr (FlStore) self = store_alloc (path, FL_STORE_WRITE, fl_schema_get ());

  return fl_store_probe (self, error) ? g_steal_pointer (&self) : NULL;
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
  if (statement == NULL)
    return NULL;
  if (!fl_store_step (self, statement, error)) {
    if (error != NULL && *error == NULL)
      fl_store_set_error (self, SQLITE_CORRUPT, error);
    return NULL;
  }
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
fl_store_sync_log (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  int fd = open (log, O_RDONLY | O_CLOEXEC);
  const gboolean is_done = fd >= 0 && fdatasync (fd) == 0;
  const int code = errno;

  if (fd >= 0)
    close (fd);
  if (!is_done)
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, _ ("Cannot sync “%s”: %s"), log,
                 g_strerror (code));
  return is_done;
}

gboolean
fl_store_checkpoint (FlStore *self)
{
  int n_in_log = 0;
  int n_moved = 0;

  return sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &n_in_log,
                                    &n_moved) == SQLITE_OK &&
         n_moved == n_in_log;
}
