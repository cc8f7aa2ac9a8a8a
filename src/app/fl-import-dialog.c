/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes in labels from a file, once it is seen what they are. */
#include "app/fl-import-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _FlImportDialog {
  AdwWindow parent_instance;
  GtkStack *stack;
  AdwStatusPage *refused;
  AdwActionRow *file;
  AdwActionRow *labels;
  AdwActionRow *left_out;
  AdwActionRow *classes;
  GtkLabel *problem;
  GtkWidget *import_button;
  FlSession *session;
  FlImport *import;
  FlJob *job;
};

G_DEFINE_FINAL_TYPE (FlImportDialog, fl_import_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_IMPORTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
refuse (FlImportDialog *self, const char *sentence)
{
  adw_status_page_set_description (self->refused, sentence);
  gtk_stack_set_visible_child_name (self->stack, "refused");
}

static char *
dup_labels (const FlImportReport *report)
{
  g_autofree char *labels = g_strdup_printf (ngettext ("%'" PRIu64 " label", "%'" PRIu64 " labels",
                                                       (gulong) report->n_labels),
                                             report->n_labels);
  g_autofree char *frames = g_strdup_printf (ngettext ("%'" PRIu64 " frame", "%'" PRIu64 " frames",
                                                       (gulong) report->n_frames),
                                             report->n_frames);

  /* Translators: such as “12 labels” and “345 frames”. */
  return g_strdup_printf (_ ("%1$s of people, for %2$s"), labels, frames);
}

static void
show_row (AdwActionRow *row, const char *text, gboolean is_shown)
{
  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), is_shown);
}

static void
show_report (FlImportDialog *self, const FlImportReport *report)
{
  g_autofree char *labels = dup_labels (report);
  g_autofree char *left_out =
    g_strdup_printf (ngettext ("%'" PRIu64 " row that says nothing, or what a machine said",
                               "%'" PRIu64 " rows that say nothing, or what a machine said",
                               (gulong) report->n_passed_over),
                     report->n_passed_over);

  g_ptr_array_add (report->new_classes, NULL);
  g_autofree char *classes = g_strjoinv (", ", (char **) report->new_classes->pdata);
  show_row (self->labels, labels, TRUE);
  show_row (self->left_out, left_out, report->n_passed_over > 0);
  show_row (self->classes, classes, *classes != '\0');
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_grab_focus (self->import_button);
}

static void
on_read (FlJob *job, GParamSpec *pspec, gpointer data)
{
  FlImportDialog *self = data;
  g_auto (FlImportReport) report = {0};
  g_autoptr (GError) error = NULL;

  if (fl_job_get_state (job) == FL_JOB_CANCELLED)
    return;
  if (fl_job_get_error (job) != NULL)
    refuse (self, fl_job_get_error (job)->message);
  else if (!fl_session_preview_import (self->session, self->import, &report, &error))
    refuse (self, error->message);
  else if (report.n_labels == 0)
    refuse (self,
            _ ("There is no label of a person in it; predictions of a machine are not taken in"));
  else
    show_report (self, &report);
}

static void
on_import_clicked (FlImportDialog *self)
{
  g_auto (FlImportReport) report = {0};
  g_autoptr (GError) error = NULL;

  if (!fl_session_take_import (self->session, self->import, &report, &error)) {
    gtk_label_set_text (self->problem, error->message);
    gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    return;
  }
  /* Translators: a toast with an Undo button. */
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("%'" PRIu64 " label imported", "%'" PRIu64 " labels imported",
                               (gulong) report.n_labels),
                     report.n_labels);
  g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, sentence, 1 + report.new_classes->len);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fl_import_dialog_dispose (GObject *object)
{
  FlImportDialog *self = FL_IMPORT_DIALOG (object);

  if (self->job != NULL)
    fl_job_cancel (self->job);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->import, fl_import_unref);
  G_OBJECT_CLASS (fl_import_dialog_parent_class)->dispose (object);
}

static void
fl_import_dialog_class_init (FlImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_import_dialog_dispose;
  signals[SIGNAL_IMPORTED] =
    g_signal_new ("imported", FL_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, refused);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, file);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, left_out);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, classes);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, FlImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
}

static void
fl_import_dialog_init (FlImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FlImportDialog *
fl_import_dialog_new (GtkWindow *parent, FlSession *session, const char *path)
{
  FlImportDialog *self =
    g_object_new (FL_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *name = g_filename_display_basename (path);

  self->session = g_object_ref (session);
  adw_action_row_set_subtitle (self->file, name);
  self->job = g_object_ref (fl_session_read_import (session, path, &self->import));
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (on_read), self, 0);
  return self;
}
