/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-queue.h"

G_BEGIN_DECLS

/** fl_queue_new: Returns: (transfer full): an empty queue whose first @n_pinned do not move */
FlQueue *fl_queue_new (guint n_pinned);

/** fl_queue_unpin: Lets the next order move all questions but the first. */
void fl_queue_unpin (FlQueue *self);

/** fl_queue_count_kept: Returns: how many questions the next order cannot move */
guint fl_queue_count_kept (FlQueue *self);

/**
 * fl_queue_rank:
 * @self: a queue
 * @items: (element-type FlItem): the new order, best first
 *
 * Replaces everything behind the pinned questions; those that are pinned are not repeated.
 */
void fl_queue_rank (FlQueue *self, GPtrArray *items);

/** fl_queue_remove: Takes the question about this frame out, wherever it stands. */
void fl_queue_remove (FlQueue *self, FlItem *item);

/** fl_queue_put_first: Makes @item the current question. */
void fl_queue_put_first (FlQueue *self, FlItem *item);

/** fl_queue_clear: Takes all questions out. */
void fl_queue_clear (FlQueue *self);

G_END_DECLS
