/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/fl-sampling.h"

G_BEGIN_DECLS

/**
 * FlSampler:
 *
 * Picks samples from frames that come one after the other, without looking ahead: those that
 * fl_sampling_pick() finds in the index of the same frames. Copy it to begin again from there.
 */
typedef struct {
  /*< private >*/
  FlSamplingKind kind;
  double step_s;
  double slack_s;
  double start_s;
  double due_s;
  gint64 n_frames;
} FlSampler;

/** fl_sampler_can: Returns: whether @rule tells of a frame without those behind it, nor pixels */
gboolean fl_sampler_can (const FlSampling *rule);

/** fl_sampler_init: Begins before frame 0, by a rule for which fl_sampler_can(). */
void fl_sampler_init (FlSampler *self, const FlSampling *rule, FlRational time_base);

/** fl_sampler_take: Returns: whether the next frame, shown at @time_s, is a sample */
gboolean fl_sampler_take (FlSampler *self, double time_s, gboolean is_key);

/**
 * fl_sampler_get_slack_s:
 * @time_base: of the stream
 * @step_s: from one time of the grid to the next
 *
 * How much too early is in time. Times are rounded to whole ticks (milliseconds in Matroska),
 * which must not skip a frame. Ticks as long as a frame, as in AVI, round nothing.
 *
 * Returns: seconds
 */
double fl_sampler_get_slack_s (FlRational time_base, double step_s);

G_END_DECLS
