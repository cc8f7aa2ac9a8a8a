/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short positions for distances. */
#include "learn/fl-projection.h"

#include <math.h>

#define SEED 20110411
/* One in three signs is not zero. */
#define SPARSITY 3

struct _FlProjection {
  gsize n_dims;
  gint8 *signs; /* [n_dims][FL_PROJECTION_DIMS] */
};

FlProjection *
fl_projection_new (gsize n_dims)
{
  FlProjection *self = g_new0 (FlProjection, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  self->n_dims = n_dims;
  self->signs = g_new (gint8, n_dims * FL_PROJECTION_DIMS);
  for (gsize i = 0; i < n_dims * FL_PROJECTION_DIMS; i++) {
    int draw = g_rand_int_range (rand, 0, 2 * SPARSITY);
    self->signs[i] = draw == 0 ? 1 : draw == 1 ? -1 : 0;
  }
  return self;
}

void
fl_projection_free (FlProjection *self)
{
  if (self == NULL)
    return;
  g_free (self->signs);
  g_free (self);
}

void
fl_projection_apply (const FlProjection *self, const float *row, float *out)
{
  const float scale = sqrtf ((float) SPARSITY / FL_PROJECTION_DIMS);
  float sums[FL_PROJECTION_DIMS] = {0};

  for (gsize j = 0; j < self->n_dims; j++) {
    const gint8 *signs = self->signs + j * FL_PROJECTION_DIMS;
    for (guint i = 0; i < FL_PROJECTION_DIMS; i++)
      sums[i] += row[j] * (float) signs[i];
  }
  for (guint i = 0; i < FL_PROJECTION_DIMS; i++)
    out[i] = sums[i] * scale;
}
