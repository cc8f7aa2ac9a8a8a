/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlPluginKind:
 * @FL_PLUGIN_EXTRACTOR: kinds of features
 * @FL_PLUGIN_CLASSIFIER: kinds of classifiers
 * @FL_PLUGIN_STRATEGY: orders of questions
 * @FL_PLUGIN_FORMAT: formats of files
 *
 * What there can be several of; see HACKING.md for how to add one.
 */
typedef enum {
  FL_PLUGIN_EXTRACTOR,
  FL_PLUGIN_CLASSIFIER,
  FL_PLUGIN_STRATEGY,
  FL_PLUGIN_FORMAT,
} FlPluginKind;

/**
 * FlPluginInfo:
 * @id: stable name
 * @name: a word or two for people, translated; of a format its id
 * @summary: one line, when to use it, translated
 * @can_read: whether it reads files; %FALSE for what is no format
 * @can_write: whether it writes files; the same
 */
typedef struct {
  const char *id;
  const char *name;
  const char *summary;
  gboolean can_read;
  gboolean can_write;
} FlPluginInfo;

/**
 * FlPluginFunc:
 * @info: one of them; lives until the function returns
 * @data: the caller's
 */
typedef void (*FlPluginFunc) (const FlPluginInfo *info, gpointer data);

/**
 * fl_plugins_foreach:
 * @kind: a kind
 * @func: is told of each one, in the order of the registry, the default first
 * @data: for @func
 *
 * Lists a registry of a lower layer. Any thread.
 */
void fl_plugins_foreach (FlPluginKind kind, FlPluginFunc func, gpointer data);

/**
 * fl_plugins_check:
 * @kind: a kind
 * @id: (nullable): a name; %NULL, for the default, is fine
 * @error: return location
 *
 * Returns: whether there is one of that name; with one sentence when not. Any thread.
 */
gboolean fl_plugins_check (FlPluginKind kind, const char *id, GError **error);

G_END_DECLS
