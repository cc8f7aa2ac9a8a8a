/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that can be made again. */
#include "store/fl-cache.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _FlCache {
  char *folder;
};

FlCache *
fl_cache_new_for_folder (const char *folder)
{
  FlCache *self = g_new0 (FlCache, 1);

  self->folder = g_strdup (folder);
  return self;
}

FlCache *
fl_cache_new (const char *project_path)
{
  g_autofree char *folder = g_strconcat (project_path, "-cache", NULL);

  return fl_cache_new_for_folder (folder);
}

void
fl_cache_free (FlCache *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self);
}

char *
fl_cache_dup_path (const FlCache *self, const char *owner, const char *name)
{
  return g_build_filename (self->folder, owner, name, NULL);
}

char *
fl_cache_build_path (const FlCache *self, const char *owner, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, owner, NULL);

  if (g_mkdir_with_parents (folder, 0755) != 0) {
    int code = errno;
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("Cannot make the cache folder “%s”: %s"), folder, g_strerror (code));
    return NULL;
  }
  return g_build_filename (folder, name, NULL);
}

gboolean
fl_cache_write (const FlCache *self,
                const char *owner,
                const char *name,
                GBytes *content,
                GError **error)
{
  g_autofree char *path = fl_cache_build_path (self, owner, name, error);
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  return path != NULL && g_file_set_contents_full (path, data, (gssize) size,
                                                   G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

GBytes *
fl_cache_read (const FlCache *self, const char *owner, const char *name)
{
  g_autofree char *path = fl_cache_dup_path (self, owner, name);
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

gboolean
fl_cache_fail (gboolean is_write, const char *path, GError **error)
{
  const int code = errno;
  const char *advice = code == ENOSPC || code == EDQUOT
                         ? _ ("make room on that disk and ingest again")
                         : _ ("see that the folder can be written, or delete it, and ingest again");

  /* Translators: the name of a file, why, and what to do about it. */
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               is_write ? _ ("Cannot write “%s”: %s; %s") : _ ("Cannot open “%s”: %s; %s"), path,
               g_strerror (code), advice);
  return FALSE;
}
