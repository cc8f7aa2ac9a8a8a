/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to go next in one stream, and giving back what was said of a part of it. */
#include "session/fl-session-places.h"

#include <math.h>

#include "session/fl-idle.h"
#include "session/fl-session-private.h"

/* How sure what stands at sample @frame is, NAN where nothing but a person's word says so. */
static double
get_confidence (FlStream *stream, gint64 tag, gint64 frame, FlCertainty *out_certainty)
{
  FlTagVerdict of_tag;
  FlVerdict verdict;

  if (tag != 0) {
    fl_stream_get_tag_verdict (stream, tag, frame, &of_tag);
    *out_certainty = of_tag.certainty;
    return of_tag.confidence;
  }
  fl_stream_get_verdict (stream, frame, &verdict);
  *out_certainty = verdict.certainty;
  return verdict.confidence;
}

static gboolean
is_doubtful (FlStream *stream, gint64 tag, gint64 frame)
{
  FlCertainty certainty;
  const double confidence = get_confidence (stream, tag, frame, &certainty);

  return certainty == FL_CERTAINTY_UNSURE ||
         (certainty == FL_CERTAINTY_MODEL && confidence < FL_DOUBTFUL_BELOW);
}

GArray *
fl_session_list_doubtful (FlSession *self, FlStream *stream, FlClass *tag)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);

  const gint64 id = tag != NULL ? fl_class_get_id (tag) : 0;
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (FlRange));
  gboolean goes_on = FALSE;

  for (guint i = 0; i < fl_stream_get_n_samples (stream); i++) {
    const gint64 frame = fl_stream_get_sample (stream, i);
    const FlRange one = {.first = frame, .last = frame};
    const gboolean is_in = is_doubtful (stream, id, frame);
    if (is_in && goes_on)
      g_array_index (stretches, FlRange, stretches->len - 1).last = frame;
    else if (is_in)
      g_array_append_val (stretches, one);
    goes_on = is_in;
  }
  return stretches;
}

/* Returns: (transfer full) (nullable): the first question about @stream that waits */
static FlItem *
dup_waiting (FlSession *self, FlStream *stream)
{
  GListModel *queue = G_LIST_MODEL (self->queue);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (fl_item_get_stream (item) == stream)
      return g_steal_pointer (&item);
  }
  return NULL;
}

/* The sample that nobody answered and that is the least sure; the first one when all are answered. */
static gint64
find_most_doubtful (FlSession *self, FlStream *stream)
{
  gint64 found = -1;
  double least = INFINITY;

  for (guint i = 0; i < fl_stream_get_n_samples (stream); i++) {
    const gint64 frame = fl_stream_get_sample (stream, i);
    FlCertainty certainty;
    if (fl_session_is_answered (self, stream, frame, 0))
      continue;
    const double confidence = get_confidence (stream, 0, frame, &certainty);
    const double doubt = isnan (confidence) ? 1.0 : confidence;
    if (doubt < least) {
      least = doubt;
      found = frame;
    }
  }
  return found >= 0 ? found : fl_stream_get_sample (stream, 0);
}

gboolean
fl_session_ask_about (FlSession *self, FlStream *stream)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);

  g_autoptr (FlItem) waiting = dup_waiting (self, stream);

  if (fl_stream_get_n_samples (stream) == 0)
    return FALSE;
  if (waiting == NULL) {
    fl_session_ask (self, stream, find_most_doubtful (self, stream));
    return TRUE;
  }
  fl_session_note_activity (self);
  fl_queue_put_first (self->queue, waiting);
  fl_session_update_current (self);
  return TRUE;
}

/* Of the tag that is meant, or of all: labels from when these were classes are of none. */
static void
list_given_back (FlSession *self, const FlLabelAction *base, FlClass *tag, GArray *out)
{
  FlLabelAction label = *base;

  label.tag = tag != NULL ? fl_class_get_id (tag) : 0;
  g_array_append_val (out, label);
  for (guint i = 0; self->is_multi_label && tag == NULL && i < fl_session_get_n_classes (self);
       i++) {
    label.tag = fl_class_get_id (fl_session_peek_class (self, i));
    g_array_append_val (out, label);
  }
}

gboolean
fl_session_give_back (FlSession *self,
                      FlStream *stream,
                      const FlRange *range,
                      FlClass *tag,
                      GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);

  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  FlLabelAction base = fl_session_begin_label (self, stream, range);

  base.state = FL_LABEL_UNSEEN;
  list_given_back (self, &base, tag, actions);
  if (!fl_session_set_labels (self, stream, range, actions, error))
    return FALSE;
  /* Which frames were seen at all is told by what stands of every tag. */
  if (!self->is_multi_label)
    return TRUE;
  const gboolean is_read = fl_session_load_labels (self, fl_stream_get_id (stream), error);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, fl_stream_get_id (stream));
  return is_read;
}
