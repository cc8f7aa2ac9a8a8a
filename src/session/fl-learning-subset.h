/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/** FL_LEARNING_ALL_UP_TO: so many samples are all looked at before something is asked. */
#define FL_LEARNING_ALL_UP_TO 20000

/**
 * fl_learn_list_subset:
 * @request: what is known
 *
 * Chooses the samples that a model looks at before it asks, where there are more than
 * %FL_LEARNING_ALL_UP_TO: some at random, evenly over all streams, those that were in the most doubt
 * when all were looked at last, and all that have a label. The same request gives the same.
 *
 * Returns: (transfer full) (element-type GArray): for each stream numbers of samples, ascending
 */
GPtrArray *fl_learn_list_subset (const FlLearnRequest *request);

G_END_DECLS
