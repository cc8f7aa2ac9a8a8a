/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions: answering, putting off, choosing one. */
#include "session/fl-session-private.h"

#include <math.h>

#include "learn/fl-scorer.h"
#include "session/fl-item-private.h"
#include "session/fl-session-checks.h"

static gint64
get_guess (FlItem *item)
{
  FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  gssize i = sweep != NULL ? fl_sample_set_find (sweep->samples, fl_item_get_frame (item)) : -1;

  return i >= 0 ? sweep->class_ids[i] : 0;
}

static gint64
get_tag (FlItem *item)
{
  FlClass *tag = fl_item_get_tag (item);

  return tag != NULL ? fl_class_get_id (tag) : 0;
}

gboolean
fl_session_can_ask_about (FlSession *self, FlStream *stream)
{
  const FlFileState file = fl_stream_get_file (stream);

  return file != FL_FILE_OTHER && (file != FL_FILE_AWAY || self->is_headless);
}

int
fl_session_find_passed_over (FlSession *self, gint64 stream, gint64 frame)
{
  for (guint i = 0; i < self->passed_over->len; i++) {
    const FlFrameRef *ref = &g_array_index (self->passed_over, FlPassedOver, i).ref;
    if (ref->stream == stream && ref->frame == frame)
      return (int) i;
  }
  return -1;
}

/* A question is over: it is not put off any more, and those that are come one nearer. */
static void
end_question (FlSession *self, gint64 stream, gint64 frame)
{
  int place = fl_session_find_passed_over (self, stream, frame);

  if (place >= 0)
    g_array_remove_index (self->passed_over, (guint) place);
  self->n_steps++;
}

void
fl_session_drop_labelled (FlSession *self, FlStream *stream, const FlRange *range)
{
  GListModel *queue = G_LIST_MODEL (self->queue);

  for (guint i = g_list_model_get_n_items (queue); i-- > 0;) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    FlStream *each = fl_item_get_stream (item);
    gint64 frame = fl_item_get_frame (item);
    if (stream != NULL && (each != stream || frame < range->first || frame > range->last))
      continue;
    /* What was drawn and shown asks whatever is known; what was drawn only is no check then. */
    if (fl_item_get_lot (item) == 0 && !fl_session_is_open_check (self, item) &&
        fl_session_is_answered (self, each, frame, get_tag (item)))
      fl_queue_remove (self->queue, item);
  }
  fl_session_update_current (self);
}

void
fl_session_forget_questions (FlSession *self, FlStream *stream)
{
  const gint64 id = fl_stream_get_id (stream);

  fl_session_drop_questions (self, stream);
  fl_session_forget_groups (self);
  fl_session_forget_review (self);
  for (guint i = self->passed_over->len; i-- > 0;)
    if (g_array_index (self->passed_over, FlPassedOver, i).ref.stream == id)
      g_array_remove_index (self->passed_over, i);
}

/* What an answer labels: the frame that was shown, or the range around it that the label has, and the
 * run, of which nobody saw the rest. */
typedef struct {
  FlRange seen;
  FlRange run;
  gboolean has_run;
} Scope;

/* Who says of a label once more what it says means all of it; anything else is about the frame that
 * was shown, or about its run. */
static Scope
find_scope (FlSession *self, const FlAnswer *answer)
{
  const gint64 frame = fl_item_get_frame (answer->item);
  const GArray *track = fl_stream_get_track (fl_item_get_stream (answer->item));
  const FlLabelRow *row =
    fl_item_get_is_about_label (answer->item) ? fl_track_find (track, frame) : NULL;
  Scope scope = {.seen = {.first = frame, .last = frame}};
  FlItemRun run;

  if (row != NULL && answer->klass != NULL && row->state == FL_LABEL_LABELLED &&
      row->class_id == fl_class_get_id (answer->klass)) {
    /* Of a group its run: those beside it may be like it, and were not looked at. */
    const gboolean is_group = g_str_equal (row->kind, "group");
    scope.has_run = is_group || fl_track_find_run (track, frame, &scope.run);
    if (is_group)
      scope.run = row->range;
    else if (!scope.has_run)
      scope.seen = row->range;
  } else if (answer->is_about_run && fl_session_find_run (self, answer->item, &run)) {
    scope.has_run = TRUE;
    scope.run = run.range;
  }
  return scope;
}

/* The label that is looked at a second time, so that it is not a third time; none for any other
 * question. */
static FlActionId
find_doubted (FlItem *item)
{
  const GArray *track = fl_stream_get_track_of (fl_item_get_stream (item), get_tag (item));
  const FlLabelRow *row = fl_item_get_reason (item) == FL_REASON_SECOND_LOOK && track != NULL
                            ? fl_track_find (track, fl_item_get_frame (item))
                            : NULL;

  return row != NULL ? row->action : (FlActionId){0};
}

/* The run is said first, and then the frame that was shown, which a person saw. */
static void
add_run (GArray *said, const FlLabelAction *label, const FlRange *range)
{
  const FlLabelAction run = {.stream = label->stream,
                             .range = *range,
                             .state = label->state,
                             .class_id = label->class_id,
                             .annotator = label->annotator,
                             .kind = "run",
                             .at_us = label->at_us};

  g_array_append_val (said, run);
}

/* A person who comes back to a frame may well answer it otherwise; it is a new label. */
gboolean
fl_session_answer (FlSession *self, const FlAnswer *answer, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (answer->item), FALSE);

  FlStream *stream = fl_item_get_stream (answer->item);
  gint64 frame = fl_item_get_frame (answer->item);
  const Scope scope = find_scope (self, answer);
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (FlLabelAction));
  FlLabelAction label = {.stream = fl_stream_get_id (stream),
                         .range = scope.seen,
                         .state = answer->klass != NULL ? FL_LABEL_LABELLED : FL_LABEL_UNSURE,
                         .class_id = answer->klass != NULL ? fl_class_get_id (answer->klass) : 0,
                         .annotator = self->annotator,
                         .kind = scope.seen.first == scope.seen.last ? "frame" : "range",
                         .at_us = g_get_real_time (),
                         .doubted = find_doubted (answer->item),
                         .shown_ms = answer->shown_ms,
                         .answered_ms = answer->answered_ms,
                         .guess_class = get_guess (answer->item),
                         .guess_shown = answer->guess_shown};

  fl_session_name_audit (self, answer->item, &label);
  fl_session_name_check (self, answer->item, &label);
  if (self->is_multi_label && answer->n_tags == 0)
    return fl_session_refuse_class (error);
  if (scope.has_run)
    add_run (said, &label, &scope.run);
  if (self->is_multi_label)
    fl_session_say_tags (&label, get_tag (answer->item), answer->tags, answer->n_tags, said);
  else
    g_array_append_val (said, label);
  if (!fl_session_check_unchanged (stream, error) || !fl_session_save_answer (self, said, error))
    return FALSE;
  fl_session_note_like (self, answer->item);
  fl_queue_remove (self->queue, answer->item);
  /* What was asked of one tag of the frame may be known now as well. */
  if (scope.has_run || self->is_multi_label)
    fl_session_drop_labelled (self, stream, scope.has_run ? &scope.run : &scope.seen);
  end_question (self, label.stream, frame);
  fl_session_settle_check (self, g_str_equal (label.kind, "check"));
  if (label.lot != 0)
    fl_session_settle_lots (self);
  fl_session_recount (self);
  fl_session_update_current (self);
  fl_session_emit_labels_changed (self, label.stream);
  fl_session_request_learning (self);
  return TRUE;
}

void
fl_session_later (FlSession *self, FlItem *item)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item));

  FlPassedOver later = {.ref = {.stream = fl_stream_get_id (fl_item_get_stream (item)),
                                .frame = fl_item_get_frame (item)},
                        .tag = get_tag (item),
                        .lot = fl_item_get_lot (item),
                        .is_drawn = fl_item_is_drawn (item)};
  end_question (self, later.ref.stream, later.ref.frame);
  later.step = self->n_steps;
  g_array_append_val (self->passed_over, later);
  fl_queue_remove (self->queue, item);
  fl_session_update_current (self);
  fl_session_request_learning (self);
}

void
fl_session_ask_again (FlSession *self, FlItem *item)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item));

  const FlPassedOver doubted = {.ref = {.stream = fl_stream_get_id (fl_item_get_stream (item)),
                                        .frame = fl_item_get_frame (item)},
                                .tag = get_tag (item),
                                .step = self->n_steps,
                                .is_doubted = TRUE};
  if (fl_session_find_passed_over (self, doubted.ref.stream, doubted.ref.frame) >= 0)
    return;
  g_array_append_val (self->passed_over, doubted);
  /* There may be nothing else to ask. */
  fl_session_request_learning (self);
}

/* The check of that very frame, which stays one whoever comes to it otherwise; its guess would be shown.
 * One that nobody was asked yet is none then: whoever chooses a frame saw what is said of it. */
static FlItem *
dup_check (FlSession *self, FlStream *stream, gint64 frame)
{
  FlItem *audit = fl_session_find_issued_audit (self, stream, frame, 0);

  return audit != NULL ? audit : fl_session_find_open_check (self, stream, frame);
}

void
fl_session_ask_tag (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  const gboolean is_known = fl_track_find (fl_stream_get_track (stream), frame) != NULL;
  g_autoptr (FlItem) item = dup_check (self, stream, frame);

  if (item == NULL)
    item = fl_item_new_tag (stream, frame, is_known ? FL_REASON_AGAIN : FL_REASON_CHOSEN,
                            tag != 0 ? fl_session_find_class_by_id (self, tag) : NULL);
  fl_session_note_activity (self);
  fl_queue_put_first (self->queue, item);
  fl_session_update_current (self);
}

void
fl_session_ask (FlSession *self, FlStream *stream, gint64 frame)
{
  g_return_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream));

  fl_session_ask_tag (self, stream, frame, 0);
}

/* Probabilities of the model's classes for one sample; %FALSE when there are none. */
static gboolean
predict_one (FlSession *self, FlStream *stream, gint64 frame, float *out)
{
  FlSampleSet *samples = fl_stream_get_samples (stream);
  gssize i = samples != NULL && samples->rows->is_whole ? fl_sample_set_find (samples, frame) : -1;

  if (self->model == NULL || i < 0)
    return FALSE;
  const FlHalfRows row = {.values = fl_sample_set_get_row (samples, (gsize) i),
                          .n_rows = 1,
                          .n_dims = samples->rows->rows.n_dims};
  g_autofree float *decisions = g_new (float, fl_model_get_n_classes (self->model));
  fl_scorer_run (self->model, &row, decisions, NULL);
  fl_model_get_probabilities (self->model, decisions, out);
  return TRUE;
}

void
fl_session_show_probabilities (FlSession *self)
{
  FlItem *item = fl_queue_get_first (self->queue);
  guint n = self->model != NULL ? fl_model_get_n_classes (self->model) : 0;
  g_autofree float *probabilities = g_new0 (float, MAX (n, 1));
  gboolean is_known =
    item != NULL && !fl_item_get_is_blind (item) &&
    predict_one (self, fl_item_get_stream (item), fl_item_get_frame (item), probabilities);

  const gboolean is_rough = is_known && !fl_model_get_facts (self->model)->is_calibrated;

  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlClass *klass = fl_session_peek_class (self, i);
    double probability = NAN;
    for (guint c = 0; is_known && c < n; c++)
      if (g_array_index (self->model_classes, gint64, c) == fl_class_get_id (klass))
        probability = (double) probabilities[c];
    fl_class_set_probability (klass, probability, is_rough);
  }
}
