/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples while frames come: on a grid of times, all, or key frames. */
#include "media/fl-sampler.h"

#include <math.h>

#define MAX_ROUNDING_S 0.0005

gboolean
fl_sampler_can (const FlSampling *rule)
{
  switch (rule->kind) {
  case FL_SAMPLING_INTERVAL:
  case FL_SAMPLING_RATE:
  case FL_SAMPLING_EVERY_FRAME:
  case FL_SAMPLING_KEY_FRAMES:
    return TRUE;
  case FL_SAMPLING_SNAPPED:
  case FL_SAMPLING_ON_CHANGE:
  case FL_SAMPLING_AUTO:
    break;
  }
  return FALSE;
}

double
fl_sampler_get_slack_s (FlRational time_base, double step_s)
{
  return step_s * 1e-3 + MIN (0.5 * time_base.num / time_base.den, MAX_ROUNDING_S);
}

void
fl_sampler_init (FlSampler *self, const FlSampling *rule, FlRational time_base)
{
  g_return_if_fail (fl_sampler_can (rule));

  const double step_s = rule->kind == FL_SAMPLING_RATE ? 1.0 / rule->value : rule->value;
  *self = (FlSampler){.kind = rule->kind,
                      .step_s = step_s,
                      .slack_s = fl_sampler_get_slack_s (time_base, step_s)};
}

static gboolean
take_on_grid (FlSampler *self, double time_s)
{
  if (time_s + self->slack_s < self->due_s)
    return FALSE;
  self->due_s =
    self->start_s +
    (floor ((time_s + self->slack_s - self->start_s) / self->step_s) + 1) * self->step_s;
  return TRUE;
}

gboolean
fl_sampler_take (FlSampler *self, double time_s, gboolean is_key)
{
  const gboolean is_first = self->n_frames++ == 0;

  if (is_first) {
    self->start_s = time_s;
    self->due_s = time_s;
  }
  if (self->kind == FL_SAMPLING_EVERY_FRAME)
    return TRUE;
  if (self->kind == FL_SAMPLING_KEY_FRAMES)
    return is_first || is_key;
  return take_on_grid (self, time_s);
}
