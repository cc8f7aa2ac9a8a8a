/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlColumn:
 * @class_id: the class, 0 for none
 * @certainty: who or what says so
 *
 * One pixel column of a track.
 */
typedef struct {
  gint64 class_id;
  FlCertainty certainty;
} FlColumn;

/**
 * fl_columns_fill:
 * @spans: (array length=n_spans): a stream's stretches, ascending, without gaps
 * @n_spans: how many
 * @n_frames: frames of the stream, > 0
 * @columns: (array length=n_columns): where the columns go
 * @n_columns: how many, > 0
 *
 * Lays out a track. Where several stretches meet in one column the surest one is drawn, and a
 * person's answer is at least two columns wide: it must not vanish between predictions.
 */
void fl_columns_fill (const FlSpan *spans,
                      gsize n_spans,
                      gint64 n_frames,
                      FlColumn *columns,
                      gsize n_columns);

/** fl_columns_find_end: Returns: the first column after @start that differs from it */
gsize fl_columns_find_end (const FlColumn *columns, gsize n_columns, gsize start);

G_END_DECLS
