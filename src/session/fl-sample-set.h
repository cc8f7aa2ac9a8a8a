/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-ref-count.h"
#include "store/fl-feature-file.h"

G_BEGIN_DECLS

/**
 * FlSampleSet:
 * @rows: feature rows in the order in which they arrived
 * @n: number of samples whose features are in
 * @frames: (array length=n): their display indices, ascending
 * @row_of: (array length=n): where in @rows the features of each stand
 *
 * The samples of one stream that have features, by frame. Immutable, shared by reference, any
 * thread. A row whose frame is no longer a sample (the rate was changed) is left out.
 */
typedef struct {
  FlFeatureRows *rows;
  gsize n;
  gint64 *frames;
  guint32 *row_of;
  /*< private >*/
  FlRefCount n_refs;
} FlSampleSet;

/**
 * fl_sample_set_new:
 * @rows: (transfer full): rows of the stream
 * @wanted: (array length=n_wanted): the frames that are samples, ascending
 * @n_wanted: how many
 *
 * Returns: (transfer full): the set
 */
FlSampleSet *fl_sample_set_new (FlFeatureRows *rows, const gint64 *wanted, gsize n_wanted);

/**
 * fl_sample_set_compare:
 * @self: a set
 * @cancellable: (nullable): to stop early
 *
 * Reads all rows, unless they are known to be whole; see fl_feature_rows_compare().
 *
 * Returns: (transfer full) (nullable): the samples whose rows are whole; %NULL when cancelled
 */
FlSampleSet *fl_sample_set_compare (FlSampleSet *self, GCancellable *cancellable);

/** fl_sample_set_ref: Returns: (transfer full): @self */
FlSampleSet *fl_sample_set_ref (FlSampleSet *self);

/** fl_sample_set_unref: Gives up a reference. */
void fl_sample_set_unref (FlSampleSet *self);

/** fl_sample_set_find: Returns: position of @frame in the set, or -1 */
gssize fl_sample_set_find (const FlSampleSet *self, gint64 frame);

/** fl_sample_set_get_row: Returns: (transfer none): the features of sample @i, `[n_dims]` */
const FlHalf *fl_sample_set_get_row (const FlSampleSet *self, gsize i);

/**
 * fl_frames_count_before:
 * @frames: (array length=n): display indices, ascending
 * @n: how many
 * @frame: a display index
 *
 * Returns: how many of them are before @frame, which is the position of the first that is not
 */
gsize fl_frames_count_before (const gint64 *frames, gsize n, gint64 frame);

/**
 * fl_frames_find_nearest:
 * @frames: (array length=n): display indices, ascending
 * @n: how many, > 0
 * @frame: a display index
 *
 * Returns: position of the nearest one; the earlier of two equally near
 */
gsize fl_frames_find_nearest (const gint64 *frames, gsize n, gint64 frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSampleSet, fl_sample_set_unref)

G_END_DECLS
