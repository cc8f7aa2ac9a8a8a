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

/* What sample @frame has: a class, or what is known of @tag. */
static FlSpan
sample_span (FlStream *stream, gint64 tag, gint64 frame)
{
  FlTagVerdict of_tag;
  FlVerdict verdict;

  if (tag == 0) {
    fl_stream_get_verdict (stream, frame, &verdict);
    return (FlSpan){.class_id = verdict.class_id, .certainty = verdict.certainty};
  }
  fl_stream_get_tag_verdict (stream, tag, frame, &of_tag);
  return (FlSpan){.class_id = of_tag.state == FL_LABEL_LABELLED ? tag : 0,
                  .certainty = of_tag.certainty};
}

/* What a frame beside sample @frame has, were it not labelled itself. */
static FlSpan
machine_span (FlStream *stream, gint64 tag, gint64 frame, const FlRange *range)
{
  FlSpan span = sample_span (stream, tag, frame);

  span.range = *range;
  /* Nobody saw the frames around a labelled sample. */
  if (span.certainty == FL_CERTAINTY_HUMAN)
    span.certainty = FL_CERTAINTY_MODEL;
  else if (span.certainty == FL_CERTAINTY_UNSURE)
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
    const gboolean is_unsure = row->state == FL_LABEL_UNSURE;
    const FlSpan human = {.range = {.first = MAX (row->range.first, under.range.first),
                                    .last = MIN (row->range.last, under.range.last)},
                          .class_id = row->state == FL_LABEL_LABELLED ? row->class_id : 0,
                          .certainty = is_unsure ? FL_CERTAINTY_UNSURE : FL_CERTAINTY_HUMAN};
    append_span (spans, &human);
    under.range.first = human.range.last + 1;
    if (row->range.last > human.range.last)
      return at;
    at++;
  }
  append_span (spans, &under);
  return at;
}

static GArray *
list_spans (FlStream *stream, gint64 tag, const GArray *track)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (FlSpan));
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
    at = append_cut (spans, track, at, machine_span (stream, tag, frame, &cell));
    first = last + 1;
  }
  return spans;
}

GArray *
fl_session_list_spans (FlSession *self, FlStream *stream)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);

  return list_spans (stream, 0, fl_stream_get_track (stream));
}

GArray *
fl_session_list_tag_spans (FlSession *self, FlStream *stream, FlClass *tag)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && FL_IS_CLASS (tag), NULL);

  const gint64 id = fl_class_get_id (tag);
  const GArray *track = fl_tag_tracks_get (fl_stream_get_tags (stream), id);
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));

  return list_spans (stream, id, track != NULL ? track : nothing);
}
