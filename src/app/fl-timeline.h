/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_TIMELINE (fl_timeline_get_type ())
G_DECLARE_FINAL_TYPE (FlTimeline, fl_timeline, FL, TIMELINE, GtkWidget)

/**
 * FlTimeline:
 *
 * The tracks of all streams, one below the other. Labels that change are drawn after the next
 * picture, so that no key waits for them. Main thread.
 *
 * Signals: `frame-activated` (#FlStream, gint64 frame): the person wants to go there.
 */

/** fl_timeline_set_session: Shows the streams of @session, or nothing for %NULL. */
void fl_timeline_set_session (FlTimeline *self, FlSession *session);

/** fl_timeline_set_cursor: Marks the frame that is shown; where the question @is_blind, nothing else is
 * shown of its stream. */
void fl_timeline_set_cursor (FlTimeline *self, FlStream *stream, gint64 frame, gboolean is_blind);

G_END_DECLS
