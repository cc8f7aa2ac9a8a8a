/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More like this: for a while, by a person's own choice, questions about what looks like a frame. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/** FL_SESSION_N_LIKE: questions that a window asks about frames like one that somebody chose. */
#define FL_SESSION_N_LIKE 10

/**
 * fl_session_find_like:
 * @self: a session
 * @stream: a stream
 * @frame: display index of a frame of it
 * @n: how many questions, > 0
 * @error: return location
 *
 * Asks next about what looks most like the sample nearest to @frame and was not labelled, spread in
 * time, whatever the strategy; until @n of these questions were answered or
 * fl_session_stop_finding_like() ends it. The question that is shown stays. Begins anew when it is
 * called once more.
 *
 * Returns: %TRUE, or %FALSE with %FL_SESSION_ERROR_TOO_EARLY when nothing is known of the stream yet
 */
gboolean
fl_session_find_like (FlSession *self, FlStream *stream, gint64 frame, guint n, GError **error);

/** fl_session_stop_finding_like: Asks by the strategy again; the question that is shown stays. */
void fl_session_stop_finding_like (FlSession *self);

/** fl_session_is_finding_like: Returns: whether questions are asked because they are alike */
gboolean fl_session_is_finding_like (FlSession *self);

G_END_DECLS
