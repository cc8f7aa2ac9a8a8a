/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short positions for distances. */
#include "learn/fl-projection.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

/* Every sum goes up through the dimensions in the same order and multiplies before it adds, so that
 * positions have the same bits whatever the processor. */
static void
add_up (const FlProjection *self, const float *row, float *sums)
{
  for (gsize j = 0; j < self->n_dims; j++) {
    const gint8 *signs = self->signs + j * FL_PROJECTION_DIMS;
    for (guint i = 0; i < FL_PROJECTION_DIMS; i++)
      sums[i] += row[j] * (float) signs[i];
  }
}

#if defined(__x86_64__)
#define N_VECTORS (FL_PROJECTION_DIMS / 8)

__attribute__ ((target ("avx2"))) static void
add_up_avx2 (const FlProjection *self, const float *row, float *sums)
{
  __m256 v[N_VECTORS];

  for (guint i = 0; i < N_VECTORS; i++)
    v[i] = _mm256_setzero_ps ();
  for (gsize j = 0; j < self->n_dims; j++) {
    const gint8 *signs = self->signs + j * FL_PROJECTION_DIMS;
    const __m256 x = _mm256_set1_ps (row[j]);
    for (guint i = 0; i < N_VECTORS; i++) {
      __m128i eight = _mm_loadl_epi64 ((const __m128i *) (const void *) (signs + 8 * i));
      __m256 factors = _mm256_cvtepi32_ps (_mm256_cvtepi8_epi32 (eight));
      v[i] = _mm256_add_ps (v[i], _mm256_mul_ps (x, factors));
    }
  }
  for (guint i = 0; i < N_VECTORS; i++)
    _mm256_storeu_ps (sums + 8 * i, v[i]);
}
#endif

static void
add_up_fast (const FlProjection *self, const float *row, float *sums)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2")) {
    add_up_avx2 (self, row, sums);
    return;
  }
#endif
  add_up (self, row, sums);
}

void
fl_projection_apply (const FlProjection *self, const float *row, float *out)
{
  const float scale = sqrtf ((float) SPARSITY / FL_PROJECTION_DIMS);
  float sums[FL_PROJECTION_DIMS] = {0};

  add_up_fast (self, row, sums);
  for (guint i = 0; i < FL_PROJECTION_DIMS; i++)
    out[i] = sums[i] * scale;
}
