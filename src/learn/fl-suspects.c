/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels that the rest contradicts. */
#include "learn/fl-suspects.h"

#include "base/fl-kmeans.h"

#include <math.h>

#define MIN_CONTRADICTION 0.5f

/* How likely each class is on the mean over its own rows; none for a class without any. */
static double *
measure_thresholds (const FlDataset *dataset, const float *held_out)
{
  const guint n_classes = fl_dataset_get_n_classes (dataset);
  double *thresholds = g_new0 (double, MAX (n_classes, 1));
  g_autofree guint *counts = g_new0 (guint, MAX (n_classes, 1));

  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    const guint own = fl_dataset_get_row (dataset, i)->class_index;
    thresholds[own] += (double) held_out[i * n_classes + own];
    counts[own]++;
  }
  for (guint c = 0; c < n_classes; c++)
    thresholds[c] = counts[c] > 0 ? thresholds[c] / counts[c] : INFINITY;
  return thresholds;
}

/* The likeliest class that is as likely as it is among its own, or @n_classes. */
static guint
find_guess (const float *probabilities, const double *thresholds, guint n_classes)
{
  guint guess = n_classes;

  for (guint c = 0; c < n_classes; c++)
    if ((double) probabilities[c] >= thresholds[c] &&
        (guess == n_classes || probabilities[c] > probabilities[guess]))
      guess = c;
  return guess;
}

/* Whether the row most like @i, of another run, has its label. */
static gboolean
is_like_its_own (const FlDataset *dataset, gsize i)
{
  const FlDatasetRow *row = fl_dataset_get_row (dataset, i);
  float nearest = INFINITY;
  gboolean is_same = FALSE;

  for (gsize j = 0; j < fl_dataset_get_n_rows (dataset); j++) {
    const FlDatasetRow *other = fl_dataset_get_row (dataset, j);
    if (other->run == row->run)
      continue;
    const float distance2 =
      fl_distance2 (fl_dataset_get_features (dataset, i), fl_dataset_get_features (dataset, j),
                    fl_dataset_get_n_dims (dataset));
    if (distance2 >= nearest)
      continue;
    nearest = distance2;
    is_same = other->class_index == row->class_index;
  }
  return is_same;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const FlSuspect *x = a;
  const FlSuspect *y = b;

  if (x->margin != y->margin)
    return x->margin < y->margin ? -1 : 1;
  return x->row < y->row ? -1 : 1;
}

GArray *
fl_suspects_find (const FlDataset *dataset, const float *held_out)
{
  const guint n_classes = fl_dataset_get_n_classes (dataset);
  g_autofree double *thresholds = measure_thresholds (dataset, held_out);
  GArray *suspects = g_array_new (FALSE, FALSE, sizeof (FlSuspect));

  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    const float *probabilities = held_out + i * n_classes;
    const guint own = fl_dataset_get_row (dataset, i)->class_index;
    const guint guess = find_guess (probabilities, thresholds, n_classes);
    if (guess == n_classes || probabilities[own] - probabilities[guess] > -MIN_CONTRADICTION ||
        is_like_its_own (dataset, i))
      continue;
    const FlSuspect suspect = {.row = i,
                               .guess = guess,
                               .margin = probabilities[own] - probabilities[guess]};
    g_array_append_val (suspects, suspect);
  }
  g_array_sort (suspects, compare);
  return suspects;
}
