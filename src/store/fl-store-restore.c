/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into copies of a project, and putting one of them in its place. */
#include "store/fl-store-restore.h"

#include "store/fl-project-lock.h"
#include "store/fl-store-actions-private.h"
#include "store/fl-store-backup.h"
#include "store/fl-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX     ".frameline"
#define RESTORING  "-restoring"
#define DATE_CHARS 10 /* 2026-11-24 */

void
fl_backup_free (FlBackup *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->reason);
  g_free (self);
}

/* When action @seq of this copy was done, -1 when there is none. */
static gint64
read_at (FlStore *store, gint64 seq)
{
  sqlite3_stmt *statement =
    fl_store_query (store, NULL, "SELECT at_us FROM action WHERE replica = 1 AND seq = ?", "i",
                    seq);
  gint64 at_us = -1;

  if (statement != NULL && fl_store_step (store, statement, NULL))
    at_us = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return at_us;
}

/* The newest action that both know: histories only grow, so they agree up to it and never again. */
static gint64
find_parting (FlStore *one, FlStore *other)
{
  static const char *const newest = "SELECT MAX (seq) FROM action WHERE replica = 1";
  gint64 low = 0;
  gint64 high = MIN (fl_store_get_number (one, 0, newest), fl_store_get_number (other, 0, newest));

  while (low < high) {
    const gint64 middle = (low + high + 1) / 2;
    if (read_at (one, middle) == read_at (other, middle))
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static gint64
count (FlStore *store, const char *sql, gint64 behind)
{
  sqlite3_stmt *statement = fl_store_query (store, NULL, sql, "i", behind);
  gint64 n = -1;

  if (statement != NULL && fl_store_step (store, statement, NULL))
    n = sqlite3_column_int64 (statement, 0);
  if (statement != NULL)
    sqlite3_reset (statement);
  return n;
}

/* A key is one answer, however many rows it has. */
static gint64
count_answers (FlStore *store, gint64 behind)
{
  return count (store,
                "SELECT COUNT (*) FROM action a WHERE a.replica = 1 AND a.seq > ?"
                " AND a.verb = 'label' AND a.state <> 0 AND a.batch_seq IS NULL"
                " AND" FL_SQL_EFFECTIVE,
                behind);
}

static gint64
count_others (FlStore *store, gint64 behind)
{
  return count (store,
                "SELECT COUNT (*) FROM action a WHERE a.replica = 1 AND a.seq > ?"
                " AND a.verb NOT IN ('label', 'undo', 'redo') AND a.batch_seq IS NULL"
                " AND" FL_SQL_EFFECTIVE,
                behind);
}

static void
look_into (FlBackup *self, FlStore *project)
{
  g_autoptr (FlStore) copy = fl_store_open_copy (self->path, NULL);

  self->is_whole = copy != NULL;
  if (copy == NULL)
    return;
  const gint64 parting = find_parting (project, copy);
  self->n_answers = count_answers (copy, 0);
  self->n_lost = count_answers (project, parting);
  self->n_lost_others = count_others (project, parting);
}

/* Names are DATE.frameline and DATE-REASON.frameline. */
static FlBackup *
create_backup (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf facts;

  if (!g_str_has_suffix (name, SUFFIX) || strlen (name) < DATE_CHARS + strlen (SUFFIX) ||
      g_stat (path, &facts) != 0)
    return NULL;
  FlBackup *self = g_new0 (FlBackup, 1);
  self->path = g_steal_pointer (&path);
  self->at_us = (gint64) facts.st_mtime * G_USEC_PER_SEC;
  if (name[DATE_CHARS] == '-')
    self->reason =
      g_strndup (name + DATE_CHARS + 1, strlen (name) - DATE_CHARS - 1 - strlen (SUFFIX));
  self->n_answers = self->n_lost = self->n_lost_others = -1;
  return self;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const FlBackup *x = *(FlBackup *const *) a;
  const FlBackup *y = *(FlBackup *const *) b;

  return x->at_us > y->at_us ? -1 : x->at_us < y->at_us;
}

GPtrArray *
fl_store_list_backups (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_strconcat (path, "-backups", NULL);
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_backup_free);
  g_autoptr (FlStore) project = fl_store_open_second (path, error);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (project == NULL)
    return NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    FlBackup *backup = create_backup (folder, name);
    if (backup != NULL)
      g_ptr_array_add (backups, backup);
  }
  g_ptr_array_sort (backups, compare_newest_first);
  for (guint i = 0; i < backups->len; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    look_into (backups->pdata[i], project);
  }
  return g_steal_pointer (&backups);
}

static char *
dup_prepared (const char *path)
{
  return g_strconcat (path, RESTORING, NULL);
}

/* The disk has all of it before it may take the place of the project. */
static gboolean
copy_beside (const char *backup, const char *target, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (backup);
  g_autoptr (GFile) to = g_file_new_for_path (target);

  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return FALSE;
  int fd = open (target, O_RDONLY | O_CLOEXEC);
  gboolean is_kept = fd >= 0 && fsync (fd) == 0;
  const int code = errno;
  if (fd >= 0)
    close (fd);
  if (!is_kept)
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, _ ("Cannot write “%s”: %s"), target,
                 g_strerror (code));
  return is_kept;
}

/* Under a name that no other copy has, least of all the one that is restored. */
static gboolean
keep_present (const char *path, GError **error)
{
  g_autoptr (FlStore) store = fl_store_open_second (path, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *reason = g_date_time_format (now, "before-restore-%H%M%S-%f");

  return store != NULL && fl_store_backup_dated (store, reason, error);
}

gboolean
fl_store_prepare_restore (const char *path, const char *backup, GError **error)
{
  g_autofree char *target = dup_prepared (path);
  g_autoptr (FlStore) copy = fl_store_open_copy (backup, error);

  if (copy != NULL && keep_present (path, error) && copy_beside (backup, target, error))
    return TRUE;
  (void) g_unlink (target);
  return FALSE;
}

gboolean
fl_store_finish_restore (const char *path, GError **error)
{
  static const char *const logs[] = {"-wal", "-shm"};
  g_autofree char *target = dup_prepared (path);
  const int lock = fl_project_lock_take (path, error);

  if (lock < 0)
    return FALSE;
  /* Whoever closed it moved its log into it. What is left of one would be taken for the copy's. */
  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++) {
    g_autofree char *log = g_strconcat (path, logs[i], NULL);
    (void) g_unlink (log);
  }
  const gboolean is_done = g_rename (target, path) == 0;
  if (!is_done)
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, _ ("Cannot write “%s”: %s"), path,
                 g_strerror (errno));
  fl_project_lock_release (path, lock);
  return is_done;
}
