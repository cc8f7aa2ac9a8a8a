/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody is shown before it has its answer. A part of #FlSession. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_list_blind:
 * @self: a session
 *
 * Lists the frames that are asked about by their picture alone, also those whose turn is still to come
 * and those that were put off: until they have their answer, what the machine says of them is hidden.
 *
 * Returns: (transfer full) (element-type FlFrameRef): some dozens at most, in no order
 */
GArray *fl_session_list_blind (FlSession *self);

/** fl_session_is_drawn: Returns: whether a frame of @range was drawn for a check or an audit that has no answer
 * yet */
gboolean fl_session_is_drawn (FlSession *self, gint64 stream, const FlRange *range);

/** fl_session_is_blind_stream: Returns: whether a frame of @stream is asked about so now, or was and waits
 * for its answer, while its video can be looked at: then what is said around that frame would tell */
gboolean fl_session_is_blind_stream (FlSession *self, FlStream *stream);

G_END_DECLS
