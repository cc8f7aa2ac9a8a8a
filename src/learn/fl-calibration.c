/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From decision values to probabilities: one number, T. */
#include "learn/fl-calibration.h"

#include <math.h>

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

double
fl_fit_temperature (const float *decisions, const guint *classes, gsize n_rows, guint n_classes)
{
  double low = -LOG_T_MAX;
  double high = LOG_T_MAX;

  for (int step = 0; step < N_STEPS; step++) {
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    if (fl_log_loss (decisions, classes, n_rows, n_classes, exp (left)) <
        fl_log_loss (decisions, classes, n_rows, n_classes, exp (right)))
      high = right;
    else
      low = left;
  }
  return exp ((low + high) / 2);
}
