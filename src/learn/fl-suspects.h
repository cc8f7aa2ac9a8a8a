/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-dataset.h"

G_BEGIN_DECLS

/**
 * FlSuspect:
 * @row: a row of the dataset
 * @guess: the class that the rest says it is
 * @margin: how much likelier its label is than that, < 0
 *
 * A label that the rest contradicts.
 */
typedef struct {
  gsize row;
  guint guess;
  float margin;
} FlSuspect;

/**
 * fl_suspects_find:
 * @dataset: labelled rows
 * @held_out: (array): `[n_rows][n_classes]` probabilities by models that did not see the row
 *
 * Finds labels that are worth a second look by confident learning (Northcutt, Jiang and Chuang 2021,
 * section 3.1): a class is a guess for a row when it is at least as likely as it is on the mean over
 * the rows that have it. Departures: the guess has to be likelier than the label by 0.5, and the row
 * that looks most like it, outside its run, must not have its label; for labels that were asked for
 * lie at the borders, where a model is often wrong and the person is right.
 *
 * Returns: (transfer full) (element-type FlSuspect): the worst first
 */
GArray *fl_suspects_find (const FlDataset *dataset, const float *held_out);

G_END_DECLS
