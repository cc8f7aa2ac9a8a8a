/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding sources to the project. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "media/fl-address.h"
#include "media/fl-pictures.h"
#include "media/fl-sampling.h"
#include "session/fl-video-search-private.h"

/* The one row of the project with that id. */
static FlStream *
stream_for_row (FlSession *self, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) rows = fl_store_list_streams (self->store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((FlStreamRow *) rows->pdata[i])->id == id)
      return fl_stream_new (rows->pdata[i]);
  return NULL;
}

/* Nothing here reads a file of it. */
static FlStream *
add_new (FlSession *self, const FlStreamRow *row, const char *sampling, GError **error)
{
  FlStreamRow chosen = *row;

  chosen.sampling = (char *) sampling;
  gint64 id = fl_store_add_stream (self->store, &chosen, self->annotator, error);
  g_autoptr (FlStream) stream = id != 0 ? stream_for_row (self, id, error) : NULL;
  if (stream == NULL)
    return NULL;
  fl_stream_set_state (stream, FL_STREAM_WAITING, _ ("Waiting"));
  g_list_store_append (self->streams, stream);
  fl_saver_kick (self->saver);
  return stream;
}

/* One that was removed comes back instead. */
static FlStream *
add (FlSession *self, const FlStreamRow *row, const char *sampling, GError **error)
{
  g_autoptr (GError) local = NULL;
  FlStream *back = fl_session_bring_back (self, row, &local);

  if (local == NULL)
    return back != NULL ? back : add_new (self, row, sampling, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

FlStream *
fl_session_add_source (FlSession *self, const char *path, const char *sampling, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && path != NULL, NULL);

  FlSampling parsed;
  const char *chosen = sampling != NULL ? sampling : FL_SAMPLING_DEFAULT;
  if (!fl_sampling_parse (chosen, &parsed, error))
    return NULL;
  if (*path == '\0') {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Cannot add “”, because that names no file; choose one"));
    return NULL;
  }
  /* The project must find it from any folder. */
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (FlStreamRow) row = fl_address_is (path)
                                  ? fl_session_describe_address (path, chosen, error)
                                  : fl_video_search_probe (absolute, NULL, error);
  if (row == NULL)
    return NULL;
  FlStream *stream = add (self, row, row->sampling != NULL ? row->sampling : chosen, error);
  if (stream != NULL && fl_stream_get_state (stream) == FL_STREAM_WAITING)
    fl_session_load_stream (self, stream);
  return stream;
}

static gboolean
has_path (FlSession *self, const char *path)
{
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    if (g_strcmp0 (fl_stream_get_path (fl_session_peek_stream (self, i)), path) == 0)
      return TRUE;
  return FALSE;
}

guint
fl_session_add_found (FlSession *self, FlVideoSearch *search, GStrvBuilder *refused)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && search != NULL && refused != NULL, 0);

  const char *const *paths = fl_video_search_get_paths (search);
  guint n_usable = 0;
  for (guint i = 0; paths[i] != NULL; i++) {
    const char *why;
    const FlStreamRow *row = fl_video_search_get_row (search, i, &why);
    g_autoptr (GError) error = NULL;
    if (has_path (self, paths[i]) ||
        (row != NULL && add (self, row, FL_SAMPLING_DEFAULT, &error) != NULL))
      n_usable++;
    else
      g_strv_builder_add (refused, error != NULL ? error->message : why);
  }
  fl_session_ingest (self);
  return n_usable;
}

gboolean
fl_session_is_picture_folder (const char *path)
{
  g_autoptr (FlPictures) list = fl_pictures_is_folder (path) ? fl_pictures_list (path, NULL) : NULL;

  return list != NULL && list->n_others == 0;
}

gboolean
fl_session_check_sampling (const char *sampling, GError **error)
{
  FlSampling parsed;

  return fl_sampling_parse (sampling, &parsed, error);
}
