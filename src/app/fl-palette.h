/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "session/fl-session-types.h"

G_BEGIN_DECLS

/** FL_PALETTE_BACKGROUND: the index of the quiet grey that the background class has. */
#define FL_PALETTE_BACKGROUND G_MAXUINT

/** fl_palette_get_n_colours: Returns: how many colours a class can have; any thread */
guint fl_palette_get_n_colours (void);

/**
 * fl_palette_get_colour:
 * @index: a class's colour, counted round when too large, or %FL_PALETTE_BACKGROUND
 * @is_dark: whether the window is dark
 * @out: (out caller-allocates): the colour
 *
 * Gives a class its colour: at least 3:1 against fl_palette_get_track() in the same style.
 */
void fl_palette_get_colour (guint index, gboolean is_dark, GdkRGBA *out);

/** fl_palette_get_name: Returns: (transfer none): the translated name of a colour */
const char *fl_palette_get_name (guint index);

/** fl_palette_get_track: Gives the colour of an empty track, against which colours are checked. */
void fl_palette_get_track (gboolean is_dark, GdkRGBA *out);

/** fl_palette_is_dark: Returns: whether windows are dark now */
gboolean fl_palette_is_dark (void);

/** fl_palette_contrast: Returns: contrast of two opaque colours after WCAG 2.1, 1..21 */
double fl_palette_contrast (const GdkRGBA *first, const GdkRGBA *second);

/** fl_palette_index_of_class: Returns: the palette index that @klass is drawn with */
guint fl_palette_index_of_class (FlClass *klass);

G_END_DECLS
