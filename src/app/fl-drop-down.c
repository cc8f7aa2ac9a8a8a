/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drop-down is called. */
#include "app/fl-drop-down.h"

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
fl_drop_down_set_name (GtkDropDown *drop_down, const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  set_name (GTK_WIDGET (drop_down), name);
  if (button != NULL)
    set_name (button, name);
}
