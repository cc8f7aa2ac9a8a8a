/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-cache.h"
#include "store/fl-store-streams.h"

#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/**
 * FlSamplePlan:
 * @frames: (element-type gint64): display indices, ascending, at least one
 * @is_whole: whether these are all; samples on change are found while reading
 *
 * Which frames of a stream are samples, as far as that is known.
 */
typedef struct {
  GArray *frames;
  gboolean is_whole;
} FlSamplePlan;

/**
 * fl_sample_plan_load:
 * @out: (out caller-allocates): the samples, to be cleared; not touched on errors
 * @row: a stream
 * @cache: where samples on change are kept
 * @index: its frames
 * @error: return location
 *
 * Finds the samples by the rule of the stream, or in the cache what an ingest found so far. Any
 * thread.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_INVALID_ARGUMENT for a rule that is none
 */
gboolean fl_sample_plan_load (FlSamplePlan *out,
                              const FlStreamRow *row,
                              const FlCache *cache,
                              const FlFrameIndex *index,
                              GError **error);

/** fl_sample_plan_keep: Keeps @self in the cache, for stream @row, whose frames are @index. */
gboolean fl_sample_plan_keep (const FlSamplePlan *self,
                              const FlStreamRow *row,
                              const FlCache *cache,
                              const FlFrameIndex *index,
                              GError **error);

/** fl_sample_plan_forget: Removes from the cache what is kept of stream @row. */
void fl_sample_plan_forget (const FlStreamRow *row, const FlCache *cache);

/** fl_sample_plan_clear: Frees what @self holds. */
void fl_sample_plan_clear (FlSamplePlan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FlSamplePlan, fl_sample_plan_clear)

G_END_DECLS
