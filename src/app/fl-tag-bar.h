/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-class.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FL_TYPE_TAG_BAR (fl_tag_bar_get_type ())
G_DECLARE_FINAL_TYPE (FlTagBar, fl_tag_bar, FL, TAG_BAR, GtkWidget)

/**
 * FlTagBar:
 *
 * The answers about tags as three buttons with their keys. Signal `answered` (int #FlTagAnswer): about
 * the tag that is asked, or of all tags that are not marked. Main thread.
 */

/** fl_tag_bar_show: Says what the buttons do where one tag is asked, or (@is_one is %FALSE) all. */
void fl_tag_bar_show (FlTagBar *self, gboolean is_one);

/** fl_tag_bar_set_is_narrow: Has the buttons stand beside one another, or (%FALSE) in a column. */
void fl_tag_bar_set_is_narrow (FlTagBar *self, gboolean is_narrow);

G_END_DECLS
