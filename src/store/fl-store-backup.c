/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dated copies of the project file (decisions 11). */
#include "store/fl-store-backup.h"

#include "store/fl-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_DAILY    7
#define N_WEEKLY   4
#define DATE_CHARS 10 /* 2026-11-24 */
#define HALF       ".part"

static int
compare_newest_first (const void *a, const void *b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

static GDateTime *
date_of (const char *name)
{
  g_autofree char *text = g_strdup_printf ("%.*sT00:00:00Z", DATE_CHARS, name);

  return g_date_time_new_from_iso8601 (text, NULL);
}

/* Daily copies only: `DATE.frameline`; others have a word in their name and are kept. */
static GPtrArray *
list_daily (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GDateTime) date = date_of (name);
    if (date != NULL && g_strcmp0 (name + DATE_CHARS, ".frameline") == 0)
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, compare_newest_first);
  return names;
}

void
fl_store_backup_prune (const char *folder)
{
  g_autoptr (GPtrArray) names = list_daily (folder);
  int n_weeks = 0;
  gint64 last_week = G_MAXINT64;

  for (guint i = N_DAILY; i < names->len; i++) {
    g_autoptr (GDateTime) date = date_of (names->pdata[i]);
    gint64 week = g_date_time_to_unix (date) / (7 * 24 * 3600);
    if (week < last_week && n_weeks < N_WEEKLY) {
      last_week = week;
      n_weeks++;
      continue;
    }
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    g_unlink (path);
  }
}

/* Copies that a killed program left half-written. */
static void
remove_halves (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_str_has_suffix (name, ".frameline" HALF) ||
        g_str_has_suffix (name, ".frameline" HALF "-journal"))
      g_unlink (path);
  }
}

static gboolean
fail (const char *path, GError **error)
{
  const int code = errno;

  g_set_error (error, FL_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? FL_STORE_ERROR_FULL : FL_STORE_ERROR_OPEN,
               _ ("Cannot write the backup “%s”: %s"), path, g_strerror (code));
  return FALSE;
}

/* Has the disk keep a file or the names in a folder. */
static gboolean
sync_path (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return FALSE;
  gboolean is_done = fsync (fd) == 0;
  close (fd);
  return is_done;
}

/* SQLite writes a copy without waiting for the disk; after a power cut there must be a whole copy
 * under this name or none. */
static gboolean
copy_into (FlStore *self, const char *folder, const char *path, GError **error)
{
  g_autofree char *half = g_strconcat (path, HALF, NULL);

  remove_halves (folder);
  if (!fl_store_run (self, error, "VACUUM INTO ?", "s", half)) {
    g_unlink (half);
    return FALSE;
  }
  if (sync_path (half) && g_rename (half, path) == 0 && sync_path (folder))
    return TRUE;
  fail (path, error);
  g_unlink (half);
  return FALSE;
}

gboolean
fl_store_backup_dated (FlStore *self, const char *reason, GError **error)
{
  g_autofree char *folder = g_strconcat (self->path, "-backups", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date =
    g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (now), g_date_time_get_month (now),
                     g_date_time_get_day_of_month (now));
  g_autofree char *name = g_strdup_printf ("%s%s%s.frameline", date, reason != NULL ? "-" : "",
                                           reason != NULL ? reason : "");
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0755) != 0) {
    g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN,
                 _ ("Cannot make the backups folder “%s”: %s"), folder, g_strerror (errno));
    return FALSE;
  }
  if (reason == NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!copy_into (self, folder, path, error))
    return FALSE;
  fl_store_backup_prune (folder);
  return TRUE;
}
