/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Missed events: what sweeps cost, to the tile, and how often their bound is wrong. */
#include "learn/fl-certificate.h"
#include "learn/fl-misses.h"

#include "sweeps.h"

#include <string.h>

#define DELTA    0.05
#define N_BLOCKS 28700
#define N_TILES  9000

static guint64
bound_one (guint64 n_blocks, guint64 n_planned, const guint8 *hits, gsize n)
{
  const FlMissStratum stratum = {.n_blocks = n_blocks,
                                 .n_planned = n_planned,
                                 .risk = 1,
                                 .hits = hits,
                                 .n = n};

  return fl_misses_bound (&stratum, 1, DELTA);
}

/* By exact arithmetic outside the program. */
static void
test_plan_done (void)
{
  static const guint64 n_more[] = {8, 13, 17, 20, 23, 27, 30};
  g_autofree guint8 *hits = g_new0 (guint8, N_TILES);

  for (gsize n_hits = 0; n_hits < G_N_ELEMENTS (n_more); n_hits++) {
    memset (hits, 1, n_hits);
    g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, N_TILES), ==, n_more[n_hits]);
  }
}

/* Before the plan is done the bound of a lot counts, with its part of the risk. */
static void
test_any_time (void)
{
  g_autofree guint8 *hits = g_new0 (guint8, N_BLOCKS);

  hits[70] = 1;
  guint64 early = fl_certificate_bound (N_BLOCKS, 0.3 * DELTA, hits, N_TILES - 1);
  g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, 0), ==, N_BLOCKS);
  g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, N_TILES - 1), ==, early - 1);
  g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, N_TILES), ==, 13);
  /* What comes after the plan counts for the bound at any time alone. */
  hits[N_TILES] = 1;
  g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, N_TILES + 1), ==, 12);
  g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, N_BLOCKS - 3), <=, 3);
  g_assert_cmpuint (bound_one (N_BLOCKS, N_TILES, hits, N_BLOCKS), ==, 0);
}

/* Strata share the risk; of suspects that were all seen nothing is left. */
static void
test_strata_add_up (void)
{
  FlMissStratum strata[2];
  g_autofree guint8 *hits = g_new0 (guint8, N_TILES);

  fl_misses_plan (N_BLOCKS, N_TILES, strata);
  g_assert_cmpuint (strata[0].n_blocks, ==, 1800);
  g_assert_cmpuint (strata[0].n_planned, ==, 1800);
  g_assert_cmpuint (strata[1].n_blocks, ==, 26900);
  g_assert_cmpuint (strata[1].n_planned, ==, 7200);
  g_assert_cmpfloat (strata[0].risk + strata[1].risk, ==, 1);
  g_assert_cmpuint (fl_misses_bound (strata, 2, DELTA), ==, N_BLOCKS);
  hits[0] = hits[1] = 1;
  strata[0].hits = strata[1].hits = hits;
  strata[0].n = 1800;
  g_assert_cmpuint (fl_misses_bound (strata, 2, DELTA), ==, 26900);
  strata[1].n = 7200;
  g_assert_cmpuint (fl_misses_bound (strata, 2, DELTA), ==, 21);
  strata[1].hits += 2;
  strata[1].n = 7200;
  g_assert_cmpuint (fl_misses_bound (strata, 2, DELTA), ==, 11);
}

static void
test_price (void)
{
  guint64 n_tiles = fl_misses_count_tiles (N_BLOCKS, 194, 0.1, 0, DELTA);
  g_autofree guint8 *hits = g_new0 (guint8, N_BLOCKS);

  for (guint i = 0; i < 2; i++) {
    FlMissStratum strata[2];
    fl_misses_plan (N_BLOCKS, n_tiles - i, strata);
    strata[0].hits = strata[1].hits = hits;
    strata[0].n = strata[0].n_planned;
    strata[1].n = strata[1].n_planned;
    double share = fl_misses_bound_share (194, fl_misses_bound (strata, 2, DELTA));
    g_assert_cmpint (share <= 0.1, ==, i == 0);
  }
  g_assert_cmpuint (fl_misses_count_tiles (N_BLOCKS, 194, 0.1, 2, DELTA), >, n_tiles);
  g_assert_cmpuint (fl_misses_count_tiles (N_BLOCKS, 194, 0.1, 2, DELTA), <=, N_TILES);
  g_assert_cmpuint (fl_misses_count_tiles (N_BLOCKS, 194, 1, 0, DELTA), ==, 0);
}

static void
test_share (void)
{
  g_assert_cmpfloat (fl_misses_bound_share (180, 20), ==, 0.1);
  g_assert_cmpfloat (fl_misses_bound_share (0, 3), ==, 1);
  g_assert_cmpfloat (fl_misses_bound_share (0, 0), ==, 0);
}

/* Events in 0.5 % of the blocks, of which the promise allows one less: at most 5 % of the sweeps
 * (and three standard errors) keep it, at whatever time one looks, whatever the scores are worth.
 * The bound at the end is the lowest of all times. */
static void
test_false_certificates (void)
{
  static const guint n_tiles[] = {300, 1200};
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);

  for (gsize i = 0; i < G_N_ELEMENTS (n_tiles); i++)
    for (SweepModel model = SWEEP_GOOD; model < SWEEP_N_MODELS; model++) {
      guint n_false = 0;
      for (guint j = 0; j < 2000; j++) {
        g_auto (Sweep) sweep = {0};
        sweep_run (&sweep, rand, model, 4000, 20, n_tiles[i]);
        n_false += sweep.n_hits + fl_misses_bound (sweep.strata, 2, DELTA) < sweep.n_missed;
      }
      g_assert_cmpuint (n_false, <=, 130);
    }
}

/* 40 hours, 200 visits in 0.5 % of the time, 6 of them missed, 300 sheets of 30. */
static void
test_ecologist (void)
{
  static const guint n_least[SWEEP_N_MODELS] = {[SWEEP_GOOD] = 490, [SWEEP_USELESS] = 400};
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (SweepModel model = SWEEP_GOOD; model < SWEEP_N_MODELS; model++) {
    guint n_kept = 0;
    for (guint i = 0; i < 500; i++) {
      g_auto (Sweep) sweep = {0};
      guint n_background = sweep_draw_background (rand, 28800, 194);
      sweep_run (&sweep, rand, model, n_background, 6, N_TILES);
      guint64 n_missed = fl_misses_bound (sweep.strata, 2, DELTA);
      n_kept += fl_misses_bound_share (194 + sweep.n_hits, n_missed) <= 0.1;
    }
    g_test_message ("%u of 500", n_kept);
    g_assert_cmpuint (n_kept, >=, n_least[model]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/misses/plan-done", test_plan_done);
  g_test_add_func ("/learn/misses/any-time", test_any_time);
  g_test_add_func ("/learn/misses/strata-add-up", test_strata_add_up);
  g_test_add_func ("/learn/misses/price", test_price);
  g_test_add_func ("/learn/misses/share", test_share);
  g_test_add_func ("/learn/misses/false-certificates-are-rare", test_false_certificates);
  g_test_add_func ("/learn/misses/ecologist", test_ecologist);
  return g_test_run ();
}
