/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-axis.h"
#include "app/fl-span-levels.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_TRACK (fl_track_get_type ())
G_DECLARE_FINAL_TYPE (FlTrack, fl_track, FL, TRACK, GtkWidget)

/**
 * FlTrack:
 *
 * The labels of one stream over its time. Colour says the class, height and hatch the
 * certainty: human full height, certified full height with a line on top, accepted three
 * quarters with a hatch, model half height; what nobody has seen is the empty track.
 * Main thread.
 *
 * Signals: `frame-activated` (gint64 frame): the person wants to go there.
 */

/** fl_track_new: Returns: (transfer floating): the track of @stream, or of @tag (nullable) in it; where
 * the tag is not there the track has the colour of the background */
GtkWidget *fl_track_new (FlSession *session, FlStream *stream, FlClass *tag);

/** fl_track_get_tag: Returns: (transfer none) (nullable): its tag */
FlClass *fl_track_get_tag (FlTrack *self);

/** fl_track_get_stream: Returns: (transfer none): its stream */
FlStream *fl_track_get_stream (FlTrack *self);

/** fl_track_refresh: Asks the session for the labels anew. */
void fl_track_refresh (FlTrack *self);

/** fl_track_set_blind: Has @self show and tell nothing but where the question is, for what is said around it
 * would answer a question that is to be answered by the picture alone. */
void fl_track_set_blind (FlTrack *self, gboolean is_blind);

/** fl_track_get_is_blind: Returns: whether it does */
gboolean fl_track_get_is_blind (FlTrack *self);

/** fl_track_set_cursor: Marks the frame that is shown, -1 for none. */
void fl_track_set_cursor (FlTrack *self, gint64 frame);

/** fl_track_get_cursor: Returns: the frame that is marked, -1 for none */
gint64 fl_track_get_cursor (FlTrack *self);

/** fl_track_set_axis: Shows what @axis does, or for %NULL all frames side by side. */
void fl_track_set_axis (FlTrack *self, const FlAxis *axis);

/** fl_track_set_selection: Marks @range, %NULL for none. */
void fl_track_set_selection (FlTrack *self, const FlRange *range);

/** fl_track_set_questions: Marks @frames (element-type gint64) (nullable), about which questions wait. */
void fl_track_set_questions (FlTrack *self, GArray *frames);

/** fl_track_draw: Draws its stretches as @axis shows them into a place of that size, without what is
 * marked in it. */
void
fl_track_draw (FlTrack *self, GtkSnapshot *snapshot, const FlAxis *axis, int width, int height);

/** fl_track_get_levels: Returns: (transfer none): what it shows, until it is refreshed or made blind; of
 * one that is blind there is no frame in it */
const FlSpanLevels *fl_track_get_levels (FlTrack *self);

/** fl_track_find_frame: Returns: the frame at @x, the nearest where there is none; -1 while they are not
 * counted */
gint64 fl_track_find_frame (FlTrack *self, double x);

/** fl_track_find_x: Returns: where @frame begins, in pixels of the widget; also beyond its edges */
double fl_track_find_x (FlTrack *self, gint64 frame);

/** fl_track_dup_label: Returns: (transfer full) (nullable): what stands at @frame: a class, or that a
 * tag is not there; with who or what says so */
char *fl_track_dup_label (FlTrack *self, gint64 frame, FlCertainty *out_certainty);

G_END_DECLS
