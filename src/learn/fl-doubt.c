/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What probabilities say about how sure a model is. */
#include "learn/fl-doubt.h"

#include <math.h>

#include "learn/fl-top.h"

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

float
fl_doubt_largest (const float *probabilities, guint n)
{
  return probabilities[fl_doubt_top (probabilities, n)];
}

gsize
fl_doubt_rank (const FlStrategyView *view,
               FlDoubtFunc measure,
               gsize n_wanted,
               GRand *rand,
               gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL, 0);

  g_autofree float *scores = g_new (float, MAX (view->n, 1));
  for (gsize i = 0; i < view->n; i++)
    scores[i] = measure (view->probabilities + i * view->n_classes, view->n_classes);
  return fl_top_rank (scores, view->n, n_wanted, rand, out);
}
