/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Videos that were moved or renamed: found by their content, wherever they are now. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "media/fl-fingerprint.h"

/* Folders within folders, and files in all, so that a search from the root of a disk ends. */
#define MAX_DEPTH 12
#define MAX_FILES 200000

typedef struct {
  FlSession *session;
  GCancellable *cancellable;
  GPtrArray *missing; /* FlStream */
  guint n_found;
  guint n_files;
} Search;

static gboolean
is_missing (FlStream *stream)
{
  return !g_file_test (fl_stream_get_path (stream), G_FILE_TEST_EXISTS);
}

/* The file is known to be the right one. */
static gboolean
move (FlSession *self, FlStream *stream, const char *path, GError **error)
{
  if (!fl_store_move_stream (self->store, fl_stream_get_id (stream), path, error))
    return FALSE;
  fl_stream_set_path (stream, path);
  fl_session_load_stream (self, stream);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, fl_stream_get_id (stream));
  return TRUE;
}

static gboolean
is_film_of (FlStream *stream, const char *fingerprint)
{
  return g_str_equal (fingerprint, fl_stream_get_row (stream)->fingerprint);
}

gboolean
fl_session_relink (FlSession *self, FlStream *stream, const char *path, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && path != NULL, FALSE);
  g_return_val_if_fail (!self->is_read_only, FALSE);

  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  gint64 size_bytes;
  g_autofree char *fingerprint = fl_fingerprint_file (absolute, &size_bytes, NULL, error);
  if (fingerprint == NULL)
    return FALSE;
  if (is_film_of (stream, fingerprint))
    return move (self, stream, absolute, error);
  g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
               _ (
                 "“%s” is not the film that was added as “%s”, so its labels would not fit; add it "
                 "as another stream instead"),
               absolute, fl_stream_get_name (stream));
  return FALSE;
}

static gboolean
has_size (const Search *self, gint64 size_bytes)
{
  for (guint i = 0; i < self->missing->len; i++)
    if (fl_stream_get_row (self->missing->pdata[i])->size_bytes == size_bytes)
      return TRUE;
  return FALSE;
}

/* Sizes are compared first: only what may be it is read, and once. */
static void
try_file (Search *self, const char *path, gint64 size_bytes)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  gint64 read_bytes;
  g_autofree char *fingerprint =
    has_size (self, size_bytes) ? fl_fingerprint_file (absolute, &read_bytes, NULL, NULL) : NULL;

  for (guint i = 0; fingerprint != NULL && i < self->missing->len; i++) {
    FlStream *stream = self->missing->pdata[i];
    g_autoptr (GError) error = NULL;
    if (!is_film_of (stream, fingerprint))
      continue;
    if (move (self->session, stream, absolute, &error)) {
      self->n_found++;
      g_ptr_array_remove_index (self->missing, i);
      return;
    }
    g_debug ("%s", error->message);
  }
}

/* Whether there is a folder of pictures among what is missing. */
static gboolean
is_folder_missing (const Search *self)
{
  for (guint i = 0; i < self->missing->len; i++)
    if (g_str_equal (fl_stream_get_row (self->missing->pdata[i])->kind, FL_STREAM_KIND_PICTURES))
      return TRUE;
  return FALSE;
}

static void
try_folder (Search *self, const char *path)
{
  gint64 size_bytes;

  if (fl_fingerprint_measure (path, &size_bytes) && size_bytes > 0)
    try_file (self, path, size_bytes);
}

static gboolean search (Search *self, const char *path, guint depth, GError **error);

/* What cannot be looked into is passed over. */
static gboolean
search_folder (Search *self, const char *path, guint depth, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (!search (self, child, depth + 1, error))
      return FALSE;
  }
  return TRUE;
}

/* Links are not followed inside, or a circle of them would be gone round. */
static gboolean
search (Search *self, const char *path, guint depth, GError **error)
{
  GStatBuf facts;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->missing->len == 0 || depth > MAX_DEPTH || ++self->n_files > MAX_FILES)
    return TRUE;
  if ((depth > 0 ? g_lstat (path, &facts) : g_stat (path, &facts)) != 0)
    return TRUE;
  if (S_ISDIR (facts.st_mode) && is_folder_missing (self))
    try_folder (self, path);
  if (S_ISDIR (facts.st_mode))
    return search_folder (self, path, depth, error);
  if (S_ISREG (facts.st_mode))
    try_file (self, path, facts.st_size);
  return TRUE;
}

gboolean
fl_session_find_moved (FlSession *self,
                       const char *place,
                       guint *out_n_found,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && place != NULL, FALSE);

  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  Search state = {.session = self, .cancellable = cancellable, .missing = missing};
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    if (is_missing (stream))
      g_ptr_array_add (missing, stream);
  }
  gboolean is_done = search (&state, place, 0, error);
  *out_n_found = state.n_found;
  return is_done;
}
