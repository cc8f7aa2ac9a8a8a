/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where live video is kept: nobody can make it again, so it is no part of the cache. */
#include "store/fl-recordings.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <sys/statvfs.h>

static char *
dup_folder (const char *project_path, const char *uuid)
{
  g_autofree char *all = g_strconcat (project_path, "-recordings", NULL);

  return g_build_filename (all, uuid, NULL);
}

char *
fl_recordings_dup_path (const char *project_path, const char *uuid, gint64 ordinal)
{
  g_autofree char *folder = dup_folder (project_path, uuid);
  g_autofree char *name = g_strdup_printf ("%06" PRId64 ".mkv", ordinal);

  return g_build_filename (folder, name, NULL);
}

char *
fl_recordings_build_path (const char *project_path,
                          const char *uuid,
                          gint64 ordinal,
                          GError **error)
{
  g_autofree char *folder = dup_folder (project_path, uuid);

  if (g_mkdir_with_parents (folder, 0755) != 0) {
    int code = errno;
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("Cannot make the folder “%s” for recordings: %s"), folder, g_strerror (code));
    return NULL;
  }
  return fl_recordings_dup_path (project_path, uuid, ordinal);
}

gint64
fl_recordings_get_free_bytes (const char *project_path)
{
  g_autofree char *folder = g_path_get_dirname (project_path);
  struct statvfs facts;

  if (statvfs (folder, &facts) != 0)
    return G_MAXINT64; /* Writing will say what is wrong. */
  return (gint64) facts.f_bavail * (gint64) facts.f_frsize;
}
