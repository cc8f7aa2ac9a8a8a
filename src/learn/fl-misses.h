/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many events of a class the machine missed, from looking at random blocks of what it calls
 * background. doc/misses.md derives it and says what is assumed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlMissStratum:
 * @n_blocks: background blocks with scores of this stratum, fixed before the first draw
 * @n_planned: how many of them the plan draws, 0..@n_blocks, fixed before the first draw
 * @risk: share of the chance to be wrong that is spent here, 0..1; those of all strata add up to 1
 * @hits: (array length=n): blocks in the order of the draw, 1 where a missed event starts
 * @n: how many were looked at
 *
 * Blocks of similar score and what looking at some of them found. Borrows @hits.
 */
typedef struct {
  guint64 n_blocks;
  guint64 n_planned;
  double risk;
  const guint8 *hits;
  gsize n;
} FlMissStratum;

/**
 * fl_misses_bound:
 * @strata: (array length=n_strata): all strata
 * @n_strata: how many
 * @delta: chance that the bound is ever too low, 0..1
 *
 * Bounds in how many more blocks a missed event starts, beside the hits. Valid at any time: each
 * stratum tests its count twice, by the bound of a lot after any number of blocks, and by the
 * hypergeometric tail once the plan is done.
 *
 * Returns: the largest number of blocks that is possible
 */
guint64 fl_misses_bound (const FlMissStratum *strata, gsize n_strata, double delta);

/**
 * fl_misses_bound_share:
 * @n_found: events that are known, those on the sheets included
 * @n_missed: from fl_misses_bound()
 *
 * Returns: the largest share of all events that can be missed, 0..1; 1 when none is known
 */
double fl_misses_bound_share (guint64 n_found, guint64 n_missed);

/**
 * fl_misses_plan:
 * @n_blocks: background blocks
 * @n_tiles: how many the person wants to look at, at most @n_blocks
 * @out: (array fixed-size=2): the strata: blocks with the highest scores, all of which are looked
 *   at, and a random part of all others; without hits yet
 *
 * Fixes what is drawn: a fifth of the tiles goes to the highest scores.
 */
void fl_misses_plan (guint64 n_blocks, guint64 n_tiles, FlMissStratum out[2]);

/**
 * fl_misses_count_tiles:
 * @n_blocks: background blocks
 * @n_found: events that are known
 * @max_missed: largest share of missed events that is promised, 0..1
 * @n_hits: hits to expect among the random blocks
 * @delta: chance of a wrong promise, 0..1
 *
 * Prices a promise.
 *
 * Returns: tiles whose plan keeps it with so many hits, 0..@n_blocks
 */
guint64 fl_misses_count_tiles (guint64 n_blocks,
                               guint64 n_found,
                               double max_missed,
                               guint64 n_hits,
                               double delta);

G_END_DECLS
