/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: its command line, its menus' keys, its windows. */
#include "app/fl-application.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "app/fl-commands.h"
#include "app/fl-dialogs.h"
#include "app/fl-key-benchmark.h"
#include "app/fl-project-place.h"
#include "app/fl-window.h"
#include "config.h"
#include "fl-resources.h"

struct _FlApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (FlApplication, fl_application, ADW_TYPE_APPLICATION)

static FlWindow *
get_window (FlApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return FL_IS_WINDOW (window) ? FL_WINDOW (window) : fl_window_new (GTK_APPLICATION (self));
}

/* A window without a project, so that no project is closed by starting another. */
static FlWindow *
get_free_window (FlApplication *self)
{
  FlWindow *window = get_window (self);

  return fl_window_has_session (window) ? fl_window_new (GTK_APPLICATION (self)) : window;
}

static void
on_project_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    (void) fl_window_open_project (FL_WINDOW (window), path);
}

static void
on_videos_chosen (GtkWindow *window, GListModel *files, GObject *about)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autofree char *path = g_file_get_path (file);
    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  g_auto (GStrv) paths = g_strv_builder_end (builder);
  FlWindow *fresh = get_free_window (FL_APPLICATION (gtk_window_get_application (window)));
  gtk_window_present (GTK_WINDOW (fresh));
  if (paths[0] != NULL)
    fl_window_open_videos (fresh, (const char *const *) paths);
}

static void
activate_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fl_dialogs_choose_project (GTK_WINDOW (get_window (data)), on_project_chosen);
}

static void
activate_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fl_dialogs_choose_videos (GTK_WINDOW (get_window (data)), on_videos_chosen);
}

static void
activate_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* The last one that closes ends the program; one with answers to save asks first. */
  for (GList *link = windows; link != NULL; link = link->next)
    if (FL_IS_WINDOW (link->data))
      gtk_window_close (GTK_WINDOW (link->data));
}

static void
activate_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fl_dialogs_show_guide (GTK_WINDOW (get_window (data)));
}

static const GActionEntry actions[] = {
  {.name = "open", .activate = activate_open},
  {.name = "new", .activate = activate_new},
  {.name = "quit", .activate = activate_quit},
  {.name = "help", .activate = activate_help},
};

static void
fl_application_startup (GApplication *application)
{
  fl_register_resource ();
  G_APPLICATION_CLASS (fl_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (FL_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  gsize n_commands;
  const FlCommandInfo *commands = fl_commands_list (&n_commands);
  for (gsize i = 0; i < n_commands; i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), commands[i].action,
                                           commands[i].keys);
}

static void
fl_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (FL_APPLICATION (application))));
}

static void
open_paths (FlApplication *self, const char *const *paths)
{
  FlWindow *window = get_free_window (self);

  gtk_window_present (GTK_WINDOW (window));
  if (fl_project_place_is_project (paths[0]))
    (void) fl_window_open_project (window, paths[0]);
  else
    fl_window_open_videos (window, paths);
}

static char **
list_absolute (GApplicationCommandLine *line, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++) {
    g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, arguments[i]);
    g_autofree char *path = g_file_get_path (file);
    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  return g_strv_builder_end (builder);
}

static int
fl_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  FlApplication *self = FL_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **arguments = NULL;
  gboolean wants_demo = FALSE;
  gboolean wants_key_times = FALSE;

  (void) g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &arguments);
  (void) g_variant_dict_lookup (options, "demo", "b", &wants_demo);
  (void) g_variant_dict_lookup (options, "key-times", "b", &wants_key_times);
  g_auto (GStrv) paths = list_absolute (line, arguments);
  if (paths[0] == NULL)
    g_application_activate (application);
  else
    open_paths (self, (const char *const *) paths);
  if (wants_demo)
    fl_window_open_demo (get_window (self));
  if (wants_key_times)
    fl_key_benchmark_run (get_window (self));
  return EXIT_SUCCESS;
}

static void
fl_application_class_init (FlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = fl_application_startup;
  application_class->activate = fl_application_activate;
  application_class->command_line = fl_application_command_line;
}

static void
fl_application_init (FlApplication *self)
{
  const GOptionEntry options[] = {
    {"demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Make and open the demo project"), NULL},
    {"key-times", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, NULL},
    {NULL},
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (
    /* Translators: after the name of the program in its help: a project, or some videos. */
    G_APPLICATION (self), _ ("[PROJECT.frameline | VIDEO…]"));
}

FlApplication *
fl_application_new (void)
{
  return g_object_new (FL_TYPE_APPLICATION, "application-id", FL_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/io/github/frameline/Frameline", NULL);
}

void
fl_application_choose_renderer (void)
{
  g_autoptr (GDir) devices = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  if (g_getenv ("GSK_RENDERER") != NULL)
    return;
  while (devices != NULL && (name = g_dir_read_name (devices)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return;
  (void) g_setenv ("GSK_RENDERER", "cairo", FALSE);
}
