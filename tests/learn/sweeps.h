/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Footage with missed events, drawn, and somebody who looks at the blocks of a plan. */
#pragma once

#include "learn/fl-misses.h"

G_BEGIN_DECLS

/**
 * SweepModel:
 * @SWEEP_GOOD: gives missed events high scores
 * @SWEEP_USELESS: gives any scores
 * @SWEEP_INVERTED: gives missed events low scores
 *
 * What the scores of blocks are worth.
 */
typedef enum {
  SWEEP_GOOD,
  SWEEP_USELESS,
  SWEEP_INVERTED,
  SWEEP_N_MODELS,
} SweepModel;

/**
 * Sweep:
 * @strata: what was planned, and the hits of all planned blocks
 * @n_missed: blocks in which a missed event starts
 * @n_hits: those of them that were drawn
 *
 * A plan that was done.
 */
typedef struct {
  FlMissStratum strata[2];
  guint64 n_missed;
  guint64 n_hits;
  guint8 *owned[2];
} Sweep;

/** sweep_clear: Frees what @self owns. */
void sweep_clear (Sweep *self);

/** sweep_run: Scatters @n_missed over @n_blocks, scores them and looks at @n_tiles blocks. */
void sweep_run (Sweep *self,
                GRand *rand,
                SweepModel model,
                guint n_blocks,
                guint n_missed,
                guint n_tiles);

/**
 * sweep_draw_background:
 * @rand: a generator
 * @n_blocks: blocks of 5 s in all
 * @n_found: visits that are found; they last 3.6 s on the mean
 *
 * Returns: blocks in which no visit is found
 */
guint sweep_draw_background (GRand *rand, guint n_blocks, guint n_found);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sweep, sweep_clear)

G_END_DECLS
