/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of the whole pool among the questions; not for windows. */
#pragma once

#include "learn/fl-checks.h"
#include "session/fl-session.h"
#include "store/fl-store-labels.h"

G_BEGIN_DECLS

/** fl_session_load_checks: Reads anew which checks wait for an answer, and what came of the others. */
void fl_session_load_checks (FlSession *self);

/** fl_session_settle_check: After an answer, which was one to a check if @is_check: the same, where
 * anything may have changed. */
void fl_session_settle_check (FlSession *self, gboolean is_check);

/**
 * fl_session_draw_check:
 * @self: a session
 * @rand: where chance comes from, none of which is a strategy's
 *
 * Draws uniformly from all samples that the machine has a prediction for, that nobody labelled, that are
 * not drawn already, and whose films can be seen. Of tags each tag of each sample counts by itself, and is
 * asked about alone.
 *
 * Returns: (transfer full) (nullable): the question; %NULL where no check can be made: without a model
 */
FlItem *fl_session_draw_check (FlSession *self, GRand *rand);

/** fl_session_list_open_checks: Returns: (transfer full) (element-type FlItem): checks that were asked
 * and not answered, but for those that are put off: they come before anything is drawn anew */
GPtrArray *fl_session_list_open_checks (FlSession *self);

/** fl_session_issue_check: Keeps that @item (%NULL: nothing) is asked now, and what the machine says of
 * it, if it is a check. Returns: id of its question, or 0 */
gint64 fl_session_issue_check (FlSession *self, FlItem *item);

/** fl_session_is_open_check: Returns: whether @item is a check that was asked and has no answer */
gboolean fl_session_is_open_check (FlSession *self, FlItem *item);

/** fl_session_name_check: Has @label, the answer to @item, say that it is a check, if it is. */
void fl_session_name_check (FlSession *self, FlItem *item, FlLabelAction *label);

/** fl_session_find_open_check: Returns: (transfer full) (nullable): the check of this frame that was asked and
 * has no answer */
FlItem *fl_session_find_open_check (FlSession *self, FlStream *stream, gint64 frame);

/** fl_session_has_open_check: Returns: whether any frame of @stream has one */
gboolean fl_session_has_open_check (FlSession *self, FlStream *stream);

/** fl_session_ask_check_of: Makes the check of this frame, or of the tag with the id @tag there, that has
 * no answer the current question. Returns: whether there is one */
gboolean fl_session_ask_check_of (FlSession *self, FlStream *stream, gint64 frame, gint64 tag);

/** fl_session_count_taken_back: Returns: how many of the newest @n checks (of the tag with the id @tag, 0: of all) were
 * taken back when their answers could not be replaced any more */
guint fl_session_count_taken_back (FlSession *self, gint64 tag, gsize n);

/** fl_session_list_checks: Returns: (transfer full) (element-type FlCheck): what came of the checks (of the
 * tag with the id @tag, 0: of all) whose
 * answers cannot be replaced any more, oldest first. From the others one could read what the machine
 * says while a slip may still be taken back. */
GArray *fl_session_list_checks (FlSession *self, gint64 tag);

G_END_DECLS
