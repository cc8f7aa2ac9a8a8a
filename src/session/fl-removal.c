/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which streams are shown: all that were not removed. One that was stays in the project. */
#include "session/fl-removal.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"
#include "store/fl-store-hidden.h"

static gboolean
is_listed (const GPtrArray *rows, FlStream *stream)
{
  for (guint i = 0; i < rows->len; i++)
    if (((const FlStreamRow *) rows->pdata[i])->id == fl_stream_get_id (stream))
      return TRUE;
  return FALSE;
}

/* Nothing is asked or put off about it any more. */
static void
hide (FlSession *self, guint position)
{
  FlStream *stream = fl_session_peek_stream (self, position);

  fl_session_cancel_ingest (self, stream);
  fl_session_forget_questions (self, stream);
  g_ptr_array_add (self->removed, g_object_ref (stream));
  g_list_store_remove (self->streams, position);
}

/* The one of this sitting, which may be at work still, or a new one. */
static FlStream *
find_or_load (FlSession *self, const FlStreamRow *row)
{
  for (guint i = 0; i < self->removed->len; i++)
    if (fl_stream_get_id (self->removed->pdata[i]) == row->id) {
      FlStream *back = g_ptr_array_steal_index (self->removed, i);
      (void) fl_session_load_splits (self, back, NULL); /* As they were, when it cannot be read. */
      return back;
    }
  FlStream *stream = fl_stream_new (row);
  fl_session_load_stream (self, stream);
  return stream;
}

static void
show (FlSession *self, guint position, const FlStreamRow *row)
{
  g_autoptr (FlStream) stream = find_or_load (self, row);

  if (!fl_stream_is_live (stream) && !g_str_equal (fl_stream_get_path (stream), row->path))
    fl_stream_set_path (stream, row->path);
  g_list_store_insert (self->streams, position, stream);
  fl_session_take_numbering (self, stream);
}

gboolean
fl_session_show_streams (FlSession *self, GError **error)
{
  g_autoptr (GPtrArray) rows = fl_store_list_streams (self->store, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = fl_session_get_n_streams (self); i-- > 0;)
    if (!is_listed (rows, fl_session_peek_stream (self, i)))
      hide (self, i);
  for (guint i = 0; i < rows->len; i++) {
    const FlStreamRow *row = rows->pdata[i];
    if (fl_session_find_stream_by_id (self, row->id) == NULL)
      show (self, i, row);
  }
  fl_session_update_current (self);
  return fl_session_load_labels (self, 0, error) && fl_session_load_lots (self, error);
}

/* What follows when streams come or go. */
static gboolean
take_change (FlSession *self, GError **error)
{
  if (!fl_session_show_streams (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_compare_rows (self);
  return TRUE;
}

gboolean
fl_session_remove_stream (FlSession *self, FlStream *stream, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);
  g_return_val_if_fail (!self->is_read_only, FALSE);

  return fl_session_write_unsaved (self, error) &&
         fl_store_hide_stream (self->store, fl_stream_get_id (stream), self->annotator, error) &&
         take_change (self, error);
}

static void
tell_back (FlSession *self, FlStream *stream)
{
  g_autofree char *sentence =
    g_strdup_printf (_ ("“%s” was removed before; it is back, with all that was said of it"),
                     fl_stream_get_name (stream));

  fl_session_emit_problem (self, sentence);
}

FlStream *
fl_session_bring_back (FlSession *self, const FlStreamRow *row, GError **error)
{
  gint64 id;

  if (!fl_session_write_unsaved (self, error) ||
      !fl_store_restore_stream (self->store, row, self->annotator, &id, error) || id == 0 ||
      !take_change (self, error))
    return NULL;
  FlStream *stream = fl_session_find_stream_by_id (self, id);
  tell_back (self, stream);
  return stream;
}

guint
fl_session_get_n_removed (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);
  return fl_store_count_hidden (self->store);
}
