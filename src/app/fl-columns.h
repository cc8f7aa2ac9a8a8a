/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

typedef struct _FlSpanLevels FlSpanLevels;

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

/** fl_certainty_get_rank: Returns: which of several is drawn where they meet: the highest; what a
 * person said, be it that one cannot tell, is never hidden by what a machine said beside it */
int fl_certainty_get_rank (FlCertainty certainty);

/**
 * fl_columns_fill:
 * @levels: the stretches of a track
 * @edges: (array length=n_columns + 1): column i stands for the frames from `edges[i]` up to
 *   `edges[i + 1]`, and at least for the first of them; ascending; < 0 before the first frame
 * @columns: (array length=n_columns): where the columns go
 * @n_columns: how many
 *
 * Lays out a track, see fl_span_levels_get(). A person's answer is at least two columns wide: it
 * must not vanish between predictions.
 */
void fl_columns_fill (const FlSpanLevels *levels,
                      const gint64 *edges,
                      FlColumn *columns,
                      gsize n_columns);

/** fl_columns_find_end: Returns: the first column after @start that differs from it */
gsize fl_columns_find_end (const FlColumn *columns, gsize n_columns, gsize start);

G_END_DECLS
