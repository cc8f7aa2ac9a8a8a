/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stretches of a timeline: what the machine says between what people said. */
#include "session/fl-review-order.h"
#include "session/fl-session-blind.h"
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

/* What is listed: the classes of a stream, or (@tag is not 0) what is known of a tag in it. */
typedef struct {
  FlStream *stream;
  gint64 tag;
  const GArray *track;
  GArray *blind; /* FlFrameRef, of which the machine says nothing here */
} Listing;

/* What sample @frame has: a class, or what is known of the tag. */
static FlSpan
sample_span (const Listing *self, gint64 frame)
{
  const gint64 id = fl_stream_get_id (self->stream);
  const gboolean is_blind = fl_frame_refs_contain (self->blind, id, frame);
  FlTagVerdict of_tag;
  FlVerdict verdict;

  if (self->tag == 0) {
    fl_stream_get_verdict (self->stream, frame, &verdict);
    if (is_blind)
      fl_verdict_hide (&verdict);
    return (FlSpan){.class_id = verdict.class_id, .certainty = verdict.certainty};
  }
  fl_stream_get_tag_verdict (self->stream, self->tag, frame, &of_tag);
  if (is_blind && of_tag.label == NULL)
    return (FlSpan){.certainty = FL_CERTAINTY_UNSEEN};
  return (FlSpan){.class_id = of_tag.state == FL_LABEL_LABELLED ? self->tag : 0,
                  .certainty = of_tag.certainty};
}

/* What a frame beside sample @frame has, were it not labelled itself. */
static FlSpan
machine_span (const Listing *self, gint64 frame, const FlRange *range)
{
  FlSpan span = sample_span (self, frame);

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
list_spans (const Listing *self)
{
  FlStream *stream = self->stream;
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
    at = append_cut (spans, self->track, at, machine_span (self, frame, &cell));
    first = last + 1;
  }
  return spans;
}

GArray *
fl_session_list_spans (FlSession *self, FlStream *stream)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream), NULL);

  g_autoptr (GArray) blind = fl_session_list_blind (self);

  return list_spans (
    &(Listing){.stream = stream, .track = fl_stream_get_track (stream), .blind = blind});
}

GArray *
fl_session_list_tag_spans (FlSession *self, FlStream *stream, FlClass *tag)
{
  g_return_val_if_fail (FL_IS_SESSION (self) && FL_IS_STREAM (stream) && FL_IS_CLASS (tag), NULL);

  const gint64 id = fl_class_get_id (tag);
  const GArray *track = fl_tag_tracks_get (fl_stream_get_tags (stream), id);
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (FlLabelRow));
  g_autoptr (GArray) blind = fl_session_list_blind (self);

  return list_spans (&(Listing){.stream = stream,
                                .tag = id,
                                .track = track != NULL ? track : nothing,
                                .blind = blind});
}
