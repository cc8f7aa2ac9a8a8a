/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-video-search.h"
#include "store/fl-store-streams.h"

G_BEGIN_DECLS

/**
 * fl_video_search_probe:
 * @path: an absolute path: a video, or a folder of pictures
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Reads the header and 3 MiB; any thread.
 *
 * Returns: (transfer full): what a project has to know of it, without its rule of sampling; %NULL
 *   with one sentence when it cannot be used
 */
FlStreamRow *fl_video_search_probe (const char *path, GCancellable *cancellable, GError **error);

/** fl_video_search_get_row: Returns: (transfer none) (nullable): what is known of video @i of
 * fl_video_search_get_paths(); %NULL with @out_why, which is not to be freed */
const FlStreamRow *fl_video_search_get_row (FlVideoSearch *self, guint i, const char **out_why);

G_END_DECLS
