/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-lane.h"
#include "app/fl-track.h"

G_BEGIN_DECLS

#define FL_TYPE_TIMELINE (fl_timeline_get_type ())
G_DECLARE_FINAL_TYPE (FlTimeline, fl_timeline, FL, TIMELINE, GtkWidget)

/**
 * FlTimeline:
 *
 * The tracks of all streams, one below the other. Labels that change are drawn after the next
 * picture, so that no key waits for them, and only where they are seen. Of a stream whose frame is asked
 * about by its picture alone nothing is shown. Main thread.
 *
 * Signals: `frame-activated` (#FlStream, gint64 frame): the person wants to go there;
 * `tracks-changed`: there are other tracks, or they show something else.
 */

/** fl_timeline_set_session: Shows the streams of @session, or nothing for %NULL. */
void fl_timeline_set_session (FlTimeline *self, FlSession *session);

/** fl_timeline_set_cursor: Marks the frame that is shown. */
void fl_timeline_set_cursor (FlTimeline *self, FlStream *stream, gint64 frame);

/** fl_timeline_reveal: Scrolls to the track of @stream, or of @tag (nullable) in it. */
void fl_timeline_reveal (FlTimeline *self, FlStream *stream, FlClass *tag);

/** fl_timeline_get_tracks: Returns: (transfer none) (element-type FlTrack): from top to bottom, until
 * `tracks-changed` */
GPtrArray *fl_timeline_get_tracks (FlTimeline *self);

/** fl_timeline_set_axis: Has all tracks show what @axis does; those that are scrolled away do once they
 * are seen. */
void fl_timeline_set_axis (FlTimeline *self, const FlAxis *axis);

/** fl_timeline_get_names: Returns: (transfer none): all names have its width; for what is to be aligned
 * with the tracks */
GtkSizeGroup *fl_timeline_get_names (FlTimeline *self);

/** fl_timeline_is_scrollable: Returns: whether there are more tracks than fit */
gboolean fl_timeline_is_scrollable (FlTimeline *self);

/** fl_timeline_set_max_height: Sets how high it may be before it scrolls, pixels. */
void fl_timeline_set_max_height (FlTimeline *self, int max_height);

/** fl_timeline_show_lane: Sets whether lanes of @kind are shown below all tracks. */
void fl_timeline_show_lane (FlTimeline *self, FlLaneKind kind, gboolean is_shown);

/** fl_timeline_set_names_above: Sets whether names stand over their tracks instead of before them. */
void fl_timeline_set_names_above (FlTimeline *self, gboolean are_above);

G_END_DECLS
