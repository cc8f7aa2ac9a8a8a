/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/fl-session-last.h"

G_BEGIN_DECLS

#define FL_TYPE_LAST_ANSWERS (fl_last_answers_get_type ())
G_DECLARE_FINAL_TYPE (FlLastAnswers, fl_last_answers, FL, LAST_ANSWERS, GtkWidget)

/**
 * FlLastAnswers:
 *
 * The last eight answers as pictures, the newest first, each with the key and the colour of the class
 * that it has now. They follow the session when nothing else is to do. Main thread.
 *
 * Signals: `changed`: what fl_last_answers_find() gives may be others; pictures that go are still there.
 */

/** fl_last_answers_set_session: Shows the answers of @session, %NULL for none. */
void fl_last_answers_set_session (FlLastAnswers *self, FlSession *session);

/** fl_last_answers_enter: Gives the newest one the focus. Returns: whether there is one */
gboolean fl_last_answers_enter (FlLastAnswers *self);

/** fl_last_answers_move: Moves the focus from the one that has it to one that is @n_older older, or as far
 * as there are any. */
void fl_last_answers_move (FlLastAnswers *self, int n_older);

/** fl_last_answers_find: Returns: (transfer none) (nullable): what @widget shows, if it is one of the
 * pictures; until answers change */
const FlLastAnswer *fl_last_answers_find (FlLastAnswers *self, GtkWidget *widget);

/** fl_last_answers_find_cell: Returns: (transfer none) (nullable): the picture of the answer about @frame of
 * @stream */
GtkWidget *fl_last_answers_find_cell (FlLastAnswers *self, FlStream *stream, gint64 frame);

/** fl_last_answers_is_blind: Returns: whether what was said of it is hidden, for its video is being checked */
gboolean fl_last_answers_is_blind (FlLastAnswers *self, GtkWidget *widget);

G_END_DECLS
