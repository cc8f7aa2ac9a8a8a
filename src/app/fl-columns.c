/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the stretches of a track to its pixel columns: pure functions. */
#include "app/fl-columns.h"

#include "app/fl-span-levels.h"

int
fl_certainty_get_rank (FlCertainty certainty)
{
  return certainty == FL_CERTAINTY_UNSURE ? FL_CERTAINTY_HUMAN : (int) certainty;
}

static gboolean
is_human (const FlColumn *column)
{
  return fl_certainty_get_rank (column->certainty) == FL_CERTAINTY_HUMAN;
}

static gboolean
is_same (const FlColumn *a, const FlColumn *b)
{
  return a->class_id == b->class_id && a->certainty == b->certainty;
}

/* Gives answers that are one column wide a second one, that no other answer has. */
static void
widen_answers (FlColumn *columns, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    const gsize end = fl_columns_find_end (columns, n, i);
    const gboolean is_narrow =
      is_human (&columns[i]) && end == i + 1 && (i == 0 || !is_same (&columns[i - 1], &columns[i]));
    if (is_narrow && end < n && !is_human (&columns[end]))
      columns[end] = columns[i];
    else if (is_narrow && i > 0 && !is_human (&columns[i - 1]))
      columns[i - 1] = columns[i];
    i = end - 1;
  }
}

void
fl_columns_fill (const FlSpanLevels *levels,
                 const gint64 *edges,
                 FlColumn *columns,
                 gsize n_columns)
{
  for (gsize i = 0; i < n_columns; i++)
    columns[i] = fl_span_levels_get (levels, edges[i], MAX (edges[i + 1], edges[i] + 1));
  widen_answers (columns, n_columns);
}

gsize
fl_columns_find_end (const FlColumn *columns, gsize n_columns, gsize start)
{
  gsize end = start + 1;

  while (end < n_columns && is_same (&columns[end], &columns[start]))
    end++;
  return end;
}
