/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-half.h"
#include "learn/fl-learn-types.h"

G_BEGIN_DECLS

/** FL_RUN_LONGEST_S: no run lasts longer, seconds. */
#define FL_RUN_LONGEST_S 60.0

/** FL_RUN_N_ESTIMATED: from so many samples at the beginning of a stream its tau is estimated. */
#define FL_RUN_N_ESTIMATED 200

/**
 * FlRun:
 * @first: place of its first sample
 * @shown: place of the sample that stands for it: of first, middle and last the one that is nearest
 *   to the other two
 * @last: place of its last sample
 *
 * A stretch of samples of one stream that look nearly the same, in the order of time.
 */
typedef struct {
  gsize first;
  gsize shown;
  gsize last;
} FlRun;

/**
 * FlRunRows:
 * @rows: raw features
 * @row_of: (array length=n): where in @rows each sample stands, in the order of time
 * @times_s: (array length=n): when each sample is, seconds
 * @n: samples
 *
 * The samples of one stream, borrowed.
 */
typedef struct {
  FlHalfRows rows;
  const guint32 *row_of;
  const double *times_s;
  gsize n;
} FlRunRows;

/**
 * FlRunRule:
 * @scaling: what makes rows comparable
 * @tau: largest squared distance between a sample and the first one of its run, >= 0
 * @longest_s: how long a run may last, seconds
 * @longest_step_s: how far apart in time neighbours in a run may be, 0 for any
 * @begins: (nullable) (element-type gint64): places, ascending, at which a run begins in any case
 *
 * What makes samples one run.
 */
typedef struct {
  const FlScaling *scaling;
  float tau;
  double longest_s;
  double longest_step_s;
  GArray *begins;
} FlRunRule;

/**
 * fl_runs_estimate_tau:
 * @samples: samples of one stream
 * @scaling: what makes their rows comparable
 *
 * Estimates the tau of a stream from its first %FL_RUN_N_ESTIMATED samples: some times what lies
 * between neighbours, and no more than a small part of what lies between any two.
 *
 * Returns: the tau; 0 when there are too few samples to tell
 */
float fl_runs_estimate_tau (const FlRunRows *samples, const FlScaling *scaling);

/**
 * fl_runs_extend:
 * @rule: what makes samples one run
 * @samples: all samples of the stream so far
 * @runs: (element-type FlRun): the runs of the first of them, as this function left them
 *
 * Appends the runs of the samples that came since. Whatever the pieces in which samples arrive, the
 * runs are the same in the end: only the last one grows, and those before it never change.
 */
void fl_runs_extend (const FlRunRule *rule, const FlRunRows *samples, GArray *runs);

/**
 * fl_runs_choose_shown:
 * @samples: samples of one stream
 * @scaling: what makes their rows comparable
 * @first: place of a sample
 * @last: place of another one, not before it
 *
 * Returns: which of first, middle and last stands for the stretch, see #FlRun
 */
gsize
fl_runs_choose_shown (const FlRunRows *samples, const FlScaling *scaling, gsize first, gsize last);

/** fl_runs_find: Returns: (transfer none) (nullable): the one of @runs that sample @place is in */
const FlRun *fl_runs_find (const GArray *runs, gsize place);

G_END_DECLS
