/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps of the meadow, and people who answer their sheets. */
#pragma once

#include "meadow.h"

G_BEGIN_DECLS

/* Blocks of all streams. */
#define MEADOW_ALL (MEADOW_STREAMS * MEADOW_BLOCKS)

/** meadow_start: Starts a sweep for birds of @n_tiles blocks, 0 for as many as it takes. Returns: its id */
gint64 meadow_start (Meadow *self, guint n_tiles);

/** meadow_fix_draw: Has the draw be one that is always the same; before any sheet was issued. */
void meadow_fix_draw (Meadow *self, gint64 sweep, guint run);

/** meadow_next: Returns: (transfer full): the sheet that is next */
FlSheet *meadow_next (Meadow *self, gint64 sweep);

/** meadow_end: Ends a sweep; what was seen on the last sheet is told then. */
void meadow_end (Meadow *self, gint64 sweep);

/** meadow_is_there: Returns: whether a bird is on @tile */
gboolean meadow_is_there (Meadow *self, const FlSheetTile *tile);

/** meadow_answer_truly: Says what somebody says who sees every bird, and on which frame it is. */
void meadow_answer_truly (Meadow *self, const FlSheet *sheet);

/** meadow_answer_none: Says that there is none. */
void meadow_answer_none (Meadow *self, const FlSheet *sheet);

/** meadow_get_report: Returns: (transfer none): the newest sweep, borrowed from @out_all */
const FlSweepReport *meadow_get_report (Meadow *self, GPtrArray **out_all);

/** meadow_add_visits: Adds visits of a block each, every @every blocks; the machine finds all but each
 * @missed th. */
void meadow_add_visits (Meadow *self, guint every, guint missed);

/** meadow_assert_bound: Checks that what is said of the newest sweep is fl_misses_bound() of its tiles as
 * they were drawn. */
void meadow_assert_bound (Meadow *self, gint64 sweep);

G_END_DECLS
