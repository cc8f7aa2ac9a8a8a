/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame that fits no class: least credibility, the largest conformal p-value over the classes
 * (Vovk, Gammerman and Shafer 2005). How badly something fits a class is its distance to the
 * nearest member over that to the nearest other (Proedrou et al. 2002), of labelled frames with
 * themselves left out. Labelled frames are no fair sample, so this is a score, not a promise. */
#include "learn/fl-strange-strategy.h"

#include "learn/fl-neighbours.h"
#include "learn/fl-top.h"

#include <glib/gi18n.h>
#include <math.h>

#define NAME    N_ ("Strange")
#define SUMMARY N_ ("Frames that fit no class; finds what nobody has named yet")

static double
misfit (const FlStrategyView *view, const float *position, gsize skip, guint class_index)
{
  FlNeighbour own = fl_neighbours_find (view, position, skip, class_index, FALSE);
  FlNeighbour other = fl_neighbours_find (view, position, skip, class_index, TRUE);

  if (own.index == G_MAXSIZE)
    return INFINITY;
  if (other.index == G_MAXSIZE)
    return 0;
  return (double) own.distance2 / MAX ((double) other.distance2, 1e-12);
}

/* Misfits of labelled frames with their own classes. */
static double *
measure_labelled (const FlStrategyView *view)
{
  double *misfits = g_new (double, MAX (view->n_labelled, 1));

  for (gsize i = 0; i < view->n_labelled; i++)
    misfits[i] =
      view->labelled_classes[i] < view->n_classes
        ? misfit (view, view->labelled + i * view->n_position_dims, i, view->labelled_classes[i])
        : 0;
  return misfits;
}

/* Share of the class's labelled frames, the candidate among them, that fit no better. */
static double
p_value (const FlStrategyView *view, const double *misfits, double own, guint class_index)
{
  gsize n_worse = 1;
  gsize n = 1;

  for (gsize i = 0; i < view->n_labelled; i++) {
    if (view->labelled_classes[i] != class_index)
      continue;
    n++;
    n_worse += misfits[i] >= own;
  }
  return (double) n_worse / (double) n;
}

/* Of equal p-values, and few labels give few, the worse fit counts. */
static float
score (const FlStrategyView *view, const double *misfits, gsize i)
{
  double credibility = 0;
  double best = INFINITY;

  for (guint c = 0; c < view->n_classes; c++) {
    double own = misfit (view, view->positions + i * view->n_position_dims, G_MAXSIZE, c);
    if (!isfinite (own))
      continue;
    credibility = MAX (credibility, p_value (view, misfits, own, c));
    best = MIN (best, own);
  }
  return (float) (credibility - 1e-3 * MIN (best, 1));
}

static gsize
rank (const FlStrategyView *view,
      gsize n_wanted,
      GRand *rand,
      GCancellable *cancellable,
      gsize *out)
{
  g_return_val_if_fail (view->positions != NULL && view->labelled_classes != NULL, 0);

  g_autofree double *misfits = measure_labelled (view);
  g_autofree float *scores = g_new (float, MAX (view->n, 1));
  for (gsize i = 0; i < view->n; i++)
    scores[i] = score (view, misfits, i);
  return fl_top_rank (scores, view->n, n_wanted, rand, out);
}

const FlStrategyType fl_strange_strategy = {
  .id = "strange",
  .name = NAME,
  .summary = SUMMARY,
  .needs_model = TRUE,
  .needs_positions = TRUE,
  .rank = rank,
};
