/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags: what is said of each of them. */
#include "session/fl-session-tags.h"

#include <glib/gi18n.h>

#include "session/fl-session-private.h"

gboolean
fl_session_refuse_class (GError **error)
{
  g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                       _ (
                         "A class is no answer here, because this project has tags; say yes, no or "
                         "unsure of each"));
  return FALSE;
}

/* Has @out say what @tagged does. */
static void
say_tag (const FlTagged *tagged, FlLabelAction *out)
{
  static const FlLabelState states[] = {[FL_TAG_YES] = FL_LABEL_LABELLED,
                                        [FL_TAG_NO] = FL_LABEL_NO,
                                        [FL_TAG_UNSURE] = FL_LABEL_UNSURE};

  out->tag = fl_class_get_id (tagged->tag);
  out->state = states[tagged->answer];
  out->class_id = tagged->answer == FL_TAG_YES ? out->tag : 0;
}

/* What is said of another tag than the one that was asked is no audit, check or second look. */
static void
forget_question (FlLabelAction *label)
{
  if (label->question != 0)
    label->kind = "frame";
  label->lot = 0;
  label->question = 0;
  label->doubted = (FlActionId){0};
}

void
fl_session_say_tags (const FlLabelAction *base,
                     gint64 asked,
                     const FlTagged *tagged,
                     gsize n_tagged,
                     GArray *answer)
{
  for (gsize i = 0; i < n_tagged; i++) {
    FlLabelAction label = *base;
    say_tag (&tagged[i], &label);
    if (asked != 0 && label.tag != asked)
      forget_question (&label);
    g_array_append_val (answer, label);
  }
}

/* Without a window what is said of the very frame and tag that were asked is the answer. */
static void
name_audits (FlSession *self, FlStream *stream, GArray *answer)
{
  for (guint i = 0; i < answer->len; i++) {
    FlLabelAction *label = &g_array_index (answer, FlLabelAction, i);
    g_autoptr (FlItem) audit =
      fl_session_find_issued_audit (self, stream, label->range.first, label->tag);
    if (audit != NULL)
      fl_session_name_audit (self, audit, label);
  }
}

gboolean
fl_session_tag (FlSession *self,
                FlStream *stream,
                const FlRange *range,
                const FlTagged *tags,
                gsize n_tags,
                GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && n_tags > 0, FALSE);

  g_autoptr (GArray) answer = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  const FlLabelAction base = fl_session_begin_label (self, stream, range);

  fl_session_say_tags (&base, 0, tags, n_tags, answer);
  if (self->is_headless && range->first == range->last)
    name_audits (self, stream, answer);
  return fl_session_set_labels (self, stream, range, answer, error);
}

gboolean
fl_session_is_answered (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  const FlTagTracks *tags = fl_stream_get_tags (stream);
  const gboolean is_seen = fl_track_find (fl_stream_get_track (stream), frame) != NULL;

  if (!self->is_multi_label || !is_seen)
    return is_seen;
  if (tag != 0)
    return fl_tag_tracks_find (tags, tag, frame) != NULL;
  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    if (fl_tag_tracks_find (tags, fl_class_get_id (fl_session_peek_class (self, i)), frame) == NULL)
      return FALSE;
  return TRUE;
}

GArray *
fl_session_list_tags (FlSession *self, gint64 tag)
{
  const gint64 only = self->is_multi_label ? tag : 0;
  GArray *tags = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!self->is_multi_label || only != 0)
    return g_array_append_val (tags, only);
  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    const gint64 id = fl_class_get_id (fl_session_peek_class (self, i));
    g_array_append_val (tags, id);
  }
  return tags;
}

gboolean
fl_session_get_tag_answer (FlSession *self,
                           FlStream *stream,
                           gint64 frame,
                           FlClass *tag,
                           FlTagAnswer *out)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && FL_IS_CLASS (tag), FALSE);

  const FlLabelRow *row =
    fl_tag_tracks_find (fl_stream_get_tags (stream), fl_class_get_id (tag), frame);

  if (row == NULL)
    return FALSE;
  *out = row->state == FL_LABEL_LABELLED ? FL_TAG_YES
         : row->state == FL_LABEL_NO     ? FL_TAG_NO
                                         : FL_TAG_UNSURE;
  return TRUE;
}
