/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which predictions to propose for acceptance. */
#include "learn/fl-proposal.h"

#include <stdlib.h>
#include <string.h>

/* What doubts say is itself only roughly known, and a certificate at the promise itself would need
 * very many audits. Measured: HACKING.md. */
#define MEAN_SHARE 0.75
#define EACH_SHARE 5.0

typedef struct {
  float doubt;
  gsize candidate;
} Entry;

static int
compare (const void *a, const void *b)
{
  const Entry *x = a;
  const Entry *y = b;

  if (x->doubt != y->doubt)
    return x->doubt < y->doubt ? -1 : 1;
  return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

gsize
fl_proposal_choose (const float *doubts, gsize n, double max_error, guint8 *out)
{
  g_autofree Entry *entries = g_new (Entry, MAX (n, 1));
  double sum = 0;
  gsize n_proposed = 0;

  memset (out, 0, n);
  for (gsize i = 0; i < n; i++)
    entries[i] = (Entry){.doubt = doubts[i], .candidate = i};
  qsort (entries, n, sizeof entries[0], compare);
  for (gsize i = 0; i < n; i++) {
    sum += entries[i].doubt;
    if (entries[i].doubt > EACH_SHARE * max_error ||
        sum > MEAN_SHARE * max_error * (double) (i + 1))
      break;
    out[entries[i].candidate] = 1;
    n_proposed++;
  }
  return n_proposed;
}
