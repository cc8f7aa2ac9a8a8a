/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"

G_BEGIN_DECLS

#define FL_TYPE_FRAME_VIEW (fl_frame_view_get_type ())
G_DECLARE_FINAL_TYPE (FlFrameView, fl_frame_view, FL, FRAME_VIEW, GtkWidget)

/**
 * FlFrameView:
 *
 * Shows one frame as large as the place allows, never stretched, on a dark surround. While a
 * sample is not decoded yet its thumbnail is shown enlarged. A frame that cannot be had is tried
 * again every two seconds. It can be zoomed, each stream by itself, until another loader is set. Main thread.
 *
 * Signals: `zoom-changed`: fl_frame_view_get_zoom() says something else; `picture-changed`: what fl_frame_view_get_has_picture(), fl_frame_view_get_is_sharp()
 * or fl_frame_view_get_trouble() say may have changed.
 */

/** fl_frame_view_set_loader: Sets where pictures come from, or %NULL, and shows nothing. */
void fl_frame_view_set_loader (FlFrameView *self, FlFrameLoader *loader);

/** fl_frame_view_set_is_bright: Sets whether dark places are shown brighter; nothing is decoded for it. */
void fl_frame_view_set_is_bright (FlFrameView *self, gboolean is_bright);

/** fl_frame_view_get_is_bright: Returns: whether they are */
gboolean fl_frame_view_get_is_bright (FlFrameView *self);

/**
 * fl_frame_view_show:
 * @self: a view
 * @stream: (nullable): a stream, %NULL to show nothing
 * @frame: display index
 * @is_new: whether this is a new question: then the old picture must not stay up
 *
 * Shows a frame at once, or as soon as it comes. Until then the picture of the frame before may
 * stay up, but does not count as a picture of this one.
 */
void fl_frame_view_show (FlFrameView *self, FlStream *stream, gint64 frame, gboolean is_new);

/** fl_frame_view_prefetch: Has a frame loaded at the size that is shown, and its thumbnail. */
void fl_frame_view_prefetch (FlFrameView *self, FlStream *stream, gint64 frame);

/** fl_frame_view_get_has_picture: Returns: whether this very frame or its thumbnail is shown */
gboolean fl_frame_view_get_has_picture (FlFrameView *self);

/** fl_frame_view_get_is_sharp: Returns: whether the decoded frame is shown */
gboolean fl_frame_view_get_is_sharp (FlFrameView *self);

/** fl_frame_view_get_trouble: Returns: (transfer none) (nullable): one sentence for people, why the
 * frame cannot be decoded and what to do; %NULL while it may come, or when it is shown */
const char *fl_frame_view_get_trouble (FlFrameView *self);

/** fl_frame_view_get_zoom: Returns: how many times larger than the whole picture it is, 1 to 16 */
double fl_frame_view_get_zoom (FlFrameView *self);

/** fl_frame_view_zoom_by: Zooms, where something is shown, so that the point (@x, @y) of the view shows what it did. */
void fl_frame_view_zoom_by (FlFrameView *self, double factor, double x, double y);

/** fl_frame_view_zoom_step: Zooms to the next step, in or out, around the middle. */
void fl_frame_view_zoom_step (FlFrameView *self, gboolean is_in);

/** fl_frame_view_move: Moves a zoomed picture by pixels of the view, as far as there is more of it. */
void fl_frame_view_move (FlFrameView *self, double by_x, double by_y);

/** fl_frame_view_show_whole: Zooms no more. */
void fl_frame_view_show_whole (FlFrameView *self);

G_END_DECLS
