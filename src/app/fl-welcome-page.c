/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen before there is a project. */
#include "app/fl-welcome-page.h"

#include <adwaita.h>
#include <string.h>

#include "app/fl-bar.h"
#include "app/fl-closures.h"
#include "app/fl-job-row.h"
#include "app/fl-preferences.h"
#include "app/fl-project-place.h"

struct _FlWelcomePage {
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkWidget *recent_group;
  GtkListBox *recent;
  GtkListBox *jobs;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (FlWelcomePage, fl_welcome_page, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PROJECT_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/* How far the project was when it was closed last. */
static void
add_progress (AdwActionRow *row, const char *path, const char *place)
{
  const FlProgress progress = fl_preferences_get_progress (path);

  if (progress.n_samples == 0) {
    adw_action_row_set_subtitle (row, place);
    return;
  }
  g_autofree char *text =
    fl_closure_progress (NULL, progress.n_labelled, progress.n_samples, progress.n_auto);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", place, text);
  const double fraction =
    fl_closure_progress_fraction (NULL, progress.n_labelled, progress.n_samples, progress.n_auto);
  GtkWidget *bar =
    g_object_new (FL_TYPE_BAR, "fraction", fraction, "is-accent", TRUE, "width-request", 72,
                  "height-request", 6, "valign", GTK_ALIGN_CENTER, NULL);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_suffix (row, bar);
}

static GtkWidget *
create_row (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *shown = fl_project_place_dup_shown (directory);
  g_autofree char *name = g_path_get_basename (path);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");

  if (g_str_has_suffix (name, FL_PROJECT_SUFFIX))
    name[strlen (name) - strlen (FL_PROJECT_SUFFIX)] = '\0';
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  add_progress (ADW_ACTION_ROW (row), path, shown);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, path);
  return row;
}

static void
on_recent_row_activated (FlWelcomePage *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_PROJECT_ACTIVATED], 0,
                 gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
fl_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FL_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (fl_welcome_page_parent_class)->dispose (object);
}

static void
fl_welcome_page_class_init (FlWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_welcome_page_dispose;
  signals[SIGNAL_PROJECT_ACTIVATED] =
    g_signal_new ("project-activated", FL_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FlWelcomePage, content);
  gtk_widget_class_bind_template_child (widget_class, FlWelcomePage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, FlWelcomePage, recent);
  gtk_widget_class_bind_template_child (widget_class, FlWelcomePage, jobs);
  gtk_widget_class_bind_template_child (widget_class, FlWelcomePage, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_row_activated);
}

static void
fl_welcome_page_init (FlWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fl_welcome_page_refresh (self);
}

void
fl_welcome_page_refresh (FlWelcomePage *self)
{
  g_return_if_fail (FL_IS_WELCOME_PAGE (self));

  g_auto (GStrv) paths = fl_preferences_dup_recent ();
  clear_list (self->recent);
  for (guint i = 0; paths[i] != NULL; i++)
    gtk_list_box_append (self->recent, create_row (paths[i]));
  gtk_widget_set_visible (self->recent_group, paths[0] != NULL);
}

void
fl_welcome_page_show_job (FlWelcomePage *self, FlJob *job)
{
  g_return_if_fail (FL_IS_WELCOME_PAGE (self));

  clear_list (self->jobs);
  if (job != NULL)
    gtk_list_box_append (self->jobs, fl_job_row_new (job));
  gtk_widget_set_visible (GTK_WIDGET (self->jobs), job != NULL);
  gtk_widget_set_sensitive (self->buttons, job == NULL);
}
