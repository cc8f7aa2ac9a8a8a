/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many rows times few weight vectors. A row is turned to floats once and multiplied with four
 * classes at a time, so that it is read from memory only once. */
#include "learn/fl-scorer.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Rows in a piece of work: long enough to be worth a thread, short enough to share evenly. */
#define PIECE_ROWS      2048
#define CLASSES_AT_ONCE 4

/* Products of one row with CLASSES_AT_ONCE weight vectors, of which the first n are wanted. */
typedef void (
  *DotFunc) (const float *row, const float *const weights[], guint n, gsize n_dims, float *sums);

typedef struct {
  const FlModel *model;
  const FlHalfRows *rows;
  DotFunc dot;
  float *out;
} Work;

static void
dot_portable (const float *row, const float *const weights[], guint n, gsize n_dims, float *sums)
{
  for (guint c = 0; c < n; c++) {
    float sum = 0;
    for (gsize j = 0; j < n_dims; j++)
      sum += row[j] * weights[c][j];
    sums[c] = sum;
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

__attribute__ ((target ("avx2,fma"))) static void
dot_avx2 (const float *row, const float *const weights[], guint n, gsize n_dims, float *sums)
{
  __m256 v[CLASSES_AT_ONCE] = {_mm256_setzero_ps (), _mm256_setzero_ps (), _mm256_setzero_ps (),
                               _mm256_setzero_ps ()};
  gsize j = 0;

  for (; j + 8 <= n_dims; j += 8) {
    __m256 x = _mm256_loadu_ps (row + j);
    for (guint c = 0; c < CLASSES_AT_ONCE; c++)
      v[c] = _mm256_fmadd_ps (x, _mm256_loadu_ps (weights[c] + j), v[c]);
  }
  for (guint c = 0; c < n; c++) {
    sums[c] = sum_of (v[c]);
    for (gsize tail = j; tail < n_dims; tail++)
      sums[c] += row[tail] * weights[c][tail];
  }
}

static gboolean
has_avx2 (void)
{
  return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
}
#endif

static DotFunc
find_dot (FlScorerPath path)
{
#if defined(__x86_64__)
  if (path != FL_SCORER_PORTABLE && has_avx2 ())
    return dot_avx2;
#endif
  return path == FL_SCORER_AVX2 ? NULL : dot_portable;
}

static void
score_row (const Work *work, const float *row, float *out)
{
  guint n_classes = fl_model_get_n_classes (work->model);

  for (guint first = 0; first < n_classes; first += CLASSES_AT_ONCE) {
    guint n = MIN (CLASSES_AT_ONCE, n_classes - first);
    const float *weights[CLASSES_AT_ONCE];
    float sums[CLASSES_AT_ONCE];
    /* Places without a class repeat the first one; their sums are not used. */
    for (guint c = 0; c < CLASSES_AT_ONCE; c++)
      weights[c] = fl_model_get_weights (work->model, first + (c < n ? c : 0));
    work->dot (row, weights, n, work->rows->n_dims, sums);
    for (guint c = 0; c < n; c++)
      out[first + c] = sums[c] + fl_model_get_bias (work->model, first + c);
  }
}

static void
score_piece (gsize piece, gpointer data)
{
  const Work *work = data;
  gsize n_dims = work->rows->n_dims;
  guint n_classes = fl_model_get_n_classes (work->model);
  gsize end = MIN ((piece + 1) * PIECE_ROWS, work->rows->n_rows);
  g_autofree float *row = g_new (float, n_dims);

  for (gsize i = piece * PIECE_ROWS; i < end; i++) {
    fl_half_to_floats (work->rows->values + i * n_dims, n_dims, row);
    score_row (work, row, work->out + i * n_classes);
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

  Work work = {.model = model, .rows = rows, .dot = find_dot (path), .out = out};
  if (work.dot == NULL)
    return FALSE;
  fl_parallel_run (parallel, (rows->n_rows + PIECE_ROWS - 1) / PIECE_ROWS, score_piece, &work);
  return TRUE;
}

void
fl_scorer_run (const FlModel *model, const FlHalfRows *rows, float *out, const FlParallel *parallel)
{
  (void) fl_scorer_run_on (FL_SCORER_BEST, model, rows, out, parallel); /* there is always one */
}
