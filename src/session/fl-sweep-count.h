/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from the tiles of a sweep that were answered; doc/misses.md says why. */
#pragma once

#include "learn/fl-misses.h"
#include "session/fl-session-sweeps.h"
#include "store/fl-store-sweeps.h"

G_BEGIN_DECLS

/** fl_sweep_count_sheets: Returns: about how many sheets @n_tiles take when so many more are planted */
guint fl_sweep_count_sheets (guint n_tiles, double plant_share);

/** fl_sweep_count_answered: Returns: how many sheets of @tiles (element-type FlSweepTile) have an answer,
 * which is the number of the next one */
guint fl_sweep_count_answered (const GArray *tiles);

/** fl_sweep_list_rows: Returns: (transfer full) (nullable) (element-type FlSweepRow): all sweeps, as they stand or stood
 * then, oldest first */
GPtrArray *fl_sweep_list_rows (FlSession *self);

/** fl_sweep_count_attempts: Returns: 1, and one more for each sweep for the class with an id below
 * @before of which any sheet was answered, also if it was undone since: whoever tries again until
 * chance is kind would find it so */
guint fl_sweep_count_attempts (FlSession *self, gint64 class_id, gint64 before);

/**
 * fl_sweep_count:
 * @self: a session
 * @row: a sweep
 * @out: (out caller-allocates): what can be said of it; its numbers are filled
 * @error: return location
 *
 * Counts what was seen and bounds what was missed.
 *
 * Returns: %TRUE, or %FALSE when the project cannot be read
 */
gboolean
fl_sweep_count (FlSession *self, const FlSweepRow *row, FlSweepReport *out, GError **error);

G_END_DECLS
