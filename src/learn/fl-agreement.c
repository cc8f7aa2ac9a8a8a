/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/fl-agreement.h"

#include <math.h>

double
fl_agreement_kappa (const guint64 *counts, gsize n)
{
  double all = 0;
  double same = 0;
  double by_chance = 0;

  for (gsize i = 0; i < n; i++) {
    double row = 0;
    double column = 0;
    for (gsize j = 0; j < n; j++) {
      row += (double) counts[i * n + j];
      column += (double) counts[j * n + i];
    }
    all += row;
    same += (double) counts[i * n + i];
    by_chance += row * column;
  }
  if (all == 0 || by_chance >= all * all)
    return NAN;
  return (same / all - by_chance / (all * all)) / (1 - by_chance / (all * all));
}
