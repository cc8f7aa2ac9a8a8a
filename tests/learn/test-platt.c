/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The link of a yes/no question, and models of several of them. */
#include "learn/fl-model.h"
#include "learn/fl-platt.h"
#include "learn/fl-scorer.h"

#include "synthetic.h"

#include <math.h>

#define N_ROWS 400

/* Answers drawn from a link: what a fit must come near to. */
static void
draw (GRand *rand, const FlPlatt *link, float *decisions, guint8 *is_yes)
{
  for (guint i = 0; i < N_ROWS; i++) {
    decisions[i] = (float) (2 * synthetic_normal (rand));
    is_yes[i] = g_rand_double (rand) < fl_platt_get_probability (link, (double) decisions[i]);
  }
}

/* At the most likely link, what is expected and what is there are the same: of yes, and of the
 * decisions of yes (both derivatives of the likelihood are 0). */
static void
assert_stationary (const FlPlatt *link, const float *decisions, const guint8 *is_yes, gsize n)
{
  gsize n_yes = 0;
  double g1 = 0;
  double g2 = 0;

  for (gsize i = 0; i < n; i++)
    n_yes += is_yes[i];
  for (gsize i = 0; i < n; i++) {
    const double target =
      is_yes[i] ? ((double) n_yes + 1) / ((double) n_yes + 2) : 1 / ((double) (n - n_yes) + 2);
    const double d = target - fl_platt_get_probability (link, (double) decisions[i]);
    g1 += d * (double) decisions[i];
    g2 += d;
  }
  g_assert_cmpfloat_with_epsilon (g1, 0, 1e-4);
  g_assert_cmpfloat_with_epsilon (g2, 0, 1e-4);
}

static void
test_most_likely (void)
{
  static const FlPlatt links[] = {{-2, 0}, {-0.5, 1.5}, {-6, -2}};
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  float decisions[N_ROWS];
  guint8 is_yes[N_ROWS];

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++) {
    draw (rand, &links[i], decisions, is_yes);
    const FlPlatt found = fl_platt_fit (decisions, is_yes, N_ROWS);
    assert_stationary (&found, decisions, is_yes, N_ROWS);
    /* Within three standard errors, about, of such a sample. */
    g_assert_cmpfloat_with_epsilon (found.a, links[i].a, 0.4 * fabs (links[i].a));
    g_assert_cmpfloat_with_epsilon (found.b, links[i].b, 0.8);
  }
}

/* Rows that a model tells apart without a mistake prove no certainty: the corrected targets are 5/6
 * and 1/6 of four rows a side. */
static void
test_without_mistakes (void)
{
  const float decisions[] = {-1, -1, -1, -1, 1, 1, 1, 1};
  const guint8 is_yes[] = {0, 0, 0, 0, 1, 1, 1, 1};
  const FlPlatt found = fl_platt_fit (decisions, is_yes, 8);

  g_assert_cmpfloat_with_epsilon (fl_platt_get_probability (&found, 1), 5.0 / 6, 1e-5);
  g_assert_cmpfloat_with_epsilon (fl_platt_get_probability (&found, -1), 1.0 / 6, 1e-5);
}

/* Decisions that are worse than none say nothing about the link. */
static void
test_worse_than_none (void)
{
  const float inverse[] = {1, 1, 1, 2, -1, -1, -2, -1};
  const float constant[] = {1, 1, 1, 1, 1, 1, 1, 1};
  const guint8 is_yes[] = {0, 0, 0, 0, 1, 1, 1, 1};
  const FlPlatt of_inverse = fl_platt_fit (inverse, is_yes, 8);
  const FlPlatt of_constant = fl_platt_fit (constant, is_yes, 8);

  g_assert_cmpfloat (of_inverse.a, ==, -2);
  g_assert_cmpfloat (of_inverse.b, ==, 0);
  g_assert_true (isfinite (fl_platt_get_probability (&of_constant, 1)));
}

static void
test_extremes (void)
{
  const FlPlatt plain = FL_PLATT_PLAIN;

  g_assert_cmpfloat (fl_platt_get_probability (&plain, 0), ==, 0.5);
  g_assert_cmpfloat (fl_platt_get_probability (&plain, 1e9), ==, 1);
  g_assert_cmpfloat (fl_platt_get_probability (&plain, -1e9), ==, 0);
}

/* A model of two classes with one weight, f = weight x + 0.5 for yes. */
static FlModel *
make_model (FlScaling *scaling, double weight, const FlPlatt *link)
{
  const double weights[] = {-weight, -0.5, weight, 0.5};
  const guint8 is_known[] = {1, 1};
  const FlModelFacts facts = {.temperature = 1, .platt = *link};

  return fl_model_new (scaling, weights, is_known, 2, &facts);
}

static void
test_tags_together (void)
{
  const guint16 raw[] = {0x3c00, 0x4000, 0xbc00}; /* 1, 2, -1 */
  const FlHalfRows rows = {.values = raw, .n_rows = 3, .n_dims = 1};
  const FlFeatureBlock block = {.first_dim = 0, .n_dims = 1};
  g_autoptr (FlScaling) scaling = fl_scaling_new_fit (&rows, 1, &block, 1);
  const FlPlatt first = {-1, 0.25};
  const FlPlatt last = {-3, 0};
  FlModel *models[] = {make_model (scaling, 2, &first), NULL, make_model (scaling, -1, &last)};
  const FlModelFacts facts = {.revision = 9, .temperature = 1};
  FlModel *joined = fl_model_new_tags (models, 3, &facts);
  float decisions[9];
  float alone[6];
  float p[3];

  fl_scorer_run (joined, &rows, decisions, NULL);
  fl_scorer_run (models[2], &rows, alone, NULL);
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpfloat (decisions[3 * i + 2], ==, alone[2 * i + 1]);
    fl_model_get_probabilities (joined, decisions + 3 * i, p);
    g_assert_cmpfloat (p[0], ==,
                       (float) fl_platt_get_probability (&first, (double) decisions[3 * i]));
    g_assert_true (isnan (p[1]));
    g_assert_cmpfloat (p[2], ==,
                       (float) fl_platt_get_probability (&last, (double) decisions[3 * i + 2]));
  }
  g_assert_false (fl_model_knows (joined, 1));
  g_assert_cmpint (fl_model_get_facts (joined)->revision, ==, 9);
  g_assert_null (fl_model_new_tags (models + 1, 1, &facts));
  fl_model_unref (joined);
  fl_model_unref (models[0]);
  fl_model_unref (models[2]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/platt/most-likely", test_most_likely);
  g_test_add_func ("/learn/platt/without-mistakes", test_without_mistakes);
  g_test_add_func ("/learn/platt/worse-than-none", test_worse_than_none);
  g_test_add_func ("/learn/platt/extremes", test_extremes);
  g_test_add_func ("/learn/platt/tags-together", test_tags_together);
  return g_test_run ();
}
