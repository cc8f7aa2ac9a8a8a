/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"
#include "session/fl-session-sweeps.h"

G_BEGIN_DECLS

/* Ticks a second, at each of which there is another picture where there are as many. */
#define FL_SWEEP_TILE_TICKS_S 10

#define FL_TYPE_SWEEP_TILE (fl_sweep_tile_get_type ())
G_DECLARE_FINAL_TYPE (FlSweepTile, fl_sweep_tile, FL, SWEEP_TILE, GtkToggleButton)

/**
 * FlSweepTile:
 *
 * A block of a sheet, playing all its samples, ten a second, over and over; pressed when it is a hit, and then
 * it stands still on the frame that the hit is about. Signal: `marked`: it is a hit now, or the person is unsure, or not any more.
 * Main thread.
 */

/**
 * fl_sweep_tile_new:
 * @loader: where pictures come from
 * @tile: the block
 * @place: its place on the sheet, from 0
 *
 * Returns: (transfer floating): the tile
 */
GtkWidget *fl_sweep_tile_new (FlFrameLoader *loader, const FlSheetTile *tile, guint place);

/** fl_sweep_tile_play: Goes on by one tick, of which there are ten a second, unless it is a hit, or a picture
 * has to be waited for: what is passed over nobody has seen. */
void fl_sweep_tile_play (FlSweepTile *self);

/** fl_sweep_tile_step: Goes @by pictures on, of a hit. */
void fl_sweep_tile_step (FlSweepTile *self, int by);

/** fl_sweep_tile_toggle_unsure: Marks it as one of which the person is unsure, or no more. */
void fl_sweep_tile_toggle_unsure (FlSweepTile *self);

/** fl_sweep_tile_get_mark: Returns: whether it is marked; @out is what as, of a hit with the frame that is
 * shown */
gboolean fl_sweep_tile_get_mark (FlSweepTile *self, FlSheetMark *out);

/** fl_sweep_tile_is_loaded: Returns: whether the picture that it shows is there */
gboolean fl_sweep_tile_is_loaded (FlSweepTile *self);

/** fl_sweep_tile_count_left: Returns: how many ticks it has to play until something can be said of it: each of
 * its pictures was painted, for a second together at least; 0 of a hit, and where the person is unsure */
guint fl_sweep_tile_count_left (FlSweepTile *self);

/** fl_sweep_tile_is_missing: Returns: whether a picture of it was waited for in vain for 3 s */
gboolean fl_sweep_tile_is_missing (FlSweepTile *self);

G_END_DECLS
