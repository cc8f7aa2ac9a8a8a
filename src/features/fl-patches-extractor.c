/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features that the footage teaches by itself (Coates, Lee and Ng 2011): how much of each word of
 * a dictionary of patches there is in each part of the picture. */
#include "features/fl-patches-extractor.h"

#include "features/fl-dictionary.h"
#include "features/fl-shrink.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH   96
#define HEIGHT  64
#define STRIDE  2
#define COLUMNS ((WIDTH - FL_DICTIONARY_SIDE) / STRIDE + 1)
#define ROWS    ((HEIGHT - FL_DICTIONARY_SIDE) / STRIDE + 1)

/* Parts of the picture that are told apart. */
#define GRID_COLUMNS 4
#define GRID_ROWS    3
#define N_DIMS       (GRID_COLUMNS * GRID_ROWS * FL_DICTIONARY_WORDS)

/* Patches that a dictionary is learned from. */
#define N_LEARNED 10000
#define SEED      20061202

struct _FlExtractor {
  FlDictionary *dictionary; /* NULL before one was learned */
  float picture[WIDTH * HEIGHT];
};

static const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1.0f};

static void
shrink (const FlImage *image, float *out)
{
  fl_shrink_plane (image->planes[0], image->strides[0], image->width_px, image->height_px, WIDTH,
                   HEIGHT, out);
}

static void
copy_patch (const float *picture, guint x, guint y, float *out)
{
  for (guint row = 0; row < FL_DICTIONARY_SIDE; row++)
    memcpy (out + row * FL_DICTIONARY_SIDE, picture + (y + row) * WIDTH + x,
            FL_DICTIONARY_SIDE * sizeof out[0]);
}

/* As many patches from each picture, at random places. */
static GBytes *
patches_learn (const FlExtractorType *type,
               const FlImage *const *images,
               gsize n,
               GCancellable *cancellable,
               GError **error)
{
  gsize n_each = (N_LEARNED + n - 1) / n;
  g_autofree float *patches = g_new (float, n *n_each *FL_DICTIONARY_PIXELS);
  g_autofree float *picture = g_new (float, WIDTH *HEIGHT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (gsize i = 0; i < n * n_each; i++) {
    if (i % n_each == 0)
      shrink (images[i / n_each], picture);
    guint x = (guint) g_rand_int_range (rand, 0, WIDTH - FL_DICTIONARY_SIDE + 1);
    guint y = (guint) g_rand_int_range (rand, 0, HEIGHT - FL_DICTIONARY_SIDE + 1);
    copy_patch (picture, x, y, patches + i * FL_DICTIONARY_PIXELS);
  }
  g_autoptr (FlDictionary) dictionary =
    fl_dictionary_learn (patches, n * n_each, cancellable, error);
  return dictionary != NULL ? fl_dictionary_serialize (dictionary) : NULL;
}

static FlExtractor *
patches_create (const FlExtractorType *type, GError **error)
{
  g_autoptr (FlDictionary) dictionary =
    type->state != NULL ? fl_dictionary_deserialize (type->state) : NULL;
  if (type->state != NULL && dictionary == NULL) {
    g_set_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_STATE,
                 _ ("What the extractor “%s” has learned is damaged"), type->id);
    return NULL;
  }
  FlExtractor *self = g_new0 (FlExtractor, 1);
  self->dictionary = g_steal_pointer (&dictionary);
  return self;
}

static gsize
patches_get_n_dims (const FlExtractor *self)
{
  return N_DIMS;
}

static const FlFeatureBlock *
patches_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = 1;
  return &block;
}

static guint
find_cell (guint column, guint row)
{
  return row * GRID_ROWS / ROWS * GRID_COLUMNS + column * GRID_COLUMNS / COLUMNS;
}

/* Patches of one row of the picture, from column @first on, side by side; where there is none any
 * more, the last one again. */
static void
lay_out (const float *picture, guint first, guint row, float *out)
{
  for (guint i = 0; i < FL_DICTIONARY_PIXELS; i++) {
    const float *pixels =
      picture + (row * STRIDE + i / FL_DICTIONARY_SIDE) * WIDTH + i % FL_DICTIONARY_SIDE;
    for (guint lane = 0; lane < FL_DICTIONARY_LANES; lane++)
      out[i * FL_DICTIONARY_LANES + lane] = pixels[MIN (first + lane, COLUMNS - 1) * STRIDE];
  }
}

static void
add_patches (FlExtractor *self, guint first, guint row, float *out)
{
  float patches[FL_DICTIONARY_PIXELS * FL_DICTIONARY_LANES];
  float likeness[FL_DICTIONARY_WORDS * FL_DICTIONARY_LANES];

  lay_out (self->picture, first, row, patches);
  fl_dictionary_look_up (self->dictionary, patches, likeness);
  for (guint lane = 0; lane < MIN (FL_DICTIONARY_LANES, COLUMNS - first); lane++) {
    float *sums = out + find_cell (first + lane, row) * FL_DICTIONARY_WORDS;
    for (guint k = 0; k < FL_DICTIONARY_WORDS; k++)
      sums[k] += likeness[k * FL_DICTIONARY_LANES + lane];
  }
}

static void
fill_row (FlExtractor *self, const FlImage *image, float *out)
{
  guint counts[GRID_COLUMNS * GRID_ROWS] = {0};

  shrink (image, self->picture);
  memset (out, 0, N_DIMS * sizeof out[0]);
  for (guint row = 0; row < ROWS; row++) {
    for (guint column = 0; column < COLUMNS; column++)
      counts[find_cell (column, row)]++;
    for (guint column = 0; column < COLUMNS; column += FL_DICTIONARY_LANES)
      add_patches (self, column, row, out);
  }
  for (guint i = 0; i < N_DIMS; i++)
    out[i] /= (float) counts[i / FL_DICTIONARY_WORDS];
}

static gboolean
patches_extract (FlExtractor *self,
                 const FlImage *const *images,
                 gsize n,
                 float *out,
                 GError **error)
{
  if (self->dictionary == NULL) {
    g_set_error_literal (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_STATE,
                         _ ("The extractor has learned nothing from the footage yet"));
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    fill_row (self, images[i], out + i * N_DIMS);
  }
  return TRUE;
}

static void
patches_free (FlExtractor *self)
{
  fl_dictionary_free (self->dictionary);
  g_free (self);
}

const FlExtractorType fl_patches_extractor = {
  .id = "patches-1",
  .name = N_ ("Learned Patches"),
  .summary = N_ ("What small parts of the picture are like, learned from the videos themselves"),
  .learn = patches_learn,
  .create = patches_create,
  .get_n_dims = patches_get_n_dims,
  .get_blocks = patches_get_blocks,
  .extract = patches_extract,
  .free = patches_free,
};
