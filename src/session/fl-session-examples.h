/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a class looks like. A part of #FlSession. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_list_examples:
 * @self: a session
 * @klass: a class, or a tag
 * @n: how many at most
 *
 * Lists samples that people looked at and called @klass as it is defined now, from all over the videos.
 * None of them is the question, nor of a video of which a frame is asked about by its picture alone.
 *
 * Returns: (transfer full) (element-type FlItem): the samples, by turns of each video
 */
GPtrArray *fl_session_list_examples (FlSession *self, FlClass *klass, guint n);

G_END_DECLS
