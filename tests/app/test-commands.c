/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands: that names are found, that keys are keys, and that the window of shortcuts
 * shows each of them. */
#include "app/fl-commands.h"

#include <gtk/gtk.h>
#include <string.h>

static void
test_matching (void)
{
  g_assert_cmpuint (fl_commands_match ("Find More Like This", "fin"), >,
                    fl_commands_match ("Go to Frame or Time…", "ti"));
  g_assert_cmpuint (fl_commands_match ("Go to Frame or Time…", "TIME fr"), >, 0);
  g_assert_cmpuint (fl_commands_match ("Go to Frame or Time…", "time x"), ==, 0);
  g_assert_cmpuint (fl_commands_match ("Zurückgeben", "ÜCK"), >, 0);
  g_assert_cmpuint (fl_commands_match ("Nothing", ""), >, 0);
  /* The beginning of a word before its middle. */
  g_assert_cmpuint (fl_commands_match ("Label: Ask", "ask"), >,
                    fl_commands_match ("Basket", "ask"));
}

static void
test_no_key_has_two_commands (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const FlCommandInfo *commands = fl_commands_list (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; commands[i].keys[k] != NULL; k++) {
      guint keyval;
      GdkModifierType held;
      g_test_message ("%s", commands[i].keys[k]);
      g_assert_true (gtk_accelerator_parse (commands[i].keys[k], &keyval, &held));
      g_assert_cmpuint (keyval, !=, 0);
      g_assert_true (g_hash_table_add (seen, (gpointer) commands[i].keys[k]));
    }
}

/* As it stands in the file: `<Control>1...4` is all of four keys. */
static gboolean
is_shown (const char *overlay, const char *key)
{
  g_autofree char *escaped = g_markup_escape_text (key, -1);
  g_autofree char *whole = g_strdup_printf (">%s<", escaped);
  g_autofree char *among = g_strdup_printf (">%s ", escaped);
  g_autofree char *last = g_strdup_printf (" %s<", escaped);

  return strstr (overlay, whole) != NULL || strstr (overlay, among) != NULL ||
         strstr (overlay, last) != NULL;
}

static void
test_shortcuts_are_shown (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ui", "help-overlay.ui", NULL);
  g_autofree char *overlay = NULL;
  gsize n;
  const FlCommandInfo *commands = fl_commands_list (&n);

  g_assert_true (g_file_get_contents (path, &overlay, NULL, NULL));
  for (gsize i = 0; i < n; i++) {
    if (commands[i].keys[0] == NULL)
      continue;
    g_test_message ("%s: %s", commands[i].action, commands[i].keys[0]);
    g_assert_true (is_shown (overlay, commands[i].keys[0]));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/commands/matching", test_matching);
  g_test_add_func ("/app/commands/no-key-has-two-commands", test_no_key_has_two_commands);
  g_test_add_func ("/app/commands/shortcuts-are-shown", test_shortcuts_are_shown);
  return g_test_run ();
}
