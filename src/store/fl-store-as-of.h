/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store-labels.h"
#include "store/fl-store-lots.h"
#include "store/fl-store-sweeps.h"

G_BEGIN_DECLS

/**
 * fl_store_list_said:
 * @self: a store
 * @as_of_us: a time, µs since 1970 UTC
 * @error: return location
 *
 * Gives what people had said by then and had not taken back by then, each as a whole: newer
 * labels of the same person and tag lie over older ones, and %FL_LABEL_UNSEEN takes away.
 *
 * Returns: (transfer full) (element-type FlLabelRow): in the order of the history
 */
GArray *fl_store_list_said (FlStore *self, gint64 as_of_us, GError **error);

/**
 * fl_store_list_lots_as_of:
 * @self: a store
 * @as_of_us: a time, µs since 1970 UTC
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlLotRow): the lots that stood then, oldest first
 */
GPtrArray *fl_store_list_lots_as_of (FlStore *self, gint64 as_of_us, GError **error);

/** fl_store_list_sweeps_as_of: Returns: (transfer full) (element-type FlSweepRow): the sweeps that were begun by @as_of_us,
 * µs since 1970 UTC, as they stood then, oldest first */
GPtrArray *fl_store_list_sweeps_as_of (FlStore *self, gint64 as_of_us, GError **error);

/** fl_store_was_converted: Returns: whether the project had been converted to tags by @as_of_us, µs
 * since 1970 UTC, and not taken back by then */
gboolean fl_store_was_converted (FlStore *self, gint64 as_of_us);

G_END_DECLS
