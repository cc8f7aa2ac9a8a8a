/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What classes mean: another definition, several classes for one, and that older labels hold. */
#pragma once

#include "store/fl-store-classes.h"

G_BEGIN_DECLS

/**
 * fl_store_redefine_class:
 * @self: a store
 * @id: a class
 * @definition: what it means from now on
 * @annotator: who says so
 * @error: return location
 *
 * Begins a new version of the class. Its labels stay and are old from now on (fl_knowledge_is_old());
 * lots with samples of it no longer hold. One action, with what belongs to it.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_redefine_class (FlStore *self,
                                  gint64 id,
                                  const char *definition,
                                  gint64 annotator,
                                  GError **error);

/**
 * fl_store_split_class:
 * @self: a store
 * @id: a class, which is no longer offered afterwards
 * @parts: (element-type FlClassRow): the classes that are offered for it, two or more; one of them
 *   may have its name
 * @annotator: who says so
 * @error: return location
 *
 * Has several new classes follow one. Labels of that stay, by its name, and are old: nobody knows of
 * which part they are. Lots with samples of it no longer hold.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_store_split_class (FlStore *self,
                               gint64 id,
                               const GPtrArray *parts,
                               gint64 annotator,
                               GError **error);

/**
 * fl_store_void_checked_since:
 * @self: a store
 * @change: a merge, a redefinition or a split of a class that was undone
 * @annotator: who undid it
 * @error: return location
 *
 * Ends the lots of the class, or of either, that were checked since, for what was answered then does not
 * tell one from the other, or is of another meaning; in a transaction of the caller.
 *
 * Returns: %TRUE, or %FALSE with @error
 */
gboolean
fl_store_void_checked_since (FlStore *self, FlActionId change, gint64 annotator, GError **error);

/** fl_store_confirm_class: Says that the older labels of @annotator hold beside the class @id as it
 * is now: those of other classes are not of it, and those of it are not old. */
gboolean fl_store_confirm_class (FlStore *self, gint64 id, gint64 annotator, GError **error);

G_END_DECLS
