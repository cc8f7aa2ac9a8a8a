/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"
#include "session/fl-session-sweeps.h"

G_BEGIN_DECLS

#define FL_TYPE_SWEEP_TILES (fl_sweep_tiles_get_type ())
G_DECLARE_FINAL_TYPE (FlSweepTiles, fl_sweep_tiles, FL, SWEEP_TILES, GtkWidget)

/**
 * FlSweepTiles:
 *
 * The tiles of a sheet side by side, playing while they are seen. Signal: `marked`: another tile is marked,
 * or otherwise. Main thread.
 */

/** fl_sweep_tiles_show: Shows the tiles of @sheet, none for %NULL. */
void fl_sweep_tiles_show (FlSweepTiles *self, FlFrameLoader *loader, const FlSheet *sheet);

/** fl_sweep_tiles_list_marks: Returns: (transfer full) (element-type FlSheetMark): tiles that are marked */
GArray *fl_sweep_tiles_list_marks (FlSweepTiles *self);

/** fl_sweep_tiles_count_left_s: Returns: for how many more seconds it plays at least until everything on the
 * sheet was seen, but for what is marked; 0 when it was */
guint fl_sweep_tiles_count_left_s (FlSweepTiles *self);

/** fl_sweep_tiles_find_missing: Puts the focus on the first tile that waits in vain for a picture, if the person
 * is not unsure of it. Returns: whether there is one */
gboolean fl_sweep_tiles_find_missing (FlSweepTiles *self);

/** fl_sweep_tiles_has_focus: Returns: whether the focus is on a tile */
gboolean fl_sweep_tiles_has_focus (FlSweepTiles *self);

/** fl_sweep_tiles_take_focus: Puts the focus on the first tile, unless it is on one. Returns: whether
 * there is one */
gboolean fl_sweep_tiles_take_focus (FlSweepTiles *self);

/** fl_sweep_tiles_mark: Makes the tile with the focus a hit, or no more. */
void fl_sweep_tiles_mark (FlSweepTiles *self);

/** fl_sweep_tiles_press: Goes by arrow keys, chooses the frame of a hit by comma and period, and by period
 * says of another tile that the person is unsure. Returns: whether it was such a key */
gboolean fl_sweep_tiles_press (FlSweepTiles *self, guint keyval);

G_END_DECLS
