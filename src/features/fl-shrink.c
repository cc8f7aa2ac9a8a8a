/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Area averages, in two passes: rows to sums, sums to cells. Integer edges and fixed order of
 * summation, so that the bits are the same everywhere. */
#include "features/fl-shrink.h"

#include <string.h>

/* Which samples a cell covers along one axis, and how much of the first and the last one. */
typedef struct {
  guint first;
  guint last;
  float first_share;
  float last_share;
} Span;

static Span
span_of (guint i, guint n_out, guint n_in)
{
  guint64 start = (guint64) i * n_in;
  guint64 end = (guint64) (i + 1) * n_in;
  guint first = (guint) (start / n_out);
  guint last = (guint) ((end - 1) / n_out);

  return (Span){
    .first = first,
    .last = last,
    .first_share = (float) (n_out - (guint) (start % n_out)) / (float) n_out,
    .last_share = (float) ((guint) ((end - 1) % n_out) + 1) / (float) n_out,
  };
}

static float
share_of (const Span *span, guint at, float whole)
{
  if (span->first == span->last)
    return whole;
  return at == span->first ? span->first_share : at == span->last ? span->last_share : 1.0f;
}

/* Averages one row of sums into cells. */
static void
shrink_row (const float *sums, const Span *columns, guint out_width, float scale, float *out)
{
  for (guint x = 0; x < out_width; x++) {
    const Span *span = &columns[x];
    float sum = 0;
    float weight = 0;
    for (guint at = span->first; at <= span->last; at++) {
      float share = share_of (span, at, 1.0f);
      sum += sums[at] * share;
      weight += share;
    }
    out[x] = sum * scale / weight;
  }
}

void
fl_shrink_plane (const guint8 *plane,
                 gsize stride,
                 guint width,
                 guint height,
                 guint out_width,
                 guint out_height,
                 float *out)
{
  g_autofree float *sums = g_new (float, width);
  g_autofree Span *columns = g_new (Span, out_width);

  for (guint x = 0; x < out_width; x++)
    columns[x] = span_of (x, out_width, width);
  for (guint y = 0; y < out_height; y++) {
    Span rows = span_of (y, out_height, height);
    float weight = 0;
    memset (sums, 0, width * sizeof sums[0]);
    for (guint at = rows.first; at <= rows.last; at++) {
      const guint8 *row = plane + at * stride;
      float share = share_of (&rows, at, 1.0f);
      for (guint x = 0; x < width; x++)
        sums[x] += (float) row[x] * share;
      weight += share;
    }
    shrink_row (sums, columns, out_width, 1.0f / weight, out + (gsize) y * out_width);
  }
}
