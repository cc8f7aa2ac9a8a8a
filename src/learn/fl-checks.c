/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/fl-checks.h"

#include <math.h>
#include <string.h>

#define WINDOW 150
/* Labels grew by a quarter since there were this share of them. */
#define GROWN 0.8
#define SIDE  0.025

#define N_BINS 5
/* Of a stratum. */
#define LEAST_CHECKS 20
/* Where the bins of doubt end; the last one has no end. */
static const double bin_ends[N_BINS - 1] = {0.02, 0.05, 0.1, 0.25};

/* P (X <= @n_hits) of @n draws. In logarithms, for the first terms may be too small for a number. */
static double
find_tail (guint64 n, guint64 n_hits, double p)
{
  const double odds = log (p) - log1p (-p);
  double term = (double) n * log1p (-p);
  double sum = term;

  for (guint64 k = 0; k < n_hits; k++) {
    term += log ((double) (n - k) / (double) (k + 1)) + odds;
    sum = MAX (sum, term) + log1p (exp (-fabs (sum - term)));
  }
  return exp (sum);
}

double
fl_binomial_bound (guint64 n, guint64 n_hits, double delta)
{
  double low = 0;
  double high = 1;

  if (n_hits >= n)
    return 1;
  for (int i = 0; i < 52; i++) {
    double middle = (low + high) / 2;
    if (find_tail (n, n_hits, middle) > delta)
      low = middle;
    else
      high = middle;
  }
  return high;
}

static guint
find_bin (double doubt)
{
  guint bin = 0;

  while (bin < N_BINS - 1 && doubt > bin_ends[bin])
    bin++;
  return bin;
}

/* Place of the oldest check that counts. */
static gsize
find_window (const FlCheck *checks, gsize n)
{
  gsize begin = n > WINDOW ? n - WINDOW : 0;

  while (begin > 0 && checks[begin - 1].n_labels >= GROWN * checks[n - 1].n_labels)
    begin--;
  return begin;
}

/* What is known of the checks of one bin, or of neighbouring ones. */
typedef struct {
  double n;
  double n_wrong;
  double doubt; /* sum, when they were drawn */
  double share; /* of the pool, not yet divided */
} Stratum;

static void
fill_bins (const FlCheck *checks, gsize n_checks, const float *pool, gsize n_pool, Stratum *bins)
{
  for (gsize i = 0; i < n_checks; i++) {
    Stratum *bin = &bins[find_bin (checks[i].doubt)];
    bin->n++;
    bin->n_wrong += checks[i].is_wrong ? 1 : 0;
    bin->doubt += checks[i].doubt;
  }
  for (gsize i = 0; i < n_pool; i++)
    bins[find_bin (pool[i])].share++;
}

static void
add_stratum (const Stratum *from, Stratum *to)
{
  to->n += from->n;
  to->n_wrong += from->n_wrong;
  to->doubt += from->doubt;
  to->share += from->share;
}

/* Of a bin with a check or two nothing is known: neighbours are put together, the most doubtful ones first, and
 * what remains with the last of these. Returns: how many are left, at the front */
static guint
merge_bins (Stratum *bins)
{
  Stratum merged[N_BINS] = {0};
  guint n = 0;

  for (guint bin = N_BINS; bin-- > 0;) {
    add_stratum (&bins[bin], &merged[n]);
    n += merged[n].n >= LEAST_CHECKS ? 1 : 0;
  }
  if (n < N_BINS && n > 0)
    add_stratum (&merged[n], &merged[n - 1]);
  memcpy (bins, merged, sizeof merged);
  return MAX (n, 1);
}

static double
stratify (const FlCheck *checks, gsize n_checks, const float *pool, gsize n_pool)
{
  Stratum bins[N_BINS] = {0};
  double error = 0;

  fill_bins (checks, n_checks, pool, n_pool, bins);
  const guint n = merge_bins (bins);
  for (guint i = 0; i < n; i++)
    error += bins[i].share / (double) n_pool * (bins[i].n_wrong + 0.5 * bins[i].doubt / bins[i].n) /
             (bins[i].n + 0.5);
  return error;
}

void
fl_checks_estimate (const FlCheck *checks,
                    gsize n_checks,
                    const float *pool,
                    gsize n_pool,
                    FlCheckEstimate *out)
{
  guint64 n_wrong = 0;

  *out = (FlCheckEstimate){.error = NAN, .high = 1};
  if (n_checks == 0)
    return;
  gsize begin = find_window (checks, n_checks);
  out->n = n_checks - begin;
  for (gsize i = begin; i < n_checks; i++)
    n_wrong += checks[i].is_wrong ? 1 : 0;
  out->error = stratify (checks + begin, out->n, pool, n_pool);
  out->low = 1 - fl_binomial_bound (out->n, out->n - n_wrong, SIDE);
  out->high = fl_binomial_bound (out->n, n_wrong, SIDE);
}

GArray *
fl_checks_list_bins (const FlCheck *checks, gsize n_checks)
{
  GArray *bins = g_array_sized_new (FALSE, TRUE, sizeof (FlCheckBin), N_BINS);

  g_array_set_size (bins, N_BINS);
  for (gsize i = 0; i < n_checks; i++) {
    FlCheckBin *bin = &g_array_index (bins, FlCheckBin, N_BINS - 1 - find_bin (checks[i].doubt));
    bin->n++;
    bin->n_right += checks[i].is_wrong ? 0 : 1;
    bin->certainty += 1 - checks[i].doubt;
  }
  for (guint i = N_BINS; i-- > 0;) {
    FlCheckBin *bin = &g_array_index (bins, FlCheckBin, i);
    if (bin->n == 0)
      g_array_remove_index (bins, i);
    else
      bin->certainty /= bin->n;
  }
  return bins;
}
