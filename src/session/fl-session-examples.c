/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples of a class, out of what people said. */
#include "session/fl-session-examples.h"

#include "session/fl-item-private.h"
#include "session/fl-queue-private.h"
#include "session/fl-review-order.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"

/* A label of a run or a group is about frames that nobody looked at. */
static gboolean
is_of_seen (const FlLabelRow *row)
{
  return !g_str_equal (row->kind, "run") && !g_str_equal (row->kind, "group");
}

static gboolean
is_of_class (FlSession *self, const FlLabelRow *row, FlClass *klass)
{
  return row->state == FL_LABEL_LABELLED &&
         (row->tag != 0 || row->class_id == fl_class_get_id (klass)) &&
         !fl_knowledge_is_old (self->knowledge, row);
}

/* The sample in the middle of a range; -1 where it has none. */
static gint64
find_sample (FlStream *stream, const FlRange *range)
{
  const int nearest =
    fl_stream_find_sample (stream, range->first + (range->last - range->first) / 2);
  const gint64 frame = nearest >= 0 ? fl_stream_get_sample (stream, (guint) nearest) : -1;

  return frame >= range->first && frame <= range->last ? frame : -1;
}

static GArray *
list_frames (FlSession *self, FlStream *stream, FlClass *klass, const GArray *blind)
{
  const gint64 tag = self->is_multi_label ? fl_class_get_id (klass) : 0;
  const GArray *track = fl_stream_get_track_of (stream, tag);
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (gint64));

  /* What is said around a frame that is asked about by its picture alone would tell. */
  if (fl_session_is_blind_stream (self, stream))
    return frames;
  for (guint i = 0; track != NULL && i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    if (!is_of_class (self, row, klass) || !is_of_seen (row))
      continue;
    const gint64 frame = find_sample (stream, &row->range);
    if (frame >= 0 && !fl_frame_refs_contain (blind, fl_stream_get_id (stream), frame))
      g_array_append_val (frames, frame);
  }
  return frames;
}

static GArray *
list_hidden (FlSession *self)
{
  FlItem *question = fl_queue_get_first (self->queue);
  GArray *refs = fl_session_list_blind (self);

  if (question != NULL) {
    const FlFrameRef ref = {.stream = fl_stream_get_id (fl_item_get_stream (question)),
                            .frame = fl_item_get_frame (question)};
    g_array_append_val (refs, ref);
  }
  return refs;
}

/* The one at @turn of @n that lie evenly among @frames, if there are that many. */
static gboolean
find_turn (const GArray *frames, guint turn, guint n, gint64 *out)
{
  const guint n_shown = MIN (frames->len, n);

  if (turn >= n_shown)
    return FALSE;
  *out = g_array_index (frames, gint64, (guint) ((guint64) turn * frames->len / n_shown));
  return TRUE;
}

GPtrArray *
fl_session_list_examples (FlSession *self, FlClass *klass, guint n)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_CLASS (klass), NULL);

  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) of_streams =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) hidden = list_hidden (self);

  for (guint i = 0; i < fl_session_get_n_streams (self); i++)
    g_ptr_array_add (of_streams,
                     list_frames (self, fl_session_peek_stream (self, i), klass, hidden));
  for (guint turn = 0; turn < n; turn++)
    for (guint i = 0; i < of_streams->len && items->len < n; i++) {
      gint64 frame;
      if (find_turn (of_streams->pdata[i], turn, n, &frame))
        g_ptr_array_add (items, fl_item_new_about (fl_session_peek_stream (self, i), frame,
                                                   FL_REASON_CHOSEN, NULL, NULL));
    }
  return items;
}
