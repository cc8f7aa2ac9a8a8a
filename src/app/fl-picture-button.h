/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-frame-loader.h"
#include "session/fl-item.h"

G_BEGIN_DECLS

/**
 * fl_picture_button_new:
 * @loader: where pictures come from
 * @item: the frame that it shows
 * @height_px: natural height of the picture, 8 to 320
 *
 * Returns: (transfer floating): a button that is a picture, and takes the focus
 */
GtkWidget *fl_picture_button_new (FlFrameLoader *loader, FlItem *item, int height_px);

/** fl_picture_button_get_item: Returns: (transfer none) (nullable): the frame that @widget shows, if it
 * is such a button */
FlItem *fl_picture_button_get_item (GtkWidget *widget);

G_END_DECLS
