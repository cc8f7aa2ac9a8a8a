/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which frames are samples: a pure function of the frame index. */
#include "media/fl-sampling.h"

#include <math.h>
#include <string.h>

/* For the few files without any times; only spacing depends on it, never identity. */
#define ASSUMED_FRAMES_A_SECOND 25.0
#define MAX_ROUNDING_S          0.0005

gboolean
fl_sampling_parse (const char *text, FlSampling *out, GError **error)
{
  g_return_val_if_fail (text != NULL && out != NULL, FALSE);

  static const struct {
    const char *prefix;
    FlSamplingKind kind;
  } rules[] = {{"every:", FL_SAMPLING_INTERVAL}, {"fps:", FL_SAMPLING_RATE}};

  if (g_str_equal (text, "every-frame") || g_str_equal (text, "keyframes")) {
    out->kind = g_str_equal (text, "keyframes") ? FL_SAMPLING_KEY_FRAMES : FL_SAMPLING_EVERY_FRAME;
    out->value = 0;
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (!g_str_has_prefix (text, rules[i].prefix))
      continue;
    const char *number = text + strlen (rules[i].prefix);
    char *end;
    double value = g_ascii_strtod (number, &end);
    if (end == number || *end != '\0' || !(value >= 1e-3 && value <= 1e6))
      break;
    *out = (FlSampling){.kind = rules[i].kind, .value = value};
    return TRUE;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is no sampling rule; use every:SECONDS, fps:N, every-frame or keyframes",
               text);
  return FALSE;
}

static double
time_of (const FlFrameIndex *index, gint64 frame)
{
  double time_s = fl_frame_index_get_time_s (index, frame);

  return isnan (time_s) ? (double) frame / ASSUMED_FRAMES_A_SECOND : time_s;
}

static GArray *
pick_on_grid (const FlFrameIndex *index, double step_s)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n_frames = fl_frame_index_get_n_frames (index);
  double start_s = time_of (index, 0);
  /* Times are rounded to whole ticks (milliseconds in Matroska), which must not skip a frame.
   * Ticks as long as a frame, as in AVI, round nothing. */
  FlRational tick = fl_frame_index_get_time_base (index);
  double slack_s = step_s * 1e-3 + MIN (0.5 * tick.num / tick.den, MAX_ROUNDING_S);
  double due_s = start_s;

  for (gint64 i = 0; i < n_frames; i++) {
    double time_s = time_of (index, i);
    if (time_s + slack_s < due_s)
      continue;
    g_array_append_val (picked, i);
    due_s = start_s + (floor ((time_s + slack_s - start_s) / step_s) + 1) * step_s;
  }
  return picked;
}

GArray *
fl_sampling_pick (const FlSampling *self, const FlFrameIndex *index)
{
  gint64 n_frames = fl_frame_index_get_n_frames (index);

  switch (self->kind) {
  case FL_SAMPLING_INTERVAL:
    return pick_on_grid (index, self->value);
  case FL_SAMPLING_RATE:
    return pick_on_grid (index, 1.0 / self->value);
  case FL_SAMPLING_EVERY_FRAME:
  case FL_SAMPLING_KEY_FRAMES:
    break;
  }
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 i = 0; i < n_frames; i++)
    if (self->kind == FL_SAMPLING_EVERY_FRAME || i == 0 || fl_frame_index_is_key (index, i))
      g_array_append_val (picked, i);
  return picked;
}
