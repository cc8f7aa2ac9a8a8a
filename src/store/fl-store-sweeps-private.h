/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading sweeps; not for other layers. */
#pragma once

#include "store/fl-store-private.h"
#include "store/fl-store-sweeps.h"

G_BEGIN_DECLS

/** FL_SQL_SWEEP: What a statement for fl_store_collect_sweeps() gives of sweep `w` before its state. */
#define FL_SQL_SWEEP                                                                               \
  "SELECT w.id, w.uuid, w.created_us, w.class, w.model, w.max_missed, w.confidence, w.block_s,"    \
  " w.n_planned, w.suspect_risk, w.plant_share, "

/** FL_SQL_SWEEP_END: What it gives after its state. */
#define FL_SQL_SWEEP_END ", (SELECT name FROM class WHERE id = w.class), w.seed FROM sweep w "

/** fl_store_collect_sweeps: Returns: (transfer full) (element-type FlSweepRow): all rows of @statement
 * (nullable), %NULL on failure */
GPtrArray *fl_store_collect_sweeps (FlStore *self, sqlite3_stmt *statement, GError **error);

G_END_DECLS
