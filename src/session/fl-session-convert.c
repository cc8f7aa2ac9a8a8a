/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From classes to tags: labels of classes are read as answers about tags and never rewritten
 * (decisions 7). */
#include "session/fl-session-private.h"

#include <glib/gi18n.h>

#include "session/fl-session-like.h"
#include "store/fl-store-convert.h"

/* What @row says of @tag; unseen when nothing. */
static FlLabelState
read_as (FlSession *self, const FlLabelRow *row, gint64 tag)
{
  const gboolean is_labelled = row->state == FL_LABEL_LABELLED;

  if (is_labelled && row->class_id == tag)
    return FL_LABEL_LABELLED;
  /* Nobody knows of which part a label of a class that was split is. */
  if (!fl_knowledge_knows (self->knowledge, row, tag) ||
      fl_knowledge_is_split (self->knowledge, row))
    return FL_LABEL_UNSEEN;
  return is_labelled ? FL_LABEL_NO : row->state;
}

void
fl_session_put_as_tags (FlSession *self, FlStream *stream, const FlLabelRow *row)
{
  FlLabelRow seen = *row;

  seen.state = FL_LABEL_LABELLED;
  seen.class_id = 0;
  fl_stream_put_label (stream, &seen);
  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlLabelRow as_tag = *row;
    as_tag.is_of_class = TRUE;
    as_tag.tag = fl_class_get_id (fl_session_peek_class (self, i));
    as_tag.state = read_as (self, row, as_tag.tag);
    as_tag.class_id = as_tag.state == FL_LABEL_LABELLED ? as_tag.tag : 0;
    if (as_tag.state != FL_LABEL_UNSEEN)
      fl_stream_put_label (stream, &as_tag);
  }
}

static void
forget_all_questions (FlSession *self)
{
  if (fl_session_is_finding_like (self))
    fl_session_stop_finding_like (self);
  g_clear_pointer (&self->suspects, g_array_unref);
  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    fl_session_forget_questions (self, fl_session_peek_stream (self, i));
}

gboolean
fl_session_load_kind (FlSession *self, GError **error)
{
  self->is_multi_label = fl_store_is_multi_label (self->store, self->as_of_us);
  forget_all_questions (self);
  if (!fl_session_load_classes (self, error) || !fl_session_load_labels (self, 0, error) ||
      !fl_session_load_lots (self, error))
    return FALSE;
  fl_session_forget_model (self);
  fl_session_notify_kind (self);
  fl_session_update_current (self);
  return TRUE;
}

/* `0` says no of tags. */
static gboolean
check_keys (FlSession *self, GError **error)
{
  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlClass *klass = fl_session_peek_class (self, i);
    if (fl_class_get_is_background (klass) || !g_str_equal (fl_class_get_key (klass), "0"))
      continue;
    g_set_error (
      error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
      _ ("The classes cannot be made tags yet, because “%s” has the key “0”, which is the "
         "answer no about tags; give it another key first"),
      fl_class_get_name (klass));
    return FALSE;
  }
  return TRUE;
}

gboolean
fl_session_convert (FlSession *self, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  if (self->is_multi_label) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("There is nothing to convert, because this project has tags already"));
    return FALSE;
  }
  if (!check_keys (self, error) || !fl_session_write_unsaved (self, error) ||
      !fl_store_convert (self->store, self->annotator, error) ||
      !fl_session_load_kind (self, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_request_learning (self);
  return TRUE;
}
