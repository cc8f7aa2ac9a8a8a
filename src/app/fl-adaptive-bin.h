/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FL_TYPE_ADAPTIVE_BIN (fl_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (FlAdaptiveBin, fl_adaptive_bin, FL, ADAPTIVE_BIN, GtkWidget)

/**
 * FlAdaptiveBin:
 *
 * Tells by the width it gets which layout its child should have: libadwaita 1.2 has no
 * breakpoints. Properties: `child` (#GtkWidget, read-write); `is-narrow`, `is-wide` (boolean,
 * read-only, notified). Main thread.
 */

/** fl_adaptive_bin_set_child: Sets the child, or %NULL. */
void fl_adaptive_bin_set_child (FlAdaptiveBin *self, GtkWidget *child);

/** fl_adaptive_bin_set_stop: Makes the layout narrow at @stop_px as well, at which something beside
 * the bin would stop a window that is made narrower; its words may be long in some language. */
void fl_adaptive_bin_set_stop (FlAdaptiveBin *self, int stop_px);

G_END_DECLS
