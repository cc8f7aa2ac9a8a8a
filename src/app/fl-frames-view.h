/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session.h"

G_BEGIN_DECLS

#define FL_TYPE_FRAMES_VIEW (fl_frames_view_get_type ())
G_DECLARE_FINAL_TYPE (FlFramesView, fl_frames_view, FL, FRAMES_VIEW, GtkWidget)

/**
 * FlFramesView:
 *
 * All samples as a grid of pictures, filtered and sorted, to be confirmed, relabelled and given back in
 * bulk. The list stays as it is while labels change: nothing moves under the hand of a person. Property:
 * `session` (#FlSession, nullable, read-write). Signal: `frame-activated` (#FlItem): the person wants to
 * look closer. Main thread.
 */

/**
 * fl_frames_view_show_only:
 * @self: a view with a session
 * @refs: (element-type FlFrameRef): frames
 * @title: what they are
 *
 * Lists @refs alone, whatever was filtered before, until the person has all frames shown.
 */
void fl_frames_view_show_only (FlFramesView *self, GArray *refs, const char *title);

G_END_DECLS
