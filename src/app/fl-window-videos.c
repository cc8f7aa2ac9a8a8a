/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does about videos that are not where they were, or not wanted any more. */
#include <glib/gi18n.h>

#include "app/fl-dialogs.h"
#include "app/fl-window-private.h"
#include "session/fl-removal.h"

static void
on_find_state_changed (FlJob *job, GParamSpec *pspec, gpointer data)
{
  const GError *error = fl_job_get_error (job);
  const char *sentence = error != NULL ? error->message : fl_job_get_detail (job);

  if (*sentence != '\0')
    fl_window_say (data, sentence, 0);
}

static void
follow (FlWindow *self, FlJob *job)
{
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_find_state_changed), self, 0);
}

static char *
dup_first_path (GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  return g_file_get_path (file);
}

static void
on_folder_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  FlWindow *self = FL_WINDOW (window);
  g_autofree char *path = dup_first_path (files);

  if (path != NULL && self->session != NULL)
    follow (self, fl_session_search_moved (self->session, path));
}

/* Another project may have been opened meanwhile. */
static void
on_film_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  FlWindow *self = FL_WINDOW (window);
  g_autofree char *path = dup_first_path (files);

  if (path != NULL && self->session != NULL &&
      fl_session_find_stream_by_id (self->session, fl_stream_get_id (FL_STREAM (about))) ==
        FL_STREAM (about))
    follow (self, fl_session_relink (self->session, FL_STREAM (about), path));
}

static void
find_in_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *folder = g_path_get_dirname (fl_session_get_path (FL_WINDOW (widget)->session));

  fl_dialogs_choose_folder (GTK_WINDOW (widget), folder, on_folder_chosen);
}

static void
find_film (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlStream *stream =
    fl_session_find_stream_by_id (FL_WINDOW (widget)->session, g_variant_get_int64 (parameter));

  if (stream == NULL)
    return;
  g_autofree char *folder = g_path_get_dirname (fl_stream_get_path (stream));
  fl_dialogs_choose_film (GTK_WINDOW (widget), folder, fl_stream_get_name (stream), on_film_chosen,
                          G_OBJECT (stream));
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

void
fl_window_watch_videos (FlWindow *self)
{
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_is_active_changed), NULL);
}

void
fl_window_install_video_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.find-in-folder", NULL, find_in_folder);
  gtk_widget_class_install_action (widget_class, "win.find-film", "x", find_film);
  gtk_widget_class_install_action (widget_class, "win.remove-stream", "x", remove_stream);
}
