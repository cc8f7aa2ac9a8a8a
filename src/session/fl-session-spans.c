/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stretches of a timeline: what the machine says between what people said. */
#include "session/fl-session-private.h"

static void
append_span (GArray *spans, const FlSpan *span)
{
  if (span->range.last < span->range.first)
    return;
  FlSpan *last = spans->len > 0 ? &g_array_index (spans, FlSpan, spans->len - 1) : NULL;
  if (last != NULL && last->class_id == span->class_id && last->certainty == span->certainty)
    last->range.last = span->range.last;
  else
    g_array_append_vals (spans, span, 1);
}

/* What a frame beside sample @frame has, were it not labelled itself. */
static FlSpan
machine_span (FlStream *stream, gint64 frame, const FlRange *range)
{
  FlVerdict verdict;

  fl_stream_get_verdict (stream, frame, &verdict);
  FlSpan span = {.range = *range, .class_id = verdict.class_id, .certainty = verdict.certainty};
  /* Nobody saw the frames around a labelled sample. */
  if (verdict.certainty == FL_CERTAINTY_HUMAN)
    span.certainty = FL_CERTAINTY_MODEL;
  else if (verdict.certainty == FL_CERTAINTY_UNSURE)
    span.certainty = FL_CERTAINTY_UNSEEN;
  return span;
}

/* Appends @under, cut by people's labels from row @at of the track on. Gives the next row. */
static guint
append_cut (GArray *spans, const GArray *track, guint at, FlSpan under)
{
  while (at < track->len && under.range.first <= under.range.last) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, at);
    if (row->range.first > under.range.last)
      break;
    FlSpan before = under;
    before.range.last = row->range.first - 1;
    append_span (spans, &before);
    gboolean is_labelled = row->state == FL_LABEL_LABELLED;
    const FlSpan human = {.range = {.first = MAX (row->range.first, under.range.first),
                                    .last = MIN (row->range.last, under.range.last)},
                          .class_id = is_labelled ? row->class_id : 0,
                          .certainty = is_labelled ? FL_CERTAINTY_HUMAN : FL_CERTAINTY_UNSURE};
    append_span (spans, &human);
    under.range.first = human.range.last + 1;
    if (row->range.last > human.range.last)
      return at;
    at++;
  }
  append_span (spans, &under);
  return at;
}

GArray *
fl_session_list_spans (FlSession *self, FlStream *stream)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);

  GArray *spans = g_array_new (FALSE, FALSE, sizeof (FlSpan));
  const GArray *track = fl_stream_get_track (stream);
  gint64 n_frames = fl_stream_get_n_frames (stream);
  guint n_samples = fl_stream_get_n_samples (stream);
  gint64 first = 0;
  guint at = 0;

  for (guint i = 0; i < n_samples; i++) {
    gint64 frame = fl_stream_get_sample (stream, i);
    /* Halfway to the next sample; the earlier one of two equally near. */
    gint64 last =
      i + 1 < n_samples ? (frame + fl_stream_get_sample (stream, i + 1)) / 2 : n_frames - 1;
    const FlRange cell = {.first = first, .last = last};
    at = append_cut (spans, track, at, machine_span (stream, frame, &cell));
    first = last + 1;
  }
  return spans;
}
