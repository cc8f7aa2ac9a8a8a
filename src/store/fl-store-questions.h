/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that are kept: those about what somebody said before. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * fl_store_add_second_look:
 * @self: a store
 * @stream: id of the stream
 * @frame: display index of the frame that was shown
 * @label: the label that was doubted
 * @error: return location
 *
 * Keeps that a label was looked at a second time, so that it never is a third time; in the transaction
 * of the label that is said then.
 *
 * Returns: id of the question, which the answer names, or 0 with @error
 */
gint64 fl_store_add_second_look (FlStore *self,
                                 gint64 stream,
                                 gint64 frame,
                                 FlActionId label,
                                 GError **error);

/** fl_store_was_looked_at: Returns: whether @label was looked at a second time, or is what was said
 * then */
gboolean fl_store_was_looked_at (FlStore *self, FlActionId label);

G_END_DECLS
