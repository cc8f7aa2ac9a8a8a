/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands the labels over to other programs. */
#include "app/fl-export-dialog.h"

#include "app/fl-dialogs.h"
#include "session/fl-export-preview.h"

#define N_PREVIEWED 5 /* lines */

struct _FlExportDialog {
  AdwWindow parent_instance;
  AdwComboRow *format;
  GtkCheckButton *samples_only;
  GtkLabel *preview;
  GtkLabel *notes;
  GtkLabel *problem;
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlExportDialog, fl_export_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_STARTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const FlFormatInfo *
get_format (FlExportDialog *self)
{
  gsize n_formats = 0;
  const FlFormatInfo *formats = fl_session_list_formats (&n_formats);
  const guint selected = adw_combo_row_get_selected (self->format);

  return selected < n_formats ? &formats[selected] : NULL;
}

/* Why there is none is said when it is exported. */
static void
show_preview (FlExportDialog *self)
{
  const FlFormatInfo *format = get_format (self);
  const gboolean samples_only = gtk_check_button_get_active (self->samples_only);
  g_autofree char *lines =
    format != NULL && self->session != NULL
      ? fl_session_preview_export (self->session, format->id, samples_only, N_PREVIEWED, NULL)
      : NULL;

  gtk_label_set_text (self->preview, lines != NULL ? lines : "");
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->preview),
                                                   ADW_TYPE_PREFERENCES_GROUP),
                          lines != NULL);
}

static void
on_format_selected (FlExportDialog *self)
{
  const FlFormatInfo *format = get_format (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format),
                               format != NULL ? format->summary : "");
  show_preview (self);
}

static void
fill_formats (FlExportDialog *self)
{
  gsize n_formats = 0;
  const FlFormatInfo *formats = fl_session_list_formats (&n_formats);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_formats; i++)
    gtk_string_list_append (names, formats[i].name);
  adw_combo_row_set_model (self->format, G_LIST_MODEL (names));
  on_format_selected (self);
}

static void
show_notes (FlExportDialog *self)
{
  g_autofree char *notes = fl_session_dup_export_notes (self->session);

  gtk_label_set_text (self->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes != NULL);
}

static void
on_target_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    fl_export_dialog_export_to (FL_EXPORT_DIALOG (window), path);
}

static void
on_export_clicked (FlExportDialog *self)
{
  const FlFormatInfo *format = get_format (self);
  g_autofree char *project = fl_session_dup_name (self->session);

  if (format == NULL)
    return;
  g_autofree char *name = g_strconcat (project, format->suffix, NULL);
  g_autofree char *folder = g_path_get_dirname (fl_session_get_path (self->session));
  fl_dialogs_choose_target (GTK_WINDOW (self), folder, name, on_target_chosen, NULL);
}

static void
fl_export_dialog_dispose (GObject *object)
{
  FlExportDialog *self = FL_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fl_export_dialog_parent_class)->dispose (object);
}

static void
fl_export_dialog_class_init (FlExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_export_dialog_dispose;
  signals[SIGNAL_STARTED] =
    g_signal_new ("started", FL_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, FL_TYPE_JOB, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, FlExportDialog, samples_only);
  gtk_widget_class_bind_template_child (widget_class, FlExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, FlExportDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, FlExportDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_format_selected);
  gtk_widget_class_bind_template_callback (widget_class, show_preview);
}

static void
fl_export_dialog_init (FlExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FlExportDialog *
fl_export_dialog_new (GtkWindow *parent, FlSession *session)
{
  FlExportDialog *self =
    g_object_new (FL_TYPE_EXPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  fill_formats (self);
  show_notes (self);
  return self;
}

void
fl_export_dialog_export_to (FlExportDialog *self, const char *path)
{
  g_return_if_fail (FL_IS_EXPORT_DIALOG (self));

  const FlFormatInfo *format = get_format (self);
  const gboolean samples_only = gtk_check_button_get_active (self->samples_only);
  g_autoptr (GError) error = NULL;
  FlJob *job = format != NULL
                 ? fl_session_export_to_file (self->session, format->id, path, samples_only, &error)
                 : NULL;
  if (job == NULL) {
    gtk_label_set_text (self->problem, error != NULL ? error->message : "");
    gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    return;
  }
  g_signal_emit (self, signals[SIGNAL_STARTED], 0, job, path);
  gtk_window_close (GTK_WINDOW (self));
}
