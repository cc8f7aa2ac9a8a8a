/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file of a film says of itself, and whether it is the one that was added. */
#include "session/fl-film-facts.h"

#include <glib/gi18n.h>

#include "media/fl-fingerprint.h"
#include "media/fl-media-info.h"
#include "session/fl-session-private.h"

struct _FlFilmFacts {
  gatomicrefcount n_refs;
  FlStreamRow *film;
  FlMediaInfo *info; /* (nullable) until it was read */
  gboolean is_same;
};

static FlFilmFacts *
facts_ref (FlFilmFacts *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_film_facts_unref (FlFilmFacts *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  fl_stream_row_free (self->film);
  g_clear_pointer (&self->info, fl_media_info_free);
  g_free (self);
}

static gboolean
look (gpointer data, FlJobThread *thread, GError **error)
{
  FlFilmFacts *self = data;
  GCancellable *stop = fl_job_thread_get_cancellable (thread);
  gint64 size_bytes = 0;
  g_autofree char *fingerprint = fl_fingerprint_file (self->film->path, &size_bytes, stop, error);

  if (fingerprint == NULL)
    return FALSE;
  self->is_same = g_strcmp0 (fingerprint, self->film->fingerprint) == 0;
  self->info = fl_media_info_probe (self->film->path, stop, self->is_same ? error : NULL);
  /* Of another file it matters little what it is. */
  return self->info != NULL || !self->is_same;
}

FlJob *
fl_session_find_facts (FlSession *self, FlStream *stream, FlFilmFacts **out_facts)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);
  g_return_val_if_fail (!fl_stream_is_live (stream), NULL);

  FlFilmFacts *facts = g_new0 (FlFilmFacts, 1);
  /* Translators: the name of a video. */
  g_autofree char *title = g_strdup_printf (_ ("Looking at “%s”"), fl_stream_get_name (stream));

  g_atomic_ref_count_init (&facts->n_refs);
  facts->film = fl_stream_row_copy (fl_stream_get_row (stream));
  *out_facts = facts;
  return fl_session_start_job (self, title, look, facts_ref (facts),
                               (GDestroyNotify) fl_film_facts_unref);
}

gint64
fl_film_facts_get_size_bytes (const FlFilmFacts *self)
{
  return self->film->size_bytes;
}

const char *
fl_film_facts_get_fingerprint (const FlFilmFacts *self)
{
  return self->film->fingerprint;
}

const char *
fl_film_facts_get_format (const FlFilmFacts *self)
{
  return self->info != NULL ? self->info->format : "";
}

const char *
fl_film_facts_get_codec (const FlFilmFacts *self)
{
  return self->info != NULL ? self->info->codec : "";
}

gboolean
fl_film_facts_get_is_same (const FlFilmFacts *self)
{
  return self->is_same;
}
