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

/**
 * fl_store_append_label:
 * @self: a store
 * @label: what is said
 * @head: number of the action that begins the answer, 0 for this label alone
 * @out: (out caller-allocates): the action that says it
 * @error: return location
 *
 * Writes one label and lays it over what stood; in a transaction of the caller.
 *
 * Returns: %TRUE, or %FALSE with @error
 */
gboolean fl_store_append_label (FlStore *self,
                                const FlLabelAction *label,
                                gint64 head,
                                FlActionId *out,
                                GError **error);

G_END_DECLS
