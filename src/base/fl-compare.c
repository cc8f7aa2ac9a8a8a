/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of plain numbers. */
#include "base/fl-compare.h"

int
fl_compare_floats (const void *a, const void *b)
{
  float x = *(const float *) a;
  float y = *(const float *) b;

  return x < y ? -1 : x > y;
}

int
fl_compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

int
fl_compare_frames (const void *a, const void *b)
{
  const gint64 x = *(const gint64 *) a;
  const gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}
