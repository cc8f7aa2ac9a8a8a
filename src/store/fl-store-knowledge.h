/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store-labels.h"

G_BEGIN_DECLS

/**
 * FlKnowledge:
 *
 * Of which classes people knew when they said what. Whoever labelled a frame before a class was
 * there did not say that the frame is not of it: that is unknown until the frame is labelled again,
 * or the person confirms the older labels. And what was said of a class before it was given another
 * meaning, or was split, is old. Immutable, shared, any thread.
 */
typedef struct _FlKnowledge FlKnowledge;

/**
 * fl_store_read_knowledge:
 * @self: a store
 * @error: return location
 *
 * Folds it from the history. A copy of the project knows a class from its first action on that names
 * the class, which for the copy where the class was added is the adding itself; a class that another
 * one was split into is known as long as that one.
 *
 * Returns: (transfer full): it, or %NULL
 */
FlKnowledge *fl_store_read_knowledge (FlStore *self, GError **error);

/** fl_knowledge_new_all: Returns: (transfer full): one by which everything is known and nothing old */
FlKnowledge *fl_knowledge_new_all (void);

/** fl_knowledge_ref: Returns: (transfer full): @self */
FlKnowledge *fl_knowledge_ref (FlKnowledge *self);

/** fl_knowledge_unref: Gives up a reference. */
void fl_knowledge_unref (FlKnowledge *self);

/** fl_knowledge_is_complete: Returns: whether @row was said in view of all classes, which is quicker
 * to ask than fl_knowledge_knows() of each */
gboolean fl_knowledge_is_complete (const FlKnowledge *self, const FlLabelRow *row);

/** fl_knowledge_knows: Returns: whether @row, which is of another class, says that its frames are not
 * of class @class_id */
gboolean fl_knowledge_knows (const FlKnowledge *self, const FlLabelRow *row, gint64 class_id);

/** fl_knowledge_is_gone: Returns: whether nothing is labelled with class @class_id any more: it was
 * retired, split or merged */
gboolean fl_knowledge_is_gone (const FlKnowledge *self, gint64 class_id);

/** fl_knowledge_is_old: Returns: whether @row was said before its class meant what it means now */
gboolean fl_knowledge_is_old (const FlKnowledge *self, const FlLabelRow *row);

/** fl_knowledge_is_split: Returns: whether @row is of a class that others follow, so that nobody knows
 * of which one it is */
gboolean fl_knowledge_is_split (const FlKnowledge *self, const FlLabelRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlKnowledge, fl_knowledge_unref)

G_END_DECLS
