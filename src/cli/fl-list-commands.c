/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extractors, classifiers, strategies, formats. */
#include <glib/gi18n.h>

#include "cli/fl-cli.h"
#include "session/fl-plugins.h"

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

static void
print_format (const FlPluginInfo *info, gpointer data)
{
  g_print ("%-12s %-13s %s\n", info->id, describe_direction (info), info->summary);
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
