/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making features comparable without looking at labels. */
#include "learn/fl-scaling.h"

#include "base/fl-ref-count.h"

#include <math.h>
#include <string.h>

#define MAX_ROWS 20000
#define MAGIC    "FLSCALE1"
/* A dimension is divided by its own deviation plus this much of its block's. With 0 every pixel
 * of a still background is blown up to the size of the thing that moves; with much more the
 * block is divided as one. Chosen by `./dev bench simulate` (HACKING.md, "Measured"). */
#define BLOCK_SHARE 1.0

struct _FlScaling {
  FlRefCount n_refs;
  gsize n_dims;
  float *means;
  float *factors;
};

static FlScaling *
scaling_alloc (gsize n_dims)
{
  FlScaling *self = g_new0 (FlScaling, 1);

  fl_ref_count_init (&self->n_refs);
  self->n_dims = n_dims;
  self->means = g_new0 (float, n_dims);
  self->factors = g_new0 (float, n_dims);
  return self;
}

static gboolean
is_finite (const float *row, gsize n_dims)
{
  for (gsize j = 0; j < n_dims; j++)
    if (!isfinite (row[j]))
      return FALSE;
  return TRUE;
}

/* Adds up rows, every step-th of all parts taken as one. */
static gsize
add_up (const FlHalfRows *parts, gsize n_parts, gsize step, double *sums, double *squares)
{
  gsize n_dims = parts[0].n_dims;
  g_autofree float *row = g_new (float, n_dims);
  gsize n_used = 0;
  gsize at = 0;

  for (gsize part = 0; part < n_parts; part++) {
    for (gsize i = 0; i < parts[part].n_rows; i++, at++) {
      if (at % step != 0)
        continue;
      fl_half_to_floats (parts[part].values + i * n_dims, n_dims, row);
      if (!is_finite (row, n_dims))
        continue;
      for (gsize j = 0; j < n_dims; j++) {
        sums[j] += row[j];
        squares[j] += (double) row[j] * row[j];
      }
      n_used++;
    }
  }
  return n_used;
}

/* Factors of one block from the deviations of its dimensions. */
static void
fit_block (const FlFeatureBlock *block, const double *deviations, float *factors)
{
  double energy = 0;
  double length = 0;

  for (guint i = 0; i < block->n_dims; i++)
    energy += deviations[block->first_dim + i] * deviations[block->first_dim + i];
  double typical = sqrt (energy / block->n_dims);
  for (guint i = 0; i < block->n_dims; i++) {
    double deviation = deviations[block->first_dim + i];
    double divisor = deviation + BLOCK_SHARE * typical;
    factors[block->first_dim + i] = divisor > 1e-9 ? (float) (1 / divisor) : 0;
    double scaled = deviation * factors[block->first_dim + i];
    length += scaled * scaled;
  }
  if (length <= 0)
    return;
  for (guint i = 0; i < block->n_dims; i++)
    factors[block->first_dim + i] *= (float) (block->weight / sqrt (length));
}

FlScaling *
fl_scaling_new_fit (const FlHalfRows *parts,
                    gsize n_parts,
                    const FlFeatureBlock *blocks,
                    gsize n_blocks)
{
  g_return_val_if_fail (n_parts > 0 && n_blocks > 0, NULL);

  gsize n_dims = parts[0].n_dims;
  gsize n_rows = 0;
  for (gsize i = 0; i < n_parts; i++)
    n_rows += parts[i].n_rows;
  FlScaling *self = scaling_alloc (n_dims);
  g_autofree double *sums = g_new0 (double, n_dims);
  g_autofree double *squares = g_new0 (double, n_dims);
  gsize n_used = add_up (parts, n_parts, n_rows / MAX_ROWS + 1, sums, squares);
  for (gsize j = 0; j < n_dims && n_used > 0; j++) {
    double mean = sums[j] / (double) n_used;
    self->means[j] = (float) mean;
    squares[j] = sqrt (MAX (squares[j] / (double) n_used - mean * mean, 0));
  }
  for (gsize i = 0; i < n_blocks && n_used > 0; i++)
    fit_block (&blocks[i], squares, self->factors);
  return self;
}

FlScaling *
fl_scaling_new_weighted (const FlScaling *self,
                         const FlFeatureBlock *blocks,
                         const double *weights,
                         gsize n_blocks)
{
  FlScaling *weighted = scaling_alloc (self->n_dims);

  memcpy (weighted->means, self->means, self->n_dims * sizeof self->means[0]);
  memcpy (weighted->factors, self->factors, self->n_dims * sizeof self->factors[0]);
  for (gsize i = 0; i < n_blocks; i++)
    for (guint j = 0; j < blocks[i].n_dims; j++)
      weighted->factors[blocks[i].first_dim + j] *= (float) weights[i];
  return weighted;
}

FlScaling *
fl_scaling_ref (FlScaling *self)
{
  fl_ref_count_inc (&self->n_refs);
  return self;
}

void
fl_scaling_unref (FlScaling *self)
{
  if (!fl_ref_count_dec (&self->n_refs))
    return;
  g_free (self->means);
  g_free (self->factors);
  g_free (self);
}

gsize
fl_scaling_get_n_dims (const FlScaling *self)
{
  return self->n_dims;
}

const float *
fl_scaling_get_means (const FlScaling *self)
{
  return self->means;
}

const float *
fl_scaling_get_factors (const FlScaling *self)
{
  return self->factors;
}

void
fl_scaling_apply (const FlScaling *self, const FlHalf *row, float *out)
{
  fl_half_to_floats (row, self->n_dims, out);
  for (gsize j = 0; j < self->n_dims; j++)
    out[j] = isfinite (out[j]) ? (out[j] - self->means[j]) * self->factors[j] : 0;
}

GBytes *
fl_scaling_serialize (const FlScaling *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint64 n_dims = self->n_dims;

  g_byte_array_append (bytes, (const guint8 *) MAGIC, 8);
  g_byte_array_append (bytes, (const guint8 *) &n_dims, sizeof n_dims);
  g_byte_array_append (bytes, (const guint8 *) self->means,
                       (guint) (self->n_dims * sizeof self->means[0]));
  g_byte_array_append (bytes, (const guint8 *) self->factors,
                       (guint) (self->n_dims * sizeof self->factors[0]));
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

FlScaling *
fl_scaling_deserialize (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint64 n_dims = 0;

  if (size >= 16)
    memcpy (&n_dims, data + 8, sizeof n_dims);
  if (size < 16 || memcmp (data, MAGIC, 8) != 0 || n_dims > 1 << 20 ||
      size != 16 + n_dims * 2 * sizeof (float)) {
    g_set_error_literal (error, FL_LEARN_ERROR, FL_LEARN_ERROR_CORRUPT,
                         "The stored scaling of features is damaged; it will be computed again");
    return NULL;
  }
  FlScaling *self = scaling_alloc (n_dims);
  memcpy (self->means, data + 16, n_dims * sizeof (float));
  memcpy (self->factors, data + 16 + n_dims * sizeof (float), n_dims * sizeof (float));
  return self;
}
