/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlClassRow:
 * @id: id in this file
 * @uuid: identity
 * @name: for people
 * @key: one letter or digit, or two letters, or empty
 * @colour: index into the palette
 * @position: order in lists
 * @is_background: whether it is the background class
 * @version: of its definition
 * @definition: what it means
 * @merged_into: class that stands for it now, or 0
 * @is_retired: whether it is no longer offered
 *
 * A class as it stands. Every change of it is an action, so that it can be undone and merged.
 */
typedef struct {
  gint64 id;
  char *uuid;
  char *name;
  char *key;
  gint64 colour;
  gint64 position;
  gboolean is_background;
  gint64 version;
  char *definition;
  gint64 merged_into;
  gboolean is_retired;
} FlClassRow;

/** fl_class_row_free: Frees a row. */
void fl_class_row_free (FlClassRow *self);

/**
 * fl_class_name_check:
 * @name: a name to be
 * @error: return location
 *
 * Refuses what would not survive in files and tables: empty names, commas, double quotes, line
 * breaks and other control characters, blanks at the ends, “?”, more than 100 characters.
 *
 * Returns: %TRUE, or %FALSE with %FL_STORE_ERROR_INVALID and one sentence
 */
gboolean fl_class_name_check (const char *name, GError **error);

/**
 * fl_store_list_classes:
 * @self: a store
 * @with_retired: whether also those that are no longer offered
 * @error: return location
 *
 * Returns: (transfer full) (element-type FlClassRow): classes that speak for themselves, in their
 *   order; not those that were merged into others
 */
GPtrArray *fl_store_list_classes (FlStore *self, gboolean with_retired, GError **error);

/**
 * fl_store_add_class:
 * @self: a store
 * @row: name, key, colour, position and background of the class
 * @annotator: who adds it
 * @error: return location
 *
 * Returns: its id, or 0 with %FL_STORE_ERROR_INVALID or %FL_STORE_ERROR_EXISTS
 */
gint64 fl_store_add_class (FlStore *self, const FlClassRow *row, gint64 annotator, GError **error);

/**
 * fl_store_set_class:
 * @self: a store
 * @id: a class
 * @field: `name`, `key`, `colour`, `retire` (it is no longer offered, whatever @value is), or
 *   `confirm` (see fl_store_confirm_class())
 * @value: what it becomes, as text
 * @annotator: who changes it
 * @error: return location
 *
 * Changes one fact of a class; its labels stay.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_set_class (FlStore *self,
                             gint64 id,
                             const char *field,
                             const char *value,
                             gint64 annotator,
                             GError **error);

/**
 * fl_store_merge_class:
 * @self: a store
 * @id: a class
 * @into: another one, which speaks for it from now on
 * @annotator: who says so
 * @error: return location
 *
 * Merges by a mapping that is resolved when labels are read; see fl_store_set_class().
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean
fl_store_merge_class (FlStore *self, gint64 id, gint64 into, gint64 annotator, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlClassRow, fl_class_row_free)

G_END_DECLS
