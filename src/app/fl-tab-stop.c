/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of thousands is one stop on the way of Tab. */
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
  return GTK_WIDGET_CLASS (fl_tab_stop_parent_class)->focus (widget, direction);
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
