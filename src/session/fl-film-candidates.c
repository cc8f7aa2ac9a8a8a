/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be a film that is missing: files of its name or size, near where it was. */
#include "session/fl-film-candidates.h"

#include <glib/gi18n.h>

#include "media/fl-fingerprint.h"
#include "session/fl-session-private.h"

/* Near is what somebody would look through: some folders down, not a whole disk. */
#define MAX_DEPTH      3
#define MAX_FILES      20000
#define MAX_CANDIDATES 12

struct _FlFilmCandidates {
  gatomicrefcount n_refs;
  FlStreamRow *wanted;
  char *name;         /* of its file */
  GPtrArray *places;  /* folders to look in */
  GHashTable *passed; /* paths that are other streams, or were looked at */
  GPtrArray *found;   /* FlFilmCandidate */
  guint n_files;
};

static void
candidate_free (gpointer data)
{
  FlFilmCandidate *candidate = data;

  g_free (candidate->path);
  g_free (candidate);
}

static FlFilmCandidates *
candidates_ref (FlFilmCandidates *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_film_candidates_unref (FlFilmCandidates *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  fl_stream_row_free (self->wanted);
  g_free (self->name);
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->passed);
  g_ptr_array_unref (self->found);
  g_free (self);
}

static gboolean
is_like (const FlFilmCandidates *self, const char *name, const char *path)
{
  gint64 size_bytes = 0;

  return g_str_equal (name, self->name) ||
         (fl_fingerprint_measure (path, &size_bytes) && size_bytes == self->wanted->size_bytes);
}

static void
take (FlFilmCandidates *self, const char *path, GCancellable *cancellable)
{
  gint64 size_bytes = 0;
  g_autofree char *fingerprint = fl_fingerprint_file (path, &size_bytes, cancellable, NULL);

  if (fingerprint == NULL)
    return;
  const gboolean is_same = g_strcmp0 (fingerprint, self->wanted->fingerprint) == 0;
  FlFilmCandidate *candidate = g_new (FlFilmCandidate, 1);
  *candidate = (FlFilmCandidate){.path = g_strdup (path), .is_same = is_same};
  g_ptr_array_insert (self->found, is_same ? 0 : -1, candidate);
}

static void look_in (FlFilmCandidates *self, const char *folder, guint depth, GCancellable *stop);

/* Links to folders are not followed: they may lead in a circle. */
static void
look_at (FlFilmCandidates *self,
         const char *folder,
         const char *name,
         guint depth,
         GCancellable *stop)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  const gboolean wants_folder = g_str_equal (self->wanted->kind, FL_STREAM_KIND_PICTURES);

  self->n_files++;
  if (is_folder == wants_folder && !g_hash_table_contains (self->passed, path) &&
      is_like (self, name, path))
    take (self, path, stop);
  g_hash_table_add (self->passed, g_strdup (path));
  if (is_folder && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    look_in (self, path, depth + 1, stop);
}

static void
look_in (FlFilmCandidates *self, const char *folder, guint depth, GCancellable *stop)
{
  g_autoptr (GDir) dir = depth <= MAX_DEPTH ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL &&
         !g_cancellable_is_cancelled (stop) && self->n_files < MAX_FILES &&
         self->found->len < MAX_CANDIDATES)
    look_at (self, folder, name, depth, stop);
}

static gboolean
look (gpointer data, FlJobThread *thread, GError **error)
{
  FlFilmCandidates *self = data;
  GCancellable *stop = fl_job_thread_get_cancellable (thread);

  for (guint i = 0; i < self->places->len; i++)
    look_in (self, self->places->pdata[i], 0, stop);
  return !g_cancellable_set_error_if_cancelled (stop, error);
}

/* The nearest folder of @path that is there. */
static char *
find_folder (const char *path)
{
  char *folder = g_path_get_dirname (path);

  while (!g_file_test (folder, G_FILE_TEST_IS_DIR) && !g_str_equal (folder, "/")) {
    g_autofree char *below = folder;
    folder = g_path_get_dirname (below);
  }
  return folder;
}

static FlFilmCandidates *
plan (FlSession *session, FlStream *stream)
{
  FlFilmCandidates *self = g_new0 (FlFilmCandidates, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->wanted = fl_stream_row_copy (fl_stream_get_row (stream));
  self->name = g_path_get_basename (self->wanted->path);
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->passed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_ptr_array_new_with_free_func (candidate_free);
  g_ptr_array_add (self->places, find_folder (self->wanted->path));
  g_autofree char *beside = g_path_get_dirname (session->path);
  if (!g_str_equal (beside, self->places->pdata[0]))
    g_ptr_array_add (self->places, g_steal_pointer (&beside));
  for (guint i = 0; i < fl_session_get_n_streams (session); i++) {
    FlStream *other = fl_session_peek_stream (session, i);
    if (other != stream)
      g_hash_table_add (self->passed, g_strdup (fl_stream_get_path (other)));
  }
  return self;
}

FlJob *
fl_session_find_candidates (FlSession *self, FlStream *stream, FlFilmCandidates **out_candidates)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);
  g_return_val_if_fail (!fl_stream_is_live (stream), NULL);

  FlFilmCandidates *candidates = plan (self, stream);
  /* Translators: the name of a video. */
  g_autofree char *title = g_strdup_printf (_ ("Looking for “%s”"), fl_stream_get_name (stream));

  *out_candidates = candidates;
  return fl_session_start_job (self, title, look, candidates_ref (candidates),
                               (GDestroyNotify) fl_film_candidates_unref);
}

gint64
fl_film_candidates_get_size_bytes (const FlFilmCandidates *self)
{
  return self->wanted->size_bytes;
}

guint
fl_film_candidates_get_n (const FlFilmCandidates *self)
{
  return self->found->len;
}

const FlFilmCandidate *
fl_film_candidates_get (const FlFilmCandidates *self, guint i)
{
  g_return_val_if_fail (i < self->found->len, NULL);
  return self->found->pdata[i];
}
