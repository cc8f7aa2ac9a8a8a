/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking through folders for films that are known by their content. */
#include "session/fl-film-search.h"

#include <glib/gstdio.h>

#include "media/fl-fingerprint.h"

/* Folders within folders, and files in all, so that a search from the root of a disk ends. */
#define MAX_DEPTH 12
#define MAX_FILES 200000
/* Smaller steps than a progress bar can show need not be told. */
#define PROGRESS_STEP 0.01

typedef struct {
  gint64 stream;
  gint64 ordinal;
  gint64 size_bytes;
  gboolean is_folder;
  char *fingerprint; /* NULL of a recording that nobody closed */
  char *home;        /* where it was, NULL when it is known to be gone */
  char *path;        /* NULL until it is found */
} Film;

struct _FlFilmSearch {
  gatomicrefcount n_refs;
  GPtrArray *films;   /* Film */
  GHashTable *passed; /* paths */
};

/* One run. */
typedef struct {
  FlFilmSearch *search;
  FlFilmSearchFunc func;
  gpointer data;
  GCancellable *cancellable;
  guint n_files;
  double done;
  double told;
} Run;

static void
film_free (gpointer data)
{
  Film *film = data;

  g_free (film->fingerprint);
  g_free (film->home);
  g_free (film->path);
  g_free (film);
}

FlFilmSearch *
fl_film_search_new (void)
{
  FlFilmSearch *self = g_new (FlFilmSearch, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->films = g_ptr_array_new_with_free_func (film_free);
  self->passed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

FlFilmSearch *
fl_film_search_ref (FlFilmSearch *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_film_search_unref (FlFilmSearch *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_ptr_array_unref (self->films);
  g_hash_table_unref (self->passed);
  g_free (self);
}

void
fl_film_search_want (FlFilmSearch *self, const FlStreamRow *row)
{
  Film *film = g_new (Film, 1);

  *film = (Film){.stream = row->id,
                 .size_bytes = row->size_bytes,
                 .is_folder = g_str_equal (row->kind, FL_STREAM_KIND_PICTURES),
                 .fingerprint = g_strdup (row->fingerprint)};
  g_ptr_array_add (self->films, film);
}

void
fl_film_search_want_segment (FlFilmSearch *self, gint64 stream, const FlSegmentRow *row)
{
  Film *film = g_new (Film, 1);

  *film = (Film){.stream = stream,
                 .ordinal = row->ordinal,
                 .size_bytes = row->size_bytes,
                 .fingerprint = row->n_frames > 0 ? g_strdup (row->fingerprint) : NULL,
                 .home = g_strdup (row->path)};
  g_ptr_array_add (self->films, film);
}

void
fl_film_search_pass_over (FlFilmSearch *self, const char *path)
{
  g_hash_table_add (self->passed, g_strdup (path));
}

/* Films of that kind and size that are still to be found; @size_bytes -1 for any size. */
static gboolean
is_any_left (const FlFilmSearch *self, gboolean is_folder, gint64 size_bytes)
{
  for (guint i = 0; i < self->films->len; i++) {
    const Film *film = self->films->pdata[i];
    if (film->path == NULL && film->fingerprint != NULL && film->is_folder == is_folder &&
        (size_bytes < 0 || film->size_bytes == size_bytes))
      return TRUE;
  }
  return FALSE;
}

/* The same film may have been added twice: each find is one of them. */
static void
note_find (FlFilmSearch *self, const char *path, const char *fingerprint)
{
  for (guint i = 0; i < self->films->len; i++) {
    Film *film = self->films->pdata[i];
    if (film->path == NULL && g_strcmp0 (film->fingerprint, fingerprint) == 0) {
      film->path = g_strdup (path);
      return;
    }
  }
}

static void
try (const Run *run, const char *path, gboolean is_folder, gint64 size_bytes)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  gint64 read_bytes;

  if (!is_any_left (run->search, is_folder, size_bytes) ||
      g_hash_table_contains (run->search->passed, absolute))
    return;
  g_autofree char *fingerprint = fl_fingerprint_file (absolute, &read_bytes, NULL, NULL);
  if (fingerprint != NULL)
    note_find (run->search, absolute, fingerprint);
}

static void
try_folder (const Run *run, const char *path)
{
  gint64 size_bytes;

  if (is_any_left (run->search, TRUE, -1) && fl_fingerprint_measure (path, &size_bytes) &&
      size_bytes > 0)
    try (run, path, TRUE, size_bytes);
}

/* A folder is as much of the work as its place among its neighbours says, for what is in it is not
 * known before: so progress never goes back. */
static void
note_done (Run *run, double share)
{
  run->done += share;
  if (run->func == NULL || run->done - run->told < PROGRESS_STEP)
    return;
  run->told = run->done;
  run->func (MIN (run->done, 1), run->data);
}

static gboolean look (Run *run, const char *path, guint depth, double share, GError **error);

static GPtrArray *
list_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  GPtrArray *children = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (children, g_build_filename (path, name, NULL));
  return children;
}

/* What cannot be looked into is passed over. */
static gboolean
look_inside (Run *run, const char *path, guint depth, double share, GError **error)
{
  g_autoptr (GPtrArray) children = list_folder (path);

  if (children->len == 0)
    note_done (run, share);
  for (guint i = 0; i < children->len; i++)
    if (!look (run, children->pdata[i], depth + 1, share / children->len, error))
      return FALSE;
  return TRUE;
}

/* Links are not followed inside, or a circle of them would be gone round. */
static gboolean
look (Run *run, const char *path, guint depth, double share, GError **error)
{
  GStatBuf facts = {0};

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  const gboolean is_over =
    depth > MAX_DEPTH || ++run->n_files > MAX_FILES ||
    (!is_any_left (run->search, FALSE, -1) && !is_any_left (run->search, TRUE, -1));
  const gboolean is_there =
    !is_over && (depth > 0 ? g_lstat (path, &facts) : g_stat (path, &facts)) == 0;
  if (is_there && S_ISDIR (facts.st_mode)) {
    try_folder (run, path);
    return look_inside (run, path, depth, share, error);
  }
  if (is_there && S_ISREG (facts.st_mode))
    try (run, path, FALSE, facts.st_size);
  note_done (run, share);
  return TRUE;
}

/* What is where it was is neither looked for nor found as another one. */
static void
leave_out_homes (FlFilmSearch *self)
{
  for (guint i = self->films->len; i-- > 0;) {
    const Film *film = self->films->pdata[i];
    if (film->home == NULL || !g_file_test (film->home, G_FILE_TEST_EXISTS))
      continue;
    fl_film_search_pass_over (self, film->home);
    g_ptr_array_remove_index (self->films, i);
  }
}

/* Where the newest file of @stream that was found lies, NULL when none was. */
static const char *
find_neighbour (const FlFilmSearch *self, gint64 stream)
{
  for (guint i = self->films->len; i-- > 0;) {
    const Film *film = self->films->pdata[i];
    if (film->stream == stream && film->path != NULL)
      return film->path;
  }
  return NULL;
}

/* One that nobody closed is not known by its content: it lies beside the others, under its name. */
static void
find_unclosed (FlFilmSearch *self)
{
  for (guint i = 0; i < self->films->len; i++) {
    Film *film = self->films->pdata[i];
    const char *neighbour = find_neighbour (self, film->stream);
    if (film->fingerprint != NULL || neighbour == NULL)
      continue;
    g_autofree char *folder = g_path_get_dirname (neighbour);
    g_autofree char *name = g_path_get_basename (film->home);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      film->path = g_steal_pointer (&path);
  }
}

gboolean
fl_film_search_run (FlFilmSearch *self,
                    const char *place,
                    FlFilmSearchFunc func,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Run run = {.search = self, .func = func, .data = data, .cancellable = cancellable};

  leave_out_homes (self);
  const gboolean is_done = look (&run, place, 0, 1, error);
  find_unclosed (self);
  return is_done;
}

guint
fl_film_search_get_n_wanted (FlFilmSearch *self)
{
  return self->films->len;
}

gint64
fl_film_search_get_stream (FlFilmSearch *self, guint i)
{
  return ((const Film *) self->films->pdata[i])->stream;
}

gint64
fl_film_search_get_ordinal (FlFilmSearch *self, guint i)
{
  return ((const Film *) self->films->pdata[i])->ordinal;
}

const char *
fl_film_search_get_path (FlFilmSearch *self, guint i)
{
  return ((const Film *) self->films->pdata[i])->path;
}
