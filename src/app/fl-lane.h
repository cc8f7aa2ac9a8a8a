/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-axis.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_LANE (fl_lane_get_type ())
G_DECLARE_FINAL_TYPE (FlLane, fl_lane, FL, LANE, GtkWidget)

/**
 * FlLaneKind:
 * @FL_LANE_CONFIDENCE: how sure the machine is of what it says: the height of a class in its colour
 * @FL_LANE_LOTS: what is in lots: low where one was given back or failed, half as high as it can be where
 *   one is open, full height where it is certified
 *
 * What a lane shows.
 */
typedef enum {
  FL_LANE_CONFIDENCE,
  FL_LANE_LOTS,
} FlLaneKind;

/**
 * FlLane:
 *
 * A low track below the one of a stream, with something else that is known of its frames. Main thread.
 */

/** fl_lane_new: Returns: (transfer floating): a lane of @stream, or of @tag (nullable) in it, that shows
 * nothing before it is refreshed */
GtkWidget *fl_lane_new (FlSession *session, FlStream *stream, FlClass *tag, FlLaneKind kind);

/** fl_lane_get_kind: Returns: what it shows */
FlLaneKind fl_lane_get_kind (FlLane *self);

/** fl_lane_refresh: Asks the session anew; shows nothing while it @is_blind, for that would answer a
 * question that is to be answered by the picture alone. */
void fl_lane_refresh (FlLane *self, gboolean is_blind);

/** fl_lane_set_axis: Shows what @axis does. */
void fl_lane_set_axis (FlLane *self, const FlAxis *axis);

G_END_DECLS
