/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does about live video. */
#include "app/fl-dialogs.h"
#include "app/fl-window-private.h"

static void
record (FlWindow *self, FlStream *stream)
{
  g_autoptr (GError) error = NULL;

  if (!fl_session_record (self->session, stream, &error))
    fl_window_say (self, error->message, 0);
}

/* Another project may have been opened meanwhile, or none may be open. */
static void
on_address_given (GtkWindow *window, const char *address, GObject *about)
{
  FlWindow *self = FL_WINDOW (window);
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  FlStream *stream = fl_session_add_source (self->session, address, NULL, &error);
  if (stream != NULL)
    record (self, stream);
  else
    fl_window_say (self, error->message, 0);
}

static void
add_address (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_dialogs_ask_address (GTK_WINDOW (widget), on_address_given);
}

static void
record_stream (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  FlStream *stream = fl_session_find_stream_by_id (self->session, g_variant_get_int64 (parameter));

  if (stream != NULL)
    record (self, stream);
}

void
fl_window_install_live_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-address", NULL, add_address);
  gtk_widget_class_install_action (widget_class, "win.record", "x", record_stream);
}
