/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_remove_stream:
 * @self: a session that may write
 * @stream: a stream of it
 * @error: return location
 *
 * Hides @stream, which is no longer read or recorded then, asked about, counted or exported. All
 * that was said of it is kept: undo brings it back, and so does adding its file once more. Its file
 * is left alone, and so are recordings.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_session_remove_stream (FlSession *self, FlStream *stream, GError **error);

/** fl_session_get_n_removed: Returns: how many streams are hidden because they were removed */
guint fl_session_get_n_removed (FlSession *self);

G_END_DECLS
