/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FL_TYPE_TAB_STOP (fl_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (FlTabStop, fl_tab_stop, FL, TAB_STOP, AdwBin)

/**
 * FlTabStop:
 *
 * Holds a list, or pictures, among which arrows move: Tab comes there once, and leads on. Lists of GTK 4.8 have
 * Tab go through all of their items.
 */

G_END_DECLS
