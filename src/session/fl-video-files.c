/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The videos of folders: people drop the whole card of a camera. A folder that holds pictures and
 * nothing else is a video itself. */
#include "session/fl-video-files.h"

#include <gio/gio.h>
#include <string.h>

#include "session/fl-session.h"

/* A whole disk dropped by mistake must neither hang the window nor fill the project. */
#define MAX_DEPTH  4
#define MAX_VIDEOS 2000

static gboolean
is_video (const char *path)
{
  g_autofree char *type = g_content_type_guess (path, NULL, 0, NULL);
  g_autofree char *mime = type != NULL ? g_content_type_get_mime_type (type) : NULL;

  return mime != NULL && g_str_has_prefix (mime, "video/");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_utf8_collate_key_for_filename (*(const char *const *) a, -1);
  g_autofree char *second = g_utf8_collate_key_for_filename (*(const char *const *) b, -1);

  return strcmp (first, second);
}

static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && strstr (name, FL_PROJECT_SUFFIX) == NULL)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
collect (const char *folder, guint depth, GPtrArray *videos, GCancellable *cancellable)
{
  if (g_cancellable_is_cancelled (cancellable))
    return;
  if (fl_session_is_picture_folder (folder)) {
    g_ptr_array_add (videos, g_strdup (folder));
    return;
  }
  g_autoptr (GPtrArray) names = list_names (folder);
  for (guint i = 0; i < names->len && videos->len < MAX_VIDEOS; i++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    if (g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      if (is_video (path))
        g_ptr_array_add (videos, g_steal_pointer (&path));
    } else if (depth < MAX_DEPTH && !g_file_test (path, G_FILE_TEST_IS_SYMLINK)) {
      collect (path, depth + 1, videos, cancellable);
    }
  }
}

char **
fl_video_files_expand (const char *const *paths, GCancellable *cancellable)
{
  g_return_val_if_fail (paths != NULL, NULL);

  GPtrArray *videos = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; paths[i] != NULL; i++) {
    const guint n_before = videos->len;
    if (g_file_test (paths[i], G_FILE_TEST_IS_DIR))
      collect (paths[i], 0, videos, cancellable);
    if (videos->len == n_before)
      g_ptr_array_add (videos, g_strdup (paths[i]));
  }
  g_ptr_array_add (videos, NULL);
  return (char **) g_ptr_array_free (videos, FALSE);
}
