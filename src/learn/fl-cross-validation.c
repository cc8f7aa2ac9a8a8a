/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Out-of-fold decision values, and what is chosen by them: C and T. Grouped, always. */
#include "learn/fl-cross-validation.h"

#include "learn/fl-calibration.h"

#include <math.h>
#include <string.h>

#define EPS 0.01
/* Decision value of a class that a fold has no example of: "hardly". */
#define UNKNOWN_DECISION (-2.0f)

typedef struct {
  const FlLinear *linear;
  const FlDataset *dataset;
  const FlFolds *folds;
  const double *c_values;
  gsize n_values;
  double c_now;
  GCancellable *cancellable;
  float *decisions; /* [n_values][n_rows][n_classes] */
} Work;

/* Whether the row is of the class is not known: the class takes no part in what it is judged by. */
#define NO_PART (-INFINITY)

static float
decide (const double *w, const float *features, gsize n_dims)
{
  double sum = w[n_dims];

  for (gsize j = 0; j < n_dims; j++)
    sum += w[j] * features[j];
  return (float) sum;
}

/* One class in one fold, up through the values of C. */
static void
run_piece (gsize piece, gpointer data)
{
  const Work *work = data;
  guint n_classes = fl_dataset_get_n_classes (work->dataset);
  gsize n_rows = fl_dataset_get_n_rows (work->dataset);
  gsize n_dims = fl_dataset_get_n_dims (work->dataset);
  guint fold = (guint) (piece / n_classes);
  guint class_index = (guint) (piece % n_classes);
  g_autofree guint8 *is_left_out = g_new (guint8, n_rows);
  g_autofree double *w = g_new0 (double, n_dims + 1);

  for (gsize i = 0; i < n_rows; i++)
    is_left_out[i] = work->folds->fold_of[i] == fold;
  for (gsize v = 0; v < work->n_values; v++) {
    if (g_cancellable_is_cancelled (work->cancellable))
      return;
    gboolean is_solved = fl_linear_solve (work->linear, work->dataset, class_index, is_left_out,
                                          work->c_values[v], EPS, w);
    for (gsize i = 0; i < n_rows; i++)
      if (is_left_out[i])
        work->decisions[(v * n_rows + i) * n_classes + class_index] =
          fl_dataset_get_target (work->dataset, i, class_index) == 0 ? NO_PART
          : is_solved ? decide (w, fl_dataset_get_features (work->dataset, i), n_dims)
                      : UNKNOWN_DECISION;
  }
}

/* Mean and standard error over folds of the log-loss at one C. */
static double
measure (const Work *work, const float *decisions, double temperature, double *out_error)
{
  guint n_classes = fl_dataset_get_n_classes (work->dataset);
  gsize n_rows = fl_dataset_get_n_rows (work->dataset);
  double sum = 0;
  double squares = 0;
  guint n_used = 0;

  for (guint fold = 0; fold < work->folds->n; fold++) {
    double loss = 0;
    gsize n = 0;
    for (gsize i = 0; i < n_rows; i++) {
      if (work->folds->fold_of[i] != fold)
        continue;
      guint class_index = fl_dataset_get_row (work->dataset, i)->class_index;
      loss += fl_log_loss (decisions + i * n_classes, &class_index, 1, n_classes, temperature);
      n++;
    }
    if (n == 0)
      continue;
    sum += loss / (double) n;
    squares += loss / (double) n * loss / (double) n;
    n_used++;
  }
  double mean = sum / n_used;
  *out_error = n_used > 1 ? sqrt (MAX (squares / n_used - mean * mean, 0) / (n_used - 1)) : 0;
  return mean;
}

/* The link of the second of two classes. */
static FlPlatt
fit_platt (const float *decisions, const guint *classes, gsize n_rows)
{
  g_autofree float *of_yes = g_new (float, n_rows);
  g_autofree guint8 *is_yes = g_new (guint8, n_rows);

  for (gsize i = 0; i < n_rows; i++) {
    of_yes[i] = decisions[2 * i + 1];
    is_yes[i] = classes[i] == 1;
  }
  return fl_platt_fit (of_yes, is_yes, n_rows);
}

static void
tell_held_out (const Work *work, const float *decisions, FlValidation *out)
{
  const guint n_classes = fl_dataset_get_n_classes (work->dataset);
  g_autofree guint8 *takes_part = g_new (guint8, n_classes);

  for (gsize i = 0; i < fl_dataset_get_n_rows (work->dataset); i++) {
    for (guint c = 0; c < n_classes; c++)
      takes_part[c] = fl_dataset_get_target (work->dataset, i, c) != 0;
    fl_softmax (decisions + i * n_classes, takes_part, n_classes, out->temperature,
                out->held_out + i * n_classes);
  }
}

static void
choose (const Work *work, FlValidation *out)
{
  guint n_classes = fl_dataset_get_n_classes (work->dataset);
  gsize n_rows = fl_dataset_get_n_rows (work->dataset);
  g_autofree guint *classes = g_new (guint, n_rows);
  g_autofree FlValidation *found = g_new (FlValidation, work->n_values);
  double limit = INFINITY;
  double best = INFINITY;
  gsize best_value = 0;

  for (gsize i = 0; i < n_rows; i++)
    classes[i] = fl_dataset_get_row (work->dataset, i)->class_index;
  for (gsize v = 0; v < work->n_values; v++) {
    const float *decisions = work->decisions + v * n_rows * n_classes;
    double error;
    found[v].c = work->c_values[v];
    found[v].temperature = fl_fit_temperature (decisions, classes, n_rows, n_classes);
    found[v].log_loss = measure (work, decisions, found[v].temperature, &error);
    if (found[v].log_loss < best) {
      best = found[v].log_loss;
      best_value = v;
      limit = best + error;
    }
  }
  float *held_out = out->held_out;
  gsize chosen = best_value;
  for (gsize v = 0; v < work->n_values; v++)
    if (work->c_values[v] == work->c_now && found[v].log_loss <= limit)
      chosen = v;
  *out = found[chosen];
  const float *decisions = work->decisions + chosen * n_rows * n_classes;
  out->temperature = fl_fit_cautious_temperature (decisions, classes, n_rows, n_classes);
  out->platt = n_classes == 2 ? fit_platt (decisions, classes, n_rows) : FL_PLATT_PLAIN;
  out->held_out = held_out;
  if (held_out != NULL)
    tell_held_out (work, decisions, out);
}

gboolean
fl_cross_validate (const FlLinear *linear,
                   const FlDataset *dataset,
                   const FlFolds *folds,
                   const double *c_values,
                   gsize n_values,
                   double c_now,
                   const FlParallel *parallel,
                   GCancellable *cancellable,
                   FlValidation *out,
                   GError **error)
{
  g_return_val_if_fail (folds->n > 1 && n_values > 0, FALSE);

  guint n_classes = fl_dataset_get_n_classes (dataset);
  g_autofree float *decisions =
    g_new0 (float, n_values *fl_dataset_get_n_rows (dataset) * n_classes);
  Work work = {.linear = linear,
               .dataset = dataset,
               .folds = folds,
               .c_values = c_values,
               .n_values = n_values,
               .c_now = c_now,
               .cancellable = cancellable,
               .decisions = decisions};
  fl_parallel_run (parallel, (gsize) folds->n * n_classes, run_piece, &work);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  choose (&work, out);
  return TRUE;
}
