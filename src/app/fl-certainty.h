/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session-types.h"

G_BEGIN_DECLS

/**
 * fl_certainty_draw:
 * @snapshot: where to draw
 * @place: the whole height of a track
 * @certainty: who or what says so
 * @klass: (nullable): the class, %NULL for grey
 * @is_dark: whether the window is dark
 *
 * Draws how sure a label is, everywhere the same: a person's has the whole height, a certified one a line
 * on top, an accepted one three quarters with a hatch, a predicted one half; what is unsure is broken, and
 * of what is unseen nothing is drawn.
 */
void fl_certainty_draw (GtkSnapshot *snapshot,
                        const graphene_rect_t *place,
                        FlCertainty certainty,
                        FlClass *klass,
                        gboolean is_dark);

G_END_DECLS
