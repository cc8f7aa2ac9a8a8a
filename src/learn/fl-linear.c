/* SPDX-License-Identifier: GPL-3.0-or-later */
/* liblinear, kept away from its traps (pitfalls in HACKING.md): only binary problems with labels
 * +1 and -1, only the primal solver, no printing, no files, no rand (). */
#include "learn/fl-linear.h"

#include <linear.h>
#include <string.h>

/* liblinear regularises the bias; as the weight of a constant this large it hardly does. */
#define BIAS_VALUE 10.0
/* A class that came late is not learned from fewer examples of what it is not: it would be found
 * wherever nothing else is near. */
#define MIN_LATE_NEGATIVES 3

struct _FlLinear {
  gsize n_rows;
  gsize n_dims;
  struct feature_node *nodes; /* [n_rows][n_dims + 2] */
};

static void
print_nothing (const char *text)
{
}

FlLinear *
fl_linear_new (const FlDataset *dataset)
{
  FlLinear *self = g_new0 (FlLinear, 1);
  gsize n_dims = fl_dataset_get_n_dims (dataset);
  gsize n_rows = fl_dataset_get_n_rows (dataset);

  set_print_string_function (print_nothing);
  self->n_rows = n_rows;
  self->n_dims = n_dims;
  self->nodes = g_new (struct feature_node, n_rows * (n_dims + 2));
  for (gsize i = 0; i < n_rows; i++) {
    struct feature_node *row = self->nodes + i * (n_dims + 2);
    const float *features = fl_dataset_get_features (dataset, i);
    for (gsize j = 0; j < n_dims; j++)
      if (features[j] != 0)
        *row++ = (struct feature_node){.index = (int) j + 1, .value = features[j]};
    *row++ = (struct feature_node){.index = (int) n_dims + 1, .value = BIAS_VALUE};
    *row = (struct feature_node){.index = -1};
  }
  return self;
}

void
fl_linear_free (FlLinear *self)
{
  if (self == NULL)
    return;
  g_free (self->nodes);
  g_free (self);
}

/* Points at the rows that are looked at; a positive comes first, so that w means +1. Rows of which
 * nobody knows whether they are of the class are left out. */
static gboolean
gather (const FlLinear *self,
        const FlDataset *dataset,
        guint class_index,
        const guint8 *is_left_out,
        struct problem *problem)
{
  gboolean is_late = FALSE;
  int n_negatives = 0;
  int n = 0;
  int first_positive = -1;

  for (gsize i = 0; i < self->n_rows; i++) {
    if (is_left_out != NULL && is_left_out[i])
      continue;
    const int target = fl_dataset_get_target (dataset, i, class_index);
    is_late = is_late || target == 0;
    if (target == 0)
      continue;
    problem->x[n] = self->nodes + i * (self->n_dims + 2);
    problem->y[n] = target;
    if (target > 0 && first_positive < 0)
      first_positive = n;
    n_negatives += target < 0;
    n++;
  }
  if (first_positive < 0 || n_negatives < (is_late ? MIN_LATE_NEGATIVES : 1))
    return FALSE;
  struct feature_node *row = problem->x[0];
  problem->x[0] = problem->x[first_positive];
  problem->x[first_positive] = row;
  problem->y[first_positive] = problem->y[0];
  problem->y[0] = 1;
  problem->l = n;
  return TRUE;
}

gboolean
fl_linear_solve (const FlLinear *self,
                 const FlDataset *dataset,
                 guint class_index,
                 const guint8 *is_left_out,
                 double c,
                 double eps,
                 double *w)
{
  g_autofree struct feature_node **rows = g_new (struct feature_node *, MAX (self->n_rows, 1));
  g_autofree double *signs = g_new (double, MAX (self->n_rows, 1));
  struct problem problem = {.n = (int) self->n_dims + 1, .y = signs, .x = rows, .bias = -1};

  if (!gather (self, dataset, class_index, is_left_out, &problem))
    return FALSE;
  w[self->n_dims] /= BIAS_VALUE;
  struct parameter parameter = {.solver_type = L2R_LR, .eps = eps, .C = c, .init_sol = w};
  struct model *model = train (&problem, &parameter);
  memcpy (w, model->w, (self->n_dims + 1) * sizeof w[0]);
  w[self->n_dims] *= BIAS_VALUE;
  free_and_destroy_model (&model);
  return TRUE;
}
