/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * fl_frame_index_build:
 * @path: a video file
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Finds out all frames of a file: from its packets (reading, not decoding), or by decoding it
 * once when the packets leave a doubt (decisions 1): times that are missing or not unique,
 * damage, edit lists, hidden frames, AVI and raw streams, a start that is no key frame.
 *
 * Returns: (transfer full): the index, or %NULL with %FL_MEDIA_ERROR when no frame can be read
 */
FlFrameIndex *fl_frame_index_build (const char *path, GCancellable *cancellable, GError **error);

/** fl_frame_index_build_by_decoding: The same, always by decoding. */
FlFrameIndex *fl_frame_index_build_by_decoding (const char *path,
                                                const char *doubt,
                                                GCancellable *cancellable,
                                                GError **error);

G_END_DECLS
