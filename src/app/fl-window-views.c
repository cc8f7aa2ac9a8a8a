/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the project: which view is shown, and where keys answer. */
#include "app/fl-window-private.h"

void
fl_window_show_view (FlWindow *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->views, name);
  fl_window_take_focus (self);
}

void
fl_window_take_focus (FlWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);

  if (g_str_equal (page, "first-class"))
    fl_first_class_page_take_focus (self->first_class);
  else if (!g_str_equal (page, "label"))
    return;
  else if (g_str_equal (adw_view_stack_get_visible_child_name (self->views), "groups"))
    fl_groups_page_take_focus (self->groups);
  else
    fl_label_page_take_focus (self->label);
}
