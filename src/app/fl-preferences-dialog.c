/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be chosen. */
#include "app/fl-preferences-dialog.h"

#include "app/fl-extractor-group.h"
#include "app/fl-preferences.h"
#include "session/fl-plugins.h"
#include "session/fl-session-runs.h"

/* The strategy of a button. */
#define STRATEGY_ID "fl-strategy-id"

struct _FlPreferencesDialog {
  AdwWindow parent_instance;
  AdwPreferencesGroup *strategies;
  FlExtractorGroup *extractors;
  GtkSpinButton *shortest_event;
  GtkWidget *show_guess;
  GtkLabel *problem;
  GtkCheckButton *first; /* of the strategies */
  FlSession *session;
};

G_DEFINE_FINAL_TYPE (FlPreferencesDialog, fl_preferences_dialog, ADW_TYPE_WINDOW)

static gboolean
is_chosen (FlPreferencesDialog *self, const char *id)
{
  g_autofree char *chosen = NULL;

  g_object_get (self->session, "strategy", &chosen, NULL);
  return g_strcmp0 (chosen, id) == 0;
}

static void
show_problem (FlPreferencesDialog *self, const GError *error)
{
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
on_strategy_toggled (FlPreferencesDialog *self, GtkCheckButton *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), STRATEGY_ID);
  g_autoptr (GError) error = NULL;

  if (!gtk_check_button_get_active (button) || is_chosen (self, id))
    return;
  (void) fl_session_choose_strategy (self->session, id, &error); /* It sets `error`. */
  show_problem (self, error);
}

static void
on_shortest_event_changed (FlPreferencesDialog *self)
{
  const double length_s = gtk_spin_button_get_value (self->shortest_event);
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || length_s == fl_session_get_shortest_event_s (self->session))
    return;
  (void) fl_session_set_shortest_event_s (self->session, length_s, &error); /* It sets `error`. */
  show_problem (self, error);
}

static GtkWidget *
create_button (FlPreferencesDialog *self, const FlPluginInfo *info)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), STRATEGY_ID, g_strdup (info->id), g_free);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->first);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), is_chosen (self, info->id));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_strategy_toggled), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_strategy (const FlPluginInfo *info, gpointer data)
{
  FlPreferencesDialog *self = data;
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", info->name,
                                 "subtitle", info->summary, NULL);
  GtkWidget *button = create_button (self, info);

  if (self->first == NULL)
    self->first = GTK_CHECK_BUTTON (button);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->strategies, row);
}

static void
fl_preferences_dialog_dispose (GObject *object)
{
  FlPreferencesDialog *self = FL_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fl_preferences_dialog_parent_class)->dispose (object);
}

static void
fl_preferences_dialog_class_init (FlPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_preferences_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-preferences-dialog.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (FL_TYPE_EXTRACTOR_GROUP);
  gtk_widget_class_bind_template_child (widget_class, FlPreferencesDialog, extractors);
  gtk_widget_class_bind_template_child (widget_class, FlPreferencesDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, FlPreferencesDialog, shortest_event);
  gtk_widget_class_bind_template_callback (widget_class, on_shortest_event_changed);
  gtk_widget_class_bind_template_child (widget_class, FlPreferencesDialog, show_guess);
  gtk_widget_class_bind_template_child (widget_class, FlPreferencesDialog, strategies);
}

static void
fl_preferences_dialog_init (FlPreferencesDialog *self)
{
  GSettings *settings = fl_preferences_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->show_guess, settings != NULL);
  if (settings != NULL)
    g_settings_bind (settings, "show-guess", self->show_guess, "active", G_SETTINGS_BIND_DEFAULT);
}

FlPreferencesDialog *
fl_preferences_dialog_new (GtkWindow *parent, FlSession *session)
{
  FlPreferencesDialog *self =
    g_object_new (FL_TYPE_PREFERENCES_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  gtk_spin_button_set_value (self->shortest_event, fl_session_get_shortest_event_s (session));
  self->session = g_object_ref (session);
  fl_extractor_group_set_session (self->extractors, session);
  fl_plugins_foreach (FL_PLUGIN_STRATEGY, add_strategy, self);
  return self;
}
