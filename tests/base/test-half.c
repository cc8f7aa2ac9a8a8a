/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Float16: every number there is, both ways, by the scalar and by the SIMD path. */
#include "base/fl-half.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define N_HALVES 65536

/* Finite ones only: exponent 31 is infinity and NAN, which features never are. */
static gboolean
is_finite_half (guint bits)
{
  return (bits >> 10 & 31) != 31;
}

/* What the bits mean by the definition of binary16. */
static double
value_of (guint bits)
{
  int exponent = (int) (bits >> 10 & 31);
  double units = bits & 1023;
  double magnitude = exponent == 0 ? units * pow (2, -24) : (1024 + units) * pow (2, exponent - 25);

  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

static void
test_all_values (void)
{
  for (guint bits = 0; bits < N_HALVES; bits++) {
    if (!is_finite_half (bits))
      continue;
    float value = fl_half_to_float_scalar ((FlHalf) bits);
    g_assert_cmpfloat (value, ==, value_of (bits));
    g_assert_cmpint (signbit (value) != 0, ==, (bits & 0x8000) != 0);
    g_assert_cmphex (fl_half_from_float_scalar (value), ==, bits);
  }
}

/* All values at once, so that the SIMD path takes them; and at every offset and length of its
 * steps of eight. */
static void
test_many_at_once (void)
{
  g_autofree FlHalf *halves = g_new (FlHalf, N_HALVES);
  g_autofree float *floats = g_new (float, N_HALVES);
  g_autofree FlHalf *back = g_new (FlHalf, N_HALVES);
  gsize n = 0;

  for (guint bits = 0; bits < N_HALVES; bits++)
    if (is_finite_half (bits))
      halves[n++] = (FlHalf) bits;
  fl_half_to_floats (halves, n, floats);
  fl_half_from_floats (floats, n, back);
  g_assert_cmpmem (halves, n * sizeof halves[0], back, n * sizeof back[0]);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (floats[i], ==, value_of (halves[i]));
  for (gsize offset = 0; offset < 9; offset++)
    for (gsize length = 0; length < 20; length++) {
      memset (back, 0xaa, 32 * sizeof back[0]);
      fl_half_from_floats (floats + 5000 + offset, length, back + 1);
      g_assert_cmpmem (halves + 5000 + offset, length * sizeof halves[0], back + 1,
                       length * sizeof back[0]);
      g_assert_cmphex (back[0], ==, 0xaaaa);
      g_assert_cmphex (back[length + 1], ==, 0xaaaa);
    }
}

/* Between two neighbours the nearer one is taken, and half way the even one. */
static void
test_rounding (void)
{
  for (guint bits = 0; bits + 1 < 0x7c00; bits++) {
    double low = value_of (bits);
    double high = value_of (bits + 1);
    float middle = (float) ((low + high) / 2);
    const float below = nextafterf (middle, 0);
    const float above = nextafterf (middle, INFINITY);
    guint even = bits % 2 == 0 ? bits : bits + 1;
    g_assert_cmphex (fl_half_from_float_scalar (middle), ==, even);
    g_assert_cmphex (fl_half_from_float_scalar (below), ==, bits);
    g_assert_cmphex (fl_half_from_float_scalar (above), ==, bits + 1);
    g_assert_cmphex (fl_half_from_float_scalar (-middle), ==, even | 0x8000);
  }
}

/* Any float: the SIMD path gives the bits of the scalar one. */
static void
test_twins (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20);
  enum {
    N = 200000
  };
  g_autofree float *floats = g_new (float, N);
  g_autofree FlHalf *halves = g_new (FlHalf, N);

  for (gsize i = 0; i < N; i++) {
    guint32 bits = g_rand_int (dice);
    memcpy (&floats[i], &bits, sizeof bits);
    if (!isfinite (floats[i]))
      floats[i] = (float) (bits % 1000) / 7.0f;
  }
  fl_half_from_floats (floats, N, halves);
  for (gsize i = 0; i < N; i++)
    g_assert_cmphex (halves[i], ==, fl_half_from_float_scalar (floats[i]));
}

static void
test_clamping (void)
{
  static const struct {
    float value;
    FlHalf half;
  } cases[] = {{65504, 0x7bff},         {65519.99f, 0x7bff}, {65520, 0x7bff},    {1e30f, 0x7bff},
               {FLT_MAX, 0x7bff},       {-65505, 0xfbff},    {-FLT_MAX, 0xfbff}, {FLT_MIN, 0},
               {-FLT_TRUE_MIN, 0x8000}, {0.0f, 0},           {-0.0f, 0x8000},    {1.0f, 0x3c00},
               {-2.0f, 0xc000}};
  float floats[8];
  FlHalf halves[8];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (gsize j = 0; j < 8; j++)
      floats[j] = cases[i].value;
    fl_half_from_floats (floats, 8, halves);
    for (gsize j = 0; j < 8; j++)
      g_assert_cmphex (halves[j], ==, cases[i].half);
    g_assert_cmphex (fl_half_from_float_scalar (cases[i].value), ==, cases[i].half);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/half/all-values", test_all_values);
  g_test_add_func ("/base/half/many-at-once", test_many_at_once);
  g_test_add_func ("/base/half/rounding", test_rounding);
  g_test_add_func ("/base/half/twins", test_twins);
  g_test_add_func ("/base/half/clamping", test_clamping);
  return g_test_run ();
}
