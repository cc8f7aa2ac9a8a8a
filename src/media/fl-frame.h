/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-media-types.h"

G_BEGIN_DECLS

/**
 * FlFrame:
 *
 * A decoded picture as the codec gave it, with its place in the stream. Immutable, shared by
 * reference, any thread.
 */

/** fl_frame_ref: Returns: (transfer full): @self */
FlFrame *fl_frame_ref (FlFrame *self);

/** fl_frame_unref: Gives up a reference. */
void fl_frame_unref (FlFrame *self);

/** fl_frame_get_index: Returns: display index */
gint64 fl_frame_get_index (const FlFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlFrame, fl_frame_unref)

G_END_DECLS
