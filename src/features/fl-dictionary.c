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

/* For functions that are compiled for several processors. */
#define ALWAYS_INLINE __attribute__ ((always_inline)) static inline

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

static void
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

/* Patches side by side, one in each lane. Nothing is added in another order than for one patch
 * alone, and nothing is fused, so that the bits are the same whatever the processor. */
typedef float Lanes __attribute__ ((vector_size (FL_DICTIONARY_LANES * sizeof (float))));
typedef gint32 Mask __attribute__ ((vector_size (FL_DICTIONARY_LANES * sizeof (gint32))));

/* Sums that stay in registers at once. */
#define AT_ONCE 8

ALWAYS_INLINE void
find_roots (Lanes *values)
{
  for (guint lane = 0; lane < FL_DICTIONARY_LANES; lane++)
    (*values)[lane] = sqrtf ((*values)[lane]);
}

ALWAYS_INLINE void
cut_below_zero (Lanes *values)
{
  *values = (Lanes) ((Mask) *values & (*values > 0));
}

/* Even contrast, less the means. */
ALWAYS_INLINE void
centre_lanes (const Content *content, const Lanes *patches, Lanes *out)
{
  Lanes mean = {0};
  Lanes contrast = {0};

  for (guint i = 0; i < N; i++)
    mean += patches[i] / N;
  for (guint i = 0; i < N; i++)
    contrast += (patches[i] - mean) * (patches[i] - mean) / N;
  contrast += CONTRAST_FLOOR;
  find_roots (&contrast);
  for (guint i = 0; i < N; i++)
    out[i] = (patches[i] - mean) / contrast - content->means[i];
}

/* Weighs @n values by the rows of @matrix, from column @first on; a row has N columns, and there
 * are as many words as pixels. */
ALWAYS_INLINE void
multiply (const Lanes *values, guint n, const float *matrix, guint first, Lanes *out)
{
  Lanes sums[AT_ONCE] = {0};

  for (guint j = 0; j < n; j++) {
    const float *weights = matrix + j * N + first;
#pragma GCC unroll 8
    for (guint i = 0; i < AT_ONCE; i++)
      sums[i] += values[j] * weights[i];
  }
  for (guint i = 0; i < AT_ONCE; i++)
    out[first + i] = sums[i];
}

/* A direction has nothing of the pixels behind its own. */
ALWAYS_INLINE void
whiten_lanes (const Content *content, const Lanes *values, Lanes *out)
{
  for (guint i = 0; i < N; i += AT_ONCE)
    multiply (values, i + AT_ONCE, &content->whitening[0][0], i, out);
}

/* Distances to all words. */
ALWAYS_INLINE void
measure_lanes (const Content *content, const Lanes *white, Lanes *out)
{
  Lanes length2 = {0};

  for (guint j = 0; j < N; j++)
    length2 += white[j] * white[j];
  for (guint k = 0; k < K; k += AT_ONCE)
    multiply (white, N, &content->words[0][0], k, out);
  for (guint k = 0; k < K; k++) {
    out[k] = length2 + content->lengths2[k] - 2 * out[k];
    cut_below_zero (&out[k]);
    find_roots (&out[k]);
  }
}

ALWAYS_INLINE void
look_up (const Content *content, const float *patches, float *out)
{
  Lanes values[N];
  Lanes white[N];
  Lanes likeness[K];
  Lanes mean = {0};

  memcpy (values, patches, sizeof values);
  centre_lanes (content, values, values);
  whiten_lanes (content, values, white);
  measure_lanes (content, white, likeness);
  for (guint k = 0; k < K; k++)
    mean += likeness[k] / K;
  for (guint k = 0; k < K; k++) {
    likeness[k] = mean - likeness[k];
    cut_below_zero (&likeness[k]);
  }
  memcpy (out, likeness, sizeof likeness);
}

static void
look_up_portable (const Content *content, const float *patches, float *out)
{
  look_up (content, patches, out);
}

#if defined(__x86_64__)
__attribute__ ((target ("avx2"))) static void
look_up_avx2 (const Content *content, const float *patches, float *out)
{
  look_up (content, patches, out);
}
#endif

void
fl_dictionary_look_up (const FlDictionary *self, const float *patches, float *out)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2")) {
    look_up_avx2 (&self->content, patches, out);
    return;
  }
#endif
  look_up_portable (&self->content, patches, out);
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
