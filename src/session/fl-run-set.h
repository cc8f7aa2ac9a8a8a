/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"
#include "learn/fl-runs.h"
#include "media/fl-frame-index.h"
#include "session/fl-labelling.h"
#include "session/fl-sample-set.h"

G_BEGIN_DECLS

/**
 * FlRunBounds:
 * @longest_s: how long a run may last, seconds
 * @is_whole: whether no more samples are to come, so that few must do for an estimate
 * @begins: (nullable) (element-type gint64): frames, ascending, at which a connection to live video
 *   began, and so does a run; not changed any more
 *
 * Where runs end, whatever their samples look like.
 */
typedef struct {
  double longest_s;
  gboolean is_whole;
  GArray *begins;
} FlRunBounds;

/**
 * FlRunSet:
 * @samples: (nullable): whose runs these are; %NULL when only the rule is known
 * @scaling: (nullable): the one that was frozen with @tau
 * @tau: of the stream, frozen when there were enough samples; 0 before
 * @runs: (element-type FlRun): places in @samples; empty before there is a tau
 * @splits: (nullable) (element-type gint64): frames, ascending, at which people split runs
 *
 * The runs of near-identical samples of one stream. Once no more samples are to come they follow
 * from samples, scaling, tau, splits and bounds alone. Immutable, shared, any thread.
 */
typedef struct {
  FlSampleSet *samples;
  FlScaling *scaling;
  float tau;
  GArray *runs;
  GArray *splits;
  /*< private >*/
  GArray *uncut;      /* the runs as they were before people split them */
  FlRunBounds bounds; /* by which they were found */
  FlRefCount n_refs;
} FlRunSet;

/**
 * fl_run_set_new:
 * @scaling: (nullable): the one that was frozen with @tau
 * @tau: by which runs were found in an earlier sitting
 * @splits: (nullable) (element-type gint64): where people split them; not changed any more
 *
 * Returns: (transfer full): no runs yet, but what is known of them
 */
FlRunSet *fl_run_set_new (FlScaling *scaling, float tau, GArray *splits);

/**
 * fl_run_set_extend:
 * @self: (nullable): the runs of the samples that were there before
 * @samples: the samples that are there now
 * @index: their frames
 * @scaling: what makes rows comparable, for a stream that has no tau yet
 * @bounds: where they end besides
 *
 * Finds the runs of the samples that came since: those that were closed stay as they are. Only
 * where samples came in between older ones, where the bounds are others, and once a film is whole
 * all runs are found anew, by the same tau. Takes some microseconds a sample.
 *
 * Returns: (transfer full): the runs, which is @self when nothing came
 */
FlRunSet *fl_run_set_extend (FlRunSet *self,
                             FlSampleSet *samples,
                             const FlFrameIndex *index,
                             FlScaling *scaling,
                             const FlRunBounds *bounds);

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

/** fl_run_set_can_split: Returns: whether @frame is in a run, and a sample of it is before @frame */
gboolean fl_run_set_can_split (const FlRunSet *self, gint64 frame);

/**
 * fl_run_set_cut:
 * @self: runs
 * @splits: (nullable) (element-type gint64): frames, ascending; not changed any more
 *
 * Returns: (transfer full): the same runs, of which those with such a frame in them are several, the
 *   later one from that frame on; what was split otherwise before is whole again
 */
FlRunSet *fl_run_set_cut (FlRunSet *self, GArray *splits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlRunSet, fl_run_set_unref)

G_END_DECLS
