/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FL_TYPE_BAR (fl_bar_get_type ())
G_DECLARE_FINAL_TYPE (FlBar, fl_bar, FL, BAR, GtkWidget)

/**
 * FlBar:
 *
 * A little bar in the colour of a class: its chip, or with a fraction its probability. From the
 * ninth colour on chips carry stripes as well. Properties: `index` (uint, palette index),
 * `fraction` (double, 0..1 of the width, default 1), `is-accent` (boolean, construct-only, the
 * accent colour instead of a class's). Unlike GTK's own bars it never asks for a layout of the
 * window. Main thread.
 */

/**
 * fl_bar_draw:
 * @snapshot: where to draw
 * @place: where the chip is
 * @index: palette index, or %FL_PALETTE_BACKGROUND
 * @is_dark: whether the window is dark
 *
 * Draws the chip of a class, as a bar does.
 */
void
fl_bar_draw (GtkSnapshot *snapshot, const graphene_rect_t *place, guint index, gboolean is_dark);

G_END_DECLS
