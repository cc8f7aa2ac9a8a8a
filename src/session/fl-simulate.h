/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlSimulateOptions:
 * @truth: a truth file
 * @strategy: (nullable): id of a strategy, %NULL for the default
 * @budget: key presses; 0 to go on until a lot is certified, or nothing is left to ask
 * @seed: of everything random
 * @max_error: of acceptance, 0..1
 * @certifies: whether samples are accepted and the lots checked; else it is only described what
 *   acceptance would label
 * @annotator_error: share of the answers that are not what the truth says, 0..1; of classes alone
 * @annotator_error_class: (nullable): name of the class whose pictures alone are answered wrongly
 *
 * What to simulate.
 */
typedef struct {
  const char *truth;
  const char *strategy;
  guint budget;
  guint32 seed;
  double max_error;
  gboolean certifies;
  double annotator_error;
  const char *annotator_error_class;
} FlSimulateOptions;

/**
 * FlSimulateRow:
 * @answers: key presses so far; a question about all tags takes several
 * @accuracy: share of truth rows (of tags: of pairs of frame and tag) whose label would be exported right now
 * @macro_recall: mean of the classes' recalls
 * @min_class_recall: least of them
 * @events_found: stretches of one class in the truth, the background apart, of which at least
 *   one row is labelled right
 * @checks: answers that were random
 * @auto_labels: samples in certified lots, or that would be accepted now
 * @auto_errors: those of them whose label by the machine is wrong, also where a check mended it
 * @coverage: share of all samples that the truth knows that they are
 * @retrain_ms: how long training took
 */
typedef struct {
  guint answers;
  double accuracy;
  double macro_recall;
  double min_class_recall;
  guint events_found;
  guint checks;
  guint auto_labels;
  guint auto_errors;
  double coverage;
  double retrain_ms;
} FlSimulateRow;

/** FlSimulateFunc: Takes the state after an answer; gives whether to go on. */
typedef gboolean (*FlSimulateFunc) (const FlSimulateRow *row, gpointer data);

/**
 * fl_simulate:
 * @session: a headless session whose streams are ingested
 * @options: what to simulate
 * @func: takes each row
 * @data: for @func
 * @error: return location
 *
 * Labels a temporary copy of the project as a tireless person would who knows the truth, with
 * the same session that the window uses (decisions 32). @session does not change.
 *
 * Returns: %TRUE, or %FALSE with one sentence
 */
gboolean fl_simulate (FlSession *session,
                      const FlSimulateOptions *options,
                      FlSimulateFunc func,
                      gpointer data,
                      GError **error);

G_END_DECLS
