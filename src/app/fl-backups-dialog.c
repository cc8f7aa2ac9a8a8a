/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going back to a copy of the project. */
#include "app/fl-backups-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Which copy a row is about. */
#define BACKUP "fl-backup"

struct _FlBackupsDialog {
  AdwWindow parent_instance;
  GtkStack *stack;
  AdwPreferencesGroup *group;
  GtkLabel *problem;
  GtkWidget *restore;
  GtkWidget *working;
  GtkCheckButton *none; /* heads their group, and is never shown: one button alone would be a box */
  FlSession *session;
  FlBackupList *list;
  const FlBackup *chosen; /* (nullable) of @list */
  FlJob *job;             /* (nullable): that runs */
};

G_DEFINE_FINAL_TYPE (FlBackupsDialog, fl_backups_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_PREPARED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_problem (FlBackupsDialog *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *sentence != '\0');
}

static void
update (FlBackupsDialog *self)
{
  gtk_widget_set_sensitive (self->restore, self->chosen != NULL && self->job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), self->job == NULL);
  gtk_widget_set_visible (self->working, self->job != NULL);
}

static char *
dup_when (const FlBackup *backup)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (backup->at_us / G_USEC_PER_SEC);

  /* Translators: a day and a time, as g_date_time_format() knows them. */
  return at != NULL ? g_date_time_format (at, _ ("%e %B %Y %H:%M")) : g_strdup ("");
}

static const char *
describe_reason (const FlBackup *backup)
{
  if (backup->reason == NULL)
    return _ ("Before the first change of that day");
  if (g_str_has_prefix (backup->reason, "before-upgrade"))
    return _ ("Before Frameline was updated");
  if (g_str_has_prefix (backup->reason, "before-restore"))
    return _ ("Before another backup was restored");
  return backup->reason;
}

static char *
dup_answers (gint64 n)
{
  return g_strdup_printf (ngettext ("%'" PRId64 " answer", "%'" PRId64 " answers", (gulong) n), n);
}

char *
fl_backups_dialog_dup_losses (const FlBackup *backup)
{
  if (!backup->is_whole)
    return g_strdup (_ ("It is damaged and cannot be restored"));
  if (backup->n_lost < 0 || backup->n_lost_others < 0)
    return g_strdup (_ ("What was done since cannot be told"));
  if (backup->n_lost == 0 && backup->n_lost_others == 0)
    return g_strdup (_ ("Nothing was done since"));
  g_autofree char *answers = dup_answers (backup->n_lost);
  /* Translators: such as “3 other changes”: classes, imports and the like, beside answers. */
  g_autofree char *others =
    g_strdup_printf (ngettext ("%'" PRId64 " other change", "%'" PRId64 " other changes",
                               (gulong) backup->n_lost_others),
                     backup->n_lost_others);
  if (backup->n_lost_others == 0)
    /* Translators: the placeholder is such as “212 answers”. */
    return g_strdup_printf (_ ("Without %s since then"), answers);
  /* Translators: such as “212 answers” and “3 other changes”. */
  return g_strdup_printf (_ ("Without %1$s and %2$s since then"), answers, others);
}

static char *
dup_subtitle (const FlBackup *backup)
{
  g_autofree char *losses = fl_backups_dialog_dup_losses (backup);
  g_autofree char *answers = dup_answers (MAX (backup->n_answers, 0));

  if (backup->n_answers < 0)
    return g_strdup_printf ("%s\n%s", describe_reason (backup), losses);
  return g_strdup_printf ("%s · %s\n%s", describe_reason (backup), answers, losses);
}

static void
on_toggled (FlBackupsDialog *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    self->chosen = g_object_get_data (G_OBJECT (button), BACKUP);
  update (self);
}

static GtkWidget *
create_button (FlBackupsDialog *self, const FlBackup *backup, const char *when)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->none);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, when, -1);
  g_object_set_data (G_OBJECT (button), BACKUP, (gpointer) backup);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_backup (FlBackupsDialog *self, const FlBackup *backup)
{
  g_autofree char *when = dup_when (backup);
  g_autofree char *subtitle = dup_subtitle (backup);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 g_strstrip (when), "subtitle", subtitle, NULL);
  GtkWidget *button = create_button (self, backup, when);

  gtk_widget_set_sensitive (row, backup->is_whole);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->group, row);
}

static void
on_listed (FlJob *job, GParamSpec *pspec, gpointer data)
{
  FlBackupsDialog *self = data;
  const guint n = fl_backup_list_get_n (self->list);

  g_clear_object (&self->job);
  for (guint i = 0; i < n; i++)
    add_backup (self, fl_backup_list_get (self->list, i));
  if (fl_job_get_error (job) != NULL)
    show_problem (self, fl_job_get_error (job)->message);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "backups" : "empty");
  update (self);
  if (n > 0)
    gtk_widget_child_focus (GTK_WIDGET (self->group), GTK_DIR_TAB_FORWARD);
}

/* In a turn of its own, for the session is going to be closed. */
static gboolean
conclude (gpointer data)
{
  FlBackupsDialog *self = data;
  g_autoptr (FlJob) job = g_steal_pointer (&self->job);

  update (self);
  if (job == NULL || fl_job_get_state (job) == FL_JOB_CANCELLED)
    return G_SOURCE_REMOVE;
  if (fl_job_get_error (job) != NULL) {
    show_problem (self, fl_job_get_error (job)->message);
    return G_SOURCE_REMOVE;
  }
  g_autofree char *when = dup_when (self->chosen);
  g_signal_emit (self, signals[SIGNAL_PREPARED], 0, g_strstrip (when));
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
on_prepared (FlJob *job, GParamSpec *pspec, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, conclude, g_object_ref (data), g_object_unref);
}

static void
on_restore_clicked (FlBackupsDialog *self)
{
  g_autoptr (GError) error = NULL;
  FlJob *job = fl_session_prepare_restore (self->session, self->chosen->path, &error);

  show_problem (self, error != NULL ? error->message : "");
  if (job == NULL)
    return;
  self->job = g_object_ref (job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_prepared), self, 0);
  update (self);
}

static void
fl_backups_dialog_dispose (GObject *object)
{
  FlBackupsDialog *self = FL_BACKUPS_DIALOG (object);

  if (self->job != NULL)
    fl_job_cancel (self->job);
  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_BACKUPS_DIALOG);
  g_clear_object (&self->none);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->list, fl_backup_list_unref);
  G_OBJECT_CLASS (fl_backups_dialog_parent_class)->dispose (object);
}

static void
fl_backups_dialog_class_init (FlBackupsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_backups_dialog_dispose;
  signals[SIGNAL_PREPARED] = g_signal_new ("prepared", FL_TYPE_BACKUPS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-backups-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FlBackupsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FlBackupsDialog, group);
  gtk_widget_class_bind_template_child (widget_class, FlBackupsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, FlBackupsDialog, restore);
  gtk_widget_class_bind_template_child (widget_class, FlBackupsDialog, working);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
}

static void
fl_backups_dialog_init (FlBackupsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->none = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
}

FlBackupsDialog *
fl_backups_dialog_new (GtkWindow *parent, FlSession *session)
{
  FlBackupsDialog *self =
    g_object_new (FL_TYPE_BACKUPS_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->job = g_object_ref (fl_session_list_backups (session, &self->list));
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (on_listed), self, 0);
  update (self);
  return self;
}
