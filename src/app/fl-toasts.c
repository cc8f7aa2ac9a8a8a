/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How any widget speaks to the person without knowing its window. */
#include "app/fl-toasts.h"

void
fl_toasts_say (GtkWidget *widget, const char *sentence)
{
  (void) gtk_widget_activate_action (widget, "win.say", "s", sentence);
}

void
fl_toasts_say_undoable (GtkWidget *widget, const char *sentence, guint n_actions)
{
  (void) gtk_widget_activate_action (widget, "win.say-undoable", "(su)", sentence, n_actions);
}
