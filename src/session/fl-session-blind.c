/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames are asked about by their picture alone: a person who was shown what the machine says of
 * one would no longer measure it. */
#include "session/fl-session-blind.h"

#include "session/fl-review-order.h"
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

GArray *
fl_session_list_blind (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), NULL);

  GArray *refs = g_array_new (FALSE, FALSE, sizeof (FlFrameRef));

  add_queue (self, refs);
  add_passed_over (self, refs);
  for (guint i = 0; i < self->open_checks->len; i++) {
    const FlOpenCheck *check = &g_array_index (self->open_checks, FlOpenCheck, i);
    const FlFrameRef ref = {.stream = check->draw.stream, .frame = check->draw.frame};
    g_array_append_val (refs, ref);
  }
  return refs;
}

gboolean
fl_session_is_blind (FlSession *self, FlStream *stream, gint64 frame)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), FALSE);

  g_autoptr (GArray) refs = fl_session_list_blind (self);

  return fl_frame_refs_contain (refs, fl_stream_get_id (stream), frame);
}
