/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What probabilities say about how sure a model is. */
#include "learn/fl-doubt.h"

#include <math.h>

float
fl_doubt_margin (const float *probabilities, guint n)
{
  float first = 0;
  float second = 0;

  for (guint c = 0; c < n; c++) {
    if (probabilities[c] > first) {
      second = first;
      first = probabilities[c];
    } else if (probabilities[c] > second) {
      second = probabilities[c];
    }
  }
  return first - second;
}

guint
fl_doubt_top (const float *probabilities, guint n)
{
  guint top = 0;

  for (guint c = 1; c < n; c++)
    if (probabilities[c] > probabilities[top])
      top = c;
  return top;
}

float
fl_doubt_entropy (const float *probabilities, guint n)
{
  double sum = 0;

  for (guint c = 0; c < n; c++)
    if (probabilities[c] > 0)
      sum -= probabilities[c] * log (probabilities[c]);
  return (float) sum;
}
