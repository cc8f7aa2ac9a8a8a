/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From videos to a project that is open. */
#include "app/fl-new-project.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/fl-project-place.h"

/* Questions that a new model does not move: their pictures are being fetched (decisions 25). */
#define N_PINNED 2

static FlSession *
open_or_create (const char *path, GError **error)
{
  const FlSessionOptions options = fl_new_project_get_options ();
  g_autofree char *directory = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fl_session_open (path, &options, error);
  if (g_mkdir_with_parents (directory, 0755) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 /* Translators: the placeholder is the name of a folder. */
                 _ ("The folder “%s” cannot be made, so there is no place for the project."),
                 directory);
    return NULL;
  }
  return fl_session_create (path, &options, error);
}

static void
discard (FlSession *session, const char *path)
{
  fl_session_close (session);
  (void) g_unlink (path);
}

FlSession *
fl_new_project_make (FlVideoSearch *videos, char ***out_refused, char **out_place, GError **error)
{
  gboolean is_elsewhere = FALSE;
  g_autoptr (GStrvBuilder) refused = g_strv_builder_new ();
  g_autofree char *documents = fl_project_place_dup_documents ();
  g_autofree char *path =
    fl_project_place_choose (fl_video_search_get_paths (videos), documents, &is_elsewhere);
  const gboolean is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (FlSession) session = open_or_create (path, error);

  if (session == NULL)
    return NULL;
  const guint n_usable = fl_session_add_found (session, videos, refused);
  if (n_usable == 0 && is_new) {
    g_auto (GStrv) sentences = g_strv_builder_end (refused);
    discard (session, path);
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sentences[0]);
    return NULL;
  }
  if (is_elsewhere && is_new) {
    g_autofree char *shown = fl_project_place_dup_shown (path);
    /* Translators: the placeholder is a file name. */
    *out_place = g_strdup_printf (_ ("The project is in “%s”"), shown);
  }
  *out_refused = g_strv_builder_end (refused);
  return g_steal_pointer (&session);
}

FlSessionOptions
fl_new_project_get_options (void)
{
  return (FlSessionOptions){.n_pinned = N_PINNED};
}
