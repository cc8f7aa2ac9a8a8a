/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/fl-stopping.h"

#include <math.h>

#define N_POINTS     8
#define GROUP        20
#define N_FOR_FIT    5
#define LEAST_POWER  0.2
#define LARGEST_STEP 26 /* of 0.05, up to a power of 1.5 */
#define POWER_STEP   0.05

#define KAPPA      0.99
#define DOUBT_FALL 0.1
#define YIELD      0.05
#define GAIN       0.002 /* chosen, not measured */

GArray *
fl_curve_list_points (const FlCheck *checks, gsize n)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (FlCurvePoint));
  gsize n_points = MIN (n / GROUP, N_POINTS);

  for (gsize i = 0; i < n_points; i++) {
    FlCurvePoint point = {0};
    for (gsize j = i * n / n_points; j < (i + 1) * n / n_points; j++) {
      point.n++;
      point.n_wrong += checks[j].is_wrong ? 1 : 0;
      point.n_labels += checks[j].n_labels;
    }
    point.n_labels /= point.n;
    g_array_append_val (points, point);
  }
  return points;
}

/* The best curve of one power; returns its squared error. */
static double
fit_power (const GArray *points, double power, FlCurve *out)
{
  double w = 0, x = 0, y = 0, xx = 0, xy = 0, rest = 0;

  for (guint i = 0; i < points->len; i++) {
    const FlCurvePoint *point = &g_array_index (points, FlCurvePoint, i);
    double each = pow (point->n_labels, -power);
    w += point->n;
    x += point->n * each;
    y += point->n_wrong;
    xx += point->n * each * each;
    xy += point->n_wrong * each;
  }
  double determinant = w * xx - x * x;
  double scale = determinant > 0 ? MAX (0, (w * xy - x * y) / determinant) : 0;
  double floor = (y - scale * x) / w;
  if (floor < 0) {
    floor = 0;
    scale = xy / xx;
  }
  *out = (FlCurve){.floor = floor, .scale = scale, .power = power};
  for (guint i = 0; i < points->len; i++) {
    const FlCurvePoint *point = &g_array_index (points, FlCurvePoint, i);
    double miss =
      (double) point->n_wrong / point->n - floor - scale * pow (point->n_labels, -power);
    rest += point->n * miss * miss;
  }
  return rest;
}

gboolean
fl_curve_fit (const GArray *points, FlCurve *out)
{
  double best = INFINITY;

  if (points->len < N_FOR_FIT)
    return FALSE;
  for (int i = 0; i <= LARGEST_STEP; i++) {
    FlCurve curve;
    double rest = fit_power (points, LEAST_POWER + i * POWER_STEP, &curve);
    if (rest >= best)
      continue;
    best = rest;
    *out = curve;
  }
  return TRUE;
}

double
fl_curve_get_gain (const FlCurve *self, double n_labels, double n_more)
{
  return self->scale * (pow (n_labels, -self->power) - pow (n_labels + n_more, -self->power));
}

FlStopLight
fl_stopping_judge (const FlStopSignals *signals)
{
  const int n_known = !isnan (signals->kappa) + !isnan (signals->doubt_fall) +
                      !isnan (signals->yield) + !isnan (signals->gain);
  /* Nothing is true of what is not a number. */
  const int n_met = (signals->kappa >= KAPPA) + (signals->doubt_fall < DOUBT_FALL) +
                    (signals->yield < YIELD) + (signals->gain < GAIN);

  if (n_known < 2)
    return FL_STOP_UNKNOWN;
  if (n_met == 4)
    return FL_STOP_ENOUGH;
  return n_met >= 2 && 2 * n_met >= n_known ? FL_STOP_SOON : FL_STOP_GO_ON;
}
