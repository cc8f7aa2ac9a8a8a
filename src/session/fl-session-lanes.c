/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn below the labels of a stream. */
#include "session/fl-session-lanes.h"

#include <math.h>

#include "session/fl-review-order.h"
#include "session/fl-session-accepted.h"
#include "session/fl-session-blind.h"
#include "session/fl-session-private.h"
#include "store/fl-store-lots.h"

/* The frames that are nearer to sample @i than to any other; the earlier of two equally near. */
static FlRange
find_cell (FlStream *stream, guint i)
{
  const guint n = fl_stream_get_n_samples (stream);
  const gint64 frame = fl_stream_get_sample (stream, i);

  return (FlRange){
    .first = i > 0 ? (fl_stream_get_sample (stream, i - 1) + frame) / 2 + 1 : 0,
    .last = i + 1 < n ? (frame + fl_stream_get_sample (stream, i + 1)) / 2
                      : fl_stream_get_n_frames (stream) - 1,
  };
}

/* Equal neighbours are one. */
static void
append (GArray *spans, const FlLaneSpan *span)
{
  FlLaneSpan *last = spans->len > 0 ? &g_array_index (spans, FlLaneSpan, spans->len - 1) : NULL;

  if (last != NULL && last->range.last + 1 == span->range.first &&
      last->class_id == span->class_id && last->level == span->level)
    last->range.last = span->range.last;
  else
    g_array_append_vals (spans, span, 1);
}

/* Which of its tags @tag is, -1 for none. */
static int
find_tag (const FlSweep *sweep, gint64 tag)
{
  for (guint i = 0; sweep->tag_ids != NULL && i < sweep->tag_ids->len; i++)
    if (g_array_index (sweep->tag_ids, gint64, i) == tag)
      return (int) i;
  return -1;
}

/* What the model says of its sample @i; %FALSE when that is nothing. */
static gboolean
judge (const FlSweep *sweep, gsize i, gint64 tag, FlLaneSpan *out)
{
  const int place = tag != 0 ? find_tag (sweep, tag) : -1;
  float level = NAN;

  if (tag == 0)
    out->class_id = fl_sweep_get (sweep, i, &level);
  else if (place >= 0)
    level = sweep->tag_probabilities[i * sweep->tag_ids->len + (gsize) place];
  if (tag != 0)
    out->class_id = tag;
  out->level = (double) level;
  return out->class_id != 0 && isfinite (level);
}

GArray *
fl_session_list_confidences (FlSession *self, FlStream *stream, FlClass *tag)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);

  GArray *spans = g_array_new (FALSE, FALSE, sizeof (FlLaneSpan));
  g_autoptr (GArray) blind = fl_session_list_blind (self);
  const FlSweep *sweep = fl_stream_get_sweep (stream);
  const gint64 id = tag != NULL ? fl_class_get_id (tag) : 0;

  for (guint i = 0; sweep != NULL && i < fl_stream_get_n_samples (stream); i++) {
    const gint64 frame = fl_stream_get_sample (stream, i);
    const gssize at = fl_sample_set_find (sweep->samples, frame);
    FlLaneSpan span = {.range = find_cell (stream, i)};
    if (at >= 0 && judge (sweep, (gsize) at, id, &span) &&
        !fl_frame_refs_contain (blind, fl_stream_get_id (stream), frame))
      append (spans, &span);
  }
  return spans;
}

gboolean
fl_session_are_confidences_rough (FlSession *self)
{
  g_return_val_if_fail (FL_IS_SESSION (self), TRUE);
  return self->model == NULL || !fl_model_get_facts (self->model)->is_calibrated;
}

static void
raise_level (double *levels, FlStream *stream, gint64 frame, double level)
{
  const int i = fl_stream_find_sample (stream, frame);

  if (i >= 0)
    levels[i] = MAX (levels[i], level);
}

/* What @part says of @tag (0: of classes) was given back, or failed. */
static void
raise_part (FlStream *stream, gint64 tag, const FlLotPart *part, double *levels)
{
  for (guint i = 0; part->stream == fl_stream_get_id (stream) && i < part->samples->len; i++) {
    const FlLotSample *sample = &g_array_index (part->samples, FlLotSample, i);
    if (tag == 0 || ABS (sample->class_id) == tag)
      raise_level (levels, stream, sample->frame, FL_LANE_GIVEN_BACK);
  }
}

static void
raise_former (FlSession *self, FlStream *stream, gint64 tag, double *levels)
{
  for (guint i = 0; i < self->lot_rows->len; i++) {
    const FlLotRow *row = self->lot_rows->pdata[i];
    g_autoptr (GPtrArray) parts = g_str_equal (row->state, "open") ||
                                      g_str_equal (row->state, "certified") ||
                                      !fl_session_is_in_force (self, row)
                                    ? NULL
                                    : fl_store_list_lot_parts (self->store, row->id, NULL);
    for (guint j = 0; parts != NULL && j < parts->len; j++)
      raise_part (stream, tag, parts->pdata[j], levels);
  }
}

GArray *
fl_session_list_lot_spans (FlSession *self, FlStream *stream, FlClass *tag)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);

  GArray *spans = g_array_new (FALSE, FALSE, sizeof (FlLaneSpan));
  const guint n = fl_stream_get_n_samples (stream);
  const GArray *accepted = fl_stream_borrow_labelling (stream).accepted;
  const gint64 id = tag != NULL ? fl_class_get_id (tag) : 0;
  g_autofree double *levels = g_new0 (double, MAX (n, 1));

  raise_former (self, stream, id, levels);
  for (guint i = 0; accepted != NULL && i < accepted->len; i++) {
    const FlAccepted *each = &g_array_index (accepted, FlAccepted, i);
    if (each->class_id != 0 && each->tag == id)
      raise_level (levels, stream, each->frame,
                   each->is_certified ? FL_LANE_CERTIFIED : FL_LANE_OPEN);
  }
  for (guint i = 0; i < n; i++) {
    const FlLaneSpan span = {.range = find_cell (stream, i), .level = levels[i]};
    if (levels[i] > 0)
      append (spans, &span);
  }
  return spans;
}
