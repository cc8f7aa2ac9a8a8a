/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-item.h"

G_BEGIN_DECLS

/**
 * fl_item_new_about:
 * @stream: its stream
 * @frame: display index
 * @reason: why it is asked
 * @first: (nullable): the model's likeliest class, or the class that @reason is about
 * @second: (nullable): the next likeliest
 *
 * Returns: (transfer full): a question about a frame and classes
 */
FlItem *fl_item_new_about (FlStream *stream,
                           gint64 frame,
                           FlReason reason,
                           FlClass *first,
                           FlClass *second);

/** fl_item_get_first: Returns: (transfer none) (nullable): the first class that it names */
FlClass *fl_item_get_first (FlItem *self);

/** fl_item_get_second: Returns: (transfer none) (nullable): the other one */
FlClass *fl_item_get_second (FlItem *self);

/** fl_item_new_tag: Returns: (transfer full): a question about @tag alone (%NULL: about all tags) */
FlItem *fl_item_new_tag (FlStream *stream, gint64 frame, FlReason reason, FlClass *tag);

/**
 * fl_item_new_audit:
 * @stream: its stream
 * @frame: display index
 * @lot: id of the lot that it is of
 * @draw: place in the order of its audits
 * @is_second: whether it is looked at a second time
 * @tag: (nullable): the tag that alone is asked about
 *
 * Returns: (transfer full): an audit, which looks like every check
 */
FlItem *fl_item_new_audit (FlStream *stream,
                           gint64 frame,
                           gint64 lot,
                           gint64 draw,
                           gboolean is_second,
                           FlClass *tag);

/** fl_item_new_check: Returns: (transfer full): a random check of the whole pool, of @tag (nullable) alone,
 * which looks like every check */
FlItem *fl_item_new_check (FlStream *stream, gint64 frame, FlClass *tag);

/** fl_item_get_is_pool_check: Returns: whether it is a random check of the whole pool */
gboolean fl_item_get_is_pool_check (FlItem *self);

/** fl_item_get_lot: Returns: id of the lot that it is an audit of, or 0 */
gint64 fl_item_get_lot (FlItem *self);

/** fl_item_get_draw: Returns: of an audit, its place in the order of audits */
gint64 fl_item_get_draw (FlItem *self);

/** fl_item_get_is_second_audit: Returns: whether an audit is a second look */
gboolean fl_item_get_is_second_audit (FlItem *self);

/** fl_item_is_same: Returns: whether both ask the same about the same frame */
gboolean fl_item_is_same (FlItem *self, FlItem *other);

/** fl_item_is_drawn: Returns: whether it is an audit or a random check, so that it stays a question
 * whatever is known meanwhile */
gboolean fl_item_is_drawn (FlItem *self);

/** fl_item_makes_needless: Returns: whether @later need not be asked behind @self: both are the same, or
 * they are of the same frame and one was drawn, of which @self would show what the machine says */
gboolean fl_item_makes_needless (FlItem *self, FlItem *later);

G_END_DECLS
