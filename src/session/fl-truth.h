/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-simulate.h"

G_BEGIN_DECLS

/**
 * FlTruth:
 *
 * What is true of some frames, in the classes of one session, and how well that session does.
 */
typedef struct _FlTruth FlTruth;

/**
 * fl_truth_new:
 * @session: a session; classes that the truth names are added to it
 * @path: a truth file
 * @error: return location
 *
 * Returns: (transfer full): the truth, or %NULL
 */
FlTruth *fl_truth_new (FlSession *session, const char *path, GError **error);

/** fl_truth_free: Frees it. */
void fl_truth_free (FlTruth *self);

/** fl_truth_find: Returns: (transfer none) (nullable): the true class of a frame */
FlClass *fl_truth_find (FlTruth *self, FlStream *stream, gint64 frame);

/**
 * FlTruthEvent:
 * @stream: (transfer none): its stream
 * @frames: from its first row to its last
 *
 * Rows of one class that follow one another.
 */
typedef struct {
  FlStream *stream;
  FlRange frames;
} FlTruthEvent;

/** fl_truth_list_events: Returns: (transfer full) (element-type FlTruthEvent): those of @klass, in the order
 * of the file */
GArray *fl_truth_list_events (FlTruth *self, FlClass *klass);

/** fl_truth_limit_pool: Has every stream of the session ask about rows of the truth only. Returns:
 * %FALSE with @error when no sample has one */
gboolean fl_truth_limit_pool (FlTruth *self, FlSession *session, GError **error);

/** fl_truth_refuse_pool: Returns: %FALSE, with the @error that no sample has a row */
gboolean fl_truth_refuse_pool (GError **error);

/** fl_truth_measure: Fills accuracy, recalls and events of @row for the session as it stands. */
void fl_truth_measure (FlTruth *self, FlSession *session, FlSimulateRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlTruth, fl_truth_free)

G_END_DECLS
