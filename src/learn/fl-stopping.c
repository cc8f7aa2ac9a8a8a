/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/fl-stopping.h"

#include <math.h>
#include <stdlib.h>

#include "base/fl-compare.h"

#define N_POINTS     8
#define GROUP        20
#define N_FOR_FIT    5
#define LEAST_POWER  0.2
#define LARGEST_STEP 26 /* of 0.05, up to a power of 1.5 */
#define POWER_STEP   0.05

/* So many curves of checks that are drawn anew say how far the gain is off, and this share of them on
 * each side is left out. */
#define N_DRAWN 400
#define SIDE    0.025

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

/* The same groups of checks, drawn anew. None is wrong never or always for certain, because none was. */
static GArray *
draw_points (const GArray *points, GRand *rand)
{
  GArray *drawn = g_array_copy ((GArray *) points);

  for (guint i = 0; i < drawn->len; i++) {
    FlCurvePoint *point = &g_array_index (drawn, FlCurvePoint, i);
    const double share = (point->n_wrong + 0.5) / (point->n + 1.0);
    point->n_wrong = 0;
    for (guint j = 0; j < point->n; j++)
      point->n_wrong += g_rand_double (rand) < share ? 1 : 0;
  }
  return drawn;
}

static void
find_range (const GArray *points, double n_labels, double n_more, FlCurveGain *out)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double gains[N_DRAWN];

  for (guint i = 0; i < N_DRAWN; i++) {
    g_autoptr (GArray) drawn = draw_points (points, rand);
    FlCurve curve;
    (void) fl_curve_fit (drawn, &curve);
    gains[i] = fl_curve_get_gain (&curve, n_labels, n_more);
  }
  qsort (gains, N_DRAWN, sizeof gains[0], fl_compare_doubles);
  out->low = MIN (out->gain, gains[(guint) (SIDE * N_DRAWN)]);
  out->high = MAX (out->gain, gains[N_DRAWN - 1 - (guint) (SIDE * N_DRAWN)]);
}

gboolean
fl_curve_foresee (const FlCheck *checks,
                  gsize n_checks,
                  double n_labels,
                  double n_more,
                  FlCurveGain *out)
{
  g_autoptr (GArray) points = fl_curve_list_points (checks, n_checks);
  FlCurve curve;

  if (!fl_curve_fit (points, &curve))
    return FALSE;
  out->gain = fl_curve_get_gain (&curve, n_labels, n_more);
  find_range (points, n_labels, n_more, out);
  return TRUE;
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
