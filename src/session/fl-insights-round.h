/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-insights.h"
#include "session/fl-session.h"
#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlInsightsRound:
 *
 * One counting of what the project has come to: begun on the main thread, run on any, freed on the main thread.
 */
typedef struct _FlInsightsRound FlInsightsRound;

/** fl_session_begin_insights: Returns: (transfer full): a counting of what there is now */
FlInsightsRound *fl_session_begin_insights (FlSession *self);

/**
 * fl_insights_round_run:
 * @self: a counting that was not run yet
 * @store: where answers are read
 * @cancellable: (nullable): to stop early; then the numbers are no use
 * @error: return location
 *
 * Returns: (transfer full): what the project has come to, or %NULL
 */
FlInsights *fl_insights_round_run (FlInsightsRound *self,
                                   FlStore *store,
                                   GCancellable *cancellable,
                                   GError **error);

/** fl_insights_round_free: Frees it. */
void fl_insights_round_free (FlInsightsRound *self);

G_END_DECLS
