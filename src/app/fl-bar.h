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
 * ninth colour on chips carry stripes as well. Properties (read-write): `index` (uint, palette
 * index), `fraction` (double, 0..1 of the width, default 1). Main thread.
 */

/** fl_bar_set_index: Sets the palette index. */
void fl_bar_set_index (FlBar *self, guint index);

G_END_DECLS
