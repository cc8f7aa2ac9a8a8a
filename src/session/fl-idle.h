/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-types.h"

G_BEGIN_DECLS

/**
 * fl_session_note_activity:
 * @self: a session
 *
 * Says that somebody is there, or that there is something else to do: what is done meanwhile stops
 * at once, and goes on when nothing has happened for some seconds. That is verifying: films whose
 * frames were counted by their packets are decoded, one after the other, on a thread that leaves the
 * processor to everybody else. Where the decoder does not agree, the frames are counted anew, and
 * `problem` says so. Takes microseconds; a headless session does nothing by itself.
 */
void fl_session_note_activity (FlSession *self);

/** fl_session_is_finding_questions: Returns: whether an order of questions is on its way; while nothing is asked,
 * `current` is notified when that changes */
gboolean fl_session_is_finding_questions (FlSession *self);

G_END_DECLS
