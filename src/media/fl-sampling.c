/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames are samples: a pure function of the frame index. */
#include "media/fl-sampling.h"

#include "media/fl-sampler.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* For the few files without any times; only spacing depends on it, never identity. */
#define ASSUMED_FRAMES_A_SECOND 25.0
#define AUTO_STEP_S             0.5

/* Bounds of numbers of seconds, and of samples a second. */
#define MIN_NUMBER 1e-3
#define MAX_NUMBER 1e6

/* Reads a number of a rule, and leaves @text behind it. */
static gboolean
read_number (const char **text, double *out)
{
  char *end;

  /* No spaces or signs, which g_ascii_strtod () would take. */
  if (!g_ascii_isdigit (**text) && **text != '.')
    return FALSE;
  *out = g_ascii_strtod (*text, &end);
  *text = end;
  return *out >= MIN_NUMBER && *out <= MAX_NUMBER;
}

/* Reads the numbers behind the name of a rule. */
static gboolean
read_numbers (const char *text, FlSampling *out)
{
  if (!read_number (&text, &out->value))
    return FALSE;
  if (out->kind != FL_SAMPLING_ON_CHANGE)
    return *text == '\0';
  return *text++ == '-' && read_number (&text, &out->longest_s) && *text == '\0' &&
         out->longest_s >= out->value;
}

static gboolean
read_rule (const char *text, FlSampling *out)
{
  static const struct {
    const char *prefix;
    FlSamplingKind kind;
    gboolean has_number;
  } rules[] = {{"every-frame", FL_SAMPLING_EVERY_FRAME, FALSE},
               {"keyframes", FL_SAMPLING_KEY_FRAMES, FALSE},
               {"auto", FL_SAMPLING_AUTO, FALSE},
               {"every:", FL_SAMPLING_INTERVAL, TRUE},
               {"fps:", FL_SAMPLING_RATE, TRUE},
               {"snapped:", FL_SAMPLING_SNAPPED, TRUE},
               {"on-change:", FL_SAMPLING_ON_CHANGE, TRUE}};

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (!g_str_has_prefix (text, rules[i].prefix))
      continue;
    const char *rest = text + strlen (rules[i].prefix);
    *out = (FlSampling){.kind = rules[i].kind};
    return rules[i].has_number ? read_numbers (rest, out) : *rest == '\0';
  }
  return FALSE;
}

gboolean
fl_sampling_parse (const char *text, FlSampling *out, GError **error)
{
  FlSampling rule;

  g_return_val_if_fail (text != NULL && out != NULL, FALSE);

  if (read_rule (text, &rule)) {
    *out = rule;
    return TRUE;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is no sampling rule; use every:SECONDS, fps:N, every-frame, keyframes, "
                  "snapped:SECONDS, on-change:SHORTEST-LONGEST or auto"),
               text);
  return FALSE;
}

static GArray *
pick_in_order (const FlFrameIndex *index, const FlSampling *rule)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (gint64));
  FlSampler sampler;

  fl_sampler_init (&sampler, rule, fl_frame_index_get_time_base (index));
  for (gint64 i = 0; i < fl_frame_index_get_n_frames (index); i++)
    if (fl_sampler_take (&sampler, fl_sampling_get_time_s (index, i),
                         fl_frame_index_is_key (index, i)))
      g_array_append_val (picked, i);
  return picked;
}

static GArray *
pick_on_grid (const FlFrameIndex *index, double step_s)
{
  const FlSampling rule = {.kind = FL_SAMPLING_INTERVAL, .value = step_s};

  return pick_in_order (index, &rule);
}

static GArray *
pick_keys (const FlFrameIndex *index)
{
  const FlSampling rule = {.kind = FL_SAMPLING_KEY_FRAMES};

  return pick_in_order (index, &rule);
}

/* The nearest of @keys to @due_s that is at most half a step away, -1 when none is. @at is moved
 * on to it, for the next one. */
static gint64
find_near_key (const FlFrameIndex *index,
               const GArray *keys,
               double due_s,
               double step_s,
               guint *at)
{
  double best_s =
    step_s / 2 + fl_sampler_get_slack_s (fl_frame_index_get_time_base (index), step_s);
  gint64 best = -1;

  for (guint i = *at; i < keys->len; i++) {
    gint64 key = g_array_index (keys, gint64, i);
    double away_s = fl_sampling_get_time_s (index, key) - due_s;
    if (away_s > best_s)
      break;
    if (fabs (away_s) > best_s)
      continue;
    best_s = fabs (away_s);
    best = key;
    *at = i;
  }
  return best;
}

/* On the grid, but for the times that have a key frame near them. */
static GArray *
pick_snapped (const FlFrameIndex *index, double step_s)
{
  g_autoptr (GArray) keys = pick_keys (index);
  g_autoptr (GArray) plain = pick_on_grid (index, step_s);
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (gint64));
  double start_s = fl_sampling_get_time_s (index, 0);
  gint64 newest = -1;
  guint at = 0;

  for (guint i = 0; i < plain->len; i++) {
    gint64 frame = g_array_index (plain, gint64, i);
    double slack_s = fl_sampler_get_slack_s (fl_frame_index_get_time_base (index), step_s);
    double n_steps = floor ((fl_sampling_get_time_s (index, frame) + slack_s - start_s) / step_s);
    gint64 key = find_near_key (index, keys, start_s + n_steps * step_s, step_s, &at);
    frame = key >= 0 ? key : frame;
    if (frame > newest)
      g_array_append_val (picked, frame);
    newest = MAX (newest, frame);
  }
  return picked;
}

/* Whether a key frame comes at least once a step, but not with every frame anyway. */
static gboolean
has_frequent_keys (const FlFrameIndex *index, double step_s)
{
  g_autoptr (GArray) keys = pick_keys (index);
  gint64 n_frames = fl_frame_index_get_n_frames (index);
  double slack_s = fl_sampler_get_slack_s (fl_frame_index_get_time_base (index), step_s);
  double newest_s = fl_sampling_get_time_s (index, 0);

  for (guint i = 0; i < keys->len; i++) {
    double time_s = fl_sampling_get_time_s (index, g_array_index (keys, gint64, i));
    if (time_s - newest_s > step_s + slack_s)
      return FALSE;
    newest_s = time_s;
  }
  return fl_sampling_get_time_s (index, n_frames - 1) - newest_s <= step_s + slack_s &&
         keys->len < n_frames;
}

/* Whether these are pictures of which nobody knows when they were taken. */
static gboolean
is_without_times (const FlFrameIndex *index)
{
  for (gint64 i = 0; i < fl_frame_index_get_n_frames (index); i++)
    if (!fl_frame_index_is_key (index, i) || isfinite (fl_frame_index_get_time_s (index, i)))
      return FALSE;
  return TRUE;
}

FlSampling
fl_sampling_resolve (const FlSampling *self, const FlFrameIndex *index)
{
  if (self->kind != FL_SAMPLING_AUTO)
    return *self;
  if (is_without_times (index))
    return (FlSampling){.kind = FL_SAMPLING_EVERY_FRAME};
  if (has_frequent_keys (index, AUTO_STEP_S))
    return (FlSampling){.kind = FL_SAMPLING_SNAPPED, .value = AUTO_STEP_S};
  return (FlSampling){.kind = FL_SAMPLING_RATE, .value = 1 / AUTO_STEP_S};
}

static GArray *
pick_by_rule (const FlSampling *self, const FlFrameIndex *index)
{
  FlSampling rule = fl_sampling_resolve (self, index);

  switch (rule.kind) {
  case FL_SAMPLING_ON_CHANGE:
    return pick_on_grid (index, rule.value);
  case FL_SAMPLING_SNAPPED:
    return pick_snapped (index, rule.value);
  case FL_SAMPLING_INTERVAL:
  case FL_SAMPLING_RATE:
  case FL_SAMPLING_KEY_FRAMES:
  case FL_SAMPLING_EVERY_FRAME:
  case FL_SAMPLING_AUTO:
    break;
  }
  return pick_in_order (index, &rule);
}

GArray *
fl_sampling_pick (const FlSampling *self, const FlFrameIndex *index)
{
  g_autoptr (GArray) picked = pick_by_rule (self, index);
  GArray *whole = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < picked->len; i++)
    if (!fl_frame_index_is_lost (index, g_array_index (picked, gint64, i)))
      g_array_append_val (whole, g_array_index (picked, gint64, i));
  /* There is always one, if only to say that it is lost. */
  if (whole->len == 0)
    g_array_append_val (whole, g_array_index (picked, gint64, 0));
  return whole;
}

double
fl_sampling_get_time_s (const FlFrameIndex *index, gint64 frame)
{
  double time_s = fl_frame_index_get_time_s (index, frame);

  return isnan (time_s) ? (double) frame / ASSUMED_FRAMES_A_SECOND : time_s;
}
