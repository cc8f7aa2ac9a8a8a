/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about runs of near-identical frames: what one is about, and cutting it in two. */
#include "session/fl-item-private.h"
#include "session/fl-session-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/fl-compare.h"
#include "learn/fl-scaling.h"
#include "store/fl-store-runs.h"
#include "store/fl-store-settings.h"

#define SETTING_SHORTEST_EVENT "shortest-event-s"

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

/* What is in the project by @row, whose scaling may be older than the newest one. */
static FlScaling *
dup_scaling (FlSession *self, const FlRunRuleRow *row)
{
  if (self->scaling != NULL && row->scaling == self->scaling_version)
    return fl_scaling_ref (self->scaling);
  g_autoptr (GBytes) bytes = fl_store_dup_scaling_version (self->store, row->scaling);
  return bytes != NULL ? fl_scaling_deserialize (bytes, NULL) : NULL;
}

void
fl_session_load_runs (FlSession *self, FlStream *stream)
{
  const gint64 id = fl_stream_get_id (stream);
  FlRunRuleRow row = {.stream = id, .extractors = self->extractor->id};
  g_autoptr (GArray) splits = fl_store_list_splits (self->store, id, NULL);
  g_autoptr (FlScaling) scaling =
    fl_store_find_run_rule (self->store, &row) ? dup_scaling (self, &row) : NULL;
  g_autoptr (FlRunSet) runs = fl_run_set_new (scaling, (float) row.tau, splits);

  fl_stream_set_runs (stream, runs);
}

gboolean
fl_session_load_splits (FlSession *self, FlStream *stream, GError **error)
{
  g_autoptr (GArray) splits = fl_store_list_splits (self->store, fl_stream_get_id (stream), error);

  if (splits == NULL)
    return FALSE;
  g_autoptr (FlRunSet) runs = fl_run_set_cut (fl_stream_get_runs (stream), splits);
  fl_stream_set_runs (stream, runs);
  return TRUE;
}

/* A scaling that could not be kept would be another one the next time. */
static void
keep_rule (FlSession *self, FlStream *stream, const FlRunSet *runs)
{
  const FlRunRuleRow row = {.stream = fl_stream_get_id (stream),
                            .extractors = self->extractor->id,
                            .scaling = self->scaling_version,
                            .tau = (double) runs->tau};
  g_autoptr (GError) error = NULL;

  if (!self->is_read_only && runs->scaling == self->scaling && row.scaling != 0 &&
      !fl_store_keep_run_rule (self->store, &row, &error))
    g_debug ("what makes runs is not kept: %s", error->message);
}

void
fl_session_take_runs (FlSession *self, FlStream *stream, FlRunSet *runs)
{
  const FlRunSet *before = fl_stream_get_runs (stream);
  const gboolean is_new = before->scaling != runs->scaling && runs->scaling != NULL;
  g_autoptr (FlRunSet) cut = fl_run_set_cut (runs, before->splits);

  fl_stream_set_runs (stream, cut);
  if (is_new)
    keep_rule (self, stream, runs);
}

GArray *
fl_session_list_begins (FlStream *stream)
{
  const GPtrArray *segments = fl_stream_is_live (stream) ? fl_stream_get_segments (stream) : NULL;
  GArray *frames = segments != NULL ? g_array_new (FALSE, FALSE, sizeof (gint64)) : NULL;

  for (guint i = 1; segments != NULL && i < segments->len; i++) {
    const FlSegmentRow *row = segments->pdata[i];
    if (!row->is_follower)
      g_array_append_val (frames, row->first_frame);
  }
  return frames;
}

double
fl_session_get_shortest_event_s (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), 0);

  g_autofree char *text = fl_store_dup_setting (self->store, SETTING_SHORTEST_EVENT);
  return text != NULL ? g_ascii_strtod (text, NULL) : 0;
}

gboolean
fl_session_set_shortest_event_s (FlSession *self, double length_s, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self), FALSE);

  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isfinite (length_s) || length_s < 0) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("The shortest event that matters lasts some seconds, such as 0.5, or 0 "
                            "when it does not matter"));
    return FALSE;
  }
  if (!fl_store_set_setting (self->store, SETTING_SHORTEST_EVENT,
                             g_ascii_dtostr (text, sizeof text, length_s), error))
    return FALSE;
  fl_session_request_learning (self);
  return TRUE;
}

double
fl_session_get_longest_run_s (FlSession *self)
{
  const double shortest_s = fl_session_get_shortest_event_s (self);

  return shortest_s > 0 ? MIN (shortest_s / 2, FL_RUN_LONGEST_S) : FL_RUN_LONGEST_S;
}

static gboolean
keep_split (FlSession *self, FlStream *stream, gint64 frame, GError **error)
{
  const FlRange place = {.first = frame, .last = frame};
  FlLabelAction at = fl_session_begin_label (self, stream, &place);

  fl_session_fill_pts (stream, &at);
  return fl_session_write_unsaved (self, error) && fl_store_split_run (self->store, &at, error) &&
         fl_session_load_splits (self, stream, error);
}

gboolean
fl_session_split_run (FlSession *self, FlItem *item, gint64 frame, GError **error)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_ITEM (item), FALSE);

  FlStream *stream = fl_item_get_stream (item);
  FlItemRun run;

  if (!fl_session_find_run (self, item, &run) || frame <= run.range.first ||
      frame > run.range.last || !fl_run_set_can_split (fl_stream_get_runs (stream), frame)) {
    g_set_error_literal (error, FL_SESSION_ERROR, FL_SESSION_ERROR_INVALID,
                         _ ("Look at a later frame of the run to split it there"));
    return FALSE;
  }
  if (!keep_split (self, stream, frame, error))
    return FALSE;
  fl_saver_kick (self->saver);
  fl_session_recount (self);
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
