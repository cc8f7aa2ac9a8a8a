/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest of some centres, for eight positions side by side. Each lane adds in the order of
 * fl_distance2 (), so that the bits are the same as of one position alone. */
#include "base/fl-nearest.h"

#include <float.h>

#define N_LANES       8
#define ALWAYS_INLINE __attribute__ ((always_inline)) static inline

/* Aligned like floats, so that they may lie anywhere. */
typedef float Lanes __attribute__ ((vector_size (N_LANES * sizeof (float)), aligned (4)));
typedef gint32 Mask __attribute__ ((vector_size (N_LANES * sizeof (gint32)), aligned (4)));

/* Where there are no more positions, the last one again. */
static void
lay_out (const float *positions, gsize n, gsize n_dims, gsize first, Lanes *out)
{
  for (gsize j = 0; j < n_dims; j++)
    for (gsize lane = 0; lane < N_LANES; lane++)
      out[j][lane] = positions[MIN (first + lane, n - 1) * n_dims + j];
}

ALWAYS_INLINE void
measure (const Lanes *rows, const float *centre, gsize n_dims, Lanes *out)
{
  Lanes sums[N_LANES] = {0};
  Lanes sum = {0};
  gsize j = 0;

  for (; j + N_LANES <= n_dims; j += N_LANES)
#pragma GCC unroll 8
    for (gsize i = 0; i < N_LANES; i++)
      sums[i] += (rows[j + i] - centre[j + i]) * (rows[j + i] - centre[j + i]);
  for (; j < n_dims; j++)
    sum += (rows[j] - centre[j]) * (rows[j] - centre[j]);
  for (gsize i = 0; i < N_LANES; i++)
    sum += sums[i];
  *out = sum;
}

ALWAYS_INLINE void
find (const Lanes *rows, gsize n_dims, const float *centres, guint n_centres, Mask *out)
{
  Lanes best = (Lanes){0} + FLT_MAX;
  Mask nearest = {0};

  for (guint c = 0; c < n_centres; c++) {
    Lanes distances;
    measure (rows, centres + c * n_dims, n_dims, &distances);
    const Mask is_nearer = distances < best;
    best = (Lanes) (((Mask) distances & is_nearer) | ((Mask) best & ~is_nearer));
    nearest = ((gint32) c & is_nearer) | (nearest & ~is_nearer);
  }
  *out = nearest;
}

static void
find_portable (const Lanes *rows, gsize n_dims, const float *centres, guint n_centres, Mask *out)
{
  find (rows, n_dims, centres, n_centres, out);
}

#if defined(__x86_64__)
__attribute__ ((target ("avx2"))) static void
find_avx2 (const Lanes *rows, gsize n_dims, const float *centres, guint n_centres, Mask *out)
{
  find (rows, n_dims, centres, n_centres, out);
}
#endif

static void
find_fast (const Lanes *rows, gsize n_dims, const float *centres, guint n_centres, Mask *out)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2")) {
    find_avx2 (rows, n_dims, centres, n_centres, out);
    return;
  }
#endif
  find_portable (rows, n_dims, centres, n_centres, out);
}

gboolean
fl_nearest_find (const float *positions,
                 gsize n,
                 gsize n_dims,
                 const float *centres,
                 guint n_centres,
                 guint *out)
{
  g_autofree Lanes *rows = g_new (Lanes, n_dims);
  gboolean has_changed = FALSE;

  for (gsize first = 0; first < n; first += N_LANES) {
    Mask nearest;
    lay_out (positions, n, n_dims, first, rows);
    find_fast (rows, n_dims, centres, n_centres, &nearest);
    for (gsize i = first; i < MIN (first + N_LANES, n); i++) {
      guint best = (guint) nearest[i - first];
      has_changed = has_changed || out[i] != best;
      out[i] = best;
    }
  }
  return has_changed;
}
