/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What certificates cost: the time after an audit answer, how many audits lots need whose labels
 * are wrong at random places, what sweeps of drawn footage say, and what either is worth when who checks errs. */
#include "learn/fl-certificate.h"
#include "learn/fl-misses.h"

#include "../learn/sweeps.h"
#include "../session/erring.h"
#include "bench-report.h"

#include <stdio.h>
#include <stdlib.h>

#define DELTA    0.05
#define N_AUDITS 2000
#define N_LOTS   1001

static int
compare (const void *a, const void *b)
{
  gsize x = *(const gsize *) a;
  gsize y = *(const gsize *) b;

  return x < y ? -1 : x > y;
}

/* Draws without replacement: the next is wrong by what is left. */
static void
draw_audits (GRand *rand, guint64 n_lot, guint64 n_wrong, guint8 *out, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    out[i] = g_rand_double (rand) * (double) (n_lot - i) < (double) n_wrong;
    n_wrong -= out[i];
  }
}

/* Audits until a lot is certified; once it is it stays so. */
static gsize
count_audits (guint64 n_lot, double max_error, const guint8 *errors, gsize n)
{
  gsize low = 1;

  while (low < n) {
    gsize middle = low + (n - low) / 2;
    if (fl_certificate_test (n_lot, max_error, DELTA, errors, middle) == FL_CERTIFICATE_OPEN)
      low = middle + 1;
    else
      n = middle;
  }
  return low;
}

static void
measure_audits (FlJson *json)
{
  static const guint64 sizes[] = {1000, 20000, 2000000};
  static const double wrong[] = {0, 0.0025, 0.005, 0.0075, 0.01};
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  g_autofree guint8 *errors = g_new (guint8, 20000);
  gsize counts[N_LOTS];

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (wrong); j++) {
      gsize n = (gsize) MIN (sizes[i], 20000);
      for (guint k = 0; k < N_LOTS; k++) {
        draw_audits (rand, sizes[i], (guint64) (wrong[j] * (double) sizes[i]), errors, n);
        counts[k] = count_audits (sizes[i], 0.02, errors, n);
      }
      qsort (counts, N_LOTS, sizeof counts[0], compare);
      g_autofree char *name =
        g_strdup_printf ("audits_%" G_GUINT64_FORMAT "_%g", sizes[i], 100 * wrong[j]);
      g_autofree char *p90 = g_strconcat (name, "_p90", NULL);
      fl_json_add_int (json, name, (gint64) counts[N_LOTS / 2]);
      fl_json_add_int (json, p90, (gint64) counts[N_LOTS * 9 / 10]);
    }
}

/* Everything that is said after an answer, with few and with many disagreements. */
static void
measure_look (FlJson *json)
{
  static const double wrong[] = {0, 0.005, 0.015, 0.03, 0.3};
  g_autoptr (GRand) rand = g_rand_new_with_seed (32);
  g_autofree guint8 *errors = g_new (guint8, N_AUDITS);
  const FlLotAudits lot = {.n_lot = 2000000, .errors = errors, .n = N_AUDITS};
  g_autoptr (BenchTimes) times = bench_times_new ();
  g_autoptr (BenchTimes) cpu_times = bench_times_new ();
  FlCertificateView view;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    for (guint j = 0; j < 20; j++) {
      draw_audits (rand, lot.n_lot, (guint64) (wrong[i] * 2000000), errors, lot.n);
      gint64 begin_us = g_get_monotonic_time ();
      gint64 begin_cpu_us = bench_get_thread_us ();
      fl_certificate_look (&lot, 0.02, DELTA, &view);
      bench_times_add (times, begin_us);
      bench_times_add_span (cpu_times, bench_get_thread_us () - begin_cpu_us);
    }
  bench_times_print (times, json, "");
  bench_times_print (cpu_times, json, "cpu_");
}

static void
add_share (FlJson *json, const char *what, SweepModel model, double share)
{
  static const char *const models[] =
    {[SWEEP_GOOD] = "good", [SWEEP_USELESS] = "useless", [SWEEP_INVERTED] = "inverted"};
  g_autofree char *name = g_strdup_printf ("%s_%s", what, models[model]);

  fl_json_add_double (json, name, share);
}

/* 20 missed in 4,000 blocks of which 1,200 are seen, where 19 would be promised; and 40 hours with
 * 200 visits, of which 6 are missed and 10 % promised, with 300 sheets of 30. */
static void
measure_misses (FlJson *json)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (33);
  g_autoptr (BenchTimes) times = bench_times_new ();

  for (SweepModel model = SWEEP_GOOD; model < SWEEP_N_MODELS; model++) {
    guint n_false = 0;
    guint n_kept = 0;
    for (guint i = 0; i < 2000; i++) {
      g_auto (Sweep) boundary = {0};
      sweep_run (&boundary, rand, model, 4000, 20, 1200);
      n_false += boundary.n_hits + fl_misses_bound (boundary.strata, 2, DELTA) < 20;
      g_auto (Sweep) sweep = {0};
      sweep_run (&sweep, rand, model, sweep_draw_background (rand, 28800, 194), 6, 9000);
      gint64 begin_us = bench_get_thread_us ();
      guint64 n_missed = fl_misses_bound (sweep.strata, 2, DELTA);
      bench_times_add_span (times, bench_get_thread_us () - begin_us);
      n_kept += fl_misses_bound_share (194 + sweep.n_hits, n_missed) <= 0.1;
    }
    add_share (json, "false", model, n_false / 2000.0);
    add_share (json, "kept", model, n_kept / 2000.0);
  }
  bench_times_print (times, json, "cpu_");
}

static void
add_erring (FlJson *json, const char *name, const Erring *erring, guint n_wrong)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (34);
  g_autofree char *looks = g_strconcat (name, "_looks", NULL);
  guint64 n_looks = 0;
  guint n = 0;

  for (guint i = 0; i < 2000; i++)
    n += erring_certify (rand, 1000, n_wrong, 0.02, erring, &n_looks);
  fl_json_add_double (json, name, n / 2000.0);
  fl_json_add_double (json, looks, (double) n_looks / 2000);
}

/* Lots of 1,000 with 21 wrong labels, where 20 would be promised, and with 5. */
static void
measure_erring (FlJson *json)
{
  static const double shares[] = {0, 0.01, 0.03};

  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++) {
    const Erring slips = {.slips = shares[i]};
    const Erring misses = {.misses = shares[i]};
    const Erring blind = {.blind = 10 * shares[i]};
    g_autofree char *false_slips = g_strdup_printf ("false_slips_%g", shares[i]);
    g_autofree char *right_slips = g_strdup_printf ("right_slips_%g", shares[i]);
    g_autofree char *false_misses = g_strdup_printf ("false_misses_%g", shares[i]);
    g_autofree char *false_blind = g_strdup_printf ("false_blind_%g", blind.blind);
    add_erring (json, false_slips, &slips, 21);
    add_erring (json, right_slips, &slips, 5);
    add_erring (json, false_misses, &misses, 21);
    add_erring (json, false_blind, &blind, 21);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (FlJson) json = fl_json_new ();

  if (argc == 2 && g_str_equal (argv[1], "look"))
    measure_look (json);
  else if (argc == 2 && g_str_equal (argv[1], "audits"))
    measure_audits (json);
  else if (argc == 2 && g_str_equal (argv[1], "misses"))
    measure_misses (json);
  else if (argc == 2 && g_str_equal (argv[1], "erring"))
    measure_erring (json);
  else {
    g_printerr ("usage: bench-proof look|audits|misses|erring\n");
    return 2;
  }
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
  return 0;
}
