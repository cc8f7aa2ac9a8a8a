/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-columns.h"

G_BEGIN_DECLS

/**
 * FlSpanLevels:
 *
 * The stretches of a track with what they come to in twos, fours, eights and so on, so that a pixel
 * that stands for thousands of them costs no more than one that stands for a few. Immutable. One
 * thread.
 */
typedef struct _FlSpanLevels FlSpanLevels;

/** fl_span_levels_new: Returns: (transfer full): levels of @spans (transfer full) (element-type
 * FlSpan), which are ascending and without gaps */
FlSpanLevels *fl_span_levels_new (GArray *spans);

/** fl_span_levels_free: Frees them. */
void fl_span_levels_free (FlSpanLevels *self);

/** fl_span_levels_get_n_frames: Returns: frames of all stretches together */
gint64 fl_span_levels_get_n_frames (const FlSpanLevels *self);

/**
 * fl_span_levels_get:
 * @self: levels
 * @first: display index of the first frame
 * @end: display index behind the last one
 *
 * Tells what one column shows that stands for these frames: the surest stretch among them, and of
 * several that are equally sure the one with the most frames. Takes some hundred nanoseconds.
 *
 * Returns: the column; unseen where there are no frames
 */
FlColumn fl_span_levels_get (const FlSpanLevels *self, gint64 first, gint64 end);

/** fl_span_levels_find: Returns: (transfer none) (nullable): the stretch that @frame is in */
const FlSpan *fl_span_levels_find (const FlSpanLevels *self, gint64 frame);

/**
 * fl_span_levels_find_change:
 * @self: levels
 * @frame: display index
 * @direction: 1 for what follows, -1 for what is before
 *
 * Finds the nearest frame, other than @frame, that begins to say something else than the frame
 * before it.
 *
 * Returns: display index, -1 when there is none
 */
gint64 fl_span_levels_find_change (const FlSpanLevels *self, gint64 frame, int direction);

/** fl_span_levels_find_edge: Returns: the frame at which a stretch begins that is nearest to @frame,
 * or the number of frames, where the last one ends */
gint64 fl_span_levels_find_edge (const FlSpanLevels *self, gint64 frame);

/** fl_span_levels_find_same: Returns: whether @frame is in a stretch; then @out has all frames around
 * it that say the same, whoever says so */
gboolean fl_span_levels_find_same (const FlSpanLevels *self, gint64 frame, FlRange *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlSpanLevels, fl_span_levels_free)

G_END_DECLS
