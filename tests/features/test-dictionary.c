/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dictionary learns from patches that are known. */
#include "features/fl-dictionary.h"

#include <math.h>
#include <string.h>

#define N_PATCHES 2000

/* Half of the patches rise to the right, half fall; each has its own brightness and contrast. */
static void
paint (GRand *rand, gboolean rises, float *patch)
{
  double brightness = g_rand_double_range (rand, 60, 180);
  double contrast = g_rand_double_range (rand, 4, 8);

  for (guint i = 0; i < FL_DICTIONARY_PIXELS; i++) {
    double x = (double) (i % FL_DICTIONARY_SIDE) - 3.5;
    double noise = g_rand_double_range (rand, -2, 2);
    patch[i] = (float) (brightness + contrast * (rises ? x : -x) + noise);
  }
}

static FlDictionary *
learn (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree float *patches = g_new (float, N_PATCHES *FL_DICTIONARY_PIXELS);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < N_PATCHES; i++)
    paint (rand, i % 2 == 0, patches + i * FL_DICTIONARY_PIXELS);
  FlDictionary *self = fl_dictionary_learn (patches, N_PATCHES, NULL, &error);
  g_assert_no_error (error);
  return self;
}

/* Looks @patch up in lane @lane beside others. */
static void
look_up_beside (const FlDictionary *self, const float *patch, guint lane, GRand *rand, float *words)
{
  float patches[FL_DICTIONARY_PIXELS * FL_DICTIONARY_LANES];
  float out[FL_DICTIONARY_WORDS * FL_DICTIONARY_LANES];

  for (guint i = 0; i < G_N_ELEMENTS (patches); i++)
    patches[i] = (float) g_rand_int_range (rand, 0, 256);
  for (guint i = 0; i < FL_DICTIONARY_PIXELS; i++)
    patches[i * FL_DICTIONARY_LANES + lane] = patch[i];
  fl_dictionary_look_up (self, patches, out);
  for (guint k = 0; k < FL_DICTIONARY_WORDS; k++)
    words[k] = out[k * FL_DICTIONARY_LANES + lane];
}

static void
look_up (const FlDictionary *self, gboolean rises, guint32 seed, float *words)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  float patch[FL_DICTIONARY_PIXELS];

  paint (rand, rises, patch);
  look_up_beside (self, patch, seed % FL_DICTIONARY_LANES, rand, words);
}

static double
correlate (const float *a, const float *b)
{
  double product = 0;
  double a2 = 0;
  double b2 = 0;

  for (guint k = 0; k < FL_DICTIONARY_WORDS; k++) {
    product += (double) a[k] * (double) b[k];
    a2 += (double) a[k] * (double) a[k];
    b2 += (double) b[k] * (double) b[k];
  }
  return product / sqrt (a2 * b2);
}

/* Patches of one kind, however bright, are like the same words, and those of the other kind like
 * others. */
static void
test_tells_apart (void)
{
  g_autoptr (FlDictionary) self = learn (1);
  float rising[FL_DICTIONARY_WORDS];
  float also_rising[FL_DICTIONARY_WORDS];
  float falling[FL_DICTIONARY_WORDS];

  look_up (self, TRUE, 101, rising);
  look_up (self, TRUE, 102, also_rising);
  look_up (self, FALSE, 103, falling);
  g_assert_cmpfloat (correlate (rising, also_rising), >, 0.6);
  g_assert_cmpfloat (correlate (rising, falling), <, 0.3);
}

/* A word counts by how much nearer it is than the average, and never less than not at all. */
static void
test_activation (void)
{
  g_autoptr (FlDictionary) self = learn (1);
  float words[FL_DICTIONARY_WORDS];
  guint n_active = 0;

  look_up (self, TRUE, 104, words);
  for (guint k = 0; k < FL_DICTIONARY_WORDS; k++) {
    g_assert_true (isfinite (words[k]) && words[k] >= 0);
    n_active += words[k] > 0;
  }
  g_assert_cmpuint (n_active, >, 0);
  g_assert_cmpuint (n_active, <, FL_DICTIONARY_WORDS);
}

/* A patch is what it is, wherever it lies and whatever lies beside it. */
static void
test_lanes (void)
{
  g_autoptr (FlDictionary) self = learn (1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (106);
  float patch[FL_DICTIONARY_PIXELS];
  float first[FL_DICTIONARY_WORDS];
  float words[FL_DICTIONARY_WORDS];

  paint (rand, TRUE, patch);
  look_up_beside (self, patch, 0, rand, first);
  for (guint lane = 0; lane < FL_DICTIONARY_LANES; lane++) {
    look_up_beside (self, patch, lane, rand, words);
    g_assert_cmpmem (words, sizeof words, first, sizeof first);
  }
}

static void
test_serialized (void)
{
  g_autoptr (FlDictionary) self = learn (2);
  g_autoptr (FlDictionary) again = learn (2);
  g_autoptr (GBytes) bytes = fl_dictionary_serialize (self);
  g_autoptr (GBytes) same = fl_dictionary_serialize (again);
  g_autoptr (FlDictionary) read = fl_dictionary_deserialize (bytes);
  float before[FL_DICTIONARY_WORDS];
  float after[FL_DICTIONARY_WORDS];

  g_assert_true (g_bytes_equal (bytes, same));
  g_assert_nonnull (read);
  look_up (self, TRUE, 105, before);
  look_up (read, TRUE, 105, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

static void
test_damaged (void)
{
  g_autoptr (FlDictionary) self = learn (2);
  g_autoptr (GBytes) bytes = fl_dictionary_serialize (self);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) shorter = g_bytes_new (data, size - 1);
  g_autofree guint8 *copy = g_memdup2 (data, size);
  const float no_number = NAN;

  memcpy (copy + 8, &no_number, sizeof no_number);
  g_autoptr (GBytes) not_finite = g_bytes_new (copy, size);
  copy[0] = 'X';
  g_autoptr (GBytes) other = g_bytes_new (copy, size);
  g_assert_null (fl_dictionary_deserialize (shorter));
  g_assert_null (fl_dictionary_deserialize (not_finite));
  g_assert_null (fl_dictionary_deserialize (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features/dictionary/tells-apart", test_tells_apart);
  g_test_add_func ("/features/dictionary/activation", test_activation);
  g_test_add_func ("/features/dictionary/lanes", test_lanes);
  g_test_add_func ("/features/dictionary/serialized", test_serialized);
  g_test_add_func ("/features/dictionary/damaged", test_damaged);
  return g_test_run ();
}
