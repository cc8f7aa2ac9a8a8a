/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of one stream: the rule, frozen, and what it found so far. */
#include "session/fl-run-set.h"

#include <math.h>

#include "base/fl-compare.h"
#include "learn/fl-scaling.h"

/* Of streams whose frames have no times. */
#define ASSUMED_RATE 25.0
/* So many times the usual step is a gap, while samples are missing. */
#define STEP_FACTOR 4

static double *
list_times (const FlSampleSet *samples, const FlFrameIndex *index)
{
  double *times_s = g_new (double, MAX (samples->n, 1));

  for (gsize i = 0; i < samples->n; i++) {
    const double time_s = fl_frame_index_get_time_s (index, samples->frames[i]);
    times_s[i] = isfinite (time_s) ? time_s : (double) samples->frames[i] / ASSUMED_RATE;
  }
  return times_s;
}

/* How many samples both begin with. */
static gsize
count_common (const FlRunSet *self, const FlSampleSet *samples)
{
  const gsize n = MIN (self->samples->n, samples->n);
  gsize common = 0;

  while (common < n && samples->frames[common] == self->samples->frames[common])
    common++;
  return common;
}

/* The runs that no new sample came into. */
static GArray *
copy_runs (const FlRunSet *self, const FlSampleSet *samples)
{
  const gsize common = count_common (self, samples);
  GArray *runs = g_array_copy (self->runs);

  while (runs->len > 0 && g_array_index (runs, FlRun, runs->len - 1).last >= common)
    g_array_set_size (runs, runs->len - 1);
  return runs;
}

/* While samples are missing, what lies between two that are far apart was not looked at. */
static double
find_longest_step (const double *times_s, gsize n)
{
  const gsize n_steps = MIN (n, FL_RUN_N_ESTIMATED) - 1;
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (float));

  for (gsize i = 0; i < n_steps; i++) {
    const float step = (float) (times_s[i + 1] - times_s[i]);
    g_array_append_val (steps, step);
  }
  g_array_sort (steps, fl_compare_floats);
  return STEP_FACTOR * (double) g_array_index (steps, float, n_steps / 2);
}

/* Whether the rule of @self is one for these rows. */
static gboolean
is_settled (const FlRunSet *self, const FlSampleSet *samples)
{
  return self != NULL && self->scaling != NULL &&
         fl_scaling_get_n_dims (self->scaling) == samples->rows->rows.n_dims;
}

static FlRunSet *
begin (const FlRunSet *before, FlSampleSet *samples)
{
  const gboolean is_kept = is_settled (before, samples);
  FlRunSet *self = g_new0 (FlRunSet, 1);

  fl_ref_count_init (&self->n_refs);
  self->samples = fl_sample_set_ref (samples);
  self->runs = is_kept ? copy_runs (before, samples) : g_array_new (FALSE, FALSE, sizeof (FlRun));
  if (!is_kept)
    return self;
  self->scaling = fl_scaling_ref (before->scaling);
  self->tau = before->tau;
  return self;
}

FlRunSet *
fl_run_set_extend (FlRunSet *self,
                   FlSampleSet *samples,
                   const FlFrameIndex *index,
                   FlScaling *scaling,
                   gboolean is_whole)
{
  const gboolean has_rule = is_settled (self, samples);
  const gboolean can_settle = samples->n >= FL_RUN_N_ESTIMATED || is_whole;

  if (self != NULL && self->samples == samples && (has_rule || !can_settle))
    return fl_run_set_ref (self);
  FlRunSet *extended = begin (self, samples);
  if (!has_rule && !can_settle)
    return extended;
  g_autofree double *times_s = list_times (samples, index);
  const FlRunRows rows = {.rows = samples->rows->rows,
                          .row_of = samples->row_of,
                          .times_s = times_s,
                          .n = samples->n};
  if (!has_rule) {
    extended->scaling = fl_scaling_ref (scaling);
    extended->tau = fl_runs_estimate_tau (&rows, scaling);
  }
  const FlRunRule rule = {.scaling = extended->scaling,
                          .tau = extended->tau,
                          .longest_s = FL_RUN_LONGEST_S,
                          .longest_step_s = !is_whole && samples->n > 1
                                              ? find_longest_step (times_s, samples->n)
                                              : 0};
  fl_runs_extend (&rule, &rows, extended->runs);
  return extended;
}

FlRunSet *
fl_run_set_ref (FlRunSet *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_run_set_unref (FlRunSet *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  fl_sample_set_unref (self->samples);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_array_unref (self->runs);
  g_free (self);
}

/* The run that @frame is in, or %NULL. */
static const FlRun *
find_run (const FlRunSet *self, gint64 frame)
{
  const FlSampleSet *samples = self->samples;
  const gsize place = fl_frames_count_before (samples->frames, samples->n, frame);
  const FlRun *run = fl_runs_find (self->runs, place);

  return run != NULL && samples->frames[run->first] <= frame ? run : NULL;
}

/* The part of @whole whose samples are in @room. */
static gboolean
cut (const FlRunSet *self, const FlRun *whole, const FlRange *room, FlRun *out)
{
  const FlSampleSet *samples = self->samples;
  const gsize first = fl_frames_count_before (samples->frames, samples->n, room->first);
  const gsize end = fl_frames_count_before (samples->frames, samples->n, room->last + 1);

  *out = *whole;
  out->first = MAX (whole->first, first);
  if (end == 0 || MIN (whole->last, end - 1) < out->first)
    return FALSE;
  out->last = MIN (whole->last, end - 1);
  if (out->first != whole->first || out->last != whole->last)
    out->shown = out->first + (out->last - out->first) / 2;
  return TRUE;
}

gboolean
fl_run_set_find (const FlRunSet *self, const GArray *track, gint64 frame, FlRun *out)
{
  const gssize place = fl_sample_set_find (self->samples, frame);
  const FlRun alone = {.first = (gsize) place, .shown = (gsize) place, .last = (gsize) place};
  const FlRun *run = find_run (self, frame);

  if (run == NULL && place < 0)
    return FALSE;
  if (run == NULL)
    run = &alone;
  FlRange room = {.first = self->samples->frames[run->first],
                  .last = self->samples->frames[run->last]};
  fl_track_find_room (track, frame, &room);
  return cut (self, run, &room, out);
}

FlRunSet *
fl_run_set_split (const FlRunSet *self, gint64 frame)
{
  const FlSampleSet *samples = self->samples;
  const gsize place = fl_frames_count_before (samples->frames, samples->n, frame);
  const FlRun *run = find_run (self, frame);

  if (run == NULL || place == run->first)
    return NULL;
  const guint i = (guint) (run - &g_array_index (self->runs, FlRun, 0));
  FlRun before = *run;
  FlRun after = *run;
  before.last = place - 1;
  before.shown = before.first + (before.last - before.first) / 2;
  after.first = place;
  after.shown = after.first + (after.last - after.first) / 2;
  FlRunSet *split = begin (self, self->samples);
  g_array_index (split->runs, FlRun, i) = before;
  g_array_insert_val (split->runs, i + 1, after);
  return split;
}
