/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From decision values to probabilities: one number, T. */
#include "learn/fl-calibration.h"

#include "base/fl-compare.h"

#include <math.h>
#include <stdlib.h>

#define LOG_T_MAX 3.0
#define GOLDEN    0.6180339887498949
#define N_STEPS   40

void
fl_softmax (const float *decisions, const guint8 *is_known, guint n, double temperature, float *out)
{
  double top = -INFINITY;
  double sum = 0;
  gboolean is_finite = TRUE;

  for (guint i = 0; i < n; i++) {
    if (is_known != NULL && !is_known[i])
      continue;
    top = fmax (top, decisions[i]);
    is_finite = is_finite && isfinite (decisions[i]);
  }
  for (guint i = 0; i < n; i++) {
    gboolean takes_part = is_known == NULL || is_known[i];
    double logit = is_finite ? (decisions[i] - top) / temperature : 0;
    out[i] = takes_part ? (float) exp (logit) : 0;
    sum += out[i];
  }
  for (guint i = 0; i < n && sum > 0; i++)
    out[i] = (float) (out[i] / sum);
}

double
fl_log_loss (const float *decisions,
             const guint *classes,
             gsize n_rows,
             guint n_classes,
             double temperature)
{
  double loss = 0;

  for (gsize i = 0; i < n_rows; i++) {
    const float *row = decisions + i * n_classes;
    double top = row[0];
    double sum = 0;
    for (guint c = 1; c < n_classes; c++)
      top = fmax (top, row[c]);
    for (guint c = 0; c < n_classes; c++)
      sum += exp ((row[c] - top) / temperature);
    loss += log (sum) - (row[classes[i]] - top) / temperature;
  }
  return n_rows > 0 ? loss / (double) n_rows : 0;
}

/* How far the row's class is above the next one; below 0 where the row is wrong. */
static double
margin_of (const float *row, guint class_index, guint n_classes)
{
  double other = -INFINITY;

  for (guint c = 0; c < n_classes; c++)
    if (c != class_index)
      other = fmax (other, row[c]);
  return row[class_index] - other;
}

/* The lower quarter of the margins of the rows that are right, 0 when there is none. Where no other
 * class takes part there is no margin. */
static double
find_prior_margin (const float *decisions, const guint *classes, gsize n_rows, guint n_classes)
{
  g_autofree double *margins = g_new (double, MAX (n_rows, 1));
  gsize n = 0;

  for (gsize i = 0; i < n_rows; i++) {
    double margin = margin_of (decisions + i * n_classes, classes[i], n_classes);
    if (margin > 0 && isfinite (margin))
      margins[n++] = margin;
  }
  qsort (margins, n, sizeof margins[0], fl_compare_doubles);
  return n > 0 ? margins[n / 4] : 0;
}

/* The log-loss of all rows and of one more, which is wrong by @prior_margin (none when it is 0). */
static double
measure (const float *decisions,
         const guint *classes,
         gsize n_rows,
         guint n_classes,
         double prior_margin,
         double temperature)
{
  double loss = fl_log_loss (decisions, classes, n_rows, n_classes, temperature) * (double) n_rows;
  double wrong = prior_margin / temperature;

  return prior_margin > 0 ? loss + wrong + log1p (exp (-wrong)) : loss;
}

static double
search (const float *decisions,
        const guint *classes,
        gsize n_rows,
        guint n_classes,
        double prior_margin,
        double low)
{
  double high = LOG_T_MAX;

  for (int step = 0; step < N_STEPS; step++) {
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    if (measure (decisions, classes, n_rows, n_classes, prior_margin, exp (left)) <
        measure (decisions, classes, n_rows, n_classes, prior_margin, exp (right)))
      high = right;
    else
      low = left;
  }
  return exp ((low + high) / 2);
}

double
fl_fit_temperature (const float *decisions, const guint *classes, gsize n_rows, guint n_classes)
{
  return search (decisions, classes, n_rows, n_classes, 0, -LOG_T_MAX);
}

double
fl_fit_cautious_temperature (const float *decisions,
                             const guint *classes,
                             gsize n_rows,
                             guint n_classes)
{
  double margin = find_prior_margin (decisions, classes, n_rows, n_classes);

  return search (decisions, classes, n_rows, n_classes, margin, 0);
}
