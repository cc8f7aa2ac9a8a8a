/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweeps.h"

#include <math.h>

#define BLOCK_S 5.0
#define VISIT_S 3.6

void
sweep_clear (Sweep *self)
{
  g_free (self->owned[0]);
  g_free (self->owned[1]);
}

/* Place of a missed event among all blocks by falling score. */
static guint
draw_rank (GRand *rand, SweepModel model, guint n_blocks)
{
  double u = g_rand_double (rand);

  switch (model) {
  case SWEEP_GOOD:
    u = pow (u, 6);
    break;
  case SWEEP_INVERTED:
    u = 1 - pow (u, 6);
    break;
  case SWEEP_USELESS:
  case SWEEP_N_MODELS:
    break;
  }
  return MIN ((guint) (u * n_blocks), n_blocks - 1);
}

/* How many missed events are among the highest @n_suspects scores; no two in one block. */
static guint
count_suspects (GRand *rand, SweepModel model, guint n_blocks, guint n_missed, guint64 n_suspects)
{
  g_autofree guint8 *is_taken = g_new0 (guint8, n_blocks);
  guint n = 0;

  for (guint i = 0; i < n_missed; i++) {
    guint rank;
    do
      rank = draw_rank (rand, model, n_blocks);
    while (is_taken[rank]);
    is_taken[rank] = 1;
    n += rank < n_suspects;
  }
  return n;
}

static void
look (Sweep *self, GRand *rand, guint stratum, guint n_missed)
{
  FlMissStratum *part = &self->strata[stratum];

  self->owned[stratum] = g_new (guint8, part->n_planned);
  part->hits = self->owned[stratum];
  part->n = part->n_planned;
  for (gsize i = 0; i < part->n; i++) {
    gboolean is_hit = g_rand_double (rand) * (double) (part->n_blocks - i) < n_missed;
    self->owned[stratum][i] = (guint8) is_hit;
    n_missed -= (guint) is_hit;
    self->n_hits += (guint64) is_hit;
  }
}

void
sweep_run (Sweep *self,
           GRand *rand,
           SweepModel model,
           guint n_blocks,
           guint n_missed,
           guint n_tiles)
{
  *self = (Sweep){.n_missed = n_missed};
  fl_misses_plan (n_blocks, n_tiles, self->strata);
  guint n_suspects = count_suspects (rand, model, n_blocks, n_missed, self->strata[0].n_blocks);
  look (self, rand, 0, n_suspects);
  look (self, rand, 1, n_missed - n_suspects);
}

guint
sweep_draw_background (GRand *rand, guint n_blocks, guint n_found)
{
  g_autofree guint8 *is_found = g_new0 (guint8, n_blocks);
  guint n = n_blocks;

  for (guint i = 0; i < n_found; i++) {
    double begin_s = g_rand_double (rand) * n_blocks * BLOCK_S;
    double end_s = begin_s - VISIT_S * log1p (-g_rand_double (rand));
    guint last = MIN ((guint) (end_s / BLOCK_S), n_blocks - 1);
    for (guint block = (guint) (begin_s / BLOCK_S); block <= last; block++) {
      n -= !is_found[block];
      is_found[block] = 1;
    }
  }
  return n;
}
