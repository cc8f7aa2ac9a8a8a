/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of the window: what menus, buttons and Ctrl keys do. */
#include <glib/gi18n.h>

#include "app/fl-accept-dialog.h"
#include "app/fl-dialogs.h"
#include "app/fl-export-dialog.h"
#include "app/fl-import-dialog.h"
#include "app/fl-preferences-dialog.h"
#include "app/fl-project-place.h"
#include "app/fl-window-private.h"

/* Where a job of an export writes to. */
#define EXPORT_PATH "fl-export-path"

static char **
list_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autofree char *path = g_file_get_path (file);
    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  return g_strv_builder_end (builder);
}

static void
on_videos_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  g_auto (GStrv) paths = list_paths (files);

  if (paths[0] != NULL)
    fl_window_open_videos (FL_WINDOW (window), (const char *const *) paths);
}

static void
add_videos (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_dialogs_choose_videos (GTK_WINDOW (widget), on_videos_chosen);
}

static void
open_demo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_window_open_demo (FL_WINDOW (widget));
}

static void
after_step (FlWindow *self, char *sentence, GError *error)
{
  const char *said = error != NULL ? error->message : sentence;

  fl_window_drop_undo_toast (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->label)))
    fl_label_page_say (self->label, said);
  else
    fl_window_say (self, said, 0);
  fl_window_take_focus (self);
  g_free (sentence);
}

/* An undo that reaches into an earlier sitting is said before it is done, once. */
static gboolean
must_warn (FlWindow *self)
{
  g_autofree char *what = NULL;

  if (self->may_undo_old || !fl_session_is_undo_old (self->session, &what))
    return FALSE;
  /* Translators: the placeholder is such as “the label of frame 12 of “cam.mp4””. */
  after_step (self,
              g_strdup_printf (_ ("From an earlier sitting: %s. Undo once more to undo it"), what),
              NULL);
  self->may_undo_old = TRUE;
  return TRUE;
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  if (must_warn (self))
    return;
  (void) fl_session_undo (self->session, &what, &error);
  /* Translators: the placeholder is such as “the label of frame 12 of “cam.mp4”” or “an
   * acceptance”. */
  after_step (self, g_strdup_printf (_ ("Undone: %s"), what), error);
}

static void
undo_several (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  guint n_wanted;
  gint64 target;
  guint n_undone = 0;
  g_autoptr (GError) error = NULL;

  g_variant_get (parameter, "(ux)", &n_wanted, &target);
  /* The button of a toast that is going away undoes what it spoke of, or nothing. */
  if (target != fl_window_get_undo_target (self))
    return;
  if (n_wanted == 1) {
    undo (widget, name, NULL);
    return;
  }
  while (n_undone < n_wanted && fl_session_undo (self->session, NULL, &error))
    n_undone++;
  after_step (self,
              g_strdup_printf (ngettext ("Undone: %'u answer", "Undone: %'u answers", n_undone),
                               n_undone),
              error);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  (void) fl_session_redo (self->session, &what, &error);
  /* Translators: as for “Undone: %s”. */
  after_step (self, g_strdup_printf (_ ("Done again: %s"), what), error);
}

/* What was begun besides goes on where its sheets are. */
static void
on_accepted (FlAcceptDialog *dialog, guint n_samples, guint n_sweeps, gpointer data)
{
  /* Translators: a toast with an Undo button. */
  g_autofree char *text =
    g_strdup_printf (ngettext ("%'u sample labelled", "%'u samples labelled", n_samples),
                     n_samples);

  if (n_sweeps > 0)
    (void) gtk_widget_activate_action (data, "win.show-review", "s", "sweep");
  fl_window_say (data, text, 1 + n_sweeps);
}

static void
accept (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  FlAcceptDialog *dialog = fl_accept_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_accepted), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
say_exported (FlWindow *self, FlJob *job)
{
  const char *path = g_object_get_data (G_OBJECT (job), EXPORT_PATH);
  g_autofree char *shown = fl_project_place_dup_shown (path);
  /* Translators: the placeholder is a file name. */
  g_autofree char *text = g_strdup_printf (_ ("The labels are in “%s”"), shown);

  fl_window_tell (self, text);
}

static void
on_export_state_changed (FlJob *job, GParamSpec *pspec, gpointer data)
{
  FlWindow *self = data;

  switch (fl_job_get_state (job)) {
  case FL_JOB_RUNNING:
    return;
  case FL_JOB_DONE:
    say_exported (self, job);
    break;
  case FL_JOB_CANCELLED:
    fl_window_say (self, _ ("The export was cancelled; nothing was changed"), 0);
    break;
  case FL_JOB_FAILED:
    fl_window_tell (self, fl_job_get_error (job)->message);
    break;
  }
  g_signal_handlers_disconnect_by_func (job, on_export_state_changed, self);
}

static void
on_export_started (FlExportDialog *dialog, FlJob *job, const char *path, gpointer data)
{
  g_object_set_data_full (G_OBJECT (job), EXPORT_PATH, g_strdup (path), g_free);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_export_state_changed), data, 0);
  on_export_state_changed (job, NULL, data);
}

static void
export_labels (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  FlExportDialog *dialog = fl_export_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "started", G_CALLBACK (on_export_started), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_imported (FlWindow *self, const char *sentence, guint n_undoable)
{
  fl_window_say (self, sentence, n_undoable);
}

/* Another project may have been opened meanwhile; then it is about that one. */
static void
on_labels_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  FlWindow *self = FL_WINDOW (window);
  g_auto (GStrv) paths = list_paths (files);

  if (paths[0] == NULL || self->session == NULL)
    return;
  FlImportDialog *dialog = fl_import_dialog_new (window, self->session, paths[0]);
  g_signal_connect_object (dialog, "imported", G_CALLBACK (on_imported), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_labels (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_dialogs_choose_labels (GTK_WINDOW (widget), on_labels_chosen);
}

static void
toggle_sidebar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
show_sidebar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_flap_set_reveal_flap (FL_WINDOW (widget)->flap, TRUE);
}

static void
show_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_window_show_view (FL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_review (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);

  fl_review_page_show (self->review, g_variant_get_string (parameter, NULL));
  fl_window_show_view (self, "review");
}

static void
show_lots (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) gtk_widget_activate_action (widget, "win.show-review", "s", "lots");
}

static void
toggle_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
say (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_window_say (FL_WINDOW (widget), g_variant_get_string (parameter, NULL), 0);
}

static void
say_undoable (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *sentence;
  guint n_undoable;

  g_variant_get (parameter, "(&su)", &sentence, &n_undoable);
  fl_window_say (FL_WINDOW (widget), sentence, n_undoable);
}

/* What is about the question is not done to one that nobody sees: then that is shown first. */
static gboolean
shows_question (FlWindow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->label)))
    return TRUE;
  fl_window_show_view (self, "label");
  return FALSE;
}

static void
find_like (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (shows_question (FL_WINDOW (widget)))
    fl_label_page_find_like (FL_WINDOW (widget)->label);
}

static void
toggle_guess (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FlWindow *self = FL_WINDOW (widget);
  gboolean is_shown = FALSE;

  g_object_get (self->label, "show-guess", &is_shown, NULL);
  g_object_set (self->label, "show-guess", !is_shown, NULL);
  fl_label_page_say (self->label, is_shown ? _ ("Guesses are hidden") : _ ("Guesses are shown"));
}

static void
show_examples (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_window_show_examples (FL_WINDOW (widget));
}

static void
show_refused (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_dialogs_show_lines (GTK_WINDOW (widget), _ ("Left Out"),
                         g_variant_get_string (parameter, NULL));
}

static void
show_preferences (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (
    GTK_WINDOW (fl_preferences_dialog_new (GTK_WINDOW (widget), FL_WINDOW (widget)->session)));
}

static void
show_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) fl_dialogs_show_shortcuts (GTK_WINDOW (widget));
}

static void
show_about (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fl_dialogs_show_about (GTK_WINDOW (widget));
}

gint64
fl_window_get_undo_target (FlWindow *self)
{
  gint64 target = 0;

  if (self->session != NULL)
    g_object_get (self->session, "undo-target", &target, NULL);
  return target;
}

static void
split_run (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (shows_question (FL_WINDOW (widget)))
    fl_label_page_split_run (FL_WINDOW (widget)->label);
}

void
fl_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-videos", NULL, add_videos);
  gtk_widget_class_install_action (widget_class, "win.open-demo", NULL, open_demo);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.undo-several", "(ux)", undo_several);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.split-run", NULL, split_run);
  gtk_widget_class_install_action (widget_class, "win.accept", NULL, accept);
  gtk_widget_class_install_action (widget_class, "win.lots", NULL, show_lots);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_labels);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_labels);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view);
  gtk_widget_class_install_action (widget_class, "win.show-review", "s", show_review);
  gtk_widget_class_install_action (widget_class, "win.toggle-fullscreen", NULL, toggle_fullscreen);
  gtk_widget_class_install_action (widget_class, "win.find-like", NULL, find_like);
  gtk_widget_class_install_action (widget_class, "win.toggle-guess", NULL, toggle_guess);
  gtk_widget_class_install_action (widget_class, "win.examples", NULL, show_examples);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say);
  gtk_widget_class_install_action (widget_class, "win.say-undoable", "(su)", say_undoable);
  gtk_widget_class_install_action (widget_class, "win.show-refused", "s", show_refused);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, show_preferences);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, show_about);
}

void
fl_window_enable (FlWindow *self, const char *action, gboolean can)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, can);
  if (can)
    g_hash_table_remove (self->disabled, action);
  else
    g_hash_table_add (self->disabled, (gpointer) action);
}

void
fl_window_update_actions (FlWindow *self)
{
  gboolean can_undo = FALSE;
  gboolean can_redo = FALSE;
  gboolean has_model = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "can-undo", &can_undo, "can-redo", &can_redo, "has-model",
                  &has_model, NULL);
  fl_window_enable (self, "win.undo", can_undo);
  fl_window_enable (self, "win.redo", can_redo);
  fl_window_enable (self, "win.open-demo", self->session == NULL);
  fl_window_enable (self, "win.accept", has_model);
  fl_window_enable (self, "win.split-run", self->session != NULL);
  fl_window_enable (self, "win.export", self->session != NULL);
  fl_window_enable (self, "win.import", self->session != NULL);
  fl_window_enable (self, "win.restore-backup", self->session != NULL);
  fl_window_enable (self, "win.add-address", self->session != NULL);
  fl_window_enable (self, "win.find-like",
                    self->session != NULL && !fl_session_get_is_multi_label (self->session));
  fl_window_enable (self, "win.toggle-guess", self->session != NULL);
  fl_window_enable (self, "win.examples", self->session != NULL);
  fl_window_enable (self, "win.brighten", self->session != NULL);
  fl_window_enable (self, "win.preferences", self->session != NULL);
  fl_window_enable (self, "win.find", self->session != NULL);
  fl_window_enable (self, "win.find-class", self->session != NULL);
  fl_window_enable (self, "win.go-to", self->session != NULL);
}
