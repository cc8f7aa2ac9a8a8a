/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is there to see, before anybody has said what: groups of like frames, and unusual ones. */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * FlGrouped:
 * @members: (element-type FlFrameRef): its frames, the one that stands for them first
 * @likeness: how alike they are, 0..1
 */
typedef struct {
  GArray *members;
  double likeness;
} FlGrouped;

/**
 * FlGrouping:
 * @groups: (element-type FlGrouped): the largest first
 * @unusual: (element-type FlFrameRef): the most unusual first
 */
typedef struct {
  GPtrArray *groups;
  GArray *unusual;
} FlGrouping;

/**
 * fl_grouping_run:
 * @request: what is known, with a scaling
 * @n_groups: how many groups are wanted at most
 * @n_unusual: how many unusual frames are wanted at most
 * @cancellable: (nullable): to stop early
 *
 * Groups what nobody has labelled, one frame of each run, some thousand of them at most. A frame is
 * unusual when it is far from the mean of its stream at its hour, the hours of a day counted from the
 * beginning of the stream; no two are within 10 s. The same request gives the same groups. Any thread.
 *
 * Returns: (transfer full): what was found
 */
FlGrouping *fl_grouping_run (const FlLearnRequest *request,
                             guint n_groups,
                             guint n_unusual,
                             GCancellable *cancellable);

/** fl_grouping_free: Frees it. */
void fl_grouping_free (FlGrouping *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlGrouping, fl_grouping_free)

G_END_DECLS
