/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dictionary of patches (Coates, Lee and Ng 2011): patches of equal contrast, whitened, in
 * clusters; what a patch is like is told by the triangle activation. Distances do not change when
 * space is turned, so that the inverse of the Cholesky factor whitens as well as ZCA does. */
#include "features/fl-dictionary.h"

#include <math.h>
#include <string.h>

#include "base/fl-kmeans.h"

#define N     FL_DICTIONARY_PIXELS
#define K     FL_DICTIONARY_WORDS
#define MAGIC "FLPATCH1"
#define SEED  20110411

/* Variance that is added to that of a patch, in squared grey levels, so that noise is not blown
 * up to a pattern; and to every direction before whitening. */
#define CONTRAST_FLOOR 10.0f
#define WHITENING      0.1

/* What the file holds, after the magic. */
typedef struct {
  float means[N];
  float whitening[N][N]; /* from pixel to direction; a direction has the pixels up to its own */
  float words[N][K];     /* by direction */
  float lengths2[K];     /* squared lengths of the words */
} Content;

struct _FlDictionary {
  Content content;
};

/* Takes away the brightness of a patch and divides by its contrast. */
static void
normalise (const float *patch, float *out)
{
  float mean = 0;
  float variance = 0;

  for (guint i = 0; i < N; i++)
    mean += patch[i] / N;
  for (guint i = 0; i < N; i++)
    variance += (patch[i] - mean) * (patch[i] - mean) / N;
  for (guint i = 0; i < N; i++)
    out[i] = (patch[i] - mean) / sqrtf (variance + CONTRAST_FLOOR);
}

static void
find_means (const float *patches, gsize n, float *means)
{
  double sums[N] = {0};

  for (gsize i = 0; i < n; i++)
    for (guint j = 0; j < N; j++)
      sums[j] += (double) patches[i * N + j];
  for (guint j = 0; j < N; j++)
    means[j] = (float) (sums[j] / (double) n);
}

/* Lower triangle of the covariance, with what is added to every direction. */
static void
find_covariance (const float *patches, gsize n, const float *means, double *out)
{
  memset (out, 0, N * N * sizeof out[0]);
  for (gsize i = 0; i < n; i++)
    for (guint j = 0; j < N; j++)
      for (guint k = 0; k <= j; k++)
        out[j * N + k] +=
          (double) ((patches[i * N + j] - means[j]) * (patches[i * N + k] - means[k])) / (double) n;
  for (guint j = 0; j < N; j++)
    out[j * N + j] += WHITENING;
}

/* Cholesky, in place. */
static void
factorise (double *matrix)
{
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j <= i; j++) {
      double sum = matrix[i * N + j];
      for (guint k = 0; k < j; k++)
        sum -= matrix[i * N + k] * matrix[j * N + k];
      matrix[i * N + j] = i == j ? sqrt (MAX (sum, WHITENING / 2)) : sum / matrix[j * N + j];
    }
}

/* The inverse of a lower triangle, column by column. */
static void
invert (const double *triangle, Content *content)
{
  for (guint column = 0; column < N; column++) {
    double solution[N] = {0};
    for (guint i = column; i < N; i++) {
      double sum = i == column;
      for (guint k = column; k < i; k++)
        sum -= triangle[i * N + k] * solution[k];
      solution[i] = sum / triangle[i * N + i];
      content->whitening[column][i] = (float) solution[i];
    }
  }
}

__attribute__ ((always_inline)) static inline void
whiten (const Content *content, const float *patch, float *out)
{
  memset (out, 0, N * sizeof out[0]);
  for (guint j = 0; j < N; j++) {
    const float value = patch[j] - content->means[j];
    for (guint i = 0; i < N; i++)
      out[i] += value * content->whitening[j][i];
  }
}

static void
keep_words (Content *content, const float *patches, gsize n, const guint *clusters)
{
  g_autofree double *sums = g_new0 (double, K *N);
  guint counts[K] = {0};

  for (gsize i = 0; i < n; i++) {
    counts[clusters[i]]++;
    for (guint j = 0; j < N; j++)
      sums[clusters[i] * N + j] += (double) patches[i * N + j];
  }
  for (guint k = 0; k < K; k++)
    for (guint j = 0; j < N; j++) {
      float value = counts[k] > 0 ? (float) (sums[k * N + j] / counts[k]) : 0;
      content->words[j][k] = value;
      content->lengths2[k] += value * value;
    }
}

FlDictionary *
fl_dictionary_learn (float *patches, gsize n, GCancellable *cancellable, GError **error)
{
  g_autoptr (FlDictionary) self = g_new0 (FlDictionary, 1);
  g_autofree double *covariance = g_new (double, N *N);
  g_autofree guint *clusters = g_new (guint, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (gsize i = 0; i < n; i++)
    normalise (patches + i * N, patches + i * N);
  find_means (patches, n, self->content.means);
  find_covariance (patches, n, self->content.means, covariance);
  factorise (covariance);
  invert (covariance, &self->content);
  for (gsize i = 0; i < n; i++) {
    float whitened[N];
    whiten (&self->content, patches + i * N, whitened);
    memcpy (patches + i * N, whitened, sizeof whitened);
  }
  (void) fl_kmeans (patches, n, N, K, rand, cancellable, clusters);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  keep_words (&self->content, patches, n, clusters);
  return g_steal_pointer (&self);
}

void
fl_dictionary_free (FlDictionary *self)
{
  g_free (self);
}

/* Distances from a patch to all words. The compiler makes vectors of it, and as nothing is added in
 * another order, the bits are the same whatever the processor. */
__attribute__ ((always_inline)) static inline void
measure (const Content *content, const float *patch, float *out)
{
  float even[N];
  float white[N];
  float length2 = 0;

  normalise (patch, even);
  whiten (content, even, white);
  memset (out, 0, K * sizeof out[0]);
  for (guint j = 0; j < N; j++) {
    length2 += white[j] * white[j];
    for (guint k = 0; k < K; k++)
      out[k] += white[j] * content->words[j][k];
  }
  for (guint k = 0; k < K; k++)
    out[k] = sqrtf (MAX (length2 + content->lengths2[k] - 2 * out[k], 0));
}

static void
measure_portable (const Content *content, const float *patch, float *out)
{
  measure (content, patch, out);
}

#if defined(__x86_64__)
__attribute__ ((target ("avx2"))) static void
measure_avx2 (const Content *content, const float *patch, float *out)
{
  measure (content, patch, out);
}
#endif

static void
measure_fast (const Content *content, const float *patch, float *out)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2")) {
    measure_avx2 (content, patch, out);
    return;
  }
#endif
  measure_portable (content, patch, out);
}

void
fl_dictionary_look_up (const FlDictionary *self, const float *patch, float *sums)
{
  float distances[K];
  float mean = 0;

  measure_fast (&self->content, patch, distances);
  for (guint k = 0; k < K; k++)
    mean += distances[k] / K;
  for (guint k = 0; k < K; k++)
    sums[k] += MAX (mean - distances[k], 0);
}

GBytes *
fl_dictionary_serialize (const FlDictionary *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) MAGIC, 8);
  g_byte_array_append (bytes, (const guint8 *) &self->content, sizeof self->content);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
is_finite (const Content *content)
{
  const float *values = (const float *) content;

  for (gsize i = 0; i < sizeof *content / sizeof (float); i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

FlDictionary *
fl_dictionary_deserialize (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (FlDictionary) self = g_new (FlDictionary, 1);

  if (size != 8 + sizeof self->content || memcmp (data, MAGIC, 8) != 0)
    return NULL;
  memcpy (&self->content, data + 8, sizeof self->content);
  return is_finite (&self->content) ? g_steal_pointer (&self) : NULL;
}
