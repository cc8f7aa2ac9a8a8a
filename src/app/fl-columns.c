/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a stream's stretches to the pixel columns of its track: a pure function. */
#include "app/fl-columns.h"

static gsize
column_of (gint64 frame, gint64 n_frames, gsize n_columns)
{
  const gint64 column = (gint64) ((double) frame * (double) n_columns / (double) n_frames);

  return (gsize) CLAMP (column, 0, (gint64) n_columns);
}

/* What a person said is never hidden by what a machine said beside it. */
static int
rank (FlCertainty certainty)
{
  return certainty == FL_CERTAINTY_UNSURE ? FL_CERTAINTY_HUMAN : (int) certainty;
}

static void
fill (FlColumn *columns, gsize first, gsize end, const FlSpan *span)
{
  for (gsize i = first; i < end; i++)
    if (rank (span->certainty) > rank (columns[i].certainty))
      columns[i] = (FlColumn){.class_id = span->class_id, .certainty = span->certainty};
}

void
fl_columns_fill (const FlSpan *spans,
                 gsize n_spans,
                 gint64 n_frames,
                 FlColumn *columns,
                 gsize n_columns)
{
  g_return_if_fail (n_frames > 0 && n_columns > 0);

  for (gsize i = 0; i < n_columns; i++)
    columns[i] = (FlColumn){.certainty = FL_CERTAINTY_UNSEEN};
  for (gsize i = 0; i < n_spans; i++) {
    const FlSpan *span = &spans[i];
    if (span->certainty == FL_CERTAINTY_UNSEEN)
      continue;
    const gboolean is_human =
      span->certainty == FL_CERTAINTY_HUMAN || span->certainty == FL_CERTAINTY_UNSURE;
    const gsize n_least = is_human ? 2 : 1;
    gsize first = column_of (span->range.first, n_frames, n_columns);
    gsize end = column_of (span->range.last + 1, n_frames, n_columns);
    if (end < first + n_least)
      end = MIN (first + n_least, n_columns);
    if (end < first + n_least && end >= n_least)
      first = end - n_least;
    fill (columns, first, end, span);
  }
}

gsize
fl_columns_find_end (const FlColumn *columns, gsize n_columns, gsize start)
{
  gsize end = start + 1;

  while (end < n_columns && columns[end].class_id == columns[start].class_id &&
         columns[end].certainty == columns[start].certainty)
    end++;
  return end;
}
