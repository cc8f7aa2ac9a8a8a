/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the files of the streams are where they were: a card is pulled out, a drive comes back. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "media/fl-fingerprint.h"

/* One file. A drive that sleeps, or a network that is gone, may keep one waiting: the thread looks,
 * and the main thread only reads what it found. */
typedef struct {
  gint64 stream;
  char *path;
  gint64 size_bytes; /* -1 when it is not there */
} Look;

typedef struct {
  FlChannel *inbox;
  GPtrArray *looks; /* Look */
} Round;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look);
}

void
fl_session_note_file (FlStream *stream, gint64 size_bytes)
{
  const FlStreamRow *row = fl_stream_get_row (stream);
  g_autofree char *line = NULL;

  if (size_bytes < 0) {
    fl_stream_set_file (stream, FL_FILE_AWAY);
    line = fl_ingest_dup_gone (row->path);
    fl_stream_set_state (stream, FL_STREAM_MISSING, line);
  } else if (size_bytes != row->size_bytes) {
    fl_stream_set_file (stream, FL_FILE_OTHER);
    line = g_strdup_printf (_ ("“%s” is no longer the file that was added, because its content has "
                               "changed; put the old one back"),
                            row->name);
    fl_stream_set_state (stream, FL_STREAM_BROKEN, line);
  } else {
    fl_stream_set_file (stream, FL_FILE_THERE);
  }
}

gboolean
fl_session_check_unchanged (FlStream *stream, GError **error)
{
  if (fl_stream_get_file (stream) != FL_FILE_OTHER)
    return TRUE;
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                       fl_stream_get_status (stream));
  return FALSE;
}

void
fl_session_drop_questions (FlSession *self, FlStream *stream)
{
  GListModel *queue = G_LIST_MODEL (self->queue);

  self->stale_generation = self->generation;
  for (guint i = g_list_model_get_n_items (queue); i-- > 0;) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (fl_item_get_stream (item) == stream)
      fl_queue_remove (self->queue, item);
  }
}

void
fl_session_leave_out (FlSession *self, FlStream *stream)
{
  fl_stream_set_file (stream, FL_FILE_AWAY);
  if (self->is_headless)
    return;
  fl_session_drop_questions (self, stream);
  fl_session_update_current (self);
  fl_session_request_learning (self);
}

/* The file is there again, as it was. */
static void
welcome_back (FlSession *self, FlStream *stream)
{
  fl_session_load_stream (self, stream);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, fl_stream_get_id (stream));
  fl_session_compare_rows (self);
  if (!self->is_read_only)
    fl_session_ingest_stream (self, stream);
}

/* Returns: whether the stream went missing with this look */
static gboolean
take_look (FlSession *self, const Look *look)
{
  FlStream *stream = fl_session_find_stream_by_id (self, look->stream);

  if (stream == NULL || !fl_stream_is_at_rest (stream) ||
      !g_str_equal (fl_stream_get_path (stream), look->path))
    return FALSE;
  const gboolean was_missing = fl_stream_get_state (stream) == FL_STREAM_MISSING;
  if ((was_missing || fl_stream_get_file (stream) != FL_FILE_THERE) &&
      look->size_bytes == fl_stream_get_row (stream)->size_bytes)
    welcome_back (self, stream);
  else
    fl_session_note_file (stream, look->size_bytes);
  return !was_missing && fl_stream_get_state (stream) == FL_STREAM_MISSING;
}

/* One sentence, however many were on the drive. */
static void
tell_gone (FlSession *self, const GPtrArray *gone)
{
  g_autofree char *several =
    g_strdup_printf (ngettext ("%'u video is not there any more; put it back, or connect its drive",
                               "%'u videos are not there any more; put them back, or connect their "
                               "drive",
                               gone->len),
                     gone->len);

  if (gone->len > 0)
    fl_session_emit_problem (self,
                             gone->len == 1 ? fl_stream_get_status (gone->pdata[0]) : several);
}

static void
take_looks (FlSession *self, gpointer content)
{
  const GPtrArray *looks = content;
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  g_clear_pointer (&self->look_thread, fl_thread_join);
  for (guint i = 0; i < looks->len; i++) {
    const Look *look = looks->pdata[i];
    if (take_look (self, look))
      g_ptr_array_add (gone, fl_session_find_stream_by_id (self, look->stream));
  }
  for (guint i = 0; i < gone->len; i++)
    fl_session_leave_out (self, gone->pdata[i]);
  tell_gone (self, gone);
}

static void
look_at_all (gpointer data)
{
  Round *round = data;

  for (guint i = 0; i < round->looks->len; i++) {
    Look *look = round->looks->pdata[i];
    if (!fl_fingerprint_measure (look->path, &look->size_bytes))
      look->size_bytes = -1;
  }
  fl_news_push (round->inbox, take_looks, round->looks, (GDestroyNotify) g_ptr_array_unref);
  g_free (round);
}

static GPtrArray *
list_looks (FlSession *self)
{
  GPtrArray *looks = g_ptr_array_new_with_free_func (look_free);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    if (!fl_stream_is_at_rest (stream) || fl_stream_is_live (stream))
      continue;
    Look *look = g_new0 (Look, 1);
    look->stream = fl_stream_get_id (stream);
    look->path = g_strdup (fl_stream_get_path (stream));
    g_ptr_array_add (looks, look);
  }
  return looks;
}

void
fl_session_look_for_files (FlSession *self)
{
  g_return_if_fail (FL_IS_SESSION (self));

  if (self->look_thread != NULL || self->store == NULL)
    return;
  Round *round = g_new (Round, 1);
  *round = (Round){.inbox = self->inbox, .looks = list_looks (self)};
  self->look_thread = fl_thread_start ("fl-look", FL_THREAD_NICE_WORK, look_at_all, round);
}
