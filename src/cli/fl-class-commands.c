/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class add, rename, key, merge, retire, redefine, split, confirm; convert. */
#include <glib/gi18n.h>

#include "cli/fl-cli.h"
#include "session/fl-session-meaning.h"
#include "session/fl-session-tags.h"

static void
print_price (guint n_labels)
{
  g_autofree char *price = fl_session_dup_price (n_labels);

  g_print ("%s\n", price);
}

static gboolean
redefine (FlSession *session, FlClass *klass, const char *definition, GError **error)
{
  if (!fl_session_redefine_class (session, klass, definition, error))
    return FALSE;
  print_price (fl_session_count_old_labels (session, klass));
  return TRUE;
}

static gboolean
split (FlSession *session, FlClass *klass, char **names, GError **error)
{
  g_autoptr (FlClass) kept = g_object_ref (klass);

  if (!fl_session_split_class (session, klass, (const char *const *) names, error))
    return FALSE;
  print_price (fl_session_count_old_labels (session, kept));
  return TRUE;
}

static gboolean
confirm (FlSession *session, FlClass *klass, GError **error)
{
  const guint n_labels =
    fl_session_count_unaware_labels (session, klass) + fl_session_count_old_labels (session, klass);

  if (!fl_session_confirm_class (session, klass, error))
    return FALSE;
  g_print (ngettext ("%u older label confirmed\n", "%u older labels confirmed\n", n_labels),
           n_labels);
  return TRUE;
}

static gboolean
change (FlSession *session, char **words, const char *definition, GError **error)
{
  const char *verb = words[0];

  if (g_str_equal (verb, "add"))
    return fl_session_add_class (session, words[1], words[2], error) != NULL;
  FlClass *klass = fl_session_find_class (session, words[1], error);
  if (klass == NULL)
    return FALSE;
  if (g_str_equal (verb, "rename"))
    return fl_session_rename_class (session, klass, words[2], error);
  if (g_str_equal (verb, "key"))
    return fl_session_set_class_key (session, klass, words[2], error);
  if (g_str_equal (verb, "retire"))
    return fl_session_retire_class (session, klass, error);
  if (g_str_equal (verb, "redefine"))
    return redefine (session, klass, definition, error);
  if (g_str_equal (verb, "split"))
    return split (session, klass, words + 2, error);
  if (g_str_equal (verb, "confirm"))
    return confirm (session, klass, error);
  FlClass *into = fl_session_find_class (session, words[2], error);
  return into != NULL && fl_session_merge_class (session, klass, into, error);
}

static gboolean
is_known (char **words, const char *definition)
{
  static const char *const with_two[] = {"add", "rename", "key", "merge", "split", NULL};
  static const char *const with_one[] = {"add", "retire", "confirm", NULL};

  if (definition != NULL)
    return g_str_equal (words[0], "redefine") && g_strv_length (words) == 2;
  if (g_strv_length (words) > 3)
    return g_str_equal (words[0], "split");
  return g_strv_contains (g_strv_length (words) == 3 ? with_two : with_one, words[0]);
}

FlCliStatus
fl_cli_class (const FlCliCommand *self, char **arguments)
{
  g_autofree char *definition = NULL;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"definition", 0, 0, G_OPTION_ARG_STRING, &definition,
                                   N_ ("What the class means from now on"), "TEXT"},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 3, G_MAXUINT, &status))
    return status;
  if (!is_known (arguments + 1, definition))
    return fl_cli_misuse (self,
                          _ ("write “add NAME [KEY]”, “rename NAME NEW-NAME”, “key NAME KEY”, "
                             "“merge NAME INTO”, “retire NAME”, “redefine NAME --definition TEXT”, "
                             "“split NAME INTO INTO…” or “confirm NAME” after the project"));
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = change (session, arguments + 1, definition, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}

FlCliStatus
fl_cli_convert (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 1, 1, &status))
    return status;
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  const gboolean is_done = fl_session_convert (session, &error);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  g_print (_ ("The classes are tags now: a label says yes of its class, and no of those that were "
              "there then; “framelinectl undo” takes it back\n"));
  return FL_CLI_DONE;
}
