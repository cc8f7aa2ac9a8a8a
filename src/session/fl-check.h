/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlCheckFunc:
 * @what: what is being looked at now
 * @data: the caller's
 */
typedef void (*FlCheckFunc) (const char *what, gpointer data);

/**
 * fl_session_check:
 * @self: a session
 * @func: (nullable): is told how it goes
 * @data: for @func
 * @error: return location
 *
 * Verifies the project file, every stream's index against its file (by decoding it all), and the
 * cache. Where the decoder gives other frames than were noted, it is the one that the next ingest
 * asks. Takes as long as decoding takes; not for a window.
 *
 * Returns: (transfer full) (element-type utf8): one sentence a finding, each saying what to do;
 *   none when all is well
 */
GPtrArray *fl_session_check (FlSession *self, FlCheckFunc func, gpointer data, GError **error);

G_END_DECLS
