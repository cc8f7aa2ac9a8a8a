/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"
#include "learn/fl-runs.h"
#include "media/fl-frame-index.h"
#include "session/fl-labelling.h"
#include "session/fl-sample-set.h"

G_BEGIN_DECLS

/**
 * FlRunSet:
 * @samples: whose runs these are
 * @scaling: (nullable): the one that was frozen with @tau
 * @tau: of the stream, frozen when there were enough samples; 0 before
 * @runs: (element-type FlRun): places in @samples; empty before there is a tau
 *
 * The runs of near-identical samples of one stream. Immutable, shared, any thread.
 */
typedef struct {
  FlSampleSet *samples;
  FlScaling *scaling;
  float tau;
  GArray *runs;
  /*< private >*/
  FlRefCount n_refs;
} FlRunSet;

/**
 * fl_run_set_extend:
 * @self: (nullable): the runs of the samples that were there before
 * @samples: the samples that are there now
 * @index: their frames
 * @scaling: what makes rows comparable, for a stream that has no tau yet
 * @is_whole: whether no more samples are to come, so that few must do for an estimate
 *
 * Finds the runs of the samples that came since: those that were closed stay as they are. Only
 * where samples came in between older ones all runs are found anew, by the same tau. Takes some
 * microseconds a sample.
 *
 * Returns: (transfer full): the runs, which is @self when nothing came
 */
FlRunSet *fl_run_set_extend (FlRunSet *self,
                             FlSampleSet *samples,
                             const FlFrameIndex *index,
                             FlScaling *scaling,
                             gboolean is_whole);

/** fl_run_set_ref: Returns: (transfer full): @self */
FlRunSet *fl_run_set_ref (FlRunSet *self);

/** fl_run_set_unref: Gives up a reference. */
void fl_run_set_unref (FlRunSet *self);

/**
 * fl_run_set_find:
 * @self: runs
 * @track: (element-type FlLabelRow): what people said of the stream
 * @frame: display index of a sample, or of a frame between samples of one run
 * @out: (out caller-allocates): places in @samples
 *
 * Finds what a key press about @frame may label: its run, as far as no other label is in the way; the
 * sample alone where it is in none. What stands for a part of a run is the sample in its middle.
 *
 * Returns: %FALSE when @frame is neither
 */
gboolean fl_run_set_find (const FlRunSet *self, const GArray *track, gint64 frame, FlRun *out);

/**
 * fl_run_set_split:
 * @self: runs
 * @frame: display index of a sample, or of a frame between samples of one run
 *
 * Returns: (transfer full) (nullable): the same runs, but for the one that @frame is in, which is two
 *   now, the later one from @frame on; %NULL when @frame is in none or there is nothing before it
 */
FlRunSet *fl_run_set_split (const FlRunSet *self, gint64 frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlRunSet, fl_run_set_unref)

G_END_DECLS
