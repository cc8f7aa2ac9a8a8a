/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames are asked about by their picture alone: a person who was shown what the machine says of
 * one would no longer measure it. */
#include "session/fl-session-blind.h"

#include "session/fl-review-order.h"
#include "session/fl-session-checks.h"
#include "session/fl-session-private.h"
#include "store/fl-store-checks.h"

static void
add_queue (FlSession *self, GArray *refs)
{
  GListModel *queue = G_LIST_MODEL (self->queue);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++) {
    g_autoptr (FlItem) item = g_list_model_get_item (queue, i);
    const FlFrameRef ref = {.stream = fl_stream_get_id (fl_item_get_stream (item)),
                            .frame = fl_item_get_frame (item)};
    if (fl_item_get_is_blind (item))
      g_array_append_val (refs, ref);
  }
}

/* What was drawn, or is doubted, comes back as what it was. */
static void
add_passed_over (FlSession *self, GArray *refs)
{
  for (guint i = 0; i < self->passed_over->len; i++) {
    const FlPassedOver *later = &g_array_index (self->passed_over, FlPassedOver, i);
    if (later->is_drawn || later->is_doubted)
      g_array_append_val (refs, later->ref);
  }
}

static void
add_asked (FlSession *self, GArray *refs)
{
  for (guint i = 0; i < self->open_checks->len; i++) {
    const FlOpenCheck *check = &g_array_index (self->open_checks, FlOpenCheck, i);
    const FlFrameRef ref = {.stream = check->draw.stream, .frame = check->draw.frame};
    g_array_append_val (refs, ref);
  }
  for (guint i = 0; i < self->open_audits->len; i++) {
    const FlAuditDraw *sample = &g_array_index (self->open_audits, FlOpenAudit, i).sample;
    const FlFrameRef ref = {.stream = sample->stream, .frame = sample->frame};
    g_array_append_val (refs, ref);
  }
}

gboolean
fl_session_is_drawn (FlSession *self, gint64 stream, const FlRange *range)
{
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  add_asked (self, drawn);
  for (guint i = 0; i < drawn->len; i++) {
    const FlFrameRef *ref = &g_array_index (drawn, FlFrameRef, i);
    if (ref->stream == stream && ref->frame >= range->first && ref->frame <= range->last)
      return TRUE;
  }
  return FALSE;
}

GArray *
fl_session_list_blind (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  GArray *refs = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  add_queue (self, refs);
  add_passed_over (self, refs);
  add_asked (self, refs);
  return refs;
}

static gboolean
has_open_audit (FlSession *self, gint64 stream)
{
  for (guint i = 0; i < self->open_audits->len; i++)
    if (g_array_index (self->open_audits, FlOpenAudit, i).sample.stream == stream)
      return TRUE;
  return FALSE;
}

static gboolean
is_put_off (FlSession *self, gint64 stream)
{
  for (guint i = 0; i < self->passed_over->len; i++) {
    const FlPassedOver *later = &g_array_index (self->passed_over, FlPassedOver, i);
    if (later->is_drawn && later->ref.stream == stream)
      return TRUE;
  }
  return FALSE;
}

gboolean
fl_session_is_blind_stream (FlSession *self, FlStream *stream)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);

  const gint64 id = fl_stream_get_id (stream);

  if (self->current != NULL && fl_item_get_is_blind (self->current) &&
      fl_item_get_stream (self->current) == stream)
    return TRUE;
  return fl_session_can_ask_about (self, stream) &&
         (has_open_audit (self, id) || is_put_off (self, id) ||
          fl_session_has_open_check (self, stream));
}
