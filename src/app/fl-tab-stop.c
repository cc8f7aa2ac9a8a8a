/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds many is one stop on the way of Tab, the same from both sides. */
#include "app/fl-tab-stop.h"

struct _FlTabStop {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (FlTabStop, fl_tab_stop, ADW_TYPE_BIN)

static gboolean
fl_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (fl_tab_stop_parent_class)
    ->focus (widget, is_tab ? GTK_DIR_TAB_FORWARD : direction);
}

static void
fl_tab_stop_class_init (FlTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = fl_tab_stop_focus;
}

static void
fl_tab_stop_init (FlTabStop *self)
{
}
