/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading labels; not for other layers. */
#pragma once

#include "store/fl-store-labels.h"
#include "store/fl-store-private.h"

G_BEGIN_DECLS

/**
 * fl_store_collect_labels:
 * @self: a store
 * @statement: (nullable): gives annotator, stream, tag, first and last frame, state, class, kind,
 *   time, replica, seq
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlLabelRow): all its rows, %NULL on failure
 */
GArray *fl_store_collect_labels (FlStore *self, sqlite3_stmt *statement, GError **error);

/**
 * fl_store_resolve_labels:
 * @self: a store
 * @rows: (transfer full) (nullable) (element-type FlLabelRow): labels as they were said
 *
 * Returns: (transfer full) (nullable): the same with the classes that speak for theirs now
 */
GArray *fl_store_resolve_labels (FlStore *self, GArray *rows);

G_END_DECLS
