/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-insight.h"

G_BEGIN_DECLS

#define FL_TYPE_INSIGHT_CARD (fl_insight_card_get_type ())
G_DECLARE_FINAL_TYPE (FlInsightCard, fl_insight_card, FL, INSIGHT_CARD, GtkWidget)

/**
 * FlInsightCard:
 *
 * One insight: a sentence, a plot that can be saved, and how it is computed; or what will be here and a
 * button that gets there. Action: `card.save` (string): `svg`, `png` or `csv`. Signal: `cell-activated`
 * (uint row, uint column) of a matrix. Main thread.
 */

/** fl_insight_card_show: Shows @insight (transfer full). The focus stays where it is. */
void fl_insight_card_show (FlInsightCard *self, FlInsight *insight);

/** fl_insight_card_get_plot: Returns: (transfer none) (nullable): what is shown now */
const FlPlot *fl_insight_card_get_plot (FlInsightCard *self);

/** fl_insight_card_set_folder: Proposes @folder to save plots in. */
void fl_insight_card_set_folder (FlInsightCard *self, const char *folder);

G_END_DECLS
