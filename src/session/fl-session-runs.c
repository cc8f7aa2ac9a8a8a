/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about runs of near-identical frames: what one is about, and cutting it in two. */
#include "session/fl-item-private.h"
#include "session/fl-session-private.h"

gboolean
fl_session_get_asks_runs (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);
  return !self->is_about_bouts && !self->is_multi_label;
}

gboolean
fl_session_find_run (FlSession *self, FlItem *item, FlItemRun *out)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item), FALSE);

  FlStream *stream = fl_item_get_stream (item);
  const gint64 frame = fl_item_get_frame (item);
  const FlRunSet *runs = fl_stream_get_runs (stream);
  /* A check of what was said before is about the frame that it draws. */
  const gboolean is_said =
    fl_item_get_lot (item) != 0 && fl_track_find (fl_stream_get_track (stream), frame) != NULL;
  FlRun run;

  *out = (FlItemRun){.range = {.first = frame, .last = frame}, .middle = frame};
  /* What was said is asked about as it was said. */
  if (self->is_multi_label || fl_item_get_is_about_label (item) ||
      fl_item_get_is_second_audit (item) || is_said || runs == NULL ||
      !fl_run_set_find (runs, fl_stream_get_track (stream), frame, &run))
    return FALSE;
  /* A frame between samples may lie beyond the last one that has no label. */
  out->range.first = MIN (frame, runs->samples->frames[run.first]);
  out->range.last = MAX (frame, runs->samples->frames[run.last]);
  out->middle = runs->samples->frames[run.first + (run.last - run.first) / 2];
  return out->range.first < out->range.last;
}

/* Asks about what stands for the run of @frame, before all else. */
static void
ask_about (FlSession *self, FlStream *stream, gint64 frame)
{
  const FlRunSet *runs = fl_stream_get_runs (stream);
  FlRun run;

  if (fl_run_set_find (runs, fl_stream_get_track (stream), frame, &run))
    frame = runs->samples->frames[run.shown];
  g_autoptr (FlItem) item = fl_item_new (stream, frame, FL_REASON_AGAIN);
  fl_queue_put_first (self->queue, item);
}

gboolean
fl_session_split_run (FlSession *self, FlItem *item, gint64 frame)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item), FALSE);

  FlStream *stream = fl_item_get_stream (item);
  FlItemRun run;

  if (!fl_session_find_run (self, item, &run) || frame <= run.range.first || frame > run.range.last)
    return FALSE;
  g_autoptr (FlRunSet) split = fl_run_set_split (fl_stream_get_runs (stream), frame);
  if (split == NULL)
    return FALSE;
  fl_stream_set_runs (stream, split);
  self->split_generation = self->generation;
  /* A check stays one, whatever its run is now. */
  if (fl_item_get_lot (item) == 0) {
    fl_queue_remove (self->queue, item);
    ask_about (self, stream, frame);
    ask_about (self, stream, run.range.first);
  }
  fl_session_update_current (self);
  fl_session_request_learning (self);
  return TRUE;
}
