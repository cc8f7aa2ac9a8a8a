/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the project has come to: a part of #FlSession. */
#pragma once

#include "session/fl-insights.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_collect_insights:
 * @self: a session
 * @error: return location
 *
 * Reads all answers and counts all samples, and waits for it; not for a window.
 *
 * Returns: (transfer full): what the project has come to, or %NULL
 */
FlInsights *fl_session_collect_insights (FlSession *self, GError **error);

/**
 * fl_session_update_insights:
 * @self: a session
 *
 * Does the same on a thread; returns at once, and the signal `insights-changed` tells the end.
 * What was asked for meanwhile is counted next.
 */
void fl_session_update_insights (FlSession *self);

/** fl_session_get_insights: Returns: (transfer none) (nullable): what was counted last, until the next
 * `insights-changed` */
const FlInsights *fl_session_get_insights (FlSession *self);

G_END_DECLS
