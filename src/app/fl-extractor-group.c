/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pictures are compared by: any of the kinds that there are, and networks of one's own, side by
 * side. Nothing is changed before somebody says so, for it costs a while. */
#include "app/fl-extractor-group.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/fl-dialogs.h"
#include "session/fl-plugins.h"
#include "session/fl-session-extractors.h"

#define NETWORK_ID "onnx"

/* What is chosen with a button. */
#define SPEC "fl-extractor-spec"

struct _FlExtractorGroup {
  AdwPreferencesGroup parent_instance;
  GtkWidget *network;
  GtkWidget *use;
  GtkLabel *problem;
  FlSession *session;
  GPtrArray *buttons; /* GtkCheckButton, not owned */
};

G_DEFINE_FINAL_TYPE (FlExtractorGroup, fl_extractor_group, ADW_TYPE_PREFERENCES_GROUP)

char **
fl_extractor_group_list_chosen (FlExtractorGroup *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (self->buttons->pdata[i]))
      g_strv_builder_add (chosen, g_object_get_data (self->buttons->pdata[i], SPEC));
  return g_strv_builder_end (chosen);
}

static void
show_problem (FlExtractorGroup *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *sentence != '\0');
}

static void
update_use (FlExtractorGroup *self)
{
  g_auto (GStrv) chosen = fl_extractor_group_list_chosen (self);
  g_auto (GStrv) used = fl_session_list_extractors (self->session);
  gboolean is_other = g_strv_length (chosen) != g_strv_length (used);

  for (guint i = 0; chosen[i] != NULL; i++)
    is_other |= !g_strv_contains ((const char *const *) used, chosen[i]);
  gtk_widget_set_sensitive (self->use, is_other && chosen[0] != NULL);
}

static void
add (FlExtractorGroup *self,
     const char *spec,
     const char *name,
     const char *summary,
     gboolean is_chosen)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                 "subtitle", summary, NULL);
  GtkWidget *button = gtk_check_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), SPEC, g_strdup (spec), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), is_chosen);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->buttons, button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (update_use), self, G_CONNECT_SWAPPED);
}

/* “onnx:/some/where/net.onnx?size=224x224” is “net.onnx”. */
static void
add_network (FlExtractorGroup *self, const char *spec)
{
  const char *file = strchr (spec, ':') + 1;
  const char *options = strrchr (file, '?');
  g_autofree char *path =
    options != NULL ? g_strndup (file, (gsize) (options - file)) : g_strdup (file);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  add (self, spec, shown, _ ("A network of your own"), TRUE);
}

static void
add_kind (const FlPluginInfo *info, gpointer data)
{
  FlExtractorGroup *self = data;
  g_auto (GStrv) used = fl_session_list_extractors (self->session);

  if (g_str_equal (info->id, NETWORK_ID))
    gtk_widget_set_visible (self->network, TRUE);
  else
    add (self, info->id, info->name, info->summary,
         g_strv_contains ((const char *const *) used, info->id));
}

void
fl_extractor_group_add_network (FlExtractorGroup *self, const char *path)
{
  g_autofree char *spec = g_strconcat (NETWORK_ID ":", path, NULL);

  g_return_if_fail (FL_IS_EXTRACTOR_GROUP (self));

  add_network (self, spec);
  show_problem (self, "");
  update_use (self);
}

static void
take_file (GtkWindow *window, GListModel *files, GObject *about)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    fl_extractor_group_add_network (FL_EXTRACTOR_GROUP (about), path);
}

static void
on_network_clicked (FlExtractorGroup *self)
{
  fl_dialogs_choose_network (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), take_file,
                             G_OBJECT (self));
}

static void
on_job_state (FlExtractorGroup *self, GParamSpec *pspec, FlJob *job)
{
  const GError *error = fl_job_get_error (job);

  show_problem (self, fl_job_get_state (job) == FL_JOB_FAILED ? error->message : "");
  update_use (self);
}

static void
on_use_clicked (FlExtractorGroup *self)
{
  g_auto (GStrv) chosen = fl_extractor_group_list_chosen (self);
  g_autoptr (GError) error = NULL;
  FlJob *job = fl_session_choose_extractors (self->session, (const char *const *) chosen, &error);

  show_problem (self, error != NULL ? error->message : "");
  if (job == NULL)
    return;
  gtk_widget_set_sensitive (self->use, FALSE);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_job_state), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
fl_extractor_group_dispose (GObject *object)
{
  FlExtractorGroup *self = FL_EXTRACTOR_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FL_TYPE_EXTRACTOR_GROUP);
  g_clear_object (&self->session);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (fl_extractor_group_parent_class)->dispose (object);
}

static void
fl_extractor_group_class_init (FlExtractorGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_extractor_group_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/frameline/Frameline/ui/fl-extractor-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FlExtractorGroup, network);
  gtk_widget_class_bind_template_child (widget_class, FlExtractorGroup, use);
  gtk_widget_class_bind_template_child (widget_class, FlExtractorGroup, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_network_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_use_clicked);
}

static void
fl_extractor_group_init (FlExtractorGroup *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fl_extractor_group_set_session (FlExtractorGroup *self, FlSession *session)
{
  g_return_if_fail (FL_IS_EXTRACTOR_GROUP (self) && self->session == NULL);

  g_auto (GStrv) used = fl_session_list_extractors (session);
  g_autofree char *price = fl_session_dup_extractor_price (session);
  self->session = g_object_ref (session);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), price);
  fl_plugins_foreach (FL_PLUGIN_EXTRACTOR, add_kind, self);
  for (guint i = 0; used[i] != NULL; i++)
    if (g_str_has_prefix (used[i], NETWORK_ID ":"))
      add_network (self, used[i]);
  update_use (self);
}
