/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store-labels.h"

G_BEGIN_DECLS

/**
 * fl_store_split_run:
 * @self: a store
 * @at: who split, in which stream, and the frame (the first of its range, with its time) at which
 *   the later run begins; nothing else of it counts
 * @error: return location
 *
 * Splits the run of near-identical frames that the frame is in, by an action that can be undone.
 *
 * Returns: %TRUE, or %FALSE with nothing written
 */
gboolean fl_store_split_run (FlStore *self, const FlLabelAction *at, GError **error);

/** fl_store_list_splits: Returns: (transfer full) (element-type gint64): the frames of @stream, as
 * they are counted now, at which people split runs, ascending */
GArray *fl_store_list_splits (FlStore *self, gint64 stream, GError **error);

/**
 * FlRunRuleRow:
 * @stream: id of a stream
 * @extractors: id of the extractor set; borrowed
 * @scaling: version of the scaling that makes rows comparable
 * @tau: how much may be between a sample and the first one of its run
 *
 * By what the runs of a stream are found, which is frozen.
 */
typedef struct {
  gint64 stream;
  const char *extractors;
  gint64 scaling;
  double tau;
} FlRunRuleRow;

/** fl_store_keep_run_rule: Keeps what was frozen; no action. */
gboolean fl_store_keep_run_rule (FlStore *self, const FlRunRuleRow *row, GError **error);

/** fl_store_find_run_rule: Fills scaling and tau of @row, whose stream and extractors are set.
 * Returns: whether they were kept */
gboolean fl_store_find_run_rule (FlStore *self, FlRunRuleRow *row);

G_END_DECLS
