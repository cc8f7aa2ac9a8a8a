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

/* The schema that is found may be that of an older version, and a key that is missing would end
 * the program. */
static gboolean
has_progress (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return FALSE;
  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, "project-progress");
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

/* What is no longer a recent project is forgotten. */
void
fl_preferences_set_progress (const char *path, const FlProgress *progress)
{
  GSettings *settings = fl_preferences_get ();
  GVariantBuilder builder;

  if (!has_progress (settings))
    return;
  g_auto (GStrv) recent = g_settings_get_strv (settings, "recent-projects");
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(uuu)}"));
  for (guint i = 0; recent[i] != NULL; i++) {
    const FlProgress one =
      g_str_equal (recent[i], path) ? *progress : fl_preferences_get_progress (recent[i]);
    if (one.n_samples > 0)
      g_variant_builder_add (&builder, "{s(uuu)}", recent[i], one.n_labelled, one.n_samples,
                             one.n_auto);
  }
  (void) g_settings_set_value (settings, "project-progress", g_variant_builder_end (&builder));
}

FlProgress
fl_preferences_get_progress (const char *path)
{
  GSettings *settings = fl_preferences_get ();
  FlProgress progress = {0};

  if (!has_progress (settings))
    return progress;
  g_autoptr (GVariant) all = g_settings_get_value (settings, "project-progress");
  (void) g_variant_lookup (all, path, "(uuu)", &progress.n_labelled, &progress.n_samples,
                           &progress.n_auto);
  return progress;
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
