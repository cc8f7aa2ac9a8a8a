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

/**
 * fl_toasts_say_undoable:
 * @widget: any widget of a window
 * @sentence: what was done
 * @n_actions: how many of the newest actions that was, > 0
 *
 * As fl_toasts_say(), with an Undo button that undoes all of it (action `win.say-undoable`).
 */
void fl_toasts_say_undoable (GtkWidget *widget, const char *sentence, guint n_actions);

G_END_DECLS
