/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-learn-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FlStrategyView:
 * @n: number of candidates: samples that nobody has labelled
 * @n_classes: number of classes
 * @weights: (nullable) (array): `[n]`, samples that each candidate stands for, itself among them;
 *   %NULL when each is one of its own
 * @probabilities: (nullable) (array): `[n][n_classes]`, %NULL before there is a model
 * @positions: (nullable) (array): `[n][n_position_dims]`, for distances; only for strategies that
 *   say they need them
 * @n_position_dims: length of a position
 * @labelled: (nullable) (array): `[n_labelled][n_position_dims]`, positions of labelled samples
 * @labelled_classes: (nullable) (array): `[n_labelled]`, their classes, %FL_STRATEGY_UNSURE for
 *   those that nobody could tell
 * @labelled_answers: (nullable) (array): `[n_labelled]`, number of the answer that labelled each, in
 *   the order of the answers, from 0; several samples may have one answer
 * @labelled_guesses: (nullable) (array): `[n_labelled]`, what the model said before that answer,
 *   %FL_STRATEGY_UNSURE where it said nothing
 * @labelled_probabilities: (nullable) (array): `[n_labelled][n_classes]`, what the model says of
 *   them now; %NULL before there is a model
 * @n_labelled: how many
 * @class_counts: (array): `[n_classes]`, labelled samples of each class
 * @committee: (nullable) (array): `[n_members][n][n_classes]`, probabilities of several models;
 *   only for strategies that say they need them
 * @n_members: how many
 * @c: the C that the model was trained with, > 0
 * @seed: of the project, always the same; what is drawn from it can be drawn again
 *
 * All that a strategy may look at. What came of the answers before is found in the labelled samples
 * alone, so that the same seed and the same answers give the same order, after a restart too.
 */
typedef struct {
  gsize n;
  guint n_classes;
  const guint *weights;
  const float *probabilities;
  const float *positions;
  gsize n_position_dims;
  const float *labelled;
  const guint *labelled_classes;
  const guint *labelled_answers;
  const guint *labelled_guesses;
  const float *labelled_probabilities;
  gsize n_labelled;
  const gsize *class_counts;
  const float *committee;
  guint n_members;
  double c;
  guint32 seed;
} FlStrategyView;

/** FL_STRATEGY_UNSURE: in place of a class that nobody could tell. */
#define FL_STRATEGY_UNSURE G_MAXUINT

/**
 * FlStrategyType:
 * @id: stable name
 * @name: for people, marked with N_()
 * @summary: one line, when to use it, marked with N_()
 * @needs_model: whether it looks at probabilities; before there is a model the cold start ranks
 * @needs_positions: whether it looks at positions
 * @needs_committee: whether it looks at the votes of several models
 * @explores: whether it looks for the unknown by itself, so that nothing need be slipped in between
 *   once every class has a label
 * @is_for_teaching: whether it is there to be compared with others; it is given at most
 *   %FL_STRATEGY_MAX_TEACHING candidates
 * @rank: writes at most @n_wanted candidates to @out, best first, and gives how many; the same
 *   view and generator give the same order
 *
 * A rule that orders the queue: one file, one line in the registry (fl-strategies.c).
 */
typedef struct {
  const char *id;
  const char *name;
  const char *summary;
  gboolean needs_model;
  gboolean needs_positions;
  gboolean needs_committee;
  gboolean explores;
  gboolean is_for_teaching;
  gsize (*rank) (const FlStrategyView *view,
                 gsize n_wanted,
                 GRand *rand,
                 GCancellable *cancellable,
                 gsize *out);
} FlStrategyType;

/** FL_STRATEGY_MAX_TEACHING: candidates of a strategy that is there to be compared with others. */
#define FL_STRATEGY_MAX_TEACHING 2000

/** FL_STRATEGY_DEFAULT: id of the strategy that is used when none is named. */
#define FL_STRATEGY_DEFAULT "auto"

/** FL_STRATEGY_COLD_START: id of the strategy that ranks before there is a model. */
#define FL_STRATEGY_COLD_START "typiclust"

/** FL_STRATEGY_EXPLORE: id of the strategy that looks for what nobody has thought of. */
#define FL_STRATEGY_EXPLORE "k-center"

/** fl_strategies_list: Returns: (transfer none) (array length=out_n): every kind there is */
const FlStrategyType *const *fl_strategies_list (gsize *out_n);

/** fl_strategies_find: Returns: (transfer none): the kind @id, or %NULL with @error */
const FlStrategyType *fl_strategies_find (const char *id, GError **error);

G_END_DECLS
