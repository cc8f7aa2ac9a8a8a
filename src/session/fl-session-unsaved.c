/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing answers: at once, or as soon as the file is free. Of one that labels much the beginning is written at
 * once, and the rest in parts between the events of the main loop, so that no key waits for it. */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/fl-store-labels.h"

/* How long to wait before a busy file is tried again. */
#define RETRY_MS 100
/* How often it is tried for those who wait for it. */
#define MAX_LAST_TRIES 100
/* So many labels are one transaction, of about a millisecond. */
#define PART_LABELS 64
/* Behind what was pressed and what is drawn, which GTK does 10 before it. */
#define PART_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

static void
free_unsaved (gpointer data)
{
  FlUnsaved *unsaved = data;

  g_array_unref (unsaved->labels);
  g_free (unsaved);
}

static gboolean
is_written (const FlUnsaved *self)
{
  return self->n_written == self->labels->len;
}

static FlLabelAction *
get_label (const FlUnsaved *self, guint i)
{
  return &g_array_index (self->labels, FlLabelAction, i);
}

/* Writes up to @n_most of the labels of an answer, of which nothing else is written meanwhile; @out takes the
 * actions that say them. */
static gboolean
write_part (FlSession *self, FlUnsaved *unsaved, guint n_most, FlActionId *out, GError **error)
{
  const guint n = MIN (n_most, unsaved->labels->len - unsaved->n_written);

  if (!fl_store_label_part (self->store, get_label (unsaved, unsaved->n_written), n, &unsaved->head,
                            out, error))
    return FALSE;
  unsaved->n_written += n;
  return TRUE;
}

/* Rows that were shown before they were written are told which action says them. */
static void
name_rows (const GArray *track, const FlLabelAction *label, const FlActionId *id)
{
  const char *kind = g_intern_string (label->kind);

  for (guint i = fl_track_seek (track, label->range.first); i < track->len; i++) {
    FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    if (row->range.first > label->range.last)
      return;
    if (row->action.seq == 0 && row->at_us == label->at_us && row->kind == kind &&
        row->tag == label->tag && row->annotator == label->annotator)
      row->action = *id;
  }
}

static void
name_label (FlSession *self, const FlLabelAction *label, const FlActionId *id)
{
  FlStream *stream = fl_session_find_stream_by_id (self, label->stream);
  const GArray *of_tag =
    stream != NULL && label->tag != 0 ? fl_stream_get_track_of (stream, label->tag) : NULL;

  if (stream != NULL)
    name_rows (fl_stream_get_track (stream), label, id);
  if (of_tag != NULL)
    name_rows (of_tag, label, id);
}

/* Writes a part of the oldest answer that waits. */
static gboolean
write_next (FlSession *self, GError **error)
{
  FlUnsaved *unsaved = g_queue_peek_head (&self->unsaved);
  const guint first = unsaved->n_written;
  FlActionId ids[PART_LABELS];

  if (!write_part (self, unsaved, PART_LABELS, ids, error))
    return FALSE;
  for (guint i = first; i < unsaved->n_written; i++)
    name_label (self, get_label (unsaved, i), &ids[i - first]);
  if (is_written (unsaved))
    free_unsaved (g_queue_pop_head (&self->unsaved));
  return TRUE;
}

/* Nothing waits any more. */
static void
finish (FlSession *self)
{
  g_clear_handle_id (&self->part_id, g_source_remove);
  self->is_trouble_told = FALSE;
  self->is_disk_full = FALSE;
  fl_saver_kick (self->saver);
  g_object_notify (G_OBJECT (self), "is-saving");
  fl_session_settle_audits (self);
  fl_session_recount (self);
}

gboolean
fl_session_write_unsaved (FlSession *self, GError **error)
{
  if (g_queue_is_empty (&self->unsaved))
    return TRUE;
  while (!g_queue_is_empty (&self->unsaved))
    if (!write_next (self, error))
      return FALSE;
  finish (self);
  return TRUE;
}

/* A busy file is no trouble, and any other is told once. */
static void
tell_trouble (FlSession *self, const GError *error)
{
  self->is_disk_full = g_error_matches (error, FL_STORE_ERROR, FL_STORE_ERROR_FULL);
  if (self->is_trouble_told || g_error_matches (error, FL_STORE_ERROR, FL_STORE_ERROR_BUSY))
    return;
  self->is_trouble_told = TRUE;
  fl_session_emit_problem (self, error->message);
}

static gboolean
on_retry (gpointer data)
{
  FlSession *self = data;
  g_autoptr (GError) error = NULL;

  if (!fl_session_write_unsaved (self, &error)) {
    tell_trouble (self, error);
    return G_SOURCE_CONTINUE;
  }
  self->retry_id = 0;
  return G_SOURCE_REMOVE;
}

static void
retry_later (FlSession *self)
{
  g_clear_handle_id (&self->part_id, g_source_remove);
  if (self->retry_id == 0)
    self->retry_id = g_timeout_add (RETRY_MS, on_retry, self);
  g_object_notify (G_OBJECT (self), "is-saving");
}

static gboolean
on_part (gpointer data)
{
  FlSession *self = data;
  g_autoptr (GError) error = NULL;

  if (!write_next (self, &error)) {
    self->part_id = 0;
    tell_trouble (self, error);
    retry_later (self);
  } else if (!g_queue_is_empty (&self->unsaved)) {
    return G_SOURCE_CONTINUE;
  } else {
    self->part_id = 0;
    finish (self);
  }
  return G_SOURCE_REMOVE;
}

static gboolean
is_worth_waiting (const GError *error)
{
  return g_error_matches (error, FL_STORE_ERROR, FL_STORE_ERROR_BUSY) ||
         g_error_matches (error, FL_STORE_ERROR, FL_STORE_ERROR_FULL);
}

/* Has what is not written yet of the newest answer be written. */
static void
keep_for_later (FlSession *self, FlUnsaved *unsaved, const GError *trouble)
{
  const gboolean is_next = g_queue_is_empty (&self->unsaved);

  g_queue_push_tail (&self->unsaved, unsaved);
  if (trouble != NULL)
    tell_trouble (self, trouble);
  if (is_next && trouble == NULL)
    self->part_id = g_idle_add_full (PART_PRIORITY, on_part, self, NULL);
  else if (self->part_id == 0)
    retry_later (self);
}

/* Writes an answer, or keeps what is not written yet; @out takes the actions of what is. */
static gboolean
save_answer (FlSession *self, const GArray *answer, FlActionId *out, GError **error)
{
  const guint n_at_once = self->is_headless ? G_MAXUINT : PART_LABELS;
  FlUnsaved *unsaved = g_new0 (FlUnsaved, 1);
  g_autoptr (GError) local = NULL;

  unsaved->labels = g_array_copy ((GArray *) answer);
  /* What waits goes first, so that the order of the answers stays. */
  if (g_queue_is_empty (&self->unsaved))
    (void) write_part (self, unsaved, n_at_once, out, &local);
  if (local != NULL && !is_worth_waiting (local)) {
    free_unsaved (unsaved);
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (local != NULL)
    memset (out, 0, answer->len * sizeof out[0]);
  if (!is_written (unsaved)) {
    keep_for_later (self, unsaved, local);
    return TRUE;
  }
  free_unsaved (unsaved);
  fl_saver_kick (self->saver);
  return TRUE;
}

gboolean
fl_session_save_answer (FlSession *self, GArray *answer, GError **error)
{
  g_autofree FlActionId *ids = g_new0 (FlActionId, answer->len);

  for (guint i = 0; i < answer->len; i++) {
    FlLabelAction *label = &g_array_index (answer, FlLabelAction, i);
    fl_session_fill_pts (fl_session_find_stream_by_id (self, label->stream), label);
  }
  if (!save_answer (self, answer, ids, error))
    return FALSE;
  for (guint i = 0; i < answer->len; i++)
    fl_session_put_label (self, &g_array_index (answer, FlLabelAction, i), &ids[i]);
  return TRUE;
}

void
fl_session_put_unsaved (FlSession *self, gint64 stream)
{
  static const FlActionId not_yet = {0};

  for (GList *each = self->unsaved.head; each != NULL; each = each->next) {
    const FlUnsaved *unsaved = each->data;
    for (guint i = unsaved->n_written; i < unsaved->labels->len; i++) {
      const FlLabelAction *label = get_label (unsaved, i);
      if ((stream == 0 || label->stream == stream) &&
          fl_session_find_stream_by_id (self, label->stream) != NULL)
        fl_session_put_label (self, label, &not_yet);
    }
  }
}

gboolean
fl_session_get_is_saving (FlSession *self)
{
  return !g_queue_is_empty (&self->unsaved) && self->part_id == 0;
}

guint
fl_session_count_unsaved (FlSession *self)
{
  guint n = 0;

  for (GList *each = self->unsaved.head; each != NULL; each = each->next)
    n += ((const FlUnsaved *) each->data)->n_written == 0;
  return n;
}

gboolean
fl_session_save (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  g_autoptr (GError) local = NULL;
  for (guint i = 0; i < MAX_LAST_TRIES && !g_queue_is_empty (&self->unsaved); i++) {
    g_clear_error (&local);
    if (fl_session_write_unsaved (self, &local))
      break;
    if (!g_error_matches (local, FL_STORE_ERROR, FL_STORE_ERROR_BUSY))
      break;
    g_usleep (RETRY_MS * 1000);
  }
  if (g_queue_is_empty (&self->unsaved))
    return TRUE;
  g_clear_handle_id (&self->part_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_queue_clear_full (&self->unsaved, free_unsaved);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What is only being written is written now. */
static void
end_parts (FlSession *self)
{
  g_autoptr (GError) error = NULL;

  if (self->part_id == 0 || fl_session_write_unsaved (self, &error))
    return;
  tell_trouble (self, error);
  retry_later (self);
}

char *
fl_session_dup_unsaved (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  end_parts (self);
  const guint n = g_queue_get_length (&self->unsaved);
  if (n == 0)
    return NULL;
  if (self->is_disk_full)
    return g_strdup_printf (ngettext ("%'u answer is not saved yet, because the disk is full; make "
                                      "room, and it is saved",
                                      "%'u answers are not saved yet, because the disk is full; "
                                      "make room, and they are saved",
                                      n),
                            n);
  return g_strdup_printf (ngettext ("%'u answer is not saved yet, because the project file cannot "
                                    "be written just now; wait, or end the program that uses it",
                                    "%'u answers are not saved yet, because the project file "
                                    "cannot be written just now; wait, or end the program that "
                                    "uses it",
                                    n),
                          n);
}

void
fl_session_save_rest (FlSession *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (!fl_session_write_unsaved (self, &error))
    g_message ("%u answers could not be saved: %s", g_queue_get_length (&self->unsaved),
               error->message);
  g_clear_handle_id (&self->part_id, g_source_remove);
  g_queue_clear_full (&self->unsaved, free_unsaved);
}
