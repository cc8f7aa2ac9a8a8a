/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files share that make insights; not for others. */
#pragma once

#include "app/fl-insight.h"

G_BEGIN_DECLS

/** fl_insight_create: Returns: (transfer full): an insight that has nothing to show yet */
FlInsight *fl_insight_create (const char *name, const char *title, const char *explanation);

/** fl_insight_set_empty: Says what will be here, and which button (nullable) with which action
 * (nullable, static) gets there. */
void
fl_insight_set_empty (FlInsight *self, const char *empty, const char *button, const char *action);

/** fl_insight_list_newest: Returns: (transfer container) (element-type FlSweepReport): of each class the
 * newest of @sweeps (element-type FlSweepReport, oldest first) that stands and of which a sheet was seen */
GPtrArray *fl_insight_list_newest (const GPtrArray *sweeps);

G_END_DECLS
