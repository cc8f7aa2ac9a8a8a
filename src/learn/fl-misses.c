/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Missed events: bounds for each stratum of blocks, added up. */
#include "learn/fl-misses.h"

#include "learn/fl-certificate.h"

#include <math.h>

/* Of the risk of a stratum. The rest is spent at any time, so that one may stop early or go on. */
#define PLAN_RISK 0.7
/* Of the tiles. 28,700 blocks and 9,000 tiles: 6 % of the blocks are surely seen, and without hits
 * the bound of the others grows from 8 to 11. */
#define SUSPECT_SHARE 0.2
/* Once all suspects were seen nothing is left to risk there. */
#define SUSPECT_RISK 0.1

static double
log_choose (double n, double k)
{
  int sign; /* always 1; lgamma() would write it to a global */

  return lgamma_r (n + 1, &sign) - lgamma_r (k + 1, &sign) - lgamma_r (n - k + 1, &sign);
}

/* Chance to draw @n_hits or fewer of @n_wrong among @n_drawn of @n_all, without replacement. */
static double
find_tail (guint64 n_all, guint64 n_wrong, guint64 n_drawn, guint64 n_hits)
{
  double all = (double) n_all;
  double wrong = (double) n_wrong;
  double drawn = (double) n_drawn;
  double sum = 0;

  for (guint64 k = 0; k <= MIN (n_hits, MIN (n_wrong, n_drawn)); k++)
    if (n_drawn - k <= n_all - n_wrong)
      sum += exp (log_choose (wrong, (double) k) + log_choose (all - wrong, drawn - (double) k) -
                  log_choose (all, drawn));
  return sum;
}

static guint64
count_hits (const guint8 *hits, gsize n)
{
  guint64 n_hits = 0;

  for (gsize i = 0; i < n; i++)
    n_hits += hits[i] != 0;
  return n_hits;
}

/* The largest count under which so few hits still have a chance above @risk. */
static guint64
bound_by_plan (guint64 n_blocks, guint64 n_drawn, guint64 n_hits, double risk)
{
  guint64 low = n_hits;
  guint64 high = n_blocks - (n_drawn - n_hits);

  while (low < high) {
    guint64 middle = high - (high - low) / 2;
    if (find_tail (n_blocks, middle, n_drawn, n_hits) > risk)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static guint64
bound_stratum (const FlMissStratum *self, double delta)
{
  double risk = self->risk * delta;
  guint64 n_hits = count_hits (self->hits, self->n);
  guint64 bound =
    fl_certificate_bound (self->n_blocks, (1 - PLAN_RISK) * risk, self->hits, self->n);

  if (self->n >= self->n_planned) {
    guint64 n_planned_hits = count_hits (self->hits, (gsize) self->n_planned);
    bound = MIN (bound,
                 bound_by_plan (self->n_blocks, self->n_planned, n_planned_hits, PLAN_RISK * risk));
  }
  /* The truth may be above the bound, with a chance of the risk. */
  return MAX (bound, n_hits) - n_hits;
}

guint64
fl_misses_bound (const FlMissStratum *strata, gsize n_strata, double delta)
{
  guint64 sum = 0;

  for (gsize i = 0; i < n_strata; i++)
    if (strata[i].n_blocks > 0)
      sum += bound_stratum (&strata[i], delta);
  return sum;
}

double
fl_misses_bound_share (guint64 n_found, guint64 n_missed)
{
  if (n_found == 0)
    return n_missed == 0 ? 0 : 1;
  return (double) n_missed / (double) (n_found + n_missed);
}

void
fl_misses_plan (guint64 n_blocks, guint64 n_tiles, FlMissStratum out[2])
{
  guint64 n_suspects = (guint64) floor (SUSPECT_SHARE * (double) n_tiles);

  g_return_if_fail (n_tiles <= n_blocks);

  out[0] = (FlMissStratum){.n_blocks = n_suspects, .n_planned = n_suspects, .risk = SUSPECT_RISK};
  out[1] = (FlMissStratum){.n_blocks = n_blocks - n_suspects,
                           .n_planned = n_tiles - n_suspects,
                           .risk = 1 - SUSPECT_RISK};
}

/* What is left to be missed when the plan is done and all suspects were seen. */
static guint64
bound_when_done (guint64 n_blocks, guint64 n_tiles, guint64 n_hits, double delta)
{
  FlMissStratum strata[2];

  fl_misses_plan (n_blocks, n_tiles, strata);
  if (strata[1].n_planned < n_hits)
    return n_blocks;
  return bound_by_plan (strata[1].n_blocks, strata[1].n_planned, n_hits,
                        PLAN_RISK * strata[1].risk * delta) -
         n_hits;
}

guint64
fl_misses_count_tiles (guint64 n_blocks,
                       guint64 n_found,
                       double max_missed,
                       guint64 n_hits,
                       double delta)
{
  guint64 low = 0;
  guint64 high = n_blocks;

  while (low < high) {
    guint64 middle = low + (high - low) / 2;
    guint64 n_missed = bound_when_done (n_blocks, middle, n_hits, delta);
    if (fl_misses_bound_share (n_found + n_hits, n_missed) <= max_missed)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}
