/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cards of the insights page say: sentences and plots from plain numbers. */
#pragma once

#include "app/fl-plot.h"
#include "session/fl-insights.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlInsight:
 * @name: (transfer none): what saved files are called
 * @title: of the card
 * @sentence: (nullable): what it comes to, with its number; %NULL while there is nothing to say
 * @explanation: how it is computed
 * @plot: (nullable): %NULL while there is nothing to draw
 * @empty: what will be here, shown instead of a sentence
 * @button: (nullable): what the button says that gets there
 * @action: (nullable) (transfer none): what it does, as g_action_parse_detailed_name() reads it
 * @is_advice: whether the button is there beside a sentence as well
 */
typedef struct {
  const char *name;
  char *title;
  char *sentence;
  char *explanation;
  FlPlot *plot;
  char *empty;
  char *button;
  const char *action;
  gboolean is_advice;
} FlInsight;

/** fl_insight_free: Frees an insight. */
void fl_insight_free (FlInsight *self);

/** FlInsightFunc: Returns: (transfer full): an insight of @session, from what was counted */
typedef FlInsight *(*FlInsightFunc) (FlSession *session, const FlInsights *insights);

/** fl_insight_new_advice: What to do next, and why. */
FlInsight *fl_insight_new_advice (FlSession *session, const FlInsights *insights);

/** fl_insight_new_curve: What random checks said, over labels. */
FlInsight *fl_insight_new_curve (FlSession *session, const FlInsights *insights);

/** fl_insight_new_reliability: Whether the machine is as often right as it is certain. */
FlInsight *fl_insight_new_reliability (FlSession *session, const FlInsights *insights);

/** fl_insight_new_certainty: By who or what says so, all samples. */
FlInsight *fl_insight_new_certainty (FlSession *session, const FlInsights *insights);

/** fl_insight_new_balance: How many samples each class has. */
FlInsight *fl_insight_new_balance (FlSession *session, const FlInsights *insights);

/** fl_insight_new_confusion: What people and the machine said of frames that were drawn at random. */
FlInsight *fl_insight_new_confusion (FlSession *session, const FlInsights *insights);

/** fl_insight_new_pace: How many answers an hour. */
FlInsight *fl_insight_new_pace (FlSession *session, const FlInsights *insights);

/** fl_insight_new_misses: What sweeps found and bounded. */
FlInsight *fl_insight_new_misses (FlSession *session, const FlInsights *insights);

/** fl_insight_new_lots: What was filled in, and how much of it may be wrong. */
FlInsight *fl_insight_new_lots (FlSession *session, const FlInsights *insights);

/** fl_insight_plot_confusion: Returns: (transfer full): the matrix of fl_insight_new_confusion(), a row
 * and a column for each of @classes (element-type FlClass), and a row for the unsure where there are */
FlPlot *
fl_insight_plot_confusion (GListModel *classes, const FlInsights *insights, const char *title);

/**
 * fl_insight_find_pair:
 * @insights: what was counted
 * @plot: the matrix that is shown; classes may have changed since
 * @row: of it
 * @column: of it
 * @out_title: (out) (transfer full): what its frames are
 *
 * Returns: (transfer full) (element-type FlFrameRef): the frames behind a cell
 */
GArray *fl_insight_find_pair (const FlInsights *insights,
                              const FlPlot *plot,
                              guint row,
                              guint column,
                              char **out_title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlInsight, fl_insight_free)

G_END_DECLS
