/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File choosers and other windows whose interfaces newer toolkits replace: each behind one
 * function. */
#include "app/fl-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/fl-project-place.h"
#include "app/fl-toasts.h"
#include "config.h"

typedef struct {
  GtkFileChooserNative *chooser;
  GtkWindow *window;
  FlFilesFunc func;
  GObject *about;
} FlChoice;

static void
on_chooser_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  FlChoice *choice = data;

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (choice->chooser));
    if (g_list_model_get_n_items (files) > 0)
      choice->func (choice->window, files, choice->about);
  }
  g_object_unref (choice->chooser);
  g_object_unref (choice->window);
  g_clear_object (&choice->about);
  g_free (choice);
}

static GtkFileChooser *
open_chooser_about (GtkWindow *window,
                    const char *title,
                    GtkFileChooserAction action,
                    FlFilesFunc func,
                    GObject *about)
{
  FlChoice *choice = g_new0 (FlChoice, 1);

  choice->chooser = gtk_file_chooser_native_new (title, window, action, NULL, NULL);
  choice->window = g_object_ref (window);
  choice->func = func;
  g_set_object (&choice->about, about);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->chooser), TRUE);
  g_signal_connect (choice->chooser, "response", G_CALLBACK (on_chooser_response), choice);
  return GTK_FILE_CHOOSER (choice->chooser);
}

static GtkFileChooser *
open_chooser (GtkWindow *window, const char *title, GtkFileChooserAction action, FlFilesFunc func)
{
  return open_chooser_about (window, title, action, func, NULL);
}

static void
add_video_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) videos = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (videos, _ ("Videos"));
  gtk_file_filter_add_mime_type (videos, "video/*");
  gtk_file_chooser_add_filter (chooser, videos);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

void
fl_dialogs_choose_videos (GtkWindow *window, FlFilesFunc func)
{
  GtkFileChooser *chooser =
    open_chooser (window, _ ("Add Videos"), GTK_FILE_CHOOSER_ACTION_OPEN, func);

  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  add_video_filters (chooser);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Where that cannot be, the chooser stays where it is. */
static void
begin_in (GtkFileChooser *chooser, const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  (void) gtk_file_chooser_set_current_folder (chooser, file, NULL);
}

void
fl_dialogs_choose_folder (GtkWindow *window, const char *folder, FlFilesFunc func)
{
  GtkFileChooser *chooser =
    open_chooser (window, _ ("Find Missing Videos"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, func);

  begin_in (chooser, folder);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
fl_dialogs_choose_film (GtkWindow *window, const char *folder, const char *name, FlFilesFunc func)
{
  /* Translators: the title of a file chooser; the name of a video that is missing. */
  g_autofree char *title = g_strdup_printf (_ ("Where Is “%s”?"), name);
  GtkFileChooser *chooser = open_chooser (window, title, GTK_FILE_CHOOSER_ACTION_OPEN, func);

  add_video_filters (chooser);
  begin_in (chooser, folder);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
fl_dialogs_choose_project (GtkWindow *window, FlFilesFunc func)
{
  GtkFileChooser *chooser =
    open_chooser (window, _ ("Open Project"), GTK_FILE_CHOOSER_ACTION_OPEN, func);
  g_autoptr (GtkFileFilter) projects = gtk_file_filter_new ();

  gtk_file_filter_set_name (projects, _ ("Frameline Projects"));
  gtk_file_filter_add_pattern (projects, "*" FL_PROJECT_SUFFIX);
  gtk_file_chooser_add_filter (chooser, projects);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
fl_dialogs_choose_labels (GtkWindow *window, FlFilesFunc func)
{
  GtkFileChooser *chooser =
    open_chooser (window, _ ("Import Labels"), GTK_FILE_CHOOSER_ACTION_OPEN, func);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Tables (CSV)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
fl_dialogs_choose_network (GtkWindow *window, FlFilesFunc func, GObject *about)
{
  GtkFileChooser *chooser =
    open_chooser_about (window, _ ("Add a Network"), GTK_FILE_CHOOSER_ACTION_OPEN, func, about);
  g_autoptr (GtkFileFilter) networks = gtk_file_filter_new ();

  gtk_file_filter_set_name (networks, _ ("ONNX Files"));
  gtk_file_filter_add_suffix (networks, "onnx");
  gtk_file_chooser_add_filter (chooser, networks);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
fl_dialogs_choose_target (GtkWindow *window,
                          const char *folder,
                          const char *name,
                          FlFilesFunc func,
                          GObject *about)
{
  GtkFileChooser *chooser =
    open_chooser_about (window, _ ("Export"), GTK_FILE_CHOOSER_ACTION_SAVE, func, about);

  begin_in (chooser, folder);
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* What is typed goes to, and what that is about. */
typedef struct {
  FlTextFunc func;
  GObject *about;
} TextAnswer;

static void
text_answer_free (gpointer data, GClosure *closure)
{
  TextAnswer *answer = data;

  g_clear_object (&answer->about);
  g_free (answer);
}

/* What is asked for is typed into an entry below the text. */
static void
on_text_response (GtkWindow *dialog, const char *response, gpointer data)
{
  const TextAnswer *answer = data;
  GtkWidget *entry = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (g_str_equal (response, "accept") && *text != '\0')
    answer->func (gtk_window_get_transient_for (dialog), text, answer->about);
}

GtkWindow *
fl_dialogs_ask_text (GtkWindow *window,
                     const FlTextQuestion *question,
                     FlTextFunc func,
                     GObject *about)
{
  GtkWidget *dialog = adw_message_dialog_new (window, question->heading, question->body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "text", question->text, "placeholder-text",
                                   question->placeholder, "activates-default", TRUE, NULL);
  TextAnswer *answer = g_new (TextAnswer, 1);

  *answer = (TextAnswer){.func = func, .about = about != NULL ? g_object_ref (about) : NULL};
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->label, -1);
  gtk_widget_set_tooltip_text (entry, question->label);
  adw_message_dialog_set_extra_child (message, entry);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "accept", question->accept,
                                    NULL);
  adw_message_dialog_set_response_appearance (message, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "accept");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_text_response), answer,
                         text_answer_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
  return GTK_WINDOW (dialog);
}

typedef struct {
  FlConfirmFunc func;
  GObject *about;
} Confirmation;

static void
confirmation_free (gpointer data, GClosure *closure)
{
  Confirmation *self = data;

  g_object_unref (self->about);
  g_free (self);
}

static void
on_confirm_response (GtkWindow *dialog, const char *response, gpointer data)
{
  const Confirmation *self = data;

  self->func (self->about, g_str_equal (response, "accept"));
}

GtkWindow *
fl_dialogs_confirm (GtkWindow *window,
                    const char *heading,
                    const char *body,
                    const char *accept,
                    FlConfirmFunc func,
                    GObject *about)
{
  GtkWidget *dialog = adw_message_dialog_new (window, heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Confirmation *confirmation = g_new (Confirmation, 1);

  *confirmation = (Confirmation){.func = func, .about = g_object_ref (about)};
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_confirm_response), confirmation,
                         confirmation_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WINDOW (dialog);
}

GtkWindow *
fl_dialogs_ask_address (GtkWindow *window, FlTextFunc func)
{
  const FlTextQuestion question = {
    .heading = _ ("Add Live Video"),
    .body = _ ("It is recorded beside the project, and can be labelled meanwhile."),
    .label = _ ("Address or Camera"),
    .placeholder = "rtsp://",
    .text = "",
    .accept = _ ("_Add"),
  };

  return fl_dialogs_ask_text (window, &question, func, NULL);
}

void
fl_dialogs_show_lines (GtkWindow *window, const char *heading, const char *lines)
{
  GtkWidget *dialog = adw_message_dialog_new (window, heading, lines);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

GtkWindow *
fl_dialogs_show_shortcuts (GtkWindow *window)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/frameline/Frameline/ui/help-overlay.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  int width_px = 0;
  int height_px = 0;

  gtk_window_get_default_size (shortcuts, &width_px, &height_px);
  gtk_window_set_default_size (shortcuts,
                               MIN (width_px, gtk_widget_get_width (GTK_WIDGET (window))),
                               MIN (height_px, gtk_widget_get_height (GTK_WIDGET (window))));
  gtk_window_set_transient_for (shortcuts, window);
  gtk_window_present (shortcuts);
  return shortcuts;
}

static void
on_guide_shown (GObject *window, GAsyncResult *result, gpointer data)
{
  g_autofree char *path = data;
  g_autofree char *text = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (window), result, NULL))
    return;
  /* Translators: the placeholder is a file name. */
  text = g_strdup_printf (_ ("No program here can show the guide; it is in “%s”"), path);
  fl_toasts_say (GTK_WIDGET (window), text);
}

void
fl_dialogs_show_guide (GtkWindow *window)
{
  const char *folder = g_getenv ("FRAMELINE_GUIDE_DIR");
  g_autofree char *path =
    g_build_filename (folder != NULL ? folder : FL_GUIDE_DIR, "index.html", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    gtk_show_uri_full (window, uri, GDK_CURRENT_TIME, NULL, on_guide_shown,
                       g_steal_pointer (&path));
  else
    /* Translators: Ctrl+? are keys. */
    fl_toasts_say (GTK_WIDGET (window), _ ("The guide is not installed; Ctrl+? shows all keys"));
}

void
fl_dialogs_show_about (GtkWindow *window)
{
  adw_show_about_window (window, "application-name", _ ("Frameline"), "application-icon", FL_APP_ID,
                         "version", FL_VERSION, "developer-name", _ ("The Frameline developers"),
                         "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Labels for every frame of hours of video."), NULL);
}
