/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-sweeps.h"

G_BEGIN_DECLS

/**
 * FlSimulateSheet:
 * @report: (transfer none): what the sweep says once that sheet was answered; of the last one all of it
 * @n_answers: key presses before the sweep
 * @n_events: events of the class in the truth
 * @n_missed: those of them that were found neither before the sweep nor on its sheets
 *
 * A sheet of a sweep that somebody answered who knows the truth.
 */
typedef struct {
  const FlSweepReport *report;
  guint n_answers;
  guint n_events;
  guint n_missed;
} FlSimulateSheet;

/** FlSimulateSheetFunc: Takes the state after a sheet; gives whether to go on. */
typedef gboolean (*FlSimulateSheetFunc) (const FlSimulateSheet *sheet, gpointer data);

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
 * @missed_class: (nullable): name of a class that is swept for after the answers
 * @max_missed: largest share of its events that the sweep is to promise, 0..1
 * @max_sheets: the person gives up after so many sheets
 * @on_sheet: takes each of them, where there is a @missed_class
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
  const char *missed_class;
  double max_missed;
  guint max_sheets;
  FlSimulateSheetFunc on_sheet;
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
 * @data: for @func, and for what takes sheets
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
