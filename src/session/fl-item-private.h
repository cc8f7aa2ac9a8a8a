/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-item.h"

G_BEGIN_DECLS

/**
 * fl_item_new_doubtful:
 * @stream: its stream
 * @frame: display index
 * @first: (nullable): the model's likeliest class
 * @second: (nullable): the next likeliest
 *
 * Returns: (transfer full): a question about a frame between two classes
 */
FlItem *fl_item_new_doubtful (FlStream *stream, gint64 frame, FlClass *first, FlClass *second);

/** fl_item_is_same: Returns: whether both ask about the same frame */
gboolean fl_item_is_same (FlItem *self, FlItem *other);

G_END_DECLS
