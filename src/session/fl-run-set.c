/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of one stream: the rule, frozen, what it found so far, and where people split that. */
#include "session/fl-run-set.h"

#include <math.h>
#include <string.h>

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
  const gsize n = self->samples != NULL ? MIN (self->samples->n, samples->n) : 0;
  gsize common = 0;

  while (common < n && samples->frames[common] == self->samples->frames[common])
    common++;
  return common;
}

/* The runs that no new sample came into, as they were found. */
static GArray *
copy_runs (const FlRunSet *self, const FlSampleSet *samples)
{
  const gsize common = count_common (self, samples);
  GArray *runs = g_array_copy (self->uncut);

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

static GArray *
ref_frames (GArray *frames)
{
  return frames != NULL ? g_array_ref (frames) : NULL;
}

/* How many of @frames, which ascend, are not behind @last. */
static guint
count_up_to (const GArray *frames, gint64 last)
{
  return frames != NULL
           ? (guint) fl_frames_count_before ((const gint64 *) (const void *) frames->data,
                                             frames->len, last + 1)
           : 0;
}

static gboolean
is_same_up_to (const GArray *a, const GArray *b, gint64 last)
{
  const guint n = count_up_to (a, last);

  return n == count_up_to (b, last) &&
         (n == 0 || memcmp (a->data, b->data, n * sizeof (gint64)) == 0);
}

/* Whether the runs of @self would be found by @bounds as well. What was found while samples were
 * missing ends at gaps that may be none. */
static gboolean
is_bound_by (const FlRunSet *self, const FlRunBounds *bounds)
{
  if (self->samples == NULL || self->samples->n == 0)
    return TRUE;
  const gint64 last = self->samples->frames[self->samples->n - 1];
  return self->bounds.longest_s == bounds->longest_s &&
         (self->bounds.is_whole || !bounds->is_whole) &&
         is_same_up_to (self->bounds.begins, bounds->begins, last);
}

/* A set of @uncut (transfer full), which are still to be cut at @splits. */
static FlRunSet *
begin (FlSampleSet *samples, GArray *uncut, GArray *splits, const FlRunBounds *bounds)
{
  FlRunSet *self = g_new0 (FlRunSet, 1);

  fl_ref_count_init (&self->n_refs);
  self->samples = samples != NULL ? fl_sample_set_ref (samples) : NULL;
  self->uncut = uncut;
  self->splits = ref_frames (splits);
  self->bounds = *bounds;
  self->bounds.begins = ref_frames (bounds->begins);
  return self;
}

static void
take_rule (FlRunSet *self, FlScaling *scaling, float tau)
{
  self->scaling = fl_scaling_ref (scaling);
  self->tau = tau;
}

/* Appends the pieces of @whole; @at is the first split that is not before it, and is moved on. */
static void
append_pieces (const FlSampleSet *samples,
               const FlRun *whole,
               const GArray *splits,
               guint *at,
               GArray *runs)
{
  FlRun rest = *whole;

  for (; *at < splits->len; ++*at) {
    const gsize place =
      fl_frames_count_before (samples->frames, samples->n, g_array_index (splits, gint64, *at));
    if (place > rest.last)
      break;
    if (place <= rest.first)
      continue;
    const FlRun piece = {.first = rest.first,
                         .shown = rest.first + (place - 1 - rest.first) / 2,
                         .last = place - 1};
    g_array_append_val (runs, piece);
    rest.first = place;
    rest.shown = place + (rest.last - place) / 2;
  }
  g_array_append_val (runs, rest);
}

/* Fills in the runs as people split them. */
static FlRunSet *
cut_uncut (FlRunSet *self)
{
  guint at = 0;

  if (self->splits == NULL || self->splits->len == 0 || self->samples == NULL) {
    self->runs = g_array_ref (self->uncut);
    return self;
  }
  self->runs = g_array_new (FALSE, FALSE, sizeof (FlRun));
  for (guint i = 0; i < self->uncut->len; i++)
    append_pieces (self->samples, &g_array_index (self->uncut, FlRun, i), self->splits, &at,
                   self->runs);
  return self;
}

FlRunSet *
fl_run_set_new (FlScaling *scaling, float tau, GArray *splits)
{
  const FlRunBounds none = {0};
  FlRunSet *self = begin (NULL, g_array_new (FALSE, FALSE, sizeof (FlRun)), splits, &none);

  if (scaling != NULL)
    take_rule (self, scaling, tau);
  return cut_uncut (self);
}

/* The places of the samples with which runs begin in any case. */
static GArray *
list_begins (const FlSampleSet *samples, const GArray *frames)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; frames != NULL && i < frames->len; i++) {
    const gint64 place = (gint64) fl_frames_count_before (samples->frames, samples->n,
                                                          g_array_index (frames, gint64, i));
    g_array_append_val (places, place);
  }
  return places;
}

/* Finds the runs that are missing in a set that has a rule, or gets one from @scaling. */
static void
find_runs (FlRunSet *self, const FlFrameIndex *index, FlScaling *scaling)
{
  const FlSampleSet *samples = self->samples;
  g_autofree double *times_s = list_times (samples, index);
  g_autoptr (GArray) begins = list_begins (samples, self->bounds.begins);
  const FlRunRows rows = {.rows = samples->rows->rows,
                          .row_of = samples->row_of,
                          .times_s = times_s,
                          .n = samples->n};

  if (self->scaling == NULL)
    take_rule (self, scaling, fl_runs_estimate_tau (&rows, scaling));
  const FlRunRule rule = {.scaling = self->scaling,
                          .tau = self->tau,
                          .longest_s = self->bounds.longest_s,
                          .longest_step_s = !self->bounds.is_whole && samples->n > 1
                                              ? find_longest_step (times_s, samples->n)
                                              : 0,
                          .begins = begins};
  fl_runs_extend (&rule, &rows, self->uncut);
}

FlRunSet *
fl_run_set_extend (FlRunSet *self,
                   FlSampleSet *samples,
                   const FlFrameIndex *index,
                   FlScaling *scaling,
                   const FlRunBounds *bounds)
{
  const gboolean has_rule = is_settled (self, samples);
  const gboolean can_settle = samples->n >= FL_RUN_N_ESTIMATED || bounds->is_whole;
  const gboolean is_kept = self != NULL && is_bound_by (self, bounds);

  if (is_kept && self->samples == samples && (has_rule || !can_settle))
    return fl_run_set_ref (self);
  FlRunSet *extended = begin (samples,
                              has_rule && is_kept ? copy_runs (self, samples)
                                                  : g_array_new (FALSE, FALSE, sizeof (FlRun)),
                              self != NULL ? self->splits : NULL, bounds);
  if (has_rule)
    take_rule (extended, self->scaling, self->tau);
  if (has_rule || can_settle)
    find_runs (extended, index, scaling);
  return cut_uncut (extended);
}

FlRunSet *
fl_run_set_cut (FlRunSet *self, GArray *splits)
{
  if (is_same_up_to (self->splits, splits, G_MAXINT64 - 1))
    return fl_run_set_ref (self);
  FlRunSet *cut = begin (self->samples, g_array_ref (self->uncut), splits, &self->bounds);
  if (self->scaling != NULL)
    take_rule (cut, self->scaling, self->tau);
  return cut_uncut (cut);
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
  g_clear_pointer (&self->samples, fl_sample_set_unref);
  g_clear_pointer (&self->scaling, fl_scaling_unref);
  g_array_unref (self->runs);
  g_array_unref (self->uncut);
  g_clear_pointer (&self->bounds.begins, g_array_unref);
  g_clear_pointer (&self->splits, g_array_unref);
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
  const gssize place = self->samples != NULL ? fl_sample_set_find (self->samples, frame) : -1;
  const FlRun alone = {.first = (gsize) place, .shown = (gsize) place, .last = (gsize) place};
  const FlRun *run = self->samples != NULL ? find_run (self, frame) : NULL;

  if (run == NULL && place < 0)
    return FALSE;
  if (run == NULL)
    run = &alone;
  FlRange room = {.first = self->samples->frames[run->first],
                  .last = self->samples->frames[run->last]};
  fl_track_find_room (track, frame, &room);
  return cut (self, run, &room, out);
}

gboolean
fl_run_set_can_split (const FlRunSet *self, gint64 frame)
{
  const FlSampleSet *samples = self->samples;
  const FlRun *run = samples != NULL ? find_run (self, frame) : NULL;

  return run != NULL && fl_frames_count_before (samples->frames, samples->n, frame) > run->first;
}
