/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of features, chosen while a project is open: a part of #FlSession. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/** fl_session_list_extractors: Returns: (transfer full): the kinds of features in use, in full, such as
 * `scene-2` or `onnx:FILE?…` */
char **fl_session_list_extractors (FlSession *self);

/**
 * fl_session_dup_extractor_price:
 * @self: a session
 *
 * Returns: (transfer full): one sentence of what it costs to use other features
 */
char *fl_session_dup_extractor_price (FlSession *self);

/**
 * fl_session_choose_extractors:
 * @self: a session that may write
 * @specs: (array zero-terminated=1): kinds of features, at least one, as fl_session_list_extractors()
 *   gives them; a network also as `onnx:FILE`
 * @error: return location
 *
 * Tries them on a thread, for a network's file is read, and then uses them side by side: samples that
 * have not all of these features are read again, and a model is learned anew. Labels stay. The job
 * fails, and nothing is changed, when one of them cannot be used.
 *
 * Returns: (transfer none): the job, or %NULL while something is recorded
 */
FlJob *fl_session_choose_extractors (FlSession *self, const char *const *specs, GError **error);

G_END_DECLS
