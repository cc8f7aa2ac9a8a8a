/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window goes back to a copy of its project. */
#include <glib/gi18n.h>

#include "app/fl-backups-dialog.h"
#include "app/fl-window-private.h"

/* The project is opened again whether or not it is another one now. */
static void
on_prepared (FlWindow *self, const char *when)
{
  g_autofree char *path = g_strdup (fl_session_get_path (self->session));
  /* Translators: a day and a time. */
  g_autofree char *done =
    g_strdup_printf (_ ("The project is that of %s; what it was before is among the backups"),
                     when);
  g_autoptr (GError) error = NULL;

  fl_window_set_session (self, NULL);
  const gboolean is_done = fl_session_finish_restore (path, &error);
  if (fl_window_open_project (self, path))
    fl_window_say (self, is_done ? done : error->message, 0);
}

static void
show_backups (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  FlBackupsDialog *dialog = fl_backups_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "prepared", G_CALLBACK (on_prepared), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
fl_window_install_backup_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.restore-backup", NULL, show_backups);
}
