/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ranking knows while it is at it; only for the files fl-ranking*.c. */
#pragma once

#include "session/fl-ranking.h"

G_BEGIN_DECLS

/**
 * FlCandidate:
 * @stream: number of a stream of the request
 * @place: of a labelled sample, its place in `answers`
 * @weight: of any other, how many samples it stands for
 * @sample: number of a sample of the stream
 *
 * A sample. Small, because there may be millions.
 */
typedef struct {
  guint stream;
  union {
    guint place;
    guint weight;
  };
  gsize sample;
} FlCandidate;

/**
 * FlAnswered:
 * @label: what was said
 * @class_index: its class, or FL_STRATEGY_UNSURE
 * @guess: what the model had said, or FL_STRATEGY_UNSURE
 * @number: which answer it was, from 0
 *
 * How a sample was labelled.
 */
typedef struct {
  const FlLabelRow *label;
  guint class_index;
  guint guess;
  guint number;
} FlAnswered;

/**
 * FlRanking:
 * @request: what is known
 * @scaling: what makes rows comparable
 * @probabilities: (nullable) (element-type float): for each stream `[samples->n][n_classes]`
 * @model: (nullable): where they come from
 * @committee: (nullable) (element-type FlModel): several models
 * @rand: what is drawn from
 * @cancellable: (nullable): to stop early
 * @candidates: (element-type FlCandidate): samples that may be asked
 * @labelled: (element-type FlCandidate): samples that were labelled
 * @answers: (element-type FlAnswered): how
 * @class_counts: (array): `[n_classes]`, labelled samples of each class
 */
typedef struct {
  const FlLearnRequest *request;
  const FlScaling *scaling;
  GPtrArray *probabilities;
  const FlModel *model;
  GPtrArray *committee;
  GRand *rand;
  GCancellable *cancellable;
  GArray *candidates;
  GArray *labelled;
  GArray *answers;
  gsize *class_counts;
} FlRanking;

/** FL_RANKING_MAX_NEAR: candidates of which all distances are computed, at most. */
#define FL_RANKING_MAX_NEAR 2048

/** fl_ranking_new_set: Returns: (transfer full): a set of FlFrameRef, which it borrows */
GHashTable *fl_ranking_new_set (void);

/**
 * fl_ranking_sort_out_runs:
 * @self: a ranking
 * @n_max: of more candidates than that one is left of each run, or of the part of a run that nobody
 *   has labelled: the one nearest to what stands for it
 * @passed_over: (element-type FlFrameRef): what was put off
 *
 * Leaves none of a run that was put off.
 */
void fl_ranking_sort_out_runs (FlRanking *self, guint n_max, GHashTable *passed_over);

/** fl_ranking_ask_once: Puts behind all others those of @ranked (FlRanked) that are about a run which
 * one before them is about: the answer to that will be theirs. */
void fl_ranking_ask_once (const FlRanking *self, GArray *ranked);

/** fl_ranking_get_probabilities: Returns: (transfer none): `[n_classes]` of a sample */
const float *fl_ranking_get_probabilities (const FlRanking *self, const FlCandidate *candidate);

/**
 * FlSeen:
 * @candidates: (element-type FlCandidate): what the view is about
 * @view: what a strategy may look at
 *
 * A view and what it borrows.
 */
typedef struct {
  GArray *candidates;
  FlStrategyView view;
  /*< private >*/
  guint *weights;
  float *probabilities;
  float *positions;
  float *labelled;
  guint *labelled_classes;
  guint *labelled_answers;
  guint *labelled_guesses;
  float *labelled_probabilities;
  float *committee;
} FlSeen;

/** fl_ranking_see: Returns: (transfer full): what @strategy may look at */
FlSeen fl_ranking_see (const FlRanking *self, const FlStrategyType *strategy);

/**
 * fl_ranking_find_like:
 * @self: a ranking whose request says what others are to be like
 *
 * Returns: (transfer full) (element-type FlRanked): the candidates most like it, most like first
 */
GArray *fl_ranking_find_like (const FlRanking *self);

/** fl_seen_clear: Frees what @self borrows. */
void fl_seen_clear (FlSeen *self);

G_END_DECLS
