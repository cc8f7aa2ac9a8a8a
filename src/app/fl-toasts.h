/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * fl_toasts_say:
 * @widget: any widget of a window
 * @sentence: what to say
 *
 * Has the window of @widget show a toast (action `win.say`). It never takes the focus.
 */
void fl_toasts_say (GtkWidget *widget, const char *sentence);

/** fl_toasts_say_undoable: As fl_toasts_say(), with an Undo button (action `win.say-undoable`). */
void fl_toasts_say_undoable (GtkWidget *widget, const char *sentence);

G_END_DECLS
