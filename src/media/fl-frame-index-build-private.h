/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two ways to find out the frames of a file share. */
#pragma once

#include "media/fl-av.h"
#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * fl_frame_index_decode:
 * @path: a video file
 * @doubt: (nullable): one sentence why
 * @is_damaged: whether it is known to be damaged
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Finds out all frames by decoding. Damage is looked for with one thread only, since with
 * several it is a matter of chance which frames the decoder says are damaged.
 *
 * Returns: (transfer full): the index, or %NULL with %FL_MEDIA_ERROR when no frame can be read
 */
FlFrameIndex *fl_frame_index_decode (const char *path,
                                     const char *doubt,
                                     gboolean is_damaged,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
