/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-dataset.h"
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
 * fl_reasking_find_suspects:
 * @request: what is known
 * @dataset: rows of fl_teaching_build()
 * @held_out: (array): `[n_rows][n_classes]` probabilities by models that did not see the row
 *
 * Finds labels that are worth a second look, by the rows that teach, which stand for long labels.
 *
 * Returns: (transfer full) (element-type FlRanked): one a label, the worst first; `first` is the class
 *   that the rest says
 */
GArray *fl_reasking_find_suspects (const FlLearnRequest *request,
                                   const FlDataset *dataset,
                                   const float *held_out);

/**
 * fl_reasking_mix:
 * @request: what is known
 * @ranked: (element-type FlRanked): ordinary questions
 * @old: (element-type FlRanked): of fl_reasking_list()
 *
 * Mixes them by one draw a slot, by a generator of its own, so that ordinary questions stay what they
 * are while there is nothing else to ask. What measures is mixed in later (fl-session-mixer.h).
 *
 * Returns: (transfer full) (element-type FlRanked): at most `n_wanted`
 */
GArray *fl_reasking_mix (const FlLearnRequest *request, const GArray *ranked, const GArray *old);

G_END_DECLS
