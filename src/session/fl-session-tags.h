/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session does in multi-label projects alone, where each class is a tag. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * FlTagAnswer:
 * @FL_TAG_YES: the tag is there
 * @FL_TAG_NO: it is not
 * @FL_TAG_UNSURE: one cannot tell
 */
typedef enum {
  FL_TAG_YES,
  FL_TAG_NO,
  FL_TAG_UNSURE,
} FlTagAnswer;

/**
 * FlTagged:
 * @tag: a tag
 * @answer: what is said of it
 */
typedef struct {
  FlClass *tag;
  FlTagAnswer answer;
} FlTagged;

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

G_END_DECLS
