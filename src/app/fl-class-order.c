/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which class stands where. */
#include "app/fl-class-order.h"

#include <gtk/gtk.h>

#include "session/fl-class.h"

static int
compare (gconstpointer first, gconstpointer second, gpointer data)
{
  return fl_class_get_is_background ((FlClass *) first) -
         fl_class_get_is_background ((FlClass *) second);
}

/* A handful of classes, not samples: a sorting model is fine here. */
GListModel *
fl_class_order_new (GListModel *classes)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));

  return G_LIST_MODEL (gtk_sort_list_model_new (g_object_ref (classes), sorter));
}
