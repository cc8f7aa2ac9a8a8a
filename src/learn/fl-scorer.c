/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many rows times few weight vectors, tile by tile: four rows are turned to floats once and
 * multiplied with three classes at a time. The twelve sums of a tile stay in registers, and each
 * weight that is read serves four rows. */
#include "learn/fl-scorer.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Rows in a piece of work: long enough to be worth a thread, short enough to share evenly. */
#define PIECE_ROWS      2048
#define ROWS_AT_ONCE    4
#define CLASSES_AT_ONCE 3

/* Products of `[ROWS_AT_ONCE][n_dims]` with as many weight vectors as there are classes at once:
 * sums[row * CLASSES_AT_ONCE + class]. */
typedef void (*TileFunc) (const float *rows,
                          const float *const weights[],
                          gsize n_dims,
                          float *sums);

typedef struct {
  const FlModel *model;
  const FlHalfRows *rows;
  TileFunc tile;
  float *out;
} Work;

static void
tile_portable (const float *rows, const float *const weights[], gsize n_dims, float *sums)
{
  for (guint r = 0; r < ROWS_AT_ONCE; r++)
    for (guint c = 0; c < CLASSES_AT_ONCE; c++) {
      float sum = 0;
      for (gsize j = 0; j < n_dims; j++)
        sum += rows[r * n_dims + j] * weights[c][j];
      sums[r * CLASSES_AT_ONCE + c] = sum;
    }
}

#if defined(__x86_64__)
__attribute__ ((target ("avx"))) static float
sum_of (__m256 v)
{
  __m128 half = _mm_add_ps (_mm256_castps256_ps128 (v), _mm256_extractf128_ps (v, 1));

  half = _mm_add_ps (half, _mm_movehl_ps (half, half));
  return _mm_cvtss_f32 (_mm_add_ss (half, _mm_shuffle_ps (half, half, 1)));
}

/* The sums of one row. Written out class by class, so that the compiler keeps them in registers. */
typedef struct {
  __m256 v0;
  __m256 v1;
  __m256 v2;
} Sums;

__attribute__ ((target ("avx2,fma"), always_inline)) static inline void
add_products (Sums *sums, const float *row, __m256 w0, __m256 w1, __m256 w2)
{
  __m256 x = _mm256_loadu_ps (row);

  sums->v0 = _mm256_fmadd_ps (x, w0, sums->v0);
  sums->v1 = _mm256_fmadd_ps (x, w1, sums->v1);
  sums->v2 = _mm256_fmadd_ps (x, w2, sums->v2);
}

/* Dimensions that do not fill a vector are added one by one. */
__attribute__ ((target ("avx2,fma"))) static void
end_row (const Sums *sums,
         const float *row,
         const float *const weights[],
         gsize j,
         gsize n_dims,
         float *out)
{
  out[0] = sum_of (sums->v0);
  out[1] = sum_of (sums->v1);
  out[2] = sum_of (sums->v2);
  for (; j < n_dims; j++)
    for (guint c = 0; c < CLASSES_AT_ONCE; c++)
      out[c] += row[j] * weights[c][j];
}

__attribute__ ((target ("avx2,fma"))) static void
tile_avx2 (const float *rows, const float *const weights[], gsize n_dims, float *sums)
{
  const float *row0 = rows;
  const float *row1 = rows + n_dims;
  const float *row2 = rows + 2 * n_dims;
  const float *row3 = rows + 3 * n_dims;
  const __m256 zero = _mm256_setzero_ps ();
  Sums sums0 = {zero, zero, zero};
  Sums sums1 = sums0;
  Sums sums2 = sums0;
  Sums sums3 = sums0;
  gsize j = 0;

  for (; j + 8 <= n_dims; j += 8) {
    __m256 w0 = _mm256_loadu_ps (weights[0] + j);
    __m256 w1 = _mm256_loadu_ps (weights[1] + j);
    __m256 w2 = _mm256_loadu_ps (weights[2] + j);
    add_products (&sums0, row0 + j, w0, w1, w2);
    add_products (&sums1, row1 + j, w0, w1, w2);
    add_products (&sums2, row2 + j, w0, w1, w2);
    add_products (&sums3, row3 + j, w0, w1, w2);
  }
  end_row (&sums0, row0, weights, j, n_dims, sums);
  end_row (&sums1, row1, weights, j, n_dims, sums + CLASSES_AT_ONCE);
  end_row (&sums2, row2, weights, j, n_dims, sums + 2 * CLASSES_AT_ONCE);
  end_row (&sums3, row3, weights, j, n_dims, sums + 3 * CLASSES_AT_ONCE);
}

static gboolean
has_avx2 (void)
{
  return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
}
#endif

static TileFunc
find_tile (FlScorerPath path)
{
#if defined(__x86_64__)
  if (path != FL_SCORER_PORTABLE && has_avx2 ())
    return tile_avx2;
#endif
  return path == FL_SCORER_AVX2 ? NULL : tile_portable;
}

/* Scores the first @n_rows of ROWS_AT_ONCE rows. */
static void
score_rows (const Work *work, const float *rows, guint n_rows, float *out)
{
  guint n_classes = fl_model_get_n_classes (work->model);

  for (guint first = 0; first < n_classes; first += CLASSES_AT_ONCE) {
    guint n = MIN (CLASSES_AT_ONCE, n_classes - first);
    const float *weights[CLASSES_AT_ONCE];
    float sums[ROWS_AT_ONCE * CLASSES_AT_ONCE];
    /* Places without a class repeat the first one; their sums are not used. */
    for (guint c = 0; c < CLASSES_AT_ONCE; c++)
      weights[c] = fl_model_get_weights (work->model, first + (c < n ? c : 0));
    work->tile (rows, weights, work->rows->n_dims, sums);
    for (guint r = 0; r < n_rows; r++)
      for (guint c = 0; c < n; c++)
        out[r * n_classes + first + c] =
          sums[r * CLASSES_AT_ONCE + c] + fl_model_get_bias (work->model, first + c);
  }
}

static void
score_piece (gsize piece, gpointer data)
{
  const Work *work = data;
  gsize n_dims = work->rows->n_dims;
  guint n_classes = fl_model_get_n_classes (work->model);
  gsize end = MIN ((piece + 1) * PIECE_ROWS, work->rows->n_rows);
  /* Rows of the last tile that are not there stay as they were; their sums are not used. */
  g_autofree float *rows = g_new0 (float, ROWS_AT_ONCE *n_dims);

  for (gsize i = piece * PIECE_ROWS; i < end; i += ROWS_AT_ONCE) {
    guint n_rows = (guint) MIN (ROWS_AT_ONCE, end - i);
    fl_half_to_floats (work->rows->values + i * n_dims, n_rows * n_dims, rows);
    score_rows (work, rows, n_rows, work->out + i * n_classes);
  }
}

gboolean
fl_scorer_run_on (FlScorerPath path,
                  const FlModel *model,
                  const FlHalfRows *rows,
                  float *out,
                  const FlParallel *parallel)
{
  g_return_val_if_fail (rows->n_dims == fl_model_get_n_dims (model), FALSE);

  Work work = {.model = model, .rows = rows, .tile = find_tile (path), .out = out};
  if (work.tile == NULL)
    return FALSE;
  fl_parallel_run (parallel, (rows->n_rows + PIECE_ROWS - 1) / PIECE_ROWS, score_piece, &work);
  return TRUE;
}

void
fl_scorer_run (const FlModel *model, const FlHalfRows *rows, float *out, const FlParallel *parallel)
{
  (void) fl_scorer_run_on (FL_SCORER_BEST, model, rows, out, parallel); /* there is always one */
}
