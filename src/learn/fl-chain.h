/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-learn-types.h"

G_BEGIN_DECLS

/**
 * FlChain:
 * @n_classes: number of classes
 * @dwell_s: how long a class lasts until the next is drawn anew, seconds, > 0
 * @mix: (array): `[n_classes]`, how often each is drawn, sum 1, each > 0
 *
 * What is known of the order of classes in time: after D seconds a class is still the same with
 * the probability s = exp (-D / dwell), else it was drawn anew. That makes the transitions
 * `s I + (1 - s) 1 mix'`, of rank one beside the identity, so that any gap costs the same
 * (science: two-parameter sticky chain; a case of Rabiner 1989).
 */
typedef struct {
  guint n_classes;
  double dwell_s;
  const double *mix;
} FlChain;

/** FL_CHAIN_UNKNOWN: in place of a class that nobody has said. */
#define FL_CHAIN_UNKNOWN G_MAXUINT

/**
 * FlChainPath:
 * @chain: the chain
 * @n: number of moments
 * @times_s: (array length=n): when they are, seconds, ascending
 * @forward: (array): `[n][n_classes]`, what a moment and those before it say, sum 1
 * @behind: (array): `[n][n_classes]`, what a moment and those after it say, sum 1
 *
 * One stream gone through in both directions. Immutable, any thread.
 */
typedef struct {
  FlChain chain;
  gsize n;
  const double *times_s;
  float *forward;
  float *behind;
} FlChainPath;

/**
 * fl_chain_walk:
 * @self: a chain
 * @probabilities: (array): `[n][n_classes]`, what a model says of each moment alone
 * @known: (array): `[n]`, what people said, or %FL_CHAIN_UNKNOWN
 * @times_s: (array): `[n]`, ascending; borrowed by @out
 * @n: how many moments
 * @out: (out caller-allocates): the path; fl_chain_path_clear() frees it
 *
 * Goes through one stream. The likelihood of a moment is its probabilities over @mix (the scaled
 * likelihood of Bourlard and Morgan 1994, with all its weight); what people said is certain.
 */
void fl_chain_walk (const FlChain *self,
                    const float *probabilities,
                    const guint *known,
                    const double *times_s,
                    gsize n,
                    FlChainPath *out);

/** fl_chain_path_clear: Frees what a path holds. */
void fl_chain_path_clear (FlChainPath *self);

/**
 * fl_chain_path_get:
 * @self: a path with moments
 * @time_s: seconds, between the moments or not
 * @out: (array): `[n_classes]`, probabilities given all moments, sum 1
 *
 * What the whole stream says of one time.
 */
void fl_chain_path_get (const FlChainPath *self, double time_s, double *out);

/**
 * FlChainPair:
 * @gap_s: seconds between two neighbours that people labelled
 * @is_same: whether they said the same
 * @class_index: what they said of the later one
 */
typedef struct {
  double gap_s;
  gboolean is_same;
  guint class_index;
} FlChainPair;

/**
 * fl_chain_fit_dwell:
 * @pairs: (array length=n): what people said of neighbours
 * @n: how many
 * @mix: (array): how often each class is drawn
 *
 * Returns: the dwell, 0.05 s to 10,000 s, under which the pairs are likeliest, by golden section on
 *   its logarithm
 */
double fl_chain_fit_dwell (const FlChainPair *pairs, gsize n, const double *mix);

G_END_DECLS
