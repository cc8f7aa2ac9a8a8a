/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * fl_reasking_list:
 * @request: what is known
 * @probabilities: (nullable) (element-type float): for each stream `[samples->n][n_classes]`
 *
 * Finds labels that do not say what they would say today: of a class that was redefined or split
 * since, and those where the model finds a class that was not there yet. One sample of each label,
 * of a long one that which is closest to the border. What the model contradicts most comes first,
 * then what is closest to the border.
 *
 * Returns: (transfer full) (element-type FlRanked): at most `n_wanted`
 */
GArray *fl_reasking_list (const FlLearnRequest *request, GPtrArray *probabilities);

/**
 * fl_reasking_mix:
 * @request: what is known
 * @ranked: (element-type FlRanked): ordinary questions
 * @old: (element-type FlRanked): of fl_reasking_list()
 * @suspects: (element-type FlRanked): labels that are worth a second look
 *
 * Mixes them by one draw a slot (decisions 25), by a generator of its own, so that ordinary questions
 * stay what they are while there is nothing else to ask.
 *
 * Returns: (transfer full) (element-type FlRanked): at most `n_wanted`
 */
GArray *fl_reasking_mix (const FlLearnRequest *request,
                         const GArray *ranked,
                         const GArray *old,
                         const GArray *suspects);

G_END_DECLS
