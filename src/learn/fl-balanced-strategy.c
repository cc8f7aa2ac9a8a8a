/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each class in turn, those with the fewest labels first: the frame that is hardest to tell from
 * it (the idea of GALAXY and DIRECT: Zhang, Katz-Samuels and Nowak 2022; Nuggehalli et al. 2023;
 * here without their bisection). */
#include "learn/fl-balanced-strategy.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#define NAME    N_ ("Each Class in Turn")
#define SUMMARY N_ ("Doubtful frames of every class alike; for classes of very different size")

typedef struct {
  guint class_index;
  gsize n_labelled;
} Turn;

static int
compare_turns (const void *a, const void *b)
{
  const Turn *x = a;
  const Turn *y = b;

  if (x->n_labelled != y->n_labelled)
    return x->n_labelled < y->n_labelled ? -1 : 1;
  return x->class_index < y->class_index ? -1 : 1;
}

/* Classes that the model knows (all while it knows none), fewest labels first. */
static Turn *
list_turns (const FlStrategyView *view, guint *out_n, gsize *out_n_labelled)
{
  Turn *turns = g_new (Turn, MAX (view->n_classes, 1));

  *out_n = 0;
  *out_n_labelled = 0;
  for (guint c = 0; c < view->n_classes; c++)
    *out_n_labelled += view->class_counts[c];
  for (guint c = 0; c < view->n_classes; c++)
    if (view->class_counts[c] > 0 || *out_n_labelled == 0)
      turns[(*out_n)++] = (Turn){.class_index = c, .n_labelled = view->class_counts[c]};
  qsort (turns, *out_n, sizeof turns[0], compare_turns);
  return turns;
}

/* How far a candidate is from the border of a class. */
static float
distance_to_border (const float *probabilities, guint n_classes, guint class_index)
{
  float other = 0;

  for (guint c = 0; c < n_classes; c++)
    if (c != class_index)
      other = MAX (other, probabilities[c]);
  return fabsf (probabilities[class_index] - other);
}

static gsize
find_nearest (const FlStrategyView *view, guint class_index, const guint8 *is_taken)
{
  gsize best = view->n;
  float best_distance = INFINITY;

  for (gsize i = 0; i < view->n; i++) {
    if (is_taken[i])
      continue;
    float distance =
      distance_to_border (view->probabilities + i * view->n_classes, view->n_classes, class_index);
    if (distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  return best;
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->probabilities != NULL && view->class_counts != NULL, 0);

  guint n_turns;
  gsize n_labelled;
  g_autofree Turn *turns = list_turns (view, &n_turns, &n_labelled);
  g_autofree guint8 *is_taken = g_new0 (guint8, MAX (view->n, 1));
  gsize n = n_turns > 0 ? MIN (n_wanted, view->n) : 0;
  for (gsize i = 0; i < n; i++) {
    if (g_cancellable_is_cancelled (cancellable))
      return i;
    /* The turn goes on from answer to answer, although everything is ranked anew at each. */
    out[i] = find_nearest (view, turns[(n_labelled + i) % n_turns].class_index, is_taken);
    is_taken[out[i]] = 1;
  }
  return n;
}

const FlStrategyType fl_balanced_strategy = {
  .id = "balanced-margin",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .rank = rank,
};
