/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neighbours in time, against adding up every order of classes that there could be. */
#include "learn/fl-chain.h"

#include <math.h>
#include <string.h>

#define K 3
#define N 5

static const double mix[K] = {0.5, 0.3, 0.2};

typedef struct {
  float probabilities[N * K];
  guint known[N];
  double times_s[N];
} Stream;

static void
draw (GRand *rand, Stream *out)
{
  double time_s = g_rand_double (rand);

  for (gsize i = 0; i < N; i++) {
    double sum = 0;
    double p[K];
    for (guint c = 0; c < K; c++)
      sum += p[c] = g_rand_double (rand) + 0.01;
    for (guint c = 0; c < K; c++)
      out->probabilities[i * K + c] = (float) (p[c] / sum);
    out->known[i] =
      g_rand_double (rand) < 0.25 ? (guint) g_rand_int_range (rand, 0, K) : FL_CHAIN_UNKNOWN;
    out->times_s[i] = time_s;
    time_s += 0.1 + g_rand_double (rand);
  }
}

static double
move (guint from, guint to, double gap_s, double dwell_s)
{
  const double s = exp (-gap_s / dwell_s);

  return (from == to ? s : 0) + (1 - s) * mix[to];
}

/* Adds up all 3^6 orders of classes of the moments and of @time_s, which nothing is known of. */
static void
add_up (const Stream *stream, double dwell_s, double time_s, double out[K])
{
  double sum = 0;

  memset (out, 0, K * sizeof out[0]);
  for (guint order = 0; order < 729; order++) {
    guint classes[N + 1];
    guint left = order;
    double p = 1;
    double last_s = -1;
    guint last = 0;
    for (guint i = 0; i <= N; i++, left /= K)
      classes[i] = left % K;
    /* The moments in time, and the one that is asked for among them. */
    for (guint i = 0, is_past = 0; i <= N; i++) {
      const gboolean is_asked = !is_past && (i == N || stream->times_s[i] > time_s);
      const guint at = i - is_past;
      const guint class_index = is_asked ? classes[N] : classes[at];
      const double now_s = is_asked ? time_s : stream->times_s[at];
      is_past |= is_asked;
      p *= last_s < 0 ? mix[class_index] : move (last, class_index, now_s - last_s, dwell_s);
      last = class_index;
      last_s = now_s;
      if (is_asked)
        continue;
      p *= stream->known[at] == FL_CHAIN_UNKNOWN
             ? (double) stream->probabilities[at * K + class_index] / mix[class_index]
           : stream->known[at] == class_index ? 1
                                              : 0;
    }
    out[classes[N]] += p;
    sum += p;
  }
  for (guint c = 0; c < K; c++)
    out[c] /= sum;
}

static void
test_equals_adding_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (91);

  for (guint round = 0; round < 30; round++) {
    const FlChain chain = {.n_classes = K, .dwell_s = 0.2 + 2 * g_rand_double (rand), .mix = mix};
    Stream stream;
    FlChainPath path;
    draw (rand, &stream);
    fl_chain_walk (&chain, stream.probabilities, stream.known, stream.times_s, N, &path);
    for (guint i = 0; i < 12; i++) {
      const double time_s = i < N ? stream.times_s[i] : 5 * g_rand_double (rand);
      double found[K];
      double expected[K];
      fl_chain_path_get (&path, time_s, found);
      add_up (&stream, chain.dwell_s, time_s, expected);
      for (guint c = 0; c < K; c++)
        g_assert_cmpfloat_with_epsilon (found[c], expected[c], 1e-5); /* float in between */
    }
    fl_chain_path_clear (&path);
  }
}

/* What people said stays as they said it; alone, a moment is what the model says. */
static void
test_known_and_alone (void)
{
  const FlChain chain = {.n_classes = K, .dwell_s = 1000, .mix = mix};
  const float probabilities[] = {0.9f, 0.05f, 0.05f, 0.9f, 0.05f, 0.05f, 0.9f, 0.05f, 0.05f};
  const guint known[] = {FL_CHAIN_UNKNOWN, 2, FL_CHAIN_UNKNOWN};
  const double times_s[] = {0, 1, 2};
  const double far_s[] = {0, 1e9, 2e9};
  FlChainPath path;
  double p[K];

  fl_chain_walk (&chain, probabilities, known, times_s, 3, &path);
  fl_chain_path_get (&path, 1, p);
  g_assert_cmpfloat (p[2], ==, 1);
  fl_chain_path_get (&path, 0, p);
  g_assert_cmpfloat (p[2], >, 0.9);
  fl_chain_path_clear (&path);
  fl_chain_walk (&chain, probabilities, known, far_s, 3, &path);
  fl_chain_path_get (&path, 0, p);
  for (guint c = 0; c < K; c++)
    g_assert_cmpfloat_with_epsilon (p[c], (double) probabilities[c], 1e-6);
  /* Far from everything only how often each class is drawn is known. */
  fl_chain_path_get (&path, 5e8, p);
  for (guint c = 0; c < K; c++)
    g_assert_cmpfloat_with_epsilon (p[c], mix[c], 1e-6);
  fl_chain_path_clear (&path);
}

/* The dwell from which pairs were drawn is found again. */
static void
test_dwell (void)
{
  static const double dwells_s[] = {0.5, 5, 60};
  g_autoptr (GRand) rand = g_rand_new_with_seed (92);
  const gsize n = 20000;
  g_autofree FlChainPair *pairs = g_new (FlChainPair, n);

  for (gsize d = 0; d < G_N_ELEMENTS (dwells_s); d++) {
    for (gsize i = 0; i < n; i++) {
      const double draw = g_rand_double (rand);
      const guint first = draw < 0.5 ? 0 : draw < 0.8 ? 1 : 2;
      const double gap_s = dwells_s[d] * 2 * g_rand_double (rand);
      double left = g_rand_double (rand);
      guint second = 0;
      while (second < K - 1 && left >= move (first, second, gap_s, dwells_s[d]))
        left -= move (first, second++, gap_s, dwells_s[d]);
      pairs[i] = (FlChainPair){.gap_s = gap_s, .is_same = first == second, .class_index = second};
    }
    g_assert_cmpfloat_with_epsilon (fl_chain_fit_dwell (pairs, n, mix) / dwells_s[d], 1, 0.05);
  }
  /* All the same: as long as can be; never the same: as short. */
  for (gsize i = 0; i < n; i++)
    pairs[i].is_same = TRUE;
  g_assert_cmpfloat (fl_chain_fit_dwell (pairs, n, mix), >, 9000);
  for (gsize i = 0; i < n; i++)
    pairs[i].is_same = FALSE;
  g_assert_cmpfloat (fl_chain_fit_dwell (pairs, n, mix), <, 0.06);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/chain/equals-adding-up", test_equals_adding_up);
  g_test_add_func ("/learn/chain/known-and-alone", test_known_and_alone);
  g_test_add_func ("/learn/chain/dwell", test_dwell);
  return g_test_run ();
}
