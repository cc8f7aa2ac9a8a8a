/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_TIMELINE_PAGE (fl_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (FlTimelinePage, fl_timeline_page, FL, TIMELINE_PAGE, GtkWidget)

/**
 * FlTimelinePage:
 *
 * All labels over time: tracks, a ruler, what is where as a picture, and ranges that the key of a
 * class labels. Property: `is-narrow` (boolean). Main thread.
 *
 * Signals: `frame-activated` (#FlStream, gint64 frame): the person wants to go there on the label
 * page.
 */

/** fl_timeline_page_set_session: Shows @session, or nothing for %NULL. */
void fl_timeline_page_set_session (FlTimelinePage *self, FlSession *session);

/** fl_timeline_page_take_focus: Puts the focus on the track where keys answer. */
void fl_timeline_page_take_focus (FlTimelinePage *self);

/** fl_timeline_page_go_to: Puts the cursor on @frame of @stream, and shows it. */
void fl_timeline_page_go_to (FlTimelinePage *self, FlStream *stream, gint64 frame);

/** fl_timeline_page_get_stream: Returns: (transfer none) (nullable): the stream that the cursor is in */
FlStream *fl_timeline_page_get_stream (FlTimelinePage *self);

/** fl_timeline_page_label: Labels the range with @klass; says so, or why not. */
void fl_timeline_page_label (FlTimelinePage *self, FlClass *klass);

G_END_DECLS
