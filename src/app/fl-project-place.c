/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the project of a few videos goes. */
#include "app/fl-project-place.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

static char *
dup_stem (const char *path)
{
  char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

/* SQLite's log does not work on network file systems. */
static gboolean
is_remote (const char *directory)
{
  g_autoptr (GFile) file = g_file_new_for_path (directory);
  g_autoptr (GFileInfo) info =
    g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE, NULL, NULL);

  return info != NULL &&
         g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE);
}

char *
fl_project_place_choose (const char *const *videos,
                         const char *documents,
                         gboolean *out_is_elsewhere)
{
  g_return_val_if_fail (videos != NULL && videos[0] != NULL, NULL);

  g_autofree char *directory = g_path_get_dirname (videos[0]);
  g_autofree char *stem =
    videos[1] == NULL ? dup_stem (videos[0]) : g_path_get_basename (directory);
  if (g_str_equal (stem, G_DIR_SEPARATOR_S) || g_str_equal (stem, ".")) {
    g_free (stem);
    stem = dup_stem (videos[0]);
  }
  g_autofree char *name = g_strconcat (stem, FL_PROJECT_SUFFIX, NULL);
  *out_is_elsewhere = access (directory, W_OK) != 0 || is_remote (directory);
  return g_build_filename (*out_is_elsewhere ? documents : directory, name, NULL);
}

char *
fl_project_place_dup_documents (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return g_build_filename (documents != NULL ? documents : g_get_home_dir (), "Frameline", NULL);
}

gboolean
fl_project_place_is_project (const char *path)
{
  return g_str_has_suffix (path, FL_PROJECT_SUFFIX);
}

char *
fl_project_place_dup_shown (const char *path)
{
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (path, home) && path[strlen (home)] == G_DIR_SEPARATOR)
    return g_strconcat ("~", path + strlen (home), NULL);
  return g_strdup (path);
}
