/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program remembers between starts. */
#include "app/fl-preferences.h"

#include "config.h"

#define N_RECENT 8

GSettings *
fl_preferences_get (void)
{
  static GSettings *settings = NULL;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  if (settings != NULL || source == NULL)
    return settings;
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (source, FL_APP_ID, TRUE);
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

void
fl_preferences_add_recent (const char *path)
{
  GSettings *settings = fl_preferences_get ();

  if (settings == NULL)
    return;
  g_auto (GStrv) old = g_settings_get_strv (settings, "recent-projects");
  g_auto (GStrv) recent = fl_preferences_put_first ((const char *const *) old, path, N_RECENT);
  (void) g_settings_set_strv (settings, "recent-projects", (const char *const *) recent);
  (void) g_settings_set_string (settings, "last-project", path);
}

char **
fl_preferences_dup_recent (void)
{
  GSettings *settings = fl_preferences_get ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (settings != NULL) {
    g_auto (GStrv) recent = g_settings_get_strv (settings, "recent-projects");
    for (guint i = 0; recent[i] != NULL; i++)
      if (g_file_test (recent[i], G_FILE_TEST_IS_REGULAR))
        g_strv_builder_add (builder, recent[i]);
  }
  return g_strv_builder_end (builder);
}

char **
fl_preferences_put_first (const char *const *paths, const char *path, guint n_most)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 1;

  g_strv_builder_add (builder, path);
  for (guint i = 0; paths[i] != NULL && n < n_most; i++)
    if (!g_str_equal (paths[i], path)) {
      g_strv_builder_add (builder, paths[i]);
      n++;
    }
  return g_strv_builder_end (builder);
}
