/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Videos and recordings that were moved or renamed: found by their content, wherever they are now. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "media/fl-fingerprint.h"
#include "session/fl-film-search.h"
#include "session/fl-job-private.h"

static gboolean
is_missing (FlStream *stream)
{
  return fl_stream_get_state (stream) == FL_STREAM_MISSING;
}

/* The files that were recorded of a live stream; only the search asks whether they are there. */
static void
plan_recordings (FlFilmSearch *search, FlStream *stream)
{
  const GPtrArray *segments = fl_stream_get_segments (stream);

  for (guint i = 0; i < segments->len; i++) {
    const FlSegmentRow *row = segments->pdata[i];
    if (row->n_frames != 0)
      fl_film_search_want_segment (search, fl_stream_get_id (stream), row);
  }
}

/* What is missing, but for what is known to be another stream. */
static FlFilmSearch *
plan_search (FlSession *self)
{
  FlFilmSearch *search = fl_film_search_new ();

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    if (fl_stream_is_live (stream))
      plan_recordings (search, stream);
    else if (is_missing (stream))
      fl_film_search_want (search, fl_stream_get_row (stream));
    else
      fl_film_search_pass_over (search, fl_stream_get_path (stream));
  }
  return search;
}

/* Reads anew what hangs on the files of @stream. */
static void
load (FlSession *self, FlStream *stream)
{
  fl_session_load_stream (self, stream);
  fl_session_compare_rows (self);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, fl_stream_get_id (stream));
}

/* The file is known to be the right one. */
static gboolean
move (FlSession *self, FlStream *stream, const char *path, GError **error)
{
  if (!fl_store_move_stream (self->store, fl_stream_get_id (stream), path, error))
    return FALSE;
  fl_stream_set_path (stream, path);
  load (self, stream);
  return TRUE;
}

static gboolean
move_segment (FlSession *self,
              FlStream *stream,
              FlSegmentRow *row,
              const char *path,
              GError **error)
{
  g_free (row->path);
  row->path = g_strdup (path);
  return fl_store_put_segment (self->store, fl_stream_get_id (stream), row, error);
}

static FlSegmentRow *
find_segment (FlStream *stream, gint64 ordinal)
{
  GPtrArray *segments = fl_stream_get_segments (stream);

  for (guint i = 0; i < segments->len; i++)
    if (((FlSegmentRow *) segments->pdata[i])->ordinal == ordinal)
      return segments->pdata[i];
  return NULL;
}

/* Notes where those files of a live stream are that were found. Gives whether all of them are there
 * again. */
static gboolean
move_recordings (FlSession *self, FlStream *stream, FlFilmSearch *search, GError **error)
{
  gboolean is_any_found = FALSE;

  for (guint i = 0; i < fl_film_search_get_n_wanted (search); i++) {
    const char *path = fl_film_search_get_path (search, i);
    if (fl_film_search_get_stream (search, i) != fl_stream_get_id (stream) || path == NULL)
      continue;
    FlSegmentRow *row = find_segment (stream, fl_film_search_get_ordinal (search, i));
    if (row == NULL || !move_segment (self, stream, row, path, error))
      return FALSE;
    is_any_found = TRUE;
  }
  if (!is_any_found)
    return FALSE;
  load (self, stream);
  return !is_missing (stream);
}

static gboolean
take_find (FlSession *self, FlStream *stream, FlFilmSearch *search, guint i, GError **error)
{
  const char *path = fl_film_search_get_path (search, i);

  if (fl_stream_is_live (stream))
    return move_recordings (self, stream, search, error);
  return path != NULL && move (self, stream, path, error);
}

/* Whether film @i is the first one of its stream. */
static gboolean
begins_stream (FlFilmSearch *search, guint i)
{
  return i == 0 ||
         fl_film_search_get_stream (search, i - 1) != fl_film_search_get_stream (search, i);
}

/* Takes over what was found. Returns: how many streams have their files again */
static guint
take_finds (FlSession *self, FlFilmSearch *search, gboolean may_ingest)
{
  guint n_found = 0;

  for (guint i = 0; i < fl_film_search_get_n_wanted (search); i++) {
    FlStream *stream = fl_session_find_stream_by_id (self, fl_film_search_get_stream (search, i));
    g_autoptr (GError) error = NULL;
    if (!begins_stream (search, i) || stream == NULL || !fl_stream_is_at_rest (stream))
      continue;
    if (!take_find (self, stream, search, i, &error)) {
      if (error != NULL)
        fl_session_emit_problem (self, error->message);
      continue;
    }
    n_found++;
    if (may_ingest)
      fl_session_ingest_stream (self, stream);
  }
  return n_found;
}

gboolean
fl_session_find_moved (FlSession *self,
                       const char *place,
                       guint *out_n_found,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && place != NULL && !self->is_read_only, FALSE);

  g_autoptr (FlFilmSearch) search = plan_search (self);
  gboolean is_done = fl_film_search_run (search, place, NULL, NULL, cancellable, error);
  *out_n_found = take_finds (self, search, FALSE);
  return is_done;
}

/* Work on a thread. */
typedef struct {
  FlSession *session; /* for the main thread alone */
  FlFilmSearch *search;
  char *place;
  char *name; /* of the stream, where one file is said to be its film */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  fl_film_search_unref (finding->search);
  g_free (finding->place);
  g_free (finding->name);
  g_free (finding);
}

static Finding *
finding_copy (const Finding *finding)
{
  Finding *copy = g_new (Finding, 1);

  *copy = (Finding){.session = finding->session,
                    .search = fl_film_search_ref (finding->search),
                    .place = g_strdup (finding->place),
                    .name = g_strdup (finding->name)};
  return copy;
}

static void
report (double fraction, gpointer data)
{
  fl_job_thread_report (data, fraction);
}

/* One file is no search: why it is not the film is worth a sentence. */
static gboolean
check_file (const Finding *finding, GCancellable *cancellable, GError **error)
{
  gint64 size_bytes;

  if (!fl_film_search_run (finding->search, finding->place, NULL, NULL, cancellable, error))
    return FALSE;
  if (fl_film_search_get_path (finding->search, 0) != NULL)
    return TRUE;
  g_autofree char *fingerprint =
    fl_fingerprint_file (finding->place, &size_bytes, cancellable, error);
  if (fingerprint != NULL)
    g_set_error (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                 _ ("“%s” is not the film that was added as “%s”, so its labels would not fit; add "
                    "it as another stream instead"),
                 finding->place, finding->name);
  return FALSE;
}

/* On the thread. */
static gboolean
find (gpointer data, FlJobThread *thread, GError **error)
{
  const Finding *finding = data;
  GCancellable *cancellable = fl_job_thread_get_cancellable (thread);

  if (finding->name != NULL)
    return check_file (finding, cancellable, error);
  return fl_film_search_run (finding->search, finding->place, report, thread, cancellable, error);
}

static guint
count_streams (FlFilmSearch *search)
{
  guint n = 0;

  for (guint i = 0; i < fl_film_search_get_n_wanted (search); i++)
    n += begins_stream (search, i);
  return n;
}

static char *
describe_finds (const Finding *finding, guint n_found)
{
  const guint n_wanted = count_streams (finding->search);
  g_autofree char *place = g_path_get_basename (finding->place);

  if (finding->name != NULL)
    /* Translators: the name of a video. */
    return n_found > 0 ? g_strdup_printf (_ ("“%s” is found"), finding->name) : g_strdup ("");
  if (n_found == 0)
    /* Translators: the name of a folder. */
    return g_strdup_printf (_ ("No missing video is in “%s”; look in another folder"), place);
  /* Translators: how many were found, and how many were looked for. */
  return g_strdup_printf (ngettext ("%1$'u of %2$'u missing video found",
                                    "%1$'u of %2$'u missing videos found", n_wanted),
                          n_found, n_wanted);
}

/* Whoever stops a search keeps what it has found. */
static void
on_find_state (FlJob *job, GParamSpec *pspec, gpointer data)
{
  const Finding *finding = data;

  if (fl_job_get_state (job) == FL_JOB_FAILED)
    return;
  const guint n_found = take_finds (finding->session, finding->search, TRUE);
  g_autofree char *line = describe_finds (finding, n_found);
  fl_job_set_progress (job, 1, line);
}

static void
free_with_closure (gpointer data, GClosure *closure)
{
  finding_free (data);
}

static FlJob *
start_finding (const Finding *finding, const char *title)
{
  FlJob *job =
    fl_session_start_job (finding->session, title, find, finding_copy (finding), finding_free);

  g_signal_connect_data (job, "notify::state", G_CALLBACK (on_find_state), finding_copy (finding),
                         free_with_closure, 0);
  return job;
}

FlJob *
fl_session_relink (FlSession *self, FlStream *stream, const char *path)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && path != NULL, NULL);
  g_return_val_if_fail (!self->is_read_only, NULL);

  g_autoptr (FlFilmSearch) search = fl_film_search_new ();
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  const Finding finding = {.session = self,
                           .search = search,
                           .place = absolute,
                           .name = (char *) fl_stream_get_name (stream)};
  /* Translators: the name of a video. */
  g_autofree char *title = g_strdup_printf (_ ("Looking at “%s”"), finding.name);
  fl_film_search_want (search, fl_stream_get_row (stream));
  return start_finding (&finding, title);
}

FlJob *
fl_session_search_moved (FlSession *self, const char *place)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && place != NULL && !self->is_read_only, NULL);

  g_autoptr (FlFilmSearch) search = plan_search (self);
  const Finding finding = {.session = self, .search = search, .place = (char *) place};
  g_autofree char *name = g_path_get_basename (place);
  /* Translators: the name of a folder. */
  g_autofree char *title = g_strdup_printf (_ ("Searching “%s”"), name);
  return start_finding (&finding, title);
}
