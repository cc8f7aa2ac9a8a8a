/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a stream that a person may want to go to, and taking back what was said of some. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/** FL_DOUBTFUL_BELOW: a prediction that is less likely than this is a doubtful one. */
#define FL_DOUBTFUL_BELOW 0.75

/**
 * fl_session_list_doubtful:
 * @self: a session
 * @stream: a stream
 * @tag: (nullable): a tag, in multi-label projects
 *
 * Lists the stretches of neighbouring samples which the model doubts (see %FL_DOUBTFUL_BELOW), or
 * of which a person could not tell. What was labelled or accepted is in no doubt.
 *
 * Returns: (transfer full) (element-type FlRange): from the first sample to the last of each,
 *   ascending
 */
GArray *fl_session_list_doubtful (FlSession *self, FlStream *stream, FlClass *tag);

/**
 * fl_session_ask_about:
 * @self: a session
 * @stream: a stream
 *
 * Makes a question about @stream the current one: the first of it that waits, else a sample that
 * has no answer, the one in the most doubt, and only when all have one its first sample.
 *
 * Returns: %FALSE while it has no samples
 */
gboolean fl_session_ask_about (FlSession *self, FlStream *stream);

/**
 * fl_session_give_back:
 * @self: a session that may write
 * @stream: a stream whose frames are counted
 * @range: frames
 * @tag: (nullable): the tag that is meant, in multi-label projects; %NULL for all of them
 * @error: return location
 *
 * Takes back what was said of @range, as one action that undo takes back: it counts as never
 * looked at. Frames that were accepted stay so.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_session_give_back (FlSession *self,
                               FlStream *stream,
                               const FlRange *range,
                               FlClass *tag,
                               GError **error);

G_END_DECLS
