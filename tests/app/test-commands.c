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

/* What is no action of its own: the keys of classes, and what is about what has the focus. */
static gboolean
is_left_out (const char *title)
{
  static const char *const titles[] = {
    "Answer with the class of the key",
    "Label the frame instead of the run",
    "Rename the focused class",
    "Redefine, split, merge or retire the focused class",
    "Name the group, or the moment",
    "Label what is selected",
    "Label the range",
    "Main menu",
    "Menu of a video in the sidebar",
    NULL,
  };

  return g_strv_contains (titles, title);
}

static gboolean
is_listed (const char *title, const char *key)
{
  gsize n;
  const FlCommandInfo *commands = fl_commands_list (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; commands[i].keys[k] != NULL; k++)
      if (g_strcmp0 (commands[i].keys[k], key) == 0)
        return TRUE;
  const FlPageCommand *of_pages = fl_commands_list_of_pages (&n);
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (of_pages[i].title, title) &&
        (key == NULL || g_str_equal (of_pages[i].key, key)))
      return TRUE;
  return FALSE;
}

/* The text between @before, where @text has it, and the next tag. */
static char *
dup_value (const char *text, const char *before)
{
  const char *found = strstr (text, before);

  if (found == NULL)
    return NULL;
  found += strlen (before);
  g_autofree char *escaped = g_strndup (found, strcspn (found, "<"));
  g_auto (GStrv) parts = g_strsplit (escaped, "&lt;", -1);
  g_autofree char *half = g_strjoinv ("<", parts);
  g_auto (GStrv) rest = g_strsplit (half, "&gt;", -1);
  return g_strjoinv (">", rest);
}

/* Each row of the window of shortcuts, with each of its keys. */
static void
test_shortcuts_are_commands (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ui", "help-overlay.ui", NULL);
  g_autofree char *overlay = NULL;
  guint n_rows = 0;

  g_assert_true (g_file_get_contents (path, &overlay, NULL, NULL));
  g_auto (GStrv) rows = g_strsplit (overlay, "<object class=\"AdwActionRow\">", -1);
  for (guint i = 1; rows[i] != NULL; i++) {
    g_autofree char *title = dup_value (rows[i], "context=\"shortcuts\">");
    g_autofree char *accelerators = dup_value (rows[i], "<property name=\"accelerator\">");
    g_auto (GStrv) keys = g_strsplit (accelerators != NULL ? accelerators : "", " ", -1);
    n_rows++;
    if (is_left_out (title))
      continue;
    g_test_message ("%s: %s", title, accelerators);
    g_assert_true (keys[0] != NULL || is_listed (title, NULL));
    for (guint k = 0; keys[k] != NULL; k++)
      g_assert_true (is_listed (title, keys[k]));
  }
  g_assert_cmpuint (n_rows, >, 60);
}

/* What is pressed for a command is a key, and the action says which on which page. */
static void
test_page_commands (void)
{
  gsize n;
  const FlPageCommand *commands = fl_commands_list_of_pages (&n);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *detailed = fl_page_command_dup_action (&commands[i]);
    g_autofree char *shown = fl_page_command_dup_name (&commands[i]);
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;
    const char *page;
    const char *key;
    guint keyval;
    GdkModifierType held;
    g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
    g_assert_cmpstr (name, ==, "win.press");
    g_variant_get (target, "(&s&s)", &page, &key);
    g_assert_cmpstr (page, ==, commands[i].page);
    g_assert_true (gtk_accelerator_parse (key, &keyval, &held));
    g_assert_nonnull (strstr (shown, commands[i].title));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/commands/matching", test_matching);
  g_test_add_func ("/app/commands/no-key-has-two-commands", test_no_key_has_two_commands);
  g_test_add_func ("/app/commands/shortcuts-are-shown", test_shortcuts_are_shown);
  g_test_add_func ("/app/commands/shortcuts-are-commands", test_shortcuts_are_commands);
  g_test_add_func ("/app/commands/page-commands", test_page_commands);
  return g_test_run ();
}
