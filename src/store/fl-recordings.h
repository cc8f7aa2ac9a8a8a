/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** fl_recordings_dup_path: Returns: (transfer full): the file in `NAME.frameline-recordings/` of
 * segment @ordinal of the stream with that @uuid, if it is there; any thread */
char *fl_recordings_dup_path (const char *project_path, const char *uuid, gint64 ordinal);

/**
 * fl_recordings_build_path:
 * @project_path: the project file
 * @uuid: of a live stream
 * @ordinal: of a segment
 * @error: return location
 *
 * The same for who records: makes its folder when it is not there. Any thread.
 *
 * Returns: (transfer full): where the file will be, or %NULL with GIO's error
 */
char *fl_recordings_build_path (const char *project_path,
                                const char *uuid,
                                gint64 ordinal,
                                GError **error);

/** fl_recordings_get_free_bytes: Returns: room on the disk of the recordings, bytes; any thread */
gint64 fl_recordings_get_free_bytes (const char *project_path);

G_END_DECLS
