/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes last: what neighbours in time say about a moment, by going forward and backward through a
 * stream once. */
#include "learn/fl-chain.h"

#include <math.h>
#include <string.h>

#define GOLDEN      0.6180339887498949
#define N_STEPS     40
#define MIN_DWELL_S 0.05
#define MAX_DWELL_S 1e4
/* What a model calls impossible is hardly so. */
#define MIN_PROBABILITY 1e-6

static double
stay (const FlChain *self, double gap_s)
{
  return exp (-MAX (gap_s, 0) / self->dwell_s);
}

static void
normalise (double *values, guint n)
{
  double sum = 0;

  for (guint c = 0; c < n; c++)
    sum += values[c];
  for (guint c = 0; c < n; c++)
    values[c] = sum > 0 ? values[c] / sum : 1.0 / n;
}

/* How likely what is seen of a moment is under each class, up to a factor. */
static void
fill_evidence (const FlChain *self, const float *probabilities, guint known, double *out)
{
  for (guint c = 0; c < self->n_classes; c++)
    out[c] = known == FL_CHAIN_UNKNOWN
               ? MAX ((double) probabilities[c], MIN_PROBABILITY) / self->mix[c]
             : c == known ? 1
                          : 0;
}

/* From what holds at one moment to what holds @gap_s later. */
static void
go_on (const FlChain *self, const float *from, double gap_s, double *out)
{
  const double s = stay (self, gap_s);

  for (guint c = 0; c < self->n_classes; c++)
    out[c] = s * (double) from[c] + (1 - s) * self->mix[c];
}

/* How likely what is @gap_s later is, under each class now. */
static void
look_ahead (const FlChain *self, const float *later, double gap_s, double *out)
{
  const double s = stay (self, gap_s);
  double drawn = 0;

  for (guint c = 0; c < self->n_classes; c++)
    drawn += self->mix[c] * (double) later[c];
  for (guint c = 0; c < self->n_classes; c++)
    out[c] = s * (double) later[c] + (1 - s) * drawn;
}

/* Weighs @values with the evidence, and keeps them as one moment of a path. */
static void
keep (const double *values, const double *evidence, guint n, float *out)
{
  g_autofree double *weighed = g_new (double, n);

  for (guint c = 0; c < n; c++)
    weighed[c] = values[c] * evidence[c];
  normalise (weighed, n);
  for (guint c = 0; c < n; c++)
    out[c] = (float) weighed[c];
}

void
fl_chain_walk (const FlChain *self,
               const float *probabilities,
               const guint *known,
               const double *times_s,
               gsize n,
               FlChainPath *out)
{
  const guint k = self->n_classes;
  g_autofree double *evidence = g_new (double, k);
  g_autofree double *values = g_new (double, k);

  *out = (FlChainPath){.chain = *self,
                       .n = n,
                       .times_s = times_s,
                       .forward = g_new (float, MAX (n, 1) * k),
                       .behind = g_new (float, MAX (n, 1) * k)};
  for (gsize i = 0; i < n; i++) {
    if (i == 0)
      memcpy (values, self->mix, k * sizeof values[0]);
    else
      go_on (self, out->forward + (i - 1) * k, times_s[i] - times_s[i - 1], values);
    fill_evidence (self, probabilities + i * k, known[i], evidence);
    keep (values, evidence, k, out->forward + i * k);
  }
  for (gsize i = n; i-- > 0;) {
    for (guint c = 0; i == n - 1 && c < k; c++)
      values[c] = 1;
    if (i < n - 1)
      look_ahead (self, out->behind + (i + 1) * k, times_s[i + 1] - times_s[i], values);
    fill_evidence (self, probabilities + i * k, known[i], evidence);
    keep (values, evidence, k, out->behind + i * k);
  }
}

void
fl_chain_path_clear (FlChainPath *self)
{
  g_clear_pointer (&self->forward, g_free);
  g_clear_pointer (&self->behind, g_free);
}

/* The first moment after @time_s. */
static gsize
find_next (const FlChainPath *self, double time_s)
{
  gsize low = 0;
  gsize high = self->n;

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (self->times_s[middle] <= time_s)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void
fl_chain_path_get (const FlChainPath *self, double time_s, double *out)
{
  const guint k = self->chain.n_classes;
  const gsize next = find_next (self, time_s);
  g_autofree double *after = g_new (double, k);

  memcpy (out, self->chain.mix, k * sizeof out[0]);
  if (next > 0)
    go_on (&self->chain, self->forward + (next - 1) * k, time_s - self->times_s[next - 1], out);
  for (guint c = 0; c < k; c++)
    after[c] = 1;
  if (next < self->n)
    look_ahead (&self->chain, self->behind + next * k, self->times_s[next] - time_s, after);
  for (guint c = 0; c < k; c++)
    out[c] *= after[c];
  normalise (out, k);
}

static double
measure (const FlChainPair *pairs, gsize n, const double *mix, double dwell_s)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++) {
    const double s = exp (-pairs[i].gap_s / dwell_s);
    const double p = (pairs[i].is_same ? s : 0) + (1 - s) * mix[pairs[i].class_index];
    loss -= log (MAX (p, 1e-12));
  }
  return loss;
}

double
fl_chain_fit_dwell (const FlChainPair *pairs, gsize n, const double *mix)
{
  double low = log (MIN_DWELL_S);
  double high = log (MAX_DWELL_S);

  for (int step = 0; step < N_STEPS; step++) {
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    if (measure (pairs, n, mix, exp (left)) < measure (pairs, n, mix, exp (right)))
      high = right;
    else
      low = left;
  }
  return exp ((low + high) / 2);
}
