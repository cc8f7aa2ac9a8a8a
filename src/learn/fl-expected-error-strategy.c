/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer after which the fewest mistakes are to be expected on everything else (Roy and McCallum
 * 2001, zero-one loss). Each model after one more answer is a rank-one update of the one that is
 * there (fl-lookahead.h), not trained; of an answer only the likeliest classes are thought of. */
#include "learn/fl-expected-error-strategy.h"

#include <glib/gi18n.h>
#include <math.h>

#include "learn/fl-lookahead.h"
#include "learn/fl-top.h"

#define NAME N_ ("Least Error Expected")
#define SUMMARY                                                                                    \
  N_ ("What leaves the fewest mistakes; for teaching, and for few labels and classes that overlap")

#define MAX_ANSWERS 5
/* A class without examples is as unlikely as that. */
#define MIN_PROBABILITY 1e-30

typedef struct {
  const FlLookahead *ahead;
  const double *effects;
  double *steps;  /* [n_classes]: what an answer moves each class by, for an effect of 1 */
  double *logits; /* [n_classes] */
} Scratch;

/* Mistakes to be expected on one reference. */
static double
error_on (const Scratch *self, gsize reference)
{
  const FlStrategyView *view = self->ahead->view;
  const gsize n_references = self->ahead->n_references;
  const float *row = view->probabilities + self->ahead->references[reference] * view->n_classes;
  double top = -INFINITY;
  double sum = 0;

  for (guint c = 0; c < view->n_classes; c++) {
    self->logits[c] = log (MAX ((double) row[c], MIN_PROBABILITY)) +
                      self->steps[c] * self->effects[c * n_references + reference];
    top = MAX (top, self->logits[c]);
  }
  for (guint c = 0; c < view->n_classes; c++)
    sum += exp (self->logits[c] - top);
  return 1 - 1 / sum;
}

/* The same on all of them, were the candidate of class @answer. */
static double
error_after (Scratch *self, const float *own, guint answer, const double *reaches)
{
  const FlStrategyView *view = self->ahead->view;
  double error = 0;

  for (guint c = 0; c < view->n_classes; c++) {
    const double p = (double) own[c];
    self->steps[c] = ((c == answer ? 1 : 0) - p) / (1 / view->c + p * (1 - p) * reaches[c]);
  }
  for (gsize i = 0; i < self->ahead->n_references; i++)
    error += error_on (self, i);
  return error;
}

/* The classes that are likeliest, the first of them first. */
static guint
list_answers (const float *own, guint n_classes, gsize *out)
{
  g_autofree float *unlikely = g_new (float, n_classes);
  g_autoptr (GRand) rand = g_rand_new_with_seed (0); /* equals are equally good */

  for (guint c = 0; c < n_classes; c++)
    unlikely[c] = -own[c];
  return (guint) fl_top_rank (unlikely, n_classes, MAX_ANSWERS, rand, out);
}

static double
expect_error (const FlLookahead *ahead,
              gsize candidate,
              const double *effects,
              const double *reaches)
{
  const FlStrategyView *view = ahead->view;
  const float *own = view->probabilities + candidate * view->n_classes;
  g_autofree double *steps = g_new (double, view->n_classes);
  g_autofree double *logits = g_new (double, view->n_classes);
  Scratch scratch = {.ahead = ahead, .effects = effects, .steps = steps, .logits = logits};
  gsize answers[MAX_ANSWERS];
  const guint n_answers = list_answers (own, view->n_classes, answers);
  double expected = 0;
  double weight = 0;

  for (guint i = 0; i < n_answers; i++) {
    const double p = (double) own[answers[i]];
    if (p > 0)
      expected += p * error_after (&scratch, own, (guint) answers[i], reaches);
    weight += p;
  }
  return weight > 0 ? expected / weight : (double) ahead->n_references;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  const gsize n_steps = (gsize) MIN (view->n_classes, MAX_ANSWERS) * view->n_classes;

  return fl_lookahead_rank (view, n_steps, expect_error, n_wanted, rand, cancellable, out);
}

const FlStrategyType fl_expected_error_strategy = {
  .id = "expected-error",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .needs_positions = TRUE,
  .is_for_teaching = TRUE,
  .rank = rank,
};
