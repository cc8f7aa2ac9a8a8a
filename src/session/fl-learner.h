/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-channel.h"
#include "session/fl-learning.h"
#include "session/fl-news.h"

G_BEGIN_DECLS

/**
 * FlLearner:
 *
 * The threads that learn: one from answer to questions, and one that fits T and chooses C, which may
 * take so long that the questions of the other would run out. The newest request wins: one that
 * waits is dropped for a newer one, the one under way is finished. Where a model looked at a part of
 * the samples only, it looks at all others, stream by stream, until something is asked.
 */
typedef struct _FlLearner FlLearner;

/**
 * fl_learner_new:
 * @inbox: the session's inbox
 * @on_result: takes an #FlLearnResult on the session's thread
 * @on_fit: takes one of fl_learner_fit()
 * @on_sweep: takes one of fl_learn_sweep()
 *
 * Returns: (transfer full): the running learner
 */
FlLearner *
fl_learner_new (FlChannel *inbox, FlNewsFunc on_result, FlNewsFunc on_fit, FlNewsFunc on_sweep);

/** fl_learner_free: Stops it and waits for its end. */
void fl_learner_free (FlLearner *self);

/** fl_learner_ask: Hands over (transfer full) @request; never waits. */
void fl_learner_ask (FlLearner *self, FlLearnRequest *request);

/** fl_learner_fit: Hands over (transfer full) @request to fl_learn_fit(); never waits. */
void fl_learner_fit (FlLearner *self, FlLearnRequest *request);

G_END_DECLS
