/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * fl_video_files_expand:
 * @paths: (array zero-terminated=1): files and folders, absolute paths
 * @cancellable: (nullable): to stop early, with what was found until then
 *
 * Puts the videos of a folder, and of the folders in it, in its place, ordered by name; what is
 * hidden, and what a project keeps beside itself, is passed over. Known by their names, so no
 * file is opened. A folder of pictures and nothing else is a video; one without a video stays, to
 * be refused with a sentence. A slow disk may take long; any thread.
 *
 * Returns: (transfer full) (array zero-terminated=1): paths
 */
char **fl_video_files_expand (const char *const *paths, GCancellable *cancellable);

G_END_DECLS
