/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-parallel.h"
#include "learn/fl-dataset.h"
#include "learn/fl-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlTrainParams:
 * @revision: number of the new model
 * @c: C to use, 0 for the default
 * @temperature: T that was fitted before, 0 for none yet
 * @platt: the link that was fitted with it, where there are two classes
 * @validate: whether T is fitted anew by grouped cross-validation
 * @choose_c: whether C is chosen anew before
 * @eps: when the solver stops, 0 for the default
 * @held_out: (nullable): place for the probabilities of each row by models that did not see it,
 *   `[n_rows][n_classes]`; left alone unless T is fitted anew
 *
 * How to train.
 */
typedef struct {
  gint64 revision;
  double c;
  double temperature;
  FlPlatt platt;
  gboolean validate;
  gboolean choose_c;
  double eps;
  float *held_out;
} FlTrainParams;

/**
 * FlClassifierType:
 * @id: stable name
 * @name: for people, marked with N_()
 * @summary: one line, when to use it, marked with N_()
 * @train: from labelled rows to a model; @warm is a model to begin with, or %NULL; fails with
 *   %FL_LEARN_ERROR_TOO_FEW, %FL_LEARN_ERROR_NOT_FINITE or %G_IO_ERROR_CANCELLED
 *
 * A kind of classifier: one file, one line in the registry (fl-classifiers.c).
 */
typedef struct {
  const char *id;
  const char *name;
  const char *summary;
  FlModel *(*train) (const FlDataset *dataset,
                     const FlScaling *scaling,
                     const FlTrainParams *params,
                     const FlModel *warm,
                     const FlParallel *parallel,
                     GCancellable *cancellable,
                     GError **error);
} FlClassifierType;

/** FL_CLASSIFIER_DEFAULT: id of the classifier that is used when none is named. */
#define FL_CLASSIFIER_DEFAULT "liblinear"

/** fl_classifiers_list: Returns: (transfer none) (array length=out_n): every kind there is */
const FlClassifierType *const *fl_classifiers_list (gsize *out_n);

/** fl_classifiers_find: Returns: (transfer none): the kind @id, or %NULL with @error */
const FlClassifierType *fl_classifiers_find (const char *id, GError **error);

G_END_DECLS
