/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_preview_export:
 * @self: a session
 * @format: id of a format
 * @samples_only: whether frames between samples are left out
 * @n_lines: how many lines at most, the heading included
 * @error: return location
 *
 * Writes how an export would begin. What the machine says of streams with a frame that is asked about by its
 * picture alone is left out, as if it said nothing: the export itself has it.
 *
 * Returns: (transfer full): the lines without the last line end, or %NULL as fl_session_export() does
 */
char *fl_session_preview_export (FlSession *self,
                                 const char *format,
                                 gboolean samples_only,
                                 guint n_lines,
                                 GError **error);

G_END_DECLS
