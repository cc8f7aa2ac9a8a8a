/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"
#include "session/fl-session-sweeps.h"

G_BEGIN_DECLS

#define FL_TYPE_SWEEP_TILE (fl_sweep_tile_get_type ())
G_DECLARE_FINAL_TYPE (FlSweepTile, fl_sweep_tile, FL, SWEEP_TILE, GtkToggleButton)

/**
 * FlSweepTile:
 *
 * A block of a sheet, playing, once a second; pressed when it is a hit, and then it stands still on the
 * frame that the hit is about. Signal: `marked`: it is a hit now, or the person is unsure, or not any more.
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

/** fl_sweep_tile_play: Shows what is shown at tick @tick, ten a second, unless it is a hit. */
void fl_sweep_tile_play (FlSweepTile *self, guint tick);

/** fl_sweep_tile_step: Goes @by pictures on, of a hit. */
void fl_sweep_tile_step (FlSweepTile *self, int by);

/** fl_sweep_tile_toggle_unsure: Marks it as one of which the person is unsure, or no more. */
void fl_sweep_tile_toggle_unsure (FlSweepTile *self);

/** fl_sweep_tile_get_mark: Returns: whether it is marked; @out is what as, of a hit with the frame that is
 * shown */
gboolean fl_sweep_tile_get_mark (FlSweepTile *self, FlSheetMark *out);

/** fl_sweep_tile_is_loaded: Returns: whether all of its pictures are there */
gboolean fl_sweep_tile_is_loaded (FlSweepTile *self);

G_END_DECLS
