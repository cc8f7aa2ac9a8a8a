/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One logistic regression a class against the rest, each begun at its last solution, classes on
 * several cores (science: L2R_LR; Fan et al. 2008, Lin et al. 2008). */
#include "learn/fl-liblinear-classifier.h"

#include "learn/fl-compact.h"
#include "learn/fl-cross-validation.h"
#include "learn/fl-linear.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME    N_ ("Logistic Regression")
#define SUMMARY N_ ("One linear model a class; trains in milliseconds")

/* Before there are enough labels to choose: rows have length 1, and C mattered more than the
 * query rule; large is right for few labels (HACKING.md, "Measured"). */
#define C_DEFAULT   256.0
#define EPS_DEFAULT 0.01

/* Folds that choose C, and rows of all folds together that fit T. */
#define N_COARSE        5
#define MAX_FOLDED_ROWS 4000
/* Rows up to which it pays to write them in as few dimensions as there are rows. */
#define MAX_COMPACT 800

static const double c_values[] = {4, 16, 64, 256, 1024};

typedef struct {
  const FlLinear *linear;
  const FlDataset *dataset;
  double c;
  double eps;
  double *weights;  /* [n_classes][n_dims + 1] */
  guint8 *is_known; /* [n_classes] */
  GCancellable *cancellable;
} Work;

static void
solve_class (gsize class_index, gpointer data)
{
  Work *work = data;
  gsize n_dims = fl_dataset_get_n_dims (work->dataset);

  if (g_cancellable_is_cancelled (work->cancellable))
    return;
  work->is_known[class_index] =
    fl_linear_solve (work->linear, work->dataset, (guint) class_index, NULL, work->c, work->eps,
                     work->weights + class_index * (n_dims + 1))
      ? 1
      : 0;
}

static double *
begin_weights (const FlDataset *dataset, const FlModel *warm)
{
  gsize n_dims = fl_dataset_get_n_dims (dataset);
  guint n_classes = fl_dataset_get_n_classes (dataset);
  double *weights = g_new0 (double, n_classes *(n_dims + 1));

  if (warm == NULL || fl_model_get_n_dims (warm) != n_dims)
    return weights;
  for (guint c = 0; c < MIN (n_classes, fl_model_get_n_classes (warm)); c++)
    memcpy (weights + c * (n_dims + 1), fl_model_get_solution (warm, c),
            (n_dims + 1) * sizeof weights[0]);
  return weights;
}

/* One fold a group as long as that is cheap: the more is held out at once, the more the model that
 * is judged knows less than the one that is used. */
static guint
count_folds (gsize n_rows)
{
  return (guint) CLAMP (MAX_FOLDED_ROWS / MAX (n_rows, 1), N_COARSE, MAX (n_rows, N_COARSE));
}

static gboolean
validate_with (const FlDataset *dataset,
               guint n_folds,
               const double *tried,
               gsize n_tried,
               const FlParallel *parallel,
               FlModelFacts *facts,
               float *held_out,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (FlFolds) folds = fl_folds_new (dataset, n_folds);
  g_autoptr (FlLinear) linear = fl_linear_new (dataset);
  FlValidation found = {.held_out = held_out};

  if (folds->n == 0)
    return TRUE;
  if (!fl_cross_validate (linear, dataset, folds, tried, n_tried, facts->c, parallel, cancellable,
                          &found, error))
    return FALSE;
  facts->c = found.c;
  facts->temperature = found.temperature;
  facts->platt = found.platt;
  facts->is_calibrated = TRUE;
  return TRUE;
}

/* Chooses C, if that is asked for, and T, where the rows allow it. */
static gboolean
validate (const FlDataset *dataset,
          const FlTrainParams *params,
          const FlParallel *parallel,
          FlModelFacts *facts,
          GCancellable *cancellable,
          GError **error)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  gboolean is_small = n_rows <= MAX_COMPACT && n_rows < fl_dataset_get_n_dims (dataset);
  g_autoptr (FlDataset) compact = is_small ? fl_dataset_new_compact (dataset) : NULL;
  const FlDataset *used = is_small ? compact : dataset;

  if (params->choose_c && !validate_with (used, N_COARSE, c_values, G_N_ELEMENTS (c_values),
                                          parallel, facts, NULL, cancellable, error))
    return FALSE;
  const double chosen = facts->c;
  return validate_with (used, count_folds (n_rows), &chosen, 1, parallel, facts, params->held_out,
                        cancellable, error);
}

static FlModel *
train (const FlDataset *dataset,
       const FlScaling *scaling,
       const FlTrainParams *params,
       const FlModel *warm,
       const FlParallel *parallel,
       GCancellable *cancellable,
       GError **error)
{
  guint n_classes = fl_dataset_get_n_classes (dataset);

  if (fl_dataset_count_classes (dataset) < 2) {
    g_set_error_literal (error, FL_LEARN_ERROR, FL_LEARN_ERROR_TOO_FEW,
                         _ ("A model needs examples of at least two classes; label some more"));
    return NULL;
  }
  /* The solver would never end, or give weights that are none. */
  if (!fl_dataset_is_finite (dataset)) {
    g_set_error_literal (error, FL_LEARN_ERROR, FL_LEARN_ERROR_NOT_FINITE,
                         _ ("The features of a labelled sample are not numbers"));
    return NULL;
  }
  FlModelFacts facts = {.revision = params->revision,
                        .c = params->c > 0 ? params->c : C_DEFAULT,
                        .temperature = params->temperature > 0 ? params->temperature : 1,
                        .is_calibrated = params->temperature > 0,
                        .platt = params->temperature > 0 ? params->platt : FL_PLATT_PLAIN};
  if (params->validate && !validate (dataset, params, parallel, &facts, cancellable, error))
    return NULL;
  g_autoptr (FlLinear) linear = fl_linear_new (dataset);
  g_autofree double *weights = begin_weights (dataset, warm);
  g_autofree guint8 *is_known = g_new0 (guint8, n_classes);
  Work work = {.linear = linear,
               .dataset = dataset,
               .c = facts.c,
               .eps = params->eps > 0 ? params->eps : EPS_DEFAULT,
               .weights = weights,
               .is_known = is_known,
               .cancellable = cancellable};
  fl_parallel_run (parallel, n_classes, solve_class, &work);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return fl_model_new (scaling, weights, is_known, n_classes, &facts);
}

const FlClassifierType fl_liblinear_classifier = {
  .id = "liblinear",
  .name = NAME,
  .summary = SUMMARY,
  .train = train,
};
