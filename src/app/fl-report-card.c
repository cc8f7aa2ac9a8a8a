/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods report as a card. */
#include "app/fl-report-card.h"

#include <glib/gi18n.h>

#include "app/fl-dialogs.h"
#include "app/fl-toasts.h"
#include "session/fl-report.h"

struct _FlReportCard {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkLabel *text;
  GtkWidget *copy;
  GtkWidget *save;
  char *invitation; /* what stands there before */
  FlSession *session;
  FlReport *report;         /* (nullable) that was written last */
  FlJob *job;               /* (nullable) that writes one */
  FlReportReading *reading; /* what it writes */
  gboolean is_json;         /* what is being saved */
};

G_DEFINE_FINAL_TYPE (FlReportCard, fl_report_card, GTK_TYPE_WIDGET)

static void
show_report (FlReportCard *self, FlReport *report)
{
  g_autofree char *text = report != NULL ? fl_report_dup_text (report) : NULL;

  g_clear_pointer (&self->report, fl_report_free);
  self->report = report;
  gtk_label_set_text (self->text, text != NULL ? text : self->invitation);
  gtk_widget_set_visible (self->copy, report != NULL);
  gtk_widget_set_visible (self->save, report != NULL);
}

/* Whatever it comes to, nobody waits for it any more. */
static void
forget_job (FlReportCard *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  g_clear_pointer (&self->reading, fl_report_reading_unref);
}

static void
on_job_state (FlReportCard *self)
{
  const GError *error = fl_job_get_error (self->job);
  const gboolean is_done = fl_job_get_state (self->job) == FL_JOB_DONE;
  FlReport *report = is_done ? fl_report_reading_take (self->reading) : NULL;

  if (fl_job_get_state (self->job) == FL_JOB_FAILED && error != NULL)
    fl_toasts_say (GTK_WIDGET (self), error->message);
  forget_job (self);
  /* One that was cancelled, or failed, takes none away that was written before. */
  show_report (self, report != NULL ? report : g_steal_pointer (&self->report));
}

/* Who clicks once more while it is written gets it sooner by waiting. */
static void
on_write_clicked (FlReportCard *self)
{
  g_autoptr (GError) error = NULL;

  if (self->job != NULL)
    return;
  FlJob *job = fl_report_start (self->session, &self->reading, &error);
  if (job == NULL) {
    fl_toasts_say (GTK_WIDGET (self), error->message);
    return;
  }
  self->job = g_object_ref (job);
  gtk_label_set_text (self->text, _ ("Every frame is being looked at…"));
  g_signal_connect_swapped (job, "notify::state", G_CALLBACK (on_job_state), self);
}

static void
on_copy_clicked (FlReportCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->text));
}

static void
on_target_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  FlReportCard *self = FL_REPORT_CARD (about);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  if (path != NULL && self->report != NULL &&
      !fl_report_write_file (self->report, path, self->is_json, &error))
    fl_toasts_say (GTK_WIDGET (self), error->message);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FlReportCard *self = FL_REPORT_CARD (widget);
  g_autofree char *folder = g_path_get_dirname (fl_session_get_path (self->session));

  self->is_json = g_variant_get_boolean (parameter);
  fl_dialogs_choose_target (GTK_WINDOW (gtk_widget_get_root (widget)), folder,
                            self->is_json ? "methods.json" : "methods.txt", on_target_chosen,
                            G_OBJECT (self));
}

static void
fl_report_card_dispose (GObject *object)
{
  FlReportCard *self = FL_REPORT_CARD (object);

  forget_job (self);
  g_clear_pointer (&self->report, fl_report_free);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_REPORT_CARD);
  G_OBJECT_CLASS (fl_report_card_parent_class)->dispose (object);
}

static void
fl_report_card_finalize (GObject *object)
{
  g_free (FL_REPORT_CARD (object)->invitation);
  G_OBJECT_CLASS (fl_report_card_parent_class)->finalize (object);
}

static void
fl_report_card_class_init (FlReportCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_report_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = fl_report_card_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "insightcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "report.save", "b", save);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-report-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FlReportCard, content);
  gtk_widget_class_bind_template_child (widget_class, FlReportCard, text);
  gtk_widget_class_bind_template_child (widget_class, FlReportCard, copy);
  gtk_widget_class_bind_template_child (widget_class, FlReportCard, save);
  gtk_widget_class_bind_template_callback (widget_class, on_write_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
fl_report_card_init (FlReportCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->invitation = g_strdup (gtk_label_get_text (self->text));
}

void
fl_report_card_set_session (FlReportCard *self, FlSession *session)
{
  g_return_if_fail (FL_IS_REPORT_CARD (self));

  forget_job (self);
  show_report (self, NULL);
  g_set_object (&self->session, session);
}
