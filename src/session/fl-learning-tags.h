/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * fl_learn_tags:
 * @request: what is known, of a multi-label project
 * @frozen: the scaling of the project
 * @result: takes models, predictions and questions
 * @parallel: (nullable): cores
 * @cancellable: (nullable): to stop early
 *
 * Learns each tag as a project of two classes, no and yes, from the rows that have an answer for it,
 * and asks about one tag of a frame, or about all of them where the frame is new to a tag. Any thread.
 */
void fl_learn_tags (const FlLearnRequest *request,
                    const FlScaling *frozen,
                    FlLearnResult *result,
                    const FlParallel *parallel,
                    GCancellable *cancellable);

/**
 * fl_learn_new_tag_request:
 * @from: what is known, of a multi-label project
 * @tag: id of a tag
 *
 * Returns: (transfer full): the tag as a project of two classes, minus @tag for no and @tag, without a scaling
 */
FlLearnRequest *fl_learn_new_tag_request (const FlLearnRequest *from, gint64 tag);

G_END_DECLS
