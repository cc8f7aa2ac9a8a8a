/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session does in multi-label projects alone, where each class is a tag. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_tag:
 * @self: a session
 * @stream: a stream whose frames are counted (FL_STREAM_INGESTING or later)
 * @range: frames
 * @tags: (array length=n_tags): answers for tags that differ
 * @n_tags: how many, > 0
 * @error: return location
 *
 * Answers some tags of a stretch of frames, as one action (multi-label projects). Of the others
 * nothing is said.
 *
 * Returns: %TRUE, or %FALSE with nothing stored
 */
gboolean fl_session_tag (FlSession *self,
                         FlStream *stream,
                         const FlRange *range,
                         const FlTagged *tags,
                         gsize n_tags,
                         GError **error);

/**
 * fl_session_convert:
 * @self: a session of a project of classes
 * @error: return location
 *
 * Has the project be one of tags. A label of a class says yes of it then, and no of every other that
 * was there when it was set; of classes that came later, and of those that followed one that was split,
 * it says nothing. A label of the background class says no of all, and unsure is unsure of all.
 * Nothing is rewritten: it is one action, whose undo has all as it was, and which cannot be undone as
 * long as something that was said of a tag stands. What was accepted does not count meanwhile.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean fl_session_convert (FlSession *self, GError **error);

/** fl_session_list_tags: Returns: (transfer full) (element-type gint64): ids of all tags in their order; of
 * @tag alone unless that is 0; in a project of classes 0 alone */
GArray *fl_session_list_tags (FlSession *self, gint64 tag);

/** fl_session_get_tag_answer: Returns: whether a person answered @tag at @frame, then with the answer */
gboolean fl_session_get_tag_answer (FlSession *self,
                                    FlStream *stream,
                                    gint64 frame,
                                    FlClass *tag,
                                    FlTagAnswer *out);

/**
 * fl_session_list_tag_spans:
 * @self: a session of a multi-label project
 * @stream: a stream
 * @tag: a tag
 *
 * Gives the stretches of the timeline of @tag as fl_session_list_spans() does for classes. The class
 * of a stretch is @tag where that is there, and 0 where it is not.
 *
 * Returns: (transfer full) (element-type FlSpan): empty while the frames are not counted
 */
GArray *fl_session_list_tag_spans (FlSession *self, FlStream *stream, FlClass *tag);

G_END_DECLS
