/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered last, to be seen and corrected. A part of #FlSession. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlLastAnswer:
 * @stream: its stream
 * @frame: display index of the frame that was shown
 * @range: frames that the answer was about
 * @action: number of what said it, first of its batch, in the history of this copy
 * @klass: (nullable): the class that the frame has now; of tags the one that was asked alone, or the first
 *   one that is there, %NULL for none; %NULL for unsure
 * @answer: what is said of @klass, or that nobody could tell
 *
 * An answer of the person who labels that stands. Immutable.
 */
typedef struct {
  FlStream *stream;
  gint64 frame;
  FlRange range;
  gint64 action;
  FlClass *klass;
  FlTagAnswer answer;
} FlLastAnswer;

/** fl_last_answer_free: Frees it. */
void fl_last_answer_free (FlLastAnswer *self);

/**
 * fl_session_list_last_answers:
 * @self: a session
 * @n: how many
 *
 * Lists what the person answered last, also in earlier sittings, with what is said of these frames now.
 * Reads the newest actions of the project, so it is for when nothing else is to do.
 *
 * Returns: (transfer full) (element-type FlLastAnswer): @n at most, the newest first
 */
GPtrArray *fl_session_list_last_answers (FlSession *self, guint n);

/**
 * fl_session_correct:
 * @self: a session that may write
 * @answer: what is to be corrected
 * @klass: (nullable): the class, %NULL for unsure
 * @error: return location
 *
 * Says something else of the frame of @answer, and of all that it was about and nothing else was said of
 * since, as one action; the question that is asked stays (exclusive projects).
 *
 * Returns: %TRUE, or %FALSE with nothing stored
 */
gboolean
fl_session_correct (FlSession *self, const FlLastAnswer *answer, FlClass *klass, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlLastAnswer, fl_last_answer_free)

G_END_DECLS
