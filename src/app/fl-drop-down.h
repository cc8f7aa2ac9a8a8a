/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fl_drop_down_set_name: Calls @drop_down by @name for those who hear it, also where the focus is: on the
 * button in it, which GTK 4.8 leaves without a name. */
void fl_drop_down_set_name (GtkDropDown *drop_down, const char *name);

G_END_DECLS
