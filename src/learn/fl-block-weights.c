/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much each part of the features counts: the weights under which a Gaussian process with one
 * linear kernel a part explains the labels best (its evidence; MacKay 1992, Rasmussen and Williams
 * 2006, chapter 5), held near 1 by a prior, for labels are few. */
#include "learn/fl-block-weights.h"

#include <math.h>
#include <string.h>

/* Fewer rows say too little; more than the last so many are evenly thinned out. */
#define MIN_ROWS 8
#define MAX_ROWS 100
/* Variance of labels that features do not explain, of a constant, and of the prior of logarithms
 * of weights. */
#define NOISE          0.05
#define CONSTANT       1.0
#define PRIOR_VARIANCE 1.0
/* Steps of Rprop (Riedmiller and Braun 1993): of its gradient only the signs are used. */
#define N_STEPS    40
#define FIRST_STEP 0.1
#define MIN_STEP   1e-3
#define MAX_STEP   0.5
/* Logarithms of weights stay within. */
#define MAX_LOG 3.0

typedef struct {
  gsize n;
  gsize n_blocks;
  guint n_classes;
  double *grams;   /* [n_blocks][n][n] inner products of each part */
  double *targets; /* [n_classes][n] centred, of variance 1 */
  double *logs;    /* [n_blocks] logarithms of the weights */
  double *factor;  /* [n][n] lower triangle of the covariance */
  double *inverse; /* [n][n] */
  double *pull;    /* [n][n] what the inner products of a part are weighed with in its gradient */
} Fit;

static void
fit_clear (Fit *self)
{
  g_free (self->grams);
  g_free (self->targets);
  g_free (self->logs);
  g_free (self->factor);
  g_free (self->inverse);
  g_free (self->pull);
}

static double
multiply (const float *a, const float *b, const FlFeatureBlock *block)
{
  double sum = 0;

  for (gsize j = block->first_dim; j < block->first_dim + block->n_dims; j++)
    sum += (double) a[j] * (double) b[j];
  return sum;
}

/* The row of the dataset that stands at place @i of those that are looked at. */
static gsize
row_at (const Fit *self, const FlDataset *dataset, gsize i)
{
  return i * fl_dataset_get_n_rows (dataset) / self->n;
}

static void
fill_grams (Fit *self, const FlDataset *dataset, const FlFeatureBlock *blocks)
{
  gsize n = self->n;

  for (gsize i = 0; i < n; i++) {
    const float *a = fl_dataset_get_features (dataset, row_at (self, dataset, i));
    for (gsize j = 0; j <= i; j++) {
      const float *b = fl_dataset_get_features (dataset, row_at (self, dataset, j));
      for (gsize k = 0; k < self->n_blocks; k++) {
        double *gram = self->grams + k * n * n;
        gram[i * n + j] = multiply (a, b, &blocks[k]);
        gram[j * n + i] = gram[i * n + j];
      }
    }
  }
}

/* 1 for a row of the class and 0 for another, less their mean, which is what a row has of which
 * nobody knows whether it is of the class. Gives the sum of squares. */
static double
fill_targets (Fit *self, const FlDataset *dataset)
{
  double energy = 0;

  for (guint c = 0; c < self->n_classes; c++) {
    double *targets = self->targets + c * self->n;
    double mean = 0;
    gsize n_asked = 0;
    for (gsize i = 0; i < self->n; i++)
      n_asked += fl_dataset_get_target (dataset, row_at (self, dataset, i), c) != 0;
    for (gsize i = 0; i < self->n; i++) {
      targets[i] = fl_dataset_get_target (dataset, row_at (self, dataset, i), c);
      mean += targets[i] > 0 ? 1 / (double) n_asked : 0;
    }
    for (gsize i = 0; i < self->n; i++) {
      targets[i] = targets[i] > 0 ? 1 - mean : targets[i] < 0 ? -mean : 0;
      energy += targets[i] * targets[i];
    }
  }
  return energy;
}

/* Classes without a row have targets of 0; only the others count. */
static void
scale_targets (Fit *self, double energy, guint n_known)
{
  double factor = sqrt ((double) (n_known * self->n) / energy);

  for (gsize i = 0; i < self->n_classes * self->n; i++)
    self->targets[i] *= factor;
}

static void
fill_covariance (Fit *self)
{
  gsize n = self->n;

  for (gsize i = 0; i < n * n; i++) {
    self->factor[i] = CONSTANT + (i % (n + 1) == 0 ? NOISE : 0);
    for (gsize k = 0; k < self->n_blocks; k++)
      self->factor[i] += exp (2 * self->logs[k]) * self->grams[k * n * n + i];
  }
}

/* Cholesky, in place; the noise keeps it positive. */
static void
factorise (Fit *self)
{
  gsize n = self->n;

  for (gsize i = 0; i < n; i++) {
    double *row = self->factor + i * n;
    for (gsize j = 0; j <= i; j++) {
      const double *other = self->factor + j * n;
      double sum = row[j];
      for (gsize k = 0; k < j; k++)
        sum -= row[k] * other[k];
      row[j] = i == j ? sqrt (MAX (sum, NOISE / 2)) : sum / other[j];
    }
  }
}

/* Solves for one column of the inverse; its rows above @column are those of earlier ones. */
static void
invert_column (Fit *self, gsize column, double *solution)
{
  gsize n = self->n;

  for (gsize i = 0; i < n; i++) {
    double sum = i == column;
    for (gsize k = column; k < i; k++)
      sum -= self->factor[i * n + k] * solution[k];
    solution[i] = i < column ? 0 : sum / self->factor[i * n + i];
  }
  for (gsize i = n; i-- > column;) {
    double sum = solution[i];
    for (gsize k = i + 1; k < n; k++)
      sum -= self->factor[k * n + i] * solution[k];
    solution[i] = sum / self->factor[i * n + i];
    self->inverse[i * n + column] = solution[i];
    self->inverse[column * n + i] = solution[i];
  }
}

/* What explains the labels worse than it costs, for each pair of rows. */
static void
fill_pull (Fit *self, guint n_known)
{
  gsize n = self->n;
  g_autofree double *explained = g_new (double, n);

  for (gsize i = 0; i < n * n; i++)
    self->pull[i] = n_known * self->inverse[i];
  for (guint c = 0; c < self->n_classes; c++) {
    const double *targets = self->targets + c * n;
    for (gsize i = 0; i < n; i++) {
      explained[i] = 0;
      for (gsize j = 0; j < n; j++)
        explained[i] += self->inverse[i * n + j] * targets[j];
    }
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        self->pull[i * n + j] -= explained[i] * explained[j];
  }
}

static double
find_gradient (const Fit *self, gsize block)
{
  gsize n2 = self->n * self->n;
  double sum = 0;

  for (gsize i = 0; i < n2; i++)
    sum += self->pull[i] * self->grams[block * n2 + i];
  return exp (2 * self->logs[block]) * sum + self->logs[block] / PRIOR_VARIANCE;
}

/* A step against each gradient: longer while it keeps its sign, shorter when it turns. */
static void
step (Fit *self, double *steps, double *gradients)
{
  for (gsize k = 0; k < self->n_blocks; k++) {
    double gradient = find_gradient (self, k);
    double turn = gradient * gradients[k];
    steps[k] = turn > 0   ? MIN (steps[k] * 1.2, MAX_STEP)
               : turn < 0 ? MAX (steps[k] * 0.5, MIN_STEP)
                          : steps[k];
    gradients[k] = gradient;
  }
  for (gsize k = 0; k < self->n_blocks; k++)
    if (gradients[k] != 0)
      self->logs[k] = CLAMP (self->logs[k] - copysign (steps[k], gradients[k]), -MAX_LOG, MAX_LOG);
}

static void
climb (Fit *self, guint n_known)
{
  g_autofree double *steps = g_new (double, self->n_blocks);
  g_autofree double *gradients = g_new0 (double, self->n_blocks);
  g_autofree double *solution = g_new (double, self->n);

  for (gsize k = 0; k < self->n_blocks; k++)
    steps[k] = FIRST_STEP;
  for (guint i = 0; i < N_STEPS; i++) {
    fill_covariance (self);
    factorise (self);
    for (gsize column = 0; column < self->n; column++)
      invert_column (self, column, solution);
    fill_pull (self, n_known);
    step (self, steps, gradients);
  }
}

/* Weights that leave the length of a row what it was. */
static void
write_weights (const Fit *self, const FlFeatureBlock *blocks, double *out)
{
  double before = 0;
  double after = 0;

  for (gsize k = 0; k < self->n_blocks; k++) {
    double length2 = (double) blocks[k].weight * (double) blocks[k].weight;
    out[k] = exp (self->logs[k]);
    before += length2;
    after += length2 * out[k] * out[k];
  }
  for (gsize k = 0; k < self->n_blocks; k++)
    out[k] *= sqrt (before / after);
}

void
fl_block_weights_fit (const FlDataset *dataset,
                      const FlFeatureBlock *blocks,
                      gsize n_blocks,
                      double *out)
{
  gsize n = MIN (fl_dataset_get_n_rows (dataset), MAX_ROWS);
  guint n_classes = fl_dataset_get_n_classes (dataset);
  guint n_known = fl_dataset_count_classes (dataset);

  for (gsize k = 0; k < n_blocks; k++)
    out[k] = 1;
  if (n < MIN_ROWS || n_known < 2 || n_blocks < 2 || !fl_dataset_is_finite (dataset))
    return;
  Fit self = {.n = n,
              .n_blocks = n_blocks,
              .n_classes = n_classes,
              .grams = g_new (double, n_blocks *n *n),
              .targets = g_new (double, n_classes *n),
              .logs = g_new0 (double, n_blocks),
              .factor = g_new (double, n *n),
              .inverse = g_new (double, n *n),
              .pull = g_new (double, n *n)};
  double energy = fill_targets (&self, dataset);
  if (energy > 0) {
    fill_grams (&self, dataset, blocks);
    scale_targets (&self, energy, n_known);
    climb (&self, n_known);
    write_weights (&self, blocks, out);
  }
  fit_clear (&self);
}
