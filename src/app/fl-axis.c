/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a timeline shows of time: zooming, panning, and where ticks go. Pure functions. */
#include "app/fl-axis.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/fl-time.h"

/* Nobody can tell apart what is nearer. */
#define LEAST_FRAMES  4.0
#define LEAST_SECONDS 0.1

/* How near to an edge a place that was gone to may be, as a share of what is shown. */
#define EDGE_SHARE 0.1

#define SECONDS_A_DAY 86400.0

typedef struct {
  double step;
  guint n_parts; /* that small ticks cut it into */
} Step;

static const Step time_steps[] = {
  {0.01, 1},  {0.02, 2},  {0.05, 5},  {0.1, 5},    {0.2, 4},    {0.5, 5},  {1, 5},
  {2, 4},     {5, 5},     {10, 5},    {15, 3},     {30, 6},     {60, 6},   {120, 4},
  {300, 5},   {600, 5},   {900, 3},   {1800, 6},   {3600, 6},   {7200, 4}, {10800, 3},
  {21600, 6}, {43200, 4}, {86400, 4}, {172800, 2}, {604800, 7},
};

static double
get_least (const FlAxis *self)
{
  const double least = self->unit == FL_AXIS_FRAMES ? LEAST_FRAMES : LEAST_SECONDS;

  return MIN (least, self->last - self->first);
}

/* Keeps the length, as far as it fits, and moves it within the limits. */
static void
show (FlAxis *self, double from, double length)
{
  const double fitting = CLAMP (length, get_least (self), self->last - self->first);

  self->from = CLAMP (from, self->first, self->last - fitting);
  self->to = self->from + fitting;
}

void
fl_axis_set_limits (FlAxis *self, double first, double last)
{
  const gboolean was_whole = fl_axis_is_whole (self);

  self->first = first;
  self->last = MAX (last, first + (self->unit == FL_AXIS_FRAMES ? 1 : 0.01));
  if (was_whole)
    fl_axis_fit (self);
  else
    show (self, self->from, self->to - self->from);
}

gboolean
fl_axis_is_same (const FlAxis *a, const FlAxis *b)
{
  return a->unit == b->unit && a->first == b->first && a->last == b->last && a->from == b->from &&
         a->to == b->to && a->clock_us == b->clock_us;
}

void
fl_axis_fit (FlAxis *self)
{
  self->from = self->first;
  self->to = self->last;
}

gboolean
fl_axis_is_whole (const FlAxis *self)
{
  return self->from <= self->first && self->to >= self->last;
}

void
fl_axis_zoom (FlAxis *self, double factor, double anchor)
{
  const double length = self->to - self->from;
  const double least = get_least (self);
  const double wanted = CLAMP (length / factor, least, self->last - self->first);
  const double share = CLAMP ((anchor - self->from) / length, 0, 1);

  show (self, self->from + share * (length - wanted), wanted);
}

void
fl_axis_pan (FlAxis *self, double by)
{
  show (self, self->from + by, self->to - self->from);
}

void
fl_axis_reveal (FlAxis *self, double position)
{
  const double length = self->to - self->from;
  const double edge = EDGE_SHARE * length;

  if (position < self->from + edge)
    show (self, position - edge, length);
  else if (position > self->to - edge)
    show (self, position + edge - length, length);
}

double
fl_axis_get_x (const FlAxis *self, double position, double width)
{
  return (position - self->from) / (self->to - self->from) * width;
}

double
fl_axis_get_position (const FlAxis *self, double x, double width)
{
  return self->from + x / width * (self->to - self->from);
}

/* One, two or five times a power of ten. */
static Step
choose_frames_step (double least)
{
  const double power = pow (10, MAX (floor (log10 (MAX (least, 1))), 0));
  const Step steps[] = {{power, power > 1 ? 5 : 1}, {2 * power, power > 1 ? 4 : 2}, {5 * power, 5}};

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].step >= least)
      return steps[i];
  return (Step){10 * power, 5};
}

static Step
choose_time_step (double least)
{
  const Step *longest = &time_steps[G_N_ELEMENTS (time_steps) - 1];

  for (gsize i = 0; i < G_N_ELEMENTS (time_steps); i++)
    if (time_steps[i].step >= least)
      return time_steps[i];
  return (Step){ceil (least / longest->step) * longest->step, longest->n_parts};
}

/* Seconds that are to be added to a position, so that round ones are round on the wall. */
static double
get_offset (const FlAxis *self, GTimeZone *zone)
{
  if (self->unit != FL_AXIS_CLOCK)
    return 0;
  const double clock_s = (double) self->clock_us / 1e6;
  const gint64 at_s = (gint64) floor (clock_s + self->from);
  const int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at_s);
  const double offset_s = interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;

  return fmod (clock_s + offset_s, SECONDS_A_DAY);
}

static GDateTime *
get_date_time (const FlAxis *self, double position, GTimeZone *zone)
{
  /* A hair more, so that what is stored a little below a round second is shown as it. */
  const gint64 time_us = self->clock_us + (gint64) floor (position * 1e6 + 1);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) exact =
    utc != NULL ? g_date_time_add (utc, time_us % G_USEC_PER_SEC) : NULL;

  return exact != NULL ? g_date_time_to_timezone (exact, zone) : NULL;
}

char *
fl_axis_dup_date (const FlAxis *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) time =
    self->unit == FL_AXIS_CLOCK ? get_date_time (self, self->from, zone) : NULL;

  /* Translators: a day, as g_date_time_format() is told it: day and month. */
  return time != NULL ? g_date_time_format (time, C_ ("date", "%-d %b")) : NULL;
}

/* As many decimals as @step has. */
static const char *
cut_decimals (char *time, double step)
{
  char *point = strchr (time, '.');

  if (point != NULL)
    point[step >= 1 ? 0 : step >= 0.1 ? 2 : 3] = '\0';
  return time;
}

static char *
dup_clock (const FlAxis *self, double position, double step, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = get_date_time (self, position, zone);

  if (time == NULL)
    return g_strdup ("");
  const gboolean is_midnight = g_date_time_get_hour (time) == 0 &&
                               g_date_time_get_minute (time) == 0 &&
                               g_date_time_get_second (time) == 0;
  if (step >= 60 && is_midnight)
    return g_date_time_format (time, C_ ("date", "%-d %b"));
  if (step >= 60)
    return g_strdup_printf ("%02d:%02d", g_date_time_get_hour (time),
                            g_date_time_get_minute (time));
  g_autofree char *text =
    g_strdup_printf ("%02d:%02d:%02d.%02d", g_date_time_get_hour (time),
                     g_date_time_get_minute (time), g_date_time_get_second (time),
                     g_date_time_get_microsecond (time) / 10000);
  return g_strdup (cut_decimals (text, step));
}

char *
fl_axis_dup_label (const FlAxis *self, double position, double step, GTimeZone *zone)
{
  g_autofree char *time = NULL;

  switch (self->unit) {
  case FL_AXIS_FRAMES:
    return g_strdup_printf ("%'" G_GINT64_FORMAT, (gint64) llround (position));
  case FL_AXIS_CLOCK:
    return dup_clock (self, position, step, zone);
  case FL_AXIS_TIME:
    time = fl_time_format_position (position);
    return g_strdup (cut_decimals (time, step));
  }
  g_assert_not_reached ();
}

static void
clear_tick (gpointer data)
{
  g_free (((FlAxisTick *) data)->label);
}

GArray *
fl_axis_list_ticks (const FlAxis *self, double width, double label_width, GTimeZone *zone)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (FlAxisTick));
  const double least = label_width / width * (self->to - self->from);
  const Step step =
    self->unit == FL_AXIS_FRAMES ? choose_frames_step (least) : choose_time_step (least);
  const double part = step.step / step.n_parts;
  const double offset = get_offset (self, zone);

  g_array_set_clear_func (ticks, clear_tick);
  const gint64 end = (gint64) floor ((self->to + offset) / part + 1e-6);
  for (gint64 i = (gint64) ceil ((self->from + offset) / part - 1e-6); i <= end; i++) {
    FlAxisTick tick = {.position = (double) i * part - offset};
    if (i % step.n_parts == 0)
      tick.label = fl_axis_dup_label (self, tick.position, step.step, zone);
    g_array_append_val (ticks, tick);
  }
  return ticks;
}
