/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Float16 to float and back, eight at a time where the processor can. */
#include "base/fl-half.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define HALF_MAX 65504.0f

FlHalf
fl_half_from_float_scalar (float value)
{
  float clamped = fminf (fmaxf (value, -HALF_MAX), HALF_MAX);
  guint32 sign = signbit (clamped) ? 0x8000 : 0;
  float magnitude = fabsf (clamped);
  int exponent;

  (void) frexpf (magnitude, &exponent); /* only the exponent is wanted */
  /* Halves have 11 significant bits down to 2^-14 and a fixed step of 2^-24 below. */
  int step = MAX (exponent - 11, -24);
  guint32 units = (guint32) nearbyintf (ldexpf (magnitude, -step));
  if (units < 1024)
    return (FlHalf) (sign | units);
  return (FlHalf) (sign | (((guint32) (step + 24) << 10) + units));
}

float
fl_half_to_float_scalar (FlHalf value)
{
  int exponent = (value >> 10) & 31;
  int units = value & 1023;
  float magnitude =
    exponent == 0 ? ldexpf ((float) units, -24) : ldexpf ((float) (units + 1024), exponent - 25);

  return (value & 0x8000) != 0 ? -magnitude : magnitude;
}

#if defined(__x86_64__)
__attribute__ ((target ("avx,f16c"))) static gsize
from_floats_f16c (const float *in, gsize n, FlHalf *out)
{
  const __m256 top = _mm256_set1_ps (HALF_MAX);
  const __m256 bottom = _mm256_set1_ps (-HALF_MAX);
  gsize i = 0;

  for (; i + 8 <= n; i += 8) {
    __m256 clamped = _mm256_min_ps (_mm256_max_ps (_mm256_loadu_ps (in + i), bottom), top);
    _mm_storeu_si128 ((__m128i *) (void *) (out + i),
                      _mm256_cvtps_ph (clamped, _MM_FROUND_TO_NEAREST_INT));
  }
  return i;
}

__attribute__ ((target ("avx,f16c"))) static gsize
to_floats_f16c (const FlHalf *in, gsize n, float *out)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    _mm256_storeu_ps (out + i, _mm256_cvtph_ps (
                                 _mm_loadu_si128 ((const __m128i *) (const void *) (in + i))));
  return i;
}

static gboolean
has_f16c (void)
{
  return __builtin_cpu_supports ("avx") && __builtin_cpu_supports ("f16c");
}
#endif

void
fl_half_from_floats (const float *in, gsize n, FlHalf *out)
{
  gsize i = 0;

#if defined(__x86_64__)
  if (has_f16c ())
    i = from_floats_f16c (in, n, out);
#endif
  for (; i < n; i++)
    out[i] = fl_half_from_float_scalar (in[i]);
}

void
fl_half_to_floats (const FlHalf *in, gsize n, float *out)
{
  gsize i = 0;

#if defined(__x86_64__)
  if (has_f16c ())
    i = to_floats_f16c (in, n, out);
#endif
  for (; i < n; i++)
    out[i] = fl_half_to_float_scalar (in[i]);
}
