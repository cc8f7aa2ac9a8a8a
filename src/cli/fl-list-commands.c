/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extractors, classifiers, strategies, formats. */
#include <glib/gi18n.h>

#include "cli/fl-cli.h"
#include "session/fl-plugins.h"

#define DIRECTION_COLUMNS 13

static void
print_line (const FlPluginInfo *info, gpointer data)
{
  g_print ("%-18s %s\n", info->id, info->summary);
}

static const char *
describe_direction (const FlPluginInfo *info)
{
  if (!info->can_read)
    return _ ("out");
  return info->can_write ? _ ("in and out") : _ ("in");
}

/* How much of its line a terminal gives to a text. */
static int
count_columns (const char *text)
{
  int n = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    const gunichar letter = g_utf8_get_char (c);
    n += g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;
  }
  return n;
}

static void
print_format (const FlPluginInfo *info, gpointer data)
{
  const char *direction = describe_direction (info);

  g_print ("%-12s %s%*s %s\n", info->id, direction,
           MAX (DIRECTION_COLUMNS - count_columns (direction), 0), "", info->summary);
}

static FlCliStatus
list (const FlCliCommand *self, char **arguments, FlPluginKind kind)
{
  FlCliStatus status;

  if (!fl_cli_parse (self, NULL, &arguments, 0, 0, &status))
    return status;
  fl_plugins_foreach (kind, kind == FL_PLUGIN_FORMAT ? print_format : print_line, NULL);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_extractors (const FlCliCommand *self, char **arguments)
{
  return list (self, arguments, FL_PLUGIN_EXTRACTOR);
}

FlCliStatus
fl_cli_classifiers (const FlCliCommand *self, char **arguments)
{
  return list (self, arguments, FL_PLUGIN_CLASSIFIER);
}

FlCliStatus
fl_cli_strategies (const FlCliCommand *self, char **arguments)
{
  return list (self, arguments, FL_PLUGIN_STRATEGY);
}

FlCliStatus
fl_cli_formats (const FlCliCommand *self, char **arguments)
{
  return list (self, arguments, FL_PLUGIN_FORMAT);
}
