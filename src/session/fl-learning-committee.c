/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several models of the same labels, to see where they disagree (bagging: Breiman 1996). */
#include "session/fl-learning-committee.h"

#define N_MEMBERS 5
/* A draw of few labels may be of one class only. */
#define MAX_DRAWS 20
#define SEED_STEP 7919

/* How often each label was drawn. */
static guint *
draw_labels (const FlDataset *dataset, GRand *rand)
{
  gsize n_rows = fl_dataset_get_n_rows (dataset);
  guint n_labels = 0;
  guint *times = g_new0 (guint, MAX (n_rows, 1));

  for (gsize i = 0; i < n_rows; i++)
    n_labels = MAX (n_labels, fl_dataset_get_row (dataset, i)->run + 1);
  for (guint i = 0; i < n_labels; i++)
    times[g_rand_int_range (rand, 0, (gint32) n_labels)]++;
  return times;
}

static FlDataset *
resample (const FlDataset *dataset, GRand *rand)
{
  gsize n_dims = fl_dataset_get_n_dims (dataset);
  FlDataset *drawn = fl_dataset_new (n_dims, fl_dataset_get_n_classes (dataset));
  g_autofree guint *times = draw_labels (dataset, rand);

  for (gsize i = 0; i < fl_dataset_get_n_rows (dataset); i++) {
    FlDatasetRow row = *fl_dataset_get_row (dataset, i);
    guint n = times[row.run];
    row.run = 0; /* nothing is held out of these rows */
    for (guint j = 0; j < n; j++)
      memcpy (fl_dataset_copy_row (drawn, dataset, i, &row), fl_dataset_get_features (dataset, i),
              n_dims * sizeof (float));
  }
  return drawn;
}

GPtrArray *
fl_learn_committee (const FlLearnRequest *request,
                    const FlDataset *dataset,
                    const FlScaling *scaling,
                    const FlModel *model,
                    const FlParallel *parallel,
                    GCancellable *cancellable)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (request->draw_seed + SEED_STEP);
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_model_unref);
  const FlTrainParams params = {.revision = request->revision,
                                .c = fl_model_get_facts (model)->c,
                                .temperature = fl_model_get_facts (model)->temperature};

  for (guint i = 0; i < MAX_DRAWS && members->len < N_MEMBERS; i++) {
    g_autoptr (FlDataset) drawn = resample (dataset, rand);
    FlModel *member =
      request->classifier->train (drawn, scaling, &params, model, parallel, cancellable, NULL);
    if (member != NULL)
      g_ptr_array_add (members, member);
  }
  /* Where no draw had two classes, the model is alone with itself. */
  if (members->len == 0)
    g_ptr_array_add (members, fl_model_ref ((FlModel *) model));
  return members;
}
