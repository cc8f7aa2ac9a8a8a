/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities of a yes/no question: Lin, Lin and Weng, “A note on Platt's probabilistic outputs for
 * support vector machines”, Machine Learning 68, 2007, with their names and constants. */
#include "learn/fl-platt.h"

#include <math.h>

#define MAX_STEPS 100
#define MIN_STEP  1e-10
#define SIGMA     1e-12
#define EPS       1e-5

typedef struct {
  const float *decisions;
  const guint8 *is_yes;
  gsize n;
  double target_yes;
  double target_no;
} Fit;

/* Gradient, and the lower triangle of the Hessian. */
typedef struct {
  double g1, g2;
  double h11, h21, h22;
} Slope;

double
fl_platt_get_probability (const FlPlatt *self, double decision)
{
  double x = self->a * decision + self->b;

  return x >= 0 ? exp (-x) / (1 + exp (-x)) : 1 / (1 + exp (x));
}

static double
get_target (const Fit *self, gsize i)
{
  return self->is_yes[i] ? self->target_yes : self->target_no;
}

/* Minus the logarithm of the likelihood, without cancellation. */
static double
measure (const Fit *self, double a, double b)
{
  double sum = 0;

  for (gsize i = 0; i < self->n; i++) {
    double x = (double) self->decisions[i] * a + b;
    sum += x >= 0 ? get_target (self, i) * x + log1p (exp (-x))
                  : (get_target (self, i) - 1) * x + log1p (exp (x));
  }
  return sum;
}

static Slope
find_slope (const Fit *self, const FlPlatt *at)
{
  Slope slope = {.h11 = SIGMA, .h22 = SIGMA};

  for (gsize i = 0; i < self->n; i++) {
    double f = (double) self->decisions[i];
    double p = fl_platt_get_probability (at, f);
    double d1 = get_target (self, i) - p;
    double d2 = p * (1 - p);
    slope.h11 += f * f * d2;
    slope.h22 += d2;
    slope.h21 += f * d2;
    slope.g1 += f * d1;
    slope.g2 += d1;
  }
  return slope;
}

/* One step of Newton's method, shortened until it is one down; %FALSE when there is none. */
static gboolean
descend (const Fit *self, const Slope *slope, FlPlatt *at, double *value)
{
  double det = slope->h11 * slope->h22 - slope->h21 * slope->h21;
  double da = -(slope->h22 * slope->g1 - slope->h21 * slope->g2) / det;
  double db = -(-slope->h21 * slope->g1 + slope->h11 * slope->g2) / det;
  double descent = slope->g1 * da + slope->g2 * db;

  for (double step = 1; step >= MIN_STEP; step /= 2) {
    double next = measure (self, at->a + step * da, at->b + step * db);
    if (next < *value + 1e-4 * step * descent) {
      at->a += step * da;
      at->b += step * db;
      *value = next;
      return TRUE;
    }
  }
  return FALSE;
}

FlPlatt
fl_platt_fit (const float *decisions, const guint8 *is_yes, gsize n)
{
  gsize n_yes = 0;

  for (gsize i = 0; i < n; i++)
    n_yes += is_yes[i] != 0;
  const double n_no = (double) (n - n_yes);
  const Fit fit = {.decisions = decisions,
                   .is_yes = is_yes,
                   .n = n,
                   .target_yes = ((double) n_yes + 1) / ((double) n_yes + 2),
                   .target_no = 1 / (n_no + 2)};
  FlPlatt at = {.a = 0, .b = log ((n_no + 1) / ((double) n_yes + 1))};
  double value = measure (&fit, at.a, at.b);
  for (guint i = 0; i < MAX_STEPS; i++) {
    const Slope slope = find_slope (&fit, &at);
    if ((fabs (slope.g1) < EPS && fabs (slope.g2) < EPS) || !descend (&fit, &slope, &at, &value))
      break;
  }
  return isfinite (at.a) && isfinite (at.b) && at.a < 0 ? at : FL_PLATT_PLAIN;
}
