/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registries of the lower layers, for those who only show them. */
#include "session/fl-plugins.h"

#include <glib/gi18n.h>

#include "exchange/fl-format.h"
#include "features/fl-extractor.h"
#include "learn/fl-classifier.h"
#include "learn/fl-strategy.h"

static void
tell (FlPluginFunc func, gpointer data, const char *id, const char *name, const char *summary)
{
  const FlPluginInfo info = {.id = id, .name = _ (name), .summary = _ (summary)};

  func (&info, data);
}

static void
list_extractors (FlPluginFunc func, gpointer data)
{
  gsize n;
  const FlExtractorType *const *types = fl_extractors_list (&n);

  for (gsize i = 0; i < n; i++)
    tell (func, data, types[i]->id, types[i]->name, types[i]->summary);
}

static void
list_classifiers (FlPluginFunc func, gpointer data)
{
  gsize n;
  const FlClassifierType *const *types = fl_classifiers_list (&n);

  for (gsize i = 0; i < n; i++)
    tell (func, data, types[i]->id, types[i]->name, types[i]->summary);
}

static void
list_strategies (FlPluginFunc func, gpointer data)
{
  gsize n;
  const FlStrategyType *const *types = fl_strategies_list (&n);

  for (gsize i = 0; i < n; i++)
    tell (func, data, types[i]->id, types[i]->name, types[i]->summary);
}

static void
list_formats (FlPluginFunc func, gpointer data)
{
  gsize n;
  const FlFormatType *const *types = fl_formats_list (&n);

  for (gsize i = 0; i < n; i++) {
    const FlPluginInfo info = {.id = types[i]->id,
                               .name = types[i]->id,
                               .summary = _ (types[i]->summary),
                               .can_read = types[i]->read != NULL,
                               .can_write = types[i]->write != NULL};
    func (&info, data);
  }
}

void
fl_plugins_foreach (FlPluginKind kind, FlPluginFunc func, gpointer data)
{
  switch (kind) {
  case FL_PLUGIN_EXTRACTOR:
    list_extractors (func, data);
    break;
  case FL_PLUGIN_CLASSIFIER:
    list_classifiers (func, data);
    break;
  case FL_PLUGIN_STRATEGY:
    list_strategies (func, data);
    break;
  case FL_PLUGIN_FORMAT:
    list_formats (func, data);
    break;
  }
}

gboolean
fl_plugins_check (FlPluginKind kind, const char *id, GError **error)
{
  if (id == NULL)
    return TRUE;
  switch (kind) {
  case FL_PLUGIN_EXTRACTOR:
    return fl_extractors_find (id, error) != NULL;
  case FL_PLUGIN_CLASSIFIER:
    return fl_classifiers_find (id, error) != NULL;
  case FL_PLUGIN_STRATEGY:
    return fl_strategies_find (id, error) != NULL;
  case FL_PLUGIN_FORMAT:
    return fl_formats_find (id, error) != NULL;
  }
  g_assert_not_reached ();
}
