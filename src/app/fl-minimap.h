/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-track.h"

G_BEGIN_DECLS

#define FL_TYPE_MINIMAP (fl_minimap_get_type ())
G_DECLARE_FINAL_TYPE (FlMinimap, fl_minimap, FL, MINIMAP, GtkWidget)

/**
 * FlMinimap:
 *
 * All of a timeline in a small place, and which part of it is shown. Main thread.
 *
 * Signals: `moved` (double position): that is to be in the middle of what is shown.
 */

/** fl_minimap_set_axis: Shows which part of all @axis shows. */
void fl_minimap_set_axis (FlMinimap *self, const FlAxis *axis);

/** fl_minimap_set_tracks: Shows @tracks (element-type FlTrack), also when they show something else
 * than before. */
void fl_minimap_set_tracks (FlMinimap *self, GPtrArray *tracks);

G_END_DECLS
