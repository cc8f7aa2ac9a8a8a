/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-dataset.h"
#include "session/fl-learning.h"

G_BEGIN_DECLS

/**
 * fl_teaching_build:
 * @request: what is known
 * @scaling: what makes rows comparable
 *
 * Makes the rows to learn from: for each label its sample; of a longer range the first, the
 * middle and the last sample of each minute, since the others are nearly the same. Whether a row is
 * of a class that was not there when it was labelled is not known (fl_dataset_forget_target ()).
 *
 * Returns: (transfer full): the rows
 */
FlDataset *fl_teaching_build (const FlLearnRequest *request, const FlScaling *scaling);

/**
 * fl_teaching_measure_reach:
 * @request: what is known
 * @scaling: what made @dataset
 * @dataset: rows of fl_teaching_build()
 *
 * Tells @dataset how far a typical sample is from the row most like it, which validation has to
 * match.
 */
void fl_teaching_measure_reach (const FlLearnRequest *request,
                                const FlScaling *scaling,
                                FlDataset *dataset);

/**
 * FlTaught:
 * @stream: place of its stream in the request
 * @sample: its sample
 * @label: (transfer none): what teaches
 *
 * What a row of fl_teaching_build() is.
 */
typedef struct {
  guint stream;
  gsize sample;
  const FlLabelRow *label;
} FlTaught;

/** fl_teaching_list: Returns: (transfer full) (element-type FlTaught): what the rows of
 * fl_teaching_build() are, in their order */
GArray *fl_teaching_list (const FlLearnRequest *request);

/** fl_teaching_count: Returns: how many samples the labels in @request teach with */
gsize fl_teaching_count (const FlLearnRequest *request);

G_END_DECLS
