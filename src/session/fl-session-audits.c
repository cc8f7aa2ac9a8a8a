/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audits among the questions (decisions 25 to 27). What is asked follows from the order of a lot and
 * from nothing that anybody answered, so that only chance decides what is audited. */
#include "session/fl-session-audits.h"

#include "session/fl-item-private.h"
#include "session/fl-lot.h"
#include "session/fl-session-accepted.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-private.h"

static gboolean
is_open (const FlLot *lot)
{
  return g_str_equal (lot->row->state, "open");
}

static gboolean
share_frames (const GArray *a, const GArray *b)
{
  guint i = 0;
  guint j = 0;

  while (i < a->len && j < b->len) {
    const gint64 x = g_array_index (a, FlLotSample, i).frame;
    const gint64 y = g_array_index (b, FlLotSample, j).frame;
    if (x == y)
      return TRUE;
    i += x < y;
    j += y < x;
  }
  return FALSE;
}

static gboolean
overlap (const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++) {
      const FlLotPart *x = a->pdata[i];
      const FlLotPart *y = b->pdata[j];
      if (x->stream == y->stream && share_frames (x->samples, y->samples))
        return TRUE;
    }
  return FALSE;
}

static gint64
get_tag (const FlLotRow *row)
{
  FlLotScope scope;

  fl_lot_scope_parse (row->scope, &scope);
  return scope.tag;
}

/* Lots before that were audited and did not end as what @lot is about: whoever tries again until
 * chance is kind would find it so. What was said of another tag of a frame is about something else. */
static guint
count_attempts (FlSession *self, const FlLotRow *row)
{
  g_autoptr (GPtrArray) parts = NULL;
  guint n = 1;

  for (guint i = 0; i < self->lots->len; i++) {
    const FlLot *earlier = self->lots->pdata[i];
    if (earlier->answers->len == 0 || get_tag (earlier->row) != get_tag (row))
      continue;
    if (parts == NULL)
      parts = fl_store_list_lot_parts (self->store, row->id, NULL);
    g_autoptr (GPtrArray) others = fl_store_list_lot_parts (self->store, earlier->row->id, NULL);
    n += parts != NULL && others != NULL && overlap (parts, others);
  }
  return n;
}

static const FlLot *
find_open_lot (FlSession *self, gint64 id)
{
  for (guint i = 0; i < self->lots->len; i++) {
    const FlLot *lot = self->lots->pdata[i];
    if (lot->row->id == id && is_open (lot))
      return lot;
  }
  return NULL;
}

/* Whether the question has its answer, which may have been done again, or is of a lot that ended. */
static gboolean
is_over (FlSession *self, FlItem *item)
{
  const FlLot *lot = find_open_lot (self, fl_item_get_lot (item));

  return fl_item_get_lot (item) != 0 &&
         (lot == NULL ||
          fl_lot_is_answered (lot, fl_item_get_draw (item), fl_item_get_is_second_audit (item)));
}

/* What was asked of @lot and has no answer that counts; both lists have the same order. */
static GArray *
list_unanswered (FlSession *self, const FlLot *lot)
{
  g_autoptr (GArray) issued = fl_store_list_issued_audits (self->store, lot->row->id);
  GArray *unanswered = g_array_new (FALSE, FALSE, sizeof (FlIssuedAudit));
  guint next = 0;

  for (guint i = 0; i < issued->len; i++) {
    const FlIssuedAudit *audit = &g_array_index (issued, FlIssuedAudit, i);
    const FlAuditAnswer *answer =
      next < lot->answers->len ? &g_array_index (lot->answers, FlAuditAnswer, next) : NULL;
    if (answer != NULL && answer->draw == audit->draw && answer->is_second == audit->is_second)
      next++;
    else
      g_array_append_val (unanswered, *audit);
  }
  return unanswered;
}

static gboolean
has_question (const GArray *unanswered, const FlLotQuestion *question)
{
  for (guint i = 0; i < unanswered->len; i++) {
    const FlIssuedAudit *audit = &g_array_index (unanswered, FlIssuedAudit, i);
    if (audit->draw == question->draw && audit->is_second == question->is_second)
      return TRUE;
  }
  return FALSE;
}

/* A second look may be needed no more, when the disagreement was a slip: it is not asked again. */
static void
add_open_audits (FlSession *self, FlLot *lot)
{
  g_autoptr (GArray) unanswered = list_unanswered (self, lot);
  g_autoptr (GArray) questions =
    unanswered->len > 0
      ? fl_lot_list_questions (lot, self->store, unanswered->len + self->n_questions)
      : NULL;

  for (guint i = 0; questions != NULL && i < questions->len; i++) {
    const FlLotQuestion *question = &g_array_index (questions, FlLotQuestion, i);
    const FlOpenAudit audit = {.lot = lot->row->id,
                               .draw = question->draw,
                               .is_second = question->is_second,
                               .sample =
                                 g_array_index (lot->draws, FlAuditDraw, (guint) question->draw)};
    if (has_question (unanswered, question))
      g_array_append_val (self->open_audits, audit);
  }
}

static void
load_open_audits (FlSession *self)
{
  g_array_set_size (self->open_audits, 0);
  for (guint i = 0; i < self->lots->len; i++)
    if (is_open (self->lots->pdata[i]))
      add_open_audits (self, self->lots->pdata[i]);
}

/* Takes audits that nobody has to answer any more out of the queue. */
static void
drop_over (FlSession *self)
{
  GListModel *queue = G_LIST_MODEL (self->queue);

  if (find_open_lot (self, self->certified_now) == NULL)
    self->certified_now = 0;
  for (guint i = g_list_model_get_n_items (queue); i-- > 0;) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    if (is_over (self, item))
      fl_queue_remove (self->queue, item);
  }
  for (guint i = self->passed_over->len; i-- > 0;) {
    const gint64 lot = g_array_index (self->passed_over, FlPassedOver, i).lot;
    if (lot != 0 && find_open_lot (self, lot) == NULL)
      g_array_remove_index (self->passed_over, i);
  }
  fl_session_update_current (self);
}

gboolean
fl_session_load_audits (FlSession *self, GError **error)
{
  GPtrArray *rows = fl_store_list_lots (self->store, error);

  if (rows == NULL)
    return FALSE;
  g_clear_pointer (&self->lots, g_ptr_array_unref);
  g_clear_pointer (&self->lot_rows, g_ptr_array_unref);
  self->lot_rows = rows;
  self->lots = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_lot_free);
  for (guint i = 0; i < rows->len; i++) {
    if (!fl_session_is_in_force (self, rows->pdata[i]))
      continue;
    FlLot *lot = fl_lot_new (rows->pdata[i], count_attempts (self, rows->pdata[i]));
    g_ptr_array_add (self->lots, lot);
    if (!fl_lot_read_audits (lot, self->store, error))
      return FALSE;
  }
  load_open_audits (self);
  drop_over (self);
  fl_session_emit_lots_changed (self);
  return TRUE;
}

/* Whether @lot is decided, and was closed. */
static gboolean
close_decided (FlSession *self, FlLot *lot)
{
  const gboolean is_certified = lot->view.state == FL_CERTIFICATE_GIVEN;

  if (lot->errors->len == 0 || (!is_certified && !lot->is_lost))
    return FALSE;
  return fl_store_close_lot (self->store, lot->row->id, is_certified, self->annotator, NULL);
}

static void
after_closing (FlSession *self, const GArray *closed)
{
  if (!fl_session_load_lots (self, NULL))
    return;
  fl_session_recount (self);
  fl_session_emit_labels_changed (self, 0);
  for (guint i = 0; i < closed->len; i++)
    fl_session_emit_lot_closed (self, g_array_index (closed, gint64, i));
  fl_session_request_learning (self);
}

void
fl_session_settle_audits (FlSession *self)
{
  fl_session_load_checks (self);
  fl_session_settle_lots (self);
}

void
fl_session_settle_lots (FlSession *self)
{
  g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_any_open = FALSE;

  if (self->is_read_only || self->as_of_us != 0)
    return;
  for (guint i = 0; i < self->lots->len; i++) {
    FlLot *lot = self->lots->pdata[i];
    if (!is_open (lot) || !fl_lot_read_audits (lot, self->store, NULL))
      continue;
    is_any_open = TRUE;
    if (close_decided (self, lot))
      g_array_append_val (closed, lot->row->id);
  }
  if (closed->len > 0) {
    after_closing (self, closed);
  } else if (is_any_open) {
    load_open_audits (self);
    drop_over (self);
    fl_session_emit_lots_changed (self);
  }
}

/* The tag that alone a sample of a lot is about; %NULL in projects of classes. */
static FlClass *
find_tag (FlSession *self, const FlAuditDraw *sample)
{
  return self->is_multi_label ? fl_session_find_offered_class (self, ABS (sample->class_id)) : NULL;
}

/* The question as an item; %NULL where nobody can see it just now, and while it is put off. */
static FlItem *
make_item (FlSession *self, const FlLot *lot, const FlLotQuestion *question)
{
  const FlAuditDraw *sample = &g_array_index (lot->draws, FlAuditDraw, (guint) question->draw);
  FlStream *stream = fl_session_find_stream_by_id (self, sample->stream);
  const int place = fl_session_find_passed_over (self, sample->stream, sample->frame);

  FlClass *tag = find_tag (self, sample);

  /* A tag may be gone. */
  if (stream == NULL || sample->frame >= fl_stream_get_n_frames (stream) ||
      !fl_session_can_ask_about (self, stream) || (self->is_multi_label && tag == NULL))
    return NULL;
  if (place >= 0 && self->n_steps - g_array_index (self->passed_over, FlPassedOver, place).step <
                      FL_SESSION_LATER_STEPS)
    return NULL;
  return fl_item_new_audit (stream, sample->frame, lot->row->id, question->draw,
                            question->is_second, tag);
}

static void
add_items (FlSession *self, FlLot *lot, guint n, GPtrArray *items)
{
  g_autoptr (GArray) questions = fl_lot_list_questions (lot, self->store, n);

  for (guint i = 0; i < questions->len && items->len < n; i++) {
    FlItem *item = make_item (self, lot, &g_array_index (questions, FlLotQuestion, i));
    if (item != NULL)
      g_ptr_array_add (items, item);
  }
}

gboolean
fl_session_is_open_lot (FlSession *self, gint64 id)
{
  return find_open_lot (self, id) != NULL;
}

gboolean
fl_session_has_open_lot (FlSession *self)
{
  for (guint i = 0; i < self->lots->len; i++)
    if (is_open (self->lots->pdata[i]))
      return TRUE;
  return FALSE;
}

/* One lot after the other, or the one that is certified now. */
GPtrArray *
fl_session_list_audits (FlSession *self, guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->lots->len && items->len < n; i++) {
    FlLot *lot = self->lots->pdata[i];
    if (is_open (lot) && (self->certified_now == 0 || self->certified_now == lot->row->id))
      add_items (self, lot, n, items);
  }
  return items;
}

static gboolean
is_open_audit (FlSession *self, FlItem *item)
{
  for (guint i = 0; i < self->open_audits->len; i++) {
    const FlOpenAudit *audit = &g_array_index (self->open_audits, FlOpenAudit, i);
    if (audit->lot == fl_item_get_lot (item) && audit->draw == fl_item_get_draw (item) &&
        !audit->is_second == !fl_item_get_is_second_audit (item))
      return TRUE;
  }
  return FALSE;
}

gint64
fl_session_issue_audit (FlSession *self, FlItem *item)
{
  const gint64 lot = item != NULL ? fl_item_get_lot (item) : 0;

  if (lot == 0 || self->is_read_only)
    return 0;
  FlClass *tag = fl_item_get_tag (item);
  const FlOpenAudit audit = {.lot = lot,
                             .draw = fl_item_get_draw (item),
                             .is_second = fl_item_get_is_second_audit (item),
                             .sample = {.stream = fl_stream_get_id (fl_item_get_stream (item)),
                                        .frame = fl_item_get_frame (item),
                                        .class_id = tag != NULL ? fl_class_get_id (tag) : 0}};
  const gint64 question =
    fl_store_issue_audit (self->store, lot, audit.draw, audit.is_second, &audit.sample, NULL);
  if (question != 0 && !is_open_audit (self, item))
    g_array_append_val (self->open_audits, audit);
  return question;
}

void
fl_session_name_audit (FlSession *self, FlItem *item, FlLabelAction *label)
{
  const gint64 question = fl_session_issue_audit (self, item);

  /* A file that was busy both times: the answer is a label, and the audit is asked again. */
  if (question == 0)
    return;
  label->kind = "audit";
  label->lot = fl_item_get_lot (item);
  label->question = question;
  label->guess_shown = FALSE;
}

FlItem *
fl_session_find_issued_audit (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  for (guint i = 0; i < self->open_audits->len; i++) {
    const FlOpenAudit *audit = &g_array_index (self->open_audits, FlOpenAudit, i);
    const FlAuditDraw *sample = &audit->sample;
    if (sample->stream == fl_stream_get_id (stream) && sample->frame == frame &&
        (!self->is_multi_label || tag == 0 || ABS (sample->class_id) == tag))
      return fl_item_new_audit (stream, frame, audit->lot, audit->draw, audit->is_second,
                                find_tag (self, sample));
  }
  return NULL;
}

gboolean
fl_session_ask_audit_of (FlSession *self, FlStream *stream, gint64 frame, gint64 tag)
{
  g_autoptr (FlItem) item = fl_session_find_issued_audit (self, stream, frame, tag);

  if (item == NULL)
    return FALSE;
  fl_queue_put_first (self->queue, item);
  fl_session_update_current (self);
  return TRUE;
}
