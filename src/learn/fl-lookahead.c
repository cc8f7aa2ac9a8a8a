/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the next answer would do, by rank-one updates: shared by the orders that ask for what
 * leaves the least error or the least variance. */
#include "learn/fl-lookahead.h"

#include "learn/fl-doubt.h"
#include "learn/fl-top.h"

/* An answer that the model is sure of changes little, so the doubtful ones are enough. */
#define MAX_SHORTLIST 200
/* Steps of all candidates on all references: about a second on one core. */
#define MAX_STEPS      40000000
#define MIN_REFERENCES 100

static const float *
get_position (const FlStrategyView *view, gsize i)
{
  return view->positions + i * view->n_position_dims;
}

/* out = @matrix x, and gives x'out. */
static double
multiply (const double *matrix, const float *x, gsize n_dims, double *out)
{
  double square = 0;

  for (gsize i = 0; i < n_dims; i++) {
    const double *row = matrix + i * n_dims;
    double sum = 0;
    for (gsize j = 0; j < n_dims; j++)
      sum += row[j] * (double) x[j];
    out[i] = sum;
    square += sum * (double) x[i];
  }
  return square;
}

/* Makes the inverse of a matrix that of the matrix + @weight x x' (Sherman and Morrison 1950). */
static void
update_inverse (double *inverse, const float *x, gsize n_dims, double weight, double *scratch)
{
  const double square = multiply (inverse, x, n_dims, scratch);
  const double factor = weight / (1 + weight * square);

  for (gsize i = 0; i < n_dims; i++)
    for (gsize j = 0; j < n_dims; j++)
      inverse[i * n_dims + j] -= factor * scratch[i] * scratch[j];
}

/* The inverse Hessian of one class, from that of no labels at all. */
static void
fill_inverse (const FlStrategyView *view, guint class_index, double *inverse, double *scratch)
{
  const gsize n_dims = view->n_position_dims;

  for (gsize i = 0; i < n_dims; i++)
    inverse[i * n_dims + i] = 1;
  for (gsize i = 0; i < view->n_labelled; i++) {
    const double p = (double) view->labelled_probabilities[i * view->n_classes + class_index];
    /* What nobody could tell is not learned from. */
    if (view->labelled_classes[i] < view->n_classes)
      update_inverse (inverse, view->labelled + i * n_dims, n_dims, view->c * p * (1 - p), scratch);
  }
}

static gboolean
fill_inverses (FlLookahead *self, GCancellable *cancellable)
{
  const FlStrategyView *view = self->view;
  const gsize n_dims = view->n_position_dims;
  g_autofree double *scratch = g_new (double, n_dims);

  self->inverses = g_new0 (double, view->n_classes *n_dims *n_dims);
  for (guint c = 0; c < view->n_classes; c++) {
    if (g_cancellable_is_cancelled (cancellable))
      return FALSE;
    fill_inverse (view, c, self->inverses + c * n_dims * n_dims, scratch);
  }
  return TRUE;
}

/* Evenly over the candidates. */
static void
choose_references (FlLookahead *self, gsize n_steps)
{
  const gsize n = self->view->n;
  const gsize n_affordable = MAX_STEPS / MAX (self->n_shortlist * n_steps, 1);

  self->n_references = MIN (n, MAX (n_affordable, MIN_REFERENCES));
  self->references = g_new (gsize, MAX (self->n_references, 1));
  for (gsize i = 0; i < self->n_references; i++)
    self->references[i] = i * n / self->n_references;
}

FlLookahead *
fl_lookahead_new (const FlStrategyView *view, gsize n_steps, GRand *rand, GCancellable *cancellable)
{
  g_return_val_if_fail (view->probabilities != NULL && view->positions != NULL, NULL);
  g_return_val_if_fail (view->n_labelled == 0 || view->labelled_probabilities != NULL, NULL);

  g_autoptr (FlLookahead) self = g_new0 (FlLookahead, 1);
  self->view = view;
  self->shortlist = g_new (gsize, MAX_SHORTLIST);
  self->n_shortlist = fl_doubt_rank (view, fl_doubt_margin, MAX_SHORTLIST, rand, self->shortlist);
  choose_references (self, n_steps);
  return fill_inverses (self, cancellable) ? g_steal_pointer (&self) : NULL;
}

void
fl_lookahead_free (FlLookahead *self)
{
  if (self == NULL)
    return;
  g_free (self->shortlist);
  g_free (self->references);
  g_free (self->inverses);
  g_free (self);
}

void
fl_lookahead_look (const FlLookahead *self,
                   gsize candidate,
                   double *out_effects,
                   double *out_reaches)
{
  const FlStrategyView *view = self->view;
  const gsize n_dims = view->n_position_dims;
  const float *x = get_position (view, candidate);
  g_autofree double *turned = g_new (double, n_dims);

  for (guint c = 0; c < view->n_classes; c++) {
    out_reaches[c] = multiply (self->inverses + c * n_dims * n_dims, x, n_dims, turned);
    for (gsize i = 0; i < self->n_references; i++) {
      const float *r = get_position (view, self->references[i]);
      double sum = 0;
      for (gsize j = 0; j < n_dims; j++)
        sum += turned[j] * (double) r[j];
      out_effects[c * self->n_references + i] = sum;
    }
  }
}

gsize
fl_lookahead_rank (const FlStrategyView *view,
                   gsize n_steps,
                   FlLookaheadFunc measure,
                   gsize n_wanted,
                   GRand *rand,
                   GCancellable *cancellable,
                   gsize *out)
{
  g_autoptr (FlLookahead) ahead = fl_lookahead_new (view, n_steps, rand, cancellable);

  if (ahead == NULL)
    return 0;
  g_autofree double *effects = g_new (double, MAX (view->n_classes * ahead->n_references, 1));
  g_autofree double *reaches = g_new (double, MAX (view->n_classes, 1));
  g_autofree float *scores = g_new (float, MAX (ahead->n_shortlist, 1));
  for (gsize i = 0; i < ahead->n_shortlist; i++) {
    if (g_cancellable_is_cancelled (cancellable))
      return 0;
    fl_lookahead_look (ahead, ahead->shortlist[i], effects, reaches);
    scores[i] = (float) measure (ahead, ahead->shortlist[i], effects, reaches);
  }
  gsize n = fl_top_rank (scores, ahead->n_shortlist, n_wanted, rand, out);
  for (gsize i = 0; i < n; i++)
    out[i] = ahead->shortlist[out[i]];
  return n;
}
