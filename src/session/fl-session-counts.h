/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many samples people labelled: a part of #FlSession. */
#pragma once

#include "session/fl-session-types.h"
#include "store/fl-store-labels.h"

G_BEGIN_DECLS

/** fl_session_forget_counts: Has the next fl_session_recount() count all labels: streams, samples,
 * classes or many labels are others. */
void fl_session_forget_counts (FlSession *self);

/** fl_session_uncount: Takes what was said of frames of @range of @stream out of the counts; call
 * fl_session_count() with the same range when it was changed. */
void fl_session_uncount (FlSession *self, FlStream *stream, const FlRange *range);

/** fl_session_count: Counts what is said there now; see fl_session_uncount(). */
void fl_session_count (FlSession *self, FlStream *stream, const FlRange *range);

/** fl_session_note_planned: The samples of @stream become @planned (gint64): keeps the counts only if
 * they hold. Call it before. */
void fl_session_note_planned (FlSession *self, FlStream *stream, const GArray *planned);

/** fl_session_show_counts: Counts what is not counted yet, and has each class say how often it was
 * said. Returns: how many samples people labelled; of tags, as to all of them */
guint fl_session_show_counts (FlSession *self);

G_END_DECLS
