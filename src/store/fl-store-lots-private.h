/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading lots; not for other layers. */
#pragma once

#include "store/fl-store-lots.h"
#include "store/fl-store-private.h"

G_BEGIN_DECLS

/**
 * fl_store_collect_lots:
 * @self: a store
 * @statement: (nullable): gives id, uuid, time, model, maximum error, confidence, number of
 *   samples, state, scope, seed
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlLotRow): all its rows, %NULL on failure
 */
GPtrArray *fl_store_collect_lots (FlStore *self, sqlite3_stmt *statement, GError **error);

/**
 * fl_store_sum_times:
 * @self: a store
 * @part: samples of a lot
 *
 * Returns: a sum of the times that its samples have now; another one means other pictures
 */
gint64 fl_store_sum_times (FlStore *self, const FlLotPart *part);

G_END_DECLS
