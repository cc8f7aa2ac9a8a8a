/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labelled rows. */
#include "learn/fl-dataset.h"

#include <math.h>

struct _FlDataset {
  gsize n_dims;
  guint n_classes;
  GArray *rows;     /* FlDatasetRow */
  GArray *features; /* float, [n_rows][n_dims] */
  gsize *counts;    /* by class */
  GArray *unknown;  /* (nullable) guint8, [n_rows][n_classes]: 1 where nobody knows */
  double reach2;
};

G_DEFINE_QUARK (fl_learn_error_quark, fl_learn_error)

FlDataset *
fl_dataset_new (gsize n_dims, guint n_classes)
{
  FlDataset *self = g_new0 (FlDataset, 1);

  self->n_dims = n_dims;
  self->n_classes = n_classes;
  self->rows = g_array_new (FALSE, FALSE, sizeof (FlDatasetRow));
  self->features = g_array_new (FALSE, TRUE, sizeof (float));
  self->counts = g_new0 (gsize, MAX (n_classes, 1));
  return self;
}

void
fl_dataset_free (FlDataset *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_array_unref (self->features);
  g_clear_pointer (&self->unknown, g_array_unref);
  g_free (self->counts);
  g_free (self);
}

float *
fl_dataset_add (FlDataset *self, const FlDatasetRow *row)
{
  g_return_val_if_fail (row->class_index < self->n_classes, NULL);
  g_return_val_if_fail (row->run <= self->rows->len, NULL);

  guint at = self->features->len;
  g_array_append_val (self->rows, *row);
  g_array_set_size (self->features, at + (guint) self->n_dims);
  self->counts[row->class_index]++;
  return &g_array_index (self->features, float, at);
}

/* Rows that came after the first unknown one have no place yet, which means that all is known. */
void
fl_dataset_forget_target (FlDataset *self, gsize i, guint class_index)
{
  g_return_if_fail (i < self->rows->len && class_index < self->n_classes);
  g_return_if_fail (fl_dataset_get_row (self, i)->class_index != class_index);

  if (self->unknown == NULL)
    self->unknown = g_array_new (FALSE, TRUE, sizeof (guint8));
  if (self->unknown->len < (i + 1) * self->n_classes)
    g_array_set_size (self->unknown, (guint) ((i + 1) * self->n_classes));
  g_array_index (self->unknown, guint8, i * self->n_classes + class_index) = 1;
}

int
fl_dataset_get_target (const FlDataset *self, gsize i, guint class_index)
{
  const gsize at = i * self->n_classes + class_index;

  if (fl_dataset_get_row (self, i)->class_index == class_index)
    return 1;
  return self->unknown != NULL && at < self->unknown->len &&
             g_array_index (self->unknown, guint8, at) != 0
           ? 0
           : -1;
}

float *
fl_dataset_copy_row (FlDataset *self, const FlDataset *from, gsize i, const FlDatasetRow *row)
{
  float *features = fl_dataset_add (self, row);

  for (guint c = 0; c < self->n_classes; c++)
    if (fl_dataset_get_target (from, i, c) == 0)
      fl_dataset_forget_target (self, self->rows->len - 1, c);
  return features;
}

void
fl_dataset_set_reach2 (FlDataset *self, double reach2)
{
  self->reach2 = reach2;
}

double
fl_dataset_get_reach2 (const FlDataset *self)
{
  return self->reach2;
}

gsize
fl_dataset_get_n_rows (const FlDataset *self)
{
  return self->rows->len;
}

gsize
fl_dataset_get_n_dims (const FlDataset *self)
{
  return self->n_dims;
}

guint
fl_dataset_get_n_classes (const FlDataset *self)
{
  return self->n_classes;
}

const FlDatasetRow *
fl_dataset_get_row (const FlDataset *self, gsize i)
{
  return &g_array_index (self->rows, FlDatasetRow, i);
}

const float *
fl_dataset_get_features (const FlDataset *self, gsize i)
{
  return (const float *) (const void *) self->features->data + i * self->n_dims;
}

gboolean
fl_dataset_is_finite (const FlDataset *self)
{
  for (guint i = 0; i < self->features->len; i++)
    if (!isfinite (g_array_index (self->features, float, i)))
      return FALSE;
  return TRUE;
}

guint
fl_dataset_count_classes (const FlDataset *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_classes; i++)
    n += self->counts[i] > 0;
  return n;
}
