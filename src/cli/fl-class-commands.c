/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class add, rename, key, merge, retire. */
#include <glib/gi18n.h>

#include "cli/fl-cli.h"

static gboolean
change (FlSession *session, char **words, GError **error)
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
  FlClass *into = fl_session_find_class (session, words[2], error);
  return into != NULL && fl_session_merge_class (session, klass, into, error);
}

static gboolean
is_known (char **words)
{
  static const char *const with_two[] = {"add", "rename", "key", "merge", NULL};
  static const char *const with_one[] = {"add", "retire", NULL};

  return g_strv_contains (g_strv_length (words) == 3 ? with_two : with_one, words[0]);
}

FlCliStatus
fl_cli_class (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 3, 4, &status))
    return status;
  if (!is_known (arguments + 1))
    return fl_cli_misuse (self,
                          _ ("write “add NAME [KEY]”, “rename NAME NEW-NAME”, “key NAME KEY”, "
                             "“merge NAME INTO” or “retire NAME” after the project"));
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = change (session, arguments + 1, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}
