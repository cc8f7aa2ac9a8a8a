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
 * no lot holds any longer, for samples of every class may be of it now. One action, with what belongs to it.
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
 * FlMeaningTurn:
 * @change: a merge, a redefinition or a split of a class
 * @verb: its verb
 * @is_redo: whether it is done again
 * @head: number of the action that does it
 *
 * A change of what classes mean that is being undone, or done again.
 */
typedef struct {
  FlActionId change;
  const char *verb;
  gboolean is_redo;
  gint64 head;
} FlMeaningTurn;

/**
 * fl_store_turn_meaning:
 * @self: a store
 * @turn: what is undone or done again; the table `undone` knows it
 * @annotator: who does it
 * @error: return location
 *
 * Ends the lots of the class, or of either, or after a redefinition all, that were checked while the
 * other meaning held, for what was answered then does not tell one from the other, or is of another meaning.
 * Sweeps for it are withdrawn that were begun or looked at then. What is ended belongs to the action that does it, so
 * that it stands again when that is turned back, as that does what the last turn had ended. In a transaction of the caller.
 *
 * Returns: %TRUE, or %FALSE with @error
 */
gboolean
fl_store_turn_meaning (FlStore *self, const FlMeaningTurn *turn, gint64 annotator, GError **error);

/** fl_store_confirm_class: Says that the older labels of @annotator hold beside the class @id as it
 * is now: those of other classes are not of it, and those of it are not old. */
gboolean fl_store_confirm_class (FlStore *self, gint64 id, gint64 annotator, GError **error);

G_END_DECLS
