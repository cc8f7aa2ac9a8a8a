/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-platt.h"
#include "learn/fl-scaling.h"

G_BEGIN_DECLS

/**
 * FlModel:
 *
 * A linear classifier: for each class a weight for each raw feature and a bias, the scaling
 * folded in, and one temperature that turns decision values into probabilities. Immutable,
 * shared by reference, any thread.
 */

/**
 * FlModelFacts:
 * @revision: number of the model in its project
 * @c: the C it was trained with
 * @temperature: T of softmax (F / T), > 0
 * @is_calibrated: whether T was fitted on rows held out by groups, so that probabilities mean
 *   something
 * @platt: of two classes, no and yes: the link of yes, fitted on the same rows; %FL_PLATT_PLAIN
 *   where it was not
 *
 * What is known of a model beside its weights.
 */
typedef struct {
  gint64 revision;
  double c;
  double temperature;
  gboolean is_calibrated;
  FlPlatt platt;
} FlModelFacts;

/**
 * fl_model_new:
 * @scaling: what its weights expect
 * @weights: (array): `[n_classes][n_dims + 1]` for scaled rows, the bias last
 * @is_known: (array): `[n_classes]`, whether the class had examples
 * @n_classes: how many
 * @facts: the rest
 *
 * Returns: (transfer full): the model
 */
FlModel *fl_model_new (const FlScaling *scaling,
                       const double *weights,
                       const guint8 *is_known,
                       guint n_classes,
                       const FlModelFacts *facts);

/**
 * fl_model_new_tags:
 * @models: (array length=n_tags) (nullable elements): of each tag a model of two classes, no and
 *   yes, all of rows of one length; %NULL where there is none yet
 * @n_tags: how many
 * @facts: the rest
 *
 * Joins models so that all tags are scored at once. Probabilities are those of each tag by itself,
 * and NAN of a tag without a model; so they do not sum to 1. It has no solution to go on from.
 *
 * Returns: (transfer full) (nullable): the model, %NULL when no tag has one
 */
FlModel *fl_model_new_tags (FlModel *const *models, guint n_tags, const FlModelFacts *facts);

/** fl_model_ref: Returns: (transfer full): @self */
FlModel *fl_model_ref (FlModel *self);

/** fl_model_unref: Gives up a reference. */
void fl_model_unref (FlModel *self);

/** fl_model_get_n_classes: Returns: number of classes */
guint fl_model_get_n_classes (const FlModel *self);

/** fl_model_get_n_dims: Returns: length of a raw row */
gsize fl_model_get_n_dims (const FlModel *self);

/** fl_model_get_facts: Returns: (transfer none): revision, C, temperature */
const FlModelFacts *fl_model_get_facts (const FlModel *self);

/** fl_model_get_weights: Returns: (transfer none) (array): `[n_dims]` for raw rows */
const float *fl_model_get_weights (const FlModel *self, guint class_index);

/** fl_model_get_bias: Returns: the bias for raw rows */
float fl_model_get_bias (const FlModel *self, guint class_index);

/** fl_model_get_solution: Returns: (transfer none) (array): `[n_dims + 1]` for scaled rows */
const double *fl_model_get_solution (const FlModel *self, guint class_index);

/** fl_model_knows: Returns: whether the class had examples */
gboolean fl_model_knows (const FlModel *self, guint class_index);

/**
 * fl_model_get_probabilities:
 * @self: a model
 * @decisions: (array): `[n_classes]`
 * @out: (array): `[n_classes]`, 0..1, sum 1; 0 for a class without examples
 */
void fl_model_get_probabilities (const FlModel *self, const float *decisions, float *out);

/** fl_model_serialize: Returns: (transfer full): the model as bytes */
GBytes *fl_model_serialize (const FlModel *self);

/** fl_model_deserialize: Returns: (transfer full): the model, or %NULL with @error */
FlModel *fl_model_deserialize (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlModel, fl_model_unref)

G_END_DECLS
