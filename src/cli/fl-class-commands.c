/* SPDX-License-Identifier: GPL-3.0-or-later */
/* class add, rename, key. */
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
  return g_str_equal (verb, "rename") ? fl_session_rename_class (session, klass, words[2], error)
                                      : fl_session_set_class_key (session, klass, words[2], error);
}

static gboolean
is_known (char **words)
{
  guint n = g_strv_length (words);

  if (g_str_equal (words[0], "add"))
    return n == 2 || n == 3;
  return n == 3 && (g_str_equal (words[0], "rename") || g_str_equal (words[0], "key"));
}

FlCliStatus
fl_cli_class (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  g_autoptr (GError) error = NULL;

  if (!fl_cli_parse (self, NULL, &arguments, 3, 4, &status))
    return status;
  if (!is_known (arguments + 1))
    return fl_cli_misuse (self, _ ("write “add NAME [KEY]”, “rename NAME NEW-NAME” or "
                                   "“key NAME KEY” after the project"));
  FlSession *session = fl_cli_open (arguments[0], NULL);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean is_done = change (session, arguments + 1, &error);
  fl_cli_close (session);
  return is_done ? FL_CLI_DONE : fl_cli_fail (error);
}
