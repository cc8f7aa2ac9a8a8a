/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dated copies of the project file (decisions 11). */
#include "store/fl-store-backup.h"

#include "store/fl-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define N_DAILY    7
#define N_WEEKLY   4
#define DATE_CHARS 10 /* 2026-11-24 */

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

static void
prune (const char *folder)
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

static gboolean
copy_into (FlStore *self, const char *path, GError **error)
{
  g_autofree char *half = g_strconcat (path, ".part", NULL);

  g_unlink (half);
  if (!fl_store_run (self, error, "VACUUM INTO ?", "s", half)) {
    g_unlink (half);
    return FALSE;
  }
  if (g_rename (half, path) == 0)
    return TRUE;
  g_set_error (error, FL_STORE_ERROR, FL_STORE_ERROR_OPEN, "Cannot write the backup “%s”: %s", path,
               g_strerror (errno));
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
                 "Cannot make the backups folder “%s”: %s", folder, g_strerror (errno));
    return FALSE;
  }
  if (reason == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!copy_into (self, path, error))
    return FALSE;
  prune (folder);
  return TRUE;
}
