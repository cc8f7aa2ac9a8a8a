/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlCommandInfo:
 * @action: with its target, as g_action_parse_detailed_name() reads it
 * @name: for people, not translated yet
 * @keys: as gtk_accelerator_parse() reads them, %NULL at the end; none for an action without
 *
 * What can be done anywhere in a window: the one table behind its keys and the command palette.
 */
typedef struct {
  const char *action;
  const char *name;
  const char *keys[3];
} FlCommandInfo;

/** fl_commands_list: Returns: (transfer none) (array length=out_n): all of them, in the order in which
 * they are shown */
const FlCommandInfo *fl_commands_list (gsize *out_n);

/**
 * FlPageCommand:
 * @page: as `win.show-view` names it
 * @key: as gtk_accelerator_parse() reads it
 * @title: what the key does, as the window of shortcuts says it, not translated yet
 * @is_for_tags: whether that is about tags
 *
 * What a key does on one page.
 */
typedef struct {
  const char *page;
  const char *key;
  const char *title;
  gboolean is_for_tags;
} FlPageCommand;

/** fl_commands_list_of_pages: Returns: (transfer none) (array length=out_n): all of them, but for the keys
 * of classes */
const FlPageCommand *fl_commands_list_of_pages (gsize *out_n);

/** fl_page_command_dup_name: Returns: (transfer full): its name, with that of its page */
char *fl_page_command_dup_name (const FlPageCommand *self);

/** fl_page_command_dup_action: Returns: (transfer full): the action that presses its key, with its target,
 * or shows the page where that is not shown */
char *fl_page_command_dup_action (const FlPageCommand *self);

/**
 * fl_commands_match:
 * @text: what is searched in
 * @query: what was typed
 *
 * Finds all words of @query in @text, in any order and whatever their case. A pure function.
 *
 * Returns: how good that is: the higher the better, 0 when a word is missing
 */
guint fl_commands_match (const char *text, const char *query);

G_END_DECLS
