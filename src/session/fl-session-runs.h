/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about runs of near-identical frames: a part of #FlSession. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/** fl_session_get_asks_runs: Returns: whether questions are about runs of near-identical frames, as
 * in any project that is not for exact bouts */
gboolean fl_session_get_asks_runs (FlSession *self);

/**
 * FlItemRun:
 * @range: frames from its first sample to its last one
 * @middle: frame of the sample in the middle between them
 *
 * The run that a question is about.
 */
typedef struct {
  FlRange range;
  gint64 middle;
} FlItemRun;

/**
 * fl_session_find_run:
 * @self: a session
 * @item: a question
 * @out: (out caller-allocates): its run
 *
 * Finds the stretch of near-identical frames that the frame of @item is in, as far as nobody has
 * labelled them; of a frame that was labelled with its run, that stretch once more. It may grow while
 * its film is read.
 *
 * Returns: whether it is more than one frame
 */
gboolean fl_session_find_run (FlSession *self, FlItem *item, FlItemRun *out);

/**
 * fl_session_split_run:
 * @self: a session that may write
 * @item: a question
 * @frame: a frame of its run
 * @error: return location
 *
 * Makes the run of @item two, of which the later one begins at @frame, and asks about both, the
 * earlier one first. It is an action, which can be undone.
 *
 * Returns: %FALSE when @frame is not within the run, or is its first one, or it cannot be written
 */
gboolean fl_session_split_run (FlSession *self, FlItem *item, gint64 frame, GError **error);

/** fl_session_get_shortest_event_s: Returns: how long the shortest event that matters lasts, seconds;
 * 0 when the project does not say */
double fl_session_get_shortest_event_s (FlSession *self);

/** fl_session_set_shortest_event_s: Has the project say so; no run lasts longer than half of it. */
gboolean fl_session_set_shortest_event_s (FlSession *self, double length_s, GError **error);

G_END_DECLS
