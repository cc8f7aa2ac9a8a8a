/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"

G_BEGIN_DECLS

#define FL_TYPE_MOVING_THUMB (fl_moving_thumb_get_type ())
G_DECLARE_FINAL_TYPE (FlMovingThumb, fl_moving_thumb, FL, MOVING_THUMB, GtkWidget)

/**
 * FlMovingThumb:
 *
 * Thumbnails of some samples of one stream, one at a time, filling its place. It keeps those that are shown
 * soon in the size in which they are shown, so that turning to another one costs no more than drawing it; who
 * has it move is somebody else, who may turn many at once. Main thread.
 */

/**
 * fl_moving_thumb_new:
 * @loader: where pictures come from
 * @stream: a stream
 * @frames: (transfer full) (element-type gint64): samples, at least one
 *
 * Returns: (transfer floating): the thumbnail, showing the first
 */
GtkWidget *fl_moving_thumb_new (FlFrameLoader *loader, FlStream *stream, GArray *frames);

/** fl_moving_thumb_turn: Shows picture @i; they come round again. */
void fl_moving_thumb_turn (FlMovingThumb *self, guint i);

/** fl_moving_thumb_has: Returns: whether picture @i is there; if it is not it is asked for */
gboolean fl_moving_thumb_has (FlMovingThumb *self, guint i);

/** fl_moving_thumb_is_painted: Returns: whether the picture that it turned to was painted since */
gboolean fl_moving_thumb_is_painted (FlMovingThumb *self);

/** fl_moving_thumb_was_seen: Returns: whether each picture was painted at least once */
gboolean fl_moving_thumb_was_seen (FlMovingThumb *self);

/** fl_moving_thumb_get_place: Returns: which picture is shown, from 0 */
guint fl_moving_thumb_get_place (FlMovingThumb *self);

/** fl_moving_thumb_get_n: Returns: how many pictures there are */
guint fl_moving_thumb_get_n (FlMovingThumb *self);

/** fl_moving_thumb_get_frame: Returns: display index of the sample that is shown */
gint64 fl_moving_thumb_get_frame (FlMovingThumb *self);

G_END_DECLS
