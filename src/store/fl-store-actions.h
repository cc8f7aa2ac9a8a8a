/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlUndone:
 * @id: the action that was undone or done again
 * @verb: what it had been: `label`, `import`, `class-add`, `class-name`, `lot`, …
 * @stream: stream it was about, or 0
 * @range: frames it was about
 * @shown: the frame that was shown when a run was labelled, else the first of @range
 * @kind: kind of a label, else ""
 * @tag: of the label of one tag, else 0
 * @klass: name that the class it was about has, else ""
 * @payload: its other words, else ""
 *
 * What an undo or a redo changed.
 */
typedef struct {
  FlActionId id;
  char *verb;
  gint64 stream;
  FlRange range;
  gint64 shown;
  char *kind;
  gint64 tag;
  char *klass;
  char *payload;
} FlUndone;

/** fl_undone_clear: Frees what it holds. */
void fl_undone_clear (FlUndone *self);

/**
 * fl_store_find_undo:
 * @self: a store
 * @annotator: whose actions
 * @out: (out caller-allocates) (nullable): what would be undone
 *
 * Returns: whether there is an action to undo: the newest own one that is not undone
 */
gboolean fl_store_find_undo (FlStore *self, gint64 annotator, FlUndone *out);

/**
 * fl_store_find_redo:
 * @self: a store
 * @annotator: whose actions
 * @out: (out caller-allocates) (nullable): what would be done again
 *
 * Returns: whether there is an undo after which nothing new was done
 */
gboolean fl_store_find_redo (FlStore *self, gint64 annotator, FlUndone *out);

/**
 * fl_store_undo:
 * @self: a store
 * @annotator: who undoes
 * @out: (out caller-allocates) (nullable): what was undone
 * @error: return location
 *
 * Undoes by a new action; nothing is deleted.
 *
 * Returns: %TRUE, or %FALSE with %FL_STORE_ERROR_NOT_FOUND when there is nothing
 */
gboolean fl_store_undo (FlStore *self, gint64 annotator, FlUndone *out, GError **error);

/** fl_store_take_back: Undoes the newest label, whatever was done after it; see fl_store_undo(). */
gboolean fl_store_take_back (FlStore *self, gint64 annotator, FlUndone *out, GError **error);

/** fl_store_redo: Undoes the newest undo; see fl_store_undo(). */
gboolean fl_store_redo (FlStore *self, gint64 annotator, FlUndone *out, GError **error);

/**
 * FlLogEntry:
 * @id: which action
 * @at_us: when, µs since 1970 UTC
 * @annotator: name
 * @verb: what
 * @kind: kind of label, or ""
 * @stream: name of the stream, or ""
 * @range: frames
 * @klass: name of the class, or ""
 * @payload: other words, or ""
 * @is_undone: whether it was undone
 *
 * A line of the history.
 */
typedef struct {
  FlActionId id;
  gint64 at_us;
  char *annotator;
  char *verb;
  char *kind;
  char *stream;
  FlRange range;
  char *klass;
  char *payload;
  gboolean is_undone;
} FlLogEntry;

/** fl_log_entry_free: Frees a line. */
void fl_log_entry_free (FlLogEntry *self);

/**
 * fl_store_list_log:
 * @self: a store
 * @max: how many of the newest, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlLogEntry): the history, oldest first
 */
GPtrArray *fl_store_list_log (FlStore *self, gint64 max, GError **error);

/** fl_store_get_n_actions: Returns: number of the newest own action: changes with every change */
gint64 fl_store_get_n_actions (FlStore *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FlUndone, fl_undone_clear)

G_END_DECLS
