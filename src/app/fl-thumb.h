/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"

G_BEGIN_DECLS

#define FL_TYPE_THUMB (fl_thumb_get_type ())
G_DECLARE_FINAL_TYPE (FlThumb, fl_thumb, FL, THUMB, GtkWidget)

/**
 * FlThumb:
 *
 * The thumbnail of one sample, whole, on a dark surround where its shape is another; empty until it comes. Property:
 * `natural-height` (int, pixels; the width follows at 16:9). Main thread.
 */

/** fl_thumb_set_loader: Sets where pictures come from, or %NULL, and shows nothing. */
void fl_thumb_set_loader (FlThumb *self, FlFrameLoader *loader);

/** fl_thumb_show: Shows the thumbnail of sample @frame of @stream; %NULL shows nothing. */
void fl_thumb_show (FlThumb *self, FlStream *stream, gint64 frame);

/** fl_thumb_set_is_patient: Has it ask for no picture that is not there, while so many go by that each
 * would come too late; what is missing is asked for when it is no longer so. */
void fl_thumb_set_is_patient (FlThumb *self, gboolean is_patient);

/**
 * fl_thumb_find_place:
 * @picture_width: width of a picture, > 0; in a folder of pictures each may have another shape
 * @picture_height: its height, > 0
 * @width: of the place, in any unit
 * @height: of the place
 *
 * Returns: where the picture is shown, whole and in the middle of the place, in the unit of the place
 */
graphene_rect_t
fl_thumb_find_place (guint picture_width, guint picture_height, double width, double height);

G_END_DECLS
