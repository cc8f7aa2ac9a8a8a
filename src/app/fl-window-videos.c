/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does about videos that are not where they were, or not wanted any more. */
#include <glib/gi18n.h>

#include "app/fl-properties-dialog.h"
#include "app/fl-relink-dialog.h"
#include "app/fl-window-private.h"
#include "session/fl-removal.h"

/* How often it is looked whether a video that is missing is back. */
#define LOOK_AGAIN_S 5

static void
on_found (FlWindow *self, const char *sentence)
{
  fl_window_say (self, sentence, 0);
}

static void
find_film (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlSession *session = FL_WINDOW (widget)->session;
  FlStream *stream = fl_session_find_stream_by_id (session, g_variant_get_int64 (parameter));

  if (stream == NULL)
    return;
  FlRelinkDialog *dialog = fl_relink_dialog_new (GTK_WINDOW (widget), session, stream);
  g_signal_connect_object (dialog, "found", G_CALLBACK (on_found), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_properties (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlSession *session = FL_WINDOW (widget)->session;
  FlStream *stream = fl_session_find_stream_by_id (session, g_variant_get_int64 (parameter));

  if (stream != NULL)
    gtk_window_present (
      GTK_WINDOW (fl_properties_dialog_new (GTK_WINDOW (widget), session, stream)));
}

static void
remove_stream (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  FlStream *stream = fl_session_find_stream_by_id (self->session, g_variant_get_int64 (parameter));
  g_autoptr (GError) error = NULL;

  if (stream == NULL)
    return;
  /* Translators: a toast with an Undo button. */
  g_autofree char *sentence =
    g_strdup_printf (_ ("“%s” is removed; its labels are kept"), fl_stream_get_name (stream));
  if (fl_session_remove_stream (self->session, stream, &error))
    fl_window_say (self, sentence, 1);
  else
    fl_window_say (self, error->message, 0);
  fl_label_page_take_focus (self->label);
}

/* Whoever was away may have pulled a card out, or put the drive back. */
static void
on_is_active_changed (FlWindow *self)
{
  if (self->session != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    fl_session_look_for_files (self->session);
}

static gboolean
lacks_video (FlWindow *self)
{
  GListModel *streams = fl_session_get_streams (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) == FL_STREAM_MISSING)
      return TRUE;
  }
  return FALSE;
}

/* The files themselves are looked at on a thread. */
static gboolean
look_again (gpointer data)
{
  FlWindow *self = data;

  if (self->session != NULL && lacks_video (self))
    fl_session_look_for_files (self->session);
  return G_SOURCE_CONTINUE;
}

void
fl_window_watch_videos (FlWindow *self)
{
  self->look_source = g_timeout_add_seconds (LOOK_AGAIN_S, look_again, self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_is_active_changed), NULL);
}

void
fl_window_install_video_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.find-film", "x", find_film);
  gtk_widget_class_install_action (widget_class, "win.film-properties", "x", show_properties);
  gtk_widget_class_install_action (widget_class, "win.remove-stream", "x", remove_stream);
}
