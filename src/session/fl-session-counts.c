/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many samples people labelled. What was counted once is kept: an answer costs as much with a
 * million labels as with ten, because only the rows that it touches are counted before and after. */
#include "session/fl-session-counts.h"

#include <string.h>

#include "session/fl-session-private.h"

/* Of all frames; leaves room for one before and behind. */
static const FlRange everything = {.first = -1, .last = G_MAXINT64 - 2};

/* How many samples are in @range. A frame of a stream that was not read yet may be one, and
 * counts. */
static guint
count_samples (FlStream *stream, const FlRange *range)
{
  if (fl_stream_get_n_samples (stream) == 0)
    return range->first == range->last ? 1 : 0;
  return fl_stream_count_before (stream, range->last + 1) -
         fl_stream_count_before (stream, range->first);
}

/* Adds a row, or takes it away when @sign is -1: one a sample, or one for an answer between samples. */
static void
add_tag_row (const FlLabelRow *row, guint n, FlTagCounts *counts)
{
  counts->n_yes += row->state == FL_LABEL_LABELLED ? n : 0;
  counts->n_no += row->state == FL_LABEL_NO ? n : 0;
  counts->n_unsure += row->state == FL_LABEL_UNSURE ? n : 0;
}

static FlTagCounts *
ensure_tag (FlSession *self, gint64 tag)
{
  FlTagCounts *counts = g_hash_table_lookup (self->tag_counts, &tag);

  if (counts != NULL)
    return counts;
  counts = g_new0 (FlTagCounts, 1);
  g_hash_table_insert (self->tag_counts, g_memdup2 (&tag, sizeof tag), counts);
  return counts;
}

static void
add_tag (FlSession *self, FlStream *stream, gint64 tag, const FlRange *window, int sign)
{
  const GArray *track = fl_tag_tracks_get (fl_stream_get_tags (stream), tag);
  FlTagCounts *counts = ensure_tag (self, tag);

  for (guint i = track != NULL ? fl_track_seek (track, window->first) : 0;
       track != NULL && i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    if (row->range.first > window->last)
      break;
    add_tag_row (row, (guint) sign * MAX (count_samples (stream, &row->range), 1), counts);
  }
}

/* Whether something was said of all tags at @frame; then also at all frames up to @out_last, and else
 * not before behind it. */
static gboolean
find_answered (FlSession *self, FlStream *stream, gint64 frame, gint64 *out_last)
{
  gint64 last_known = G_MAXINT64 - 1;
  gint64 last_unknown = frame - 1;

  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    const gint64 tag = fl_class_get_id (fl_session_peek_class (self, i));
    const GArray *track = fl_tag_tracks_get (fl_stream_get_tags (stream), tag);
    const guint at = track != NULL ? fl_track_seek (track, frame) : 0;
    const FlLabelRow *row =
      track != NULL && at < track->len ? &g_array_index (track, FlLabelRow, at) : NULL;
    if (row == NULL)
      last_unknown = G_MAXINT64 - 1;
    else if (row->range.first > frame)
      last_unknown = MAX (last_unknown, row->range.first - 1);
    else
      last_known = MIN (last_known, row->range.last);
  }
  *out_last = last_unknown >= frame ? last_unknown : last_known;
  return last_unknown < frame;
}

/* Samples in @window of which all tags are known. */
static guint
count_answered (FlSession *self, FlStream *stream, const FlRange *window)
{
  guint n = 0;

  for (gint64 frame = window->first, last; frame <= window->last; frame = last + 1) {
    const gboolean is_answered = find_answered (self, stream, frame, &last);
    const FlRange found = {.first = frame, .last = MIN (last, window->last)};
    n += is_answered ? count_samples (stream, &found) : 0;
  }
  return n;
}

static void
add_tags (FlSession *self, FlStream *stream, const FlRange *window, int sign)
{
  for (guint i = 0; i < fl_session_get_n_classes (self); i++)
    add_tag (self, stream, fl_class_get_id (fl_session_peek_class (self, i)), window, sign);
  if (fl_session_get_n_classes (self) > 0)
    self->n_answered += (guint) sign * count_answered (self, stream, window);
}

/* Samples in @range that lots label as a class. */
static guint
count_filled_in (FlStream *stream, const FlRange *range)
{
  const GArray *accepted = fl_stream_borrow_labelling (stream).accepted;
  guint first = 0;
  guint n = 0;

  for (guint end = accepted != NULL ? accepted->len : 0; first < end;) {
    const guint middle = first + (end - first) / 2;
    if (g_array_index (accepted, FlAccepted, middle).frame < range->first)
      first = middle + 1;
    else
      end = middle;
  }
  for (guint i = first; accepted != NULL && i < accepted->len; i++) {
    const FlAccepted *entry = &g_array_index (accepted, FlAccepted, i);
    if (entry->frame > range->last)
      break;
    n += entry->class_id != 0;
  }
  return n;
}

/* For each class its labels: one a sample, or one for a label that lies between samples. */
static void
add_classes (FlSession *self, FlStream *stream, const FlRange *window, int sign)
{
  const GArray *track = fl_stream_get_track (stream);

  for (guint i = fl_track_seek (track, window->first); i < track->len; i++) {
    const FlLabelRow *row = &g_array_index (track, FlLabelRow, i);
    if (row->range.first > window->last)
      break;
    const guint n = count_samples (stream, &row->range);
    gpointer key = GINT_TO_POINTER ((int) row->class_id);
    const guint so_far = GPOINTER_TO_UINT (g_hash_table_lookup (self->class_counts, key));
    g_hash_table_insert (self->class_counts, key,
                         GUINT_TO_POINTER (so_far + (guint) sign * MAX (n, 1)));
    self->n_answered += (guint) sign * n;
    self->n_filled_and_said += (guint) sign * count_filled_in (stream, &row->range);
  }
}

/* Rows beside @range as well: a label that is laid into another one makes pieces of it. */
static void
add (FlSession *self, FlStream *stream, const FlRange *range, int sign)
{
  const FlRange window = {.first = range->first - 1, .last = range->last + 1};

  if (!self->is_counted)
    return;
  if (!self->is_multi_label)
    add_classes (self, stream, &window, sign);
  else if (fl_stream_get_n_samples (stream) > 0)
    add_tags (self, stream, &window, sign);
  else
    self->is_counted = FALSE; /* What is a sample there is not known yet. */
}

void
fl_session_forget_counts (FlSession *self)
{
  self->is_counted = FALSE;
}

void
fl_session_uncount (FlSession *self, FlStream *stream, const FlRange *range)
{
  add (self, stream, range, -1);
}

void
fl_session_count (FlSession *self, FlStream *stream, const FlRange *range)
{
  add (self, stream, range, 1);
}

void
fl_session_note_planned (FlSession *self, FlStream *stream, const GArray *planned)
{
  const GArray *before = fl_stream_borrow_labelling (stream).planned;
  const GArray *track = fl_stream_get_track (stream);

  if (before == planned || track->len == 0)
    return;
  const gint64 last = g_array_index (track, FlLabelRow, track->len - 1).range.last;
  const gboolean is_longer =
    before != NULL && before->len > 0 && planned->len >= before->len &&
    memcmp (before->data, planned->data, before->len * sizeof (gint64)) == 0;
  /* Live video only grows, behind what was labelled. */
  self->is_counted &= is_longer && last <= g_array_index (before, gint64, before->len - 1);
}

static void
count_all (FlSession *self)
{
  g_hash_table_remove_all (self->class_counts);
  g_hash_table_remove_all (self->tag_counts);
  self->n_answered = 0;
  self->n_filled_and_said = 0;
  for (guint i = 0; i < fl_session_get_n_streams (self); i++) {
    FlStream *stream = fl_session_peek_stream (self, i);
    if (self->is_multi_label)
      add_tags (self, stream, &everything, 1);
    else
      add_classes (self, stream, &everything, 1);
  }
  self->is_counted = TRUE;
}

guint
fl_session_show_counts (FlSession *self)
{
  if (!self->is_counted)
    count_all (self);
  for (guint i = 0; i < fl_session_get_n_classes (self); i++) {
    FlClass *klass = fl_session_peek_class (self, i);
    const gint64 id = fl_class_get_id (klass);
    gpointer n = g_hash_table_lookup (self->class_counts, GINT_TO_POINTER ((int) id));
    if (self->is_multi_label)
      fl_class_set_tag_counts (klass, ensure_tag (self, id));
    else
      fl_class_set_n_labels (klass, GPOINTER_TO_UINT (n));
  }
  return self->n_answered;
}
