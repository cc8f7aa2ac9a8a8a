/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trained classifier. */
#include "learn/fl-model.h"

#include "base/fl-ref-count.h"
#include "learn/fl-calibration.h"

#include <math.h>
#include <string.h>

#define MAGIC "FLMODEL1"

struct _FlModel {
  FlRefCount n_refs;
  guint n_classes;
  gsize n_dims;
  FlModelFacts facts;
  double *solution; /* [n_classes][n_dims + 1], for scaled rows */
  float *weights;   /* [n_classes][n_dims], for raw rows */
  float *biases;    /* [n_classes] */
  guint8 *is_known; /* [n_classes] */
  FlPlatt *links;   /* (nullable) [n_classes], where each class is a tag */
};

static FlModel *
model_alloc (guint n_classes, gsize n_dims)
{
  FlModel *self = g_new0 (FlModel, 1);

  fl_ref_count_init (&self->n_refs);
  self->n_classes = n_classes;
  self->n_dims = n_dims;
  self->solution = g_new0 (double, n_classes *(n_dims + 1));
  self->weights = g_new0 (float, n_classes *n_dims);
  self->biases = g_new0 (float, n_classes);
  self->is_known = g_new0 (guint8, n_classes);
  return self;
}

FlModel *
fl_model_new (const FlScaling *scaling,
              const double *weights,
              const guint8 *is_known,
              guint n_classes,
              const FlModelFacts *facts)
{
  gsize n_dims = fl_scaling_get_n_dims (scaling);
  const float *means = fl_scaling_get_means (scaling);
  const float *factors = fl_scaling_get_factors (scaling);
  FlModel *self = model_alloc (n_classes, n_dims);

  self->facts = *facts;
  memcpy (self->is_known, is_known, n_classes);
  memcpy (self->solution, weights, n_classes * (n_dims + 1) * sizeof weights[0]);
  for (guint c = 0; c < n_classes; c++) {
    const double *solution = fl_model_get_solution (self, c);
    double bias = solution[n_dims];
    for (gsize j = 0; j < n_dims; j++) {
      double weight = solution[j] * factors[j];
      self->weights[c * n_dims + j] = (float) weight;
      bias -= weight * means[j];
    }
    self->biases[c] = (float) bias;
  }
  return self;
}

FlModel *
fl_model_new_tags (FlModel *const *models, guint n_tags, const FlModelFacts *facts)
{
  const FlModel *any = NULL;

  for (guint t = 0; t < n_tags; t++)
    any = models[t] != NULL ? models[t] : any;
  if (any == NULL)
    return NULL;
  FlModel *self = model_alloc (n_tags, any->n_dims);
  self->facts = *facts;
  self->links = g_new0 (FlPlatt, n_tags);
  for (guint t = 0; t < n_tags; t++) {
    if (models[t] == NULL)
      continue;
    memcpy (self->weights + t * self->n_dims, fl_model_get_weights (models[t], 1),
            self->n_dims * sizeof self->weights[0]);
    self->biases[t] = fl_model_get_bias (models[t], 1);
    self->is_known[t] = 1;
    self->links[t] = models[t]->facts.platt;
  }
  return self;
}

FlModel *
fl_model_ref (FlModel *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_model_unref (FlModel *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  g_free (self->solution);
  g_free (self->weights);
  g_free (self->biases);
  g_free (self->is_known);
  g_free (self->links);
  g_free (self);
}

guint
fl_model_get_n_classes (const FlModel *self)
{
  return self->n_classes;
}

gsize
fl_model_get_n_dims (const FlModel *self)
{
  return self->n_dims;
}

const FlModelFacts *
fl_model_get_facts (const FlModel *self)
{
  return &self->facts;
}

const float *
fl_model_get_weights (const FlModel *self, guint class_index)
{
  return self->weights + class_index * self->n_dims;
}

float
fl_model_get_bias (const FlModel *self, guint class_index)
{
  return self->biases[class_index];
}

const double *
fl_model_get_solution (const FlModel *self, guint class_index)
{
  return self->solution + class_index * (self->n_dims + 1);
}

gboolean
fl_model_knows (const FlModel *self, guint class_index)
{
  return self->is_known[class_index] != 0;
}

void
fl_model_get_probabilities (const FlModel *self, const float *decisions, float *out)
{
  for (guint t = 0; self->links != NULL && t < self->n_classes; t++)
    out[t] = self->is_known[t] && isfinite (decisions[t])
               ? (float) fl_platt_get_probability (&self->links[t], decisions[t])
               : NAN;
  if (self->links == NULL)
    fl_softmax (decisions, self->is_known, self->n_classes, self->facts.temperature, out);
}

/* Calls @visit with every part of the file, in order. */
static void
visit_parts (FlModel *self, void (*visit) (gpointer part, gsize size, gpointer data), gpointer data)
{
  gsize n = self->n_classes;

  visit (&self->facts, sizeof self->facts, data);
  visit (self->is_known, n, data);
  visit (self->biases, n * sizeof self->biases[0], data);
  visit (self->weights, n * self->n_dims * sizeof self->weights[0], data);
  visit (self->solution, n * (self->n_dims + 1) * sizeof self->solution[0], data);
}

static void
append_part (gpointer part, gsize size, gpointer data)
{
  g_byte_array_append (data, part, (guint) size);
}

GBytes *
fl_model_serialize (const FlModel *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint64 sizes[2] = {self->n_classes, self->n_dims};

  g_byte_array_append (bytes, (const guint8 *) MAGIC, 8);
  g_byte_array_append (bytes, (const guint8 *) sizes, sizeof sizes);
  visit_parts ((FlModel *) self, append_part, bytes);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

typedef struct {
  const guint8 *at;
  gsize left;
} Reader;

static void
take_part (gpointer part, gsize size, gpointer data)
{
  Reader *reader = data;

  if (size <= reader->left)
    memcpy (part, reader->at, size);
  reader->at += MIN (size, reader->left);
  reader->left -= MIN (size, reader->left);
}

FlModel *
fl_model_deserialize (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint64 sizes[2] = {0, 0};

  if (size > 24 && memcmp (data, MAGIC, 8) == 0)
    memcpy (sizes, data + 8, sizeof sizes);
  gsize expected = 24 + sizeof (FlModelFacts) + sizes[0] * (1 + sizeof (float)) +
                   sizes[0] * sizes[1] * sizeof (float) +
                   sizes[0] * (sizes[1] + 1) * sizeof (double);
  if (sizes[0] == 0 || sizes[0] > 100000 || sizes[1] > 1 << 20 || size != expected) {
    g_set_error_literal (error, FL_LEARN_ERROR, FL_LEARN_ERROR_CORRUPT,
                         "The stored model is damaged; it will be trained again");
    return NULL;
  }
  FlModel *self = model_alloc ((guint) sizes[0], sizes[1]);
  Reader reader = {.at = data + 24, .left = size - 24};
  visit_parts (self, take_part, &reader);
  return self;
}
