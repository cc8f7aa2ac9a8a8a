/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report. */
#include "session/fl-report.h"

#include <glib/gi18n.h>

#include "cli/fl-cli.h"

static gboolean
tell (FlReport *report, const char *folder, gboolean is_json, GError **error)
{
  if (folder != NULL)
    return fl_report_write (report, folder, error);
  g_autofree char *text = is_json ? fl_report_dup_json (report) : fl_report_dup_text (report);
  g_print ("%s\n", text);
  return TRUE;
}

FlCliStatus
fl_cli_report (const FlCliCommand *self, char **arguments)
{
  g_autofree char *output = NULL;
  gboolean is_json = FALSE;
  FlCliStatus status;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {{"output", 0, 0, G_OPTION_ARG_FILENAME, &output,
                                   N_ ("Write methods.txt and methods.json to a folder"),
                                   "DIRECTORY"},
                                  {"json", 0, 0, G_OPTION_ARG_NONE, &is_json,
                                   N_ ("Write JSON instead of a paragraph"), NULL},
                                  {NULL}};

  if (!fl_cli_parse (self, entries, &arguments, 1, 1, &status))
    return status;
  if (output != NULL && is_json)
    return fl_cli_misuse (self, _ ("--output writes both the paragraph and JSON; leave --json"));
  FlSession *session = fl_cli_open_to_read (arguments[0]);
  if (session == NULL)
    return FL_CLI_FAILED;
  gboolean are_all_there = fl_cli_prepare_rows (session);
  FlReport *report = fl_report_new (session, &error);
  gboolean is_done = report != NULL && tell (report, output, is_json, &error);
  g_clear_pointer (&report, fl_report_free);
  fl_cli_close (session);
  if (!is_done)
    return fl_cli_fail (error);
  return are_all_there ? FL_CLI_DONE : FL_CLI_FAILED;
}
