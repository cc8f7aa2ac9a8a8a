/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-labelling.h"

G_BEGIN_DECLS

/**
 * fl_replay_labels:
 * @said: (element-type FlLabelRow): what people said, in the order of the history
 * @stream: id of a stream, 0 for all
 *
 * Lays what each person said of each tag over what that person had said before.
 *
 * Returns: (transfer full) (element-type FlLabelRow): what stands in the end, in the order in
 *   which it was said
 */
GArray *fl_replay_labels (const GArray *said, gint64 stream);

/** fl_replay_read_labels: Returns: (transfer full) (element-type FlLabelRow): what stands in @store, of @stream (0: of
 * all), or stood at @as_of_us (0: now), or %NULL; any thread that has @store */
GArray *fl_replay_read_labels (FlStore *store, gint64 as_of_us, gint64 stream, GError **error);

G_END_DECLS
