/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extractors, classifiers, strategies, formats. */
#include <glib/gi18n.h>

#include "cli/fl-cli.h"
#include "exchange/fl-format.h"
#include "features/fl-extractor.h"
#include "learn/fl-classifier.h"
#include "learn/fl-strategy.h"

static void
print_line (const char *id, const char *summary)
{
  g_print ("%-12s %s\n", id, _ (summary));
}

FlCliStatus
fl_cli_extractors (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  gsize n;

  if (!fl_cli_parse (self, NULL, &arguments, 0, 0, &status))
    return status;
  const FlExtractorType *const *types = fl_extractors_list (&n);
  for (gsize i = 0; i < n; i++)
    print_line (types[i]->id, types[i]->summary);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_classifiers (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  gsize n;

  if (!fl_cli_parse (self, NULL, &arguments, 0, 0, &status))
    return status;
  const FlClassifierType *const *types = fl_classifiers_list (&n);
  for (gsize i = 0; i < n; i++)
    print_line (types[i]->id, types[i]->summary);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_strategies (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  gsize n;

  if (!fl_cli_parse (self, NULL, &arguments, 0, 0, &status))
    return status;
  const FlStrategyType *const *types = fl_strategies_list (&n);
  for (gsize i = 0; i < n; i++)
    print_line (types[i]->id, types[i]->summary);
  return FL_CLI_DONE;
}

FlCliStatus
fl_cli_formats (const FlCliCommand *self, char **arguments)
{
  FlCliStatus status;
  gsize n;

  if (!fl_cli_parse (self, NULL, &arguments, 0, 0, &status))
    return status;
  const FlFormatType *const *types = fl_formats_list (&n);
  for (gsize i = 0; i < n; i++)
    g_print ("%-12s %-13s %s\n", types[i]->id,
             types[i]->read == NULL    ? _ ("out")
             : types[i]->write == NULL ? _ ("in")
                                       : _ ("in and out"),
             _ (types[i]->summary));
  return FL_CLI_DONE;
}
