/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says of several samples at once: one action, whatever it says of each. */
#include "session/fl-session-review.h"

#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"

/* What is said of a sample of which @verdict is known; %FALSE to leave it as it is. */
typedef gboolean (*SayFunc) (const FlVerdict *verdict, FlClass *klass, FlLabelAction *out);

static gboolean
say_confirmed (const FlVerdict *verdict, FlClass *klass, FlLabelAction *out)
{
  out->state = FL_LABEL_LABELLED;
  out->class_id = verdict->class_id;
  return verdict->class_id != 0 && verdict->label == NULL;
}

static gboolean
say_class (const FlVerdict *verdict, FlClass *klass, FlLabelAction *out)
{
  out->state = klass != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE;
  out->class_id = klass != NULL ? fl_class_get_id (klass) : 0;
  return verdict->label == NULL || verdict->label->state != out->state ||
         verdict->label->class_id != out->class_id;
}

static gboolean
say_nothing (const FlVerdict *verdict, FlClass *klass, FlLabelAction *out)
{
  out->state = FL_LABEL_UNSEEN;
  return verdict->label != NULL;
}

/* Whether something can be said of @item; else why not, where that is no matter of course. */
static gboolean
is_there (FlSession *self, FlItem *item, GError **error)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};

  return fl_session_find_stream_by_id (self, fl_stream_get_id (stream)) == stream &&
         fl_session_check_range (stream, &range, error);
}

/* What may be shown of @item, where frames of @blind are asked about by their picture alone. */
static void
get_verdict (FlItem *item, const GArray *blind, FlVerdict *out)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);

  fl_stream_get_verdict (stream, frame, out);
  if (fl_frame_refs_contain (blind, fl_stream_get_id (stream), frame))
    fl_verdict_hide (out);
}

/* What the person saw of the machine's opinion is kept with the label. */
static void
add (FlSession *self, FlItem *item, const GArray *blind, FlClass *klass, SayFunc func, GArray *said)
{
  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  const FlRange range = {.first = frame, .last = frame};
  FlLabelAction label = fl_session_begin_label (self, stream, &range);
  FlVerdict verdict;

  get_verdict (item, blind, &verdict);
  if (!func (&verdict, klass, &label))
    return;
  if (verdict.label == NULL) {
    label.guess_class = verdict.class_id;
    label.guess_shown = verdict.class_id != 0;
  }
  /* That it is one answer shows in that all was said at the same time. */
  if (said->len > 0)
    label.at_us = g_array_index (said, FlLabelAction, 0).at_us;
  g_array_append_val (said, label);
}

static guint
say (FlSession *self, GPtrArray *items, FlClass *klass, SayFunc func, GError **error)
{
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  g_autoptr (GArray) blind = fl_session_list_blind (self);
  g_autoptr (GError) local = NULL;

  if (self->is_multi_label)
    return (guint) fl_session_refuse_class (error);
  for (guint i = 0; i < items->len; i++)
    if (is_there (self, items->pdata[i], local == NULL ? &local : NULL))
      add (self, items->pdata[i], blind, klass, func, said);
  if (said->len == 0) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return 0;
  }
  for (guint i = 0; said->len > 1 && i < said->len; i++)
    g_array_index (said, FlLabelAction, i).kind = FL_SESSION_KIND_REVIEW;
  if (!fl_session_save_answer (self, said, error))
    return 0;
  fl_session_drop_labelled (self, NULL, NULL);
  fl_session_settle_audits (self);
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  fl_session_request_learning (self);
  return said->len;
}

guint
fl_session_confirm (FlSession *self, GPtrArray *items, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL, 0);

  return say (self, items, NULL, say_confirmed, error);
}

guint
fl_session_relabel (FlSession *self, GPtrArray *items, FlClass *klass, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL, 0);

  return say (self, items, klass, say_class, error);
}

guint
fl_session_unlabel (FlSession *self, GPtrArray *items, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && items != NULL, 0);

  return say (self, items, NULL, say_nothing, error);
}

void
fl_session_get_state (FlSession *self, FlItem *item, FlReviewState *out)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item));

  g_autoptr (GArray) blind = fl_session_list_blind (self);
  FlVerdict verdict;

  get_verdict (item, blind, &verdict);
  *out =
    (FlReviewState){.klass = verdict.class_id != 0
                               ? fl_session_find_class_by_id (self, verdict.class_id)
                               : NULL,
                    .certainty = verdict.certainty,
                    .confidence = verdict.confidence,
                    .is_rough = verdict.certainty == FL_CERTAINTY_MODEL && self->model != NULL &&
                                !fl_model_get_facts (self->model)->is_calibrated};
}
