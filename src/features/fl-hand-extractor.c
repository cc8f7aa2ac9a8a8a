/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cheap features made by hand: histograms of oriented gradients (Dalal and Triggs, 2005; here a
 * cell is normalised by itself and its neighbours' energy is left out), a grid of colours, and a
 * small picture. Blocks are standardised apart, so that the small picture, which finds a mouse
 * in an arena, does not drown the gradients, which find a hand. */
#include "features/fl-hand-extractor.h"

#include "features/fl-shrink.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A cell every 40 pixels of a 640-pixel frame, which still finds small things. */
#define HOG_COLUMNS 16
#define HOG_ROWS    12
#define HOG_CELL    8
#define HOG_BINS    6
#define HOG_WIDTH   (HOG_COLUMNS * HOG_CELL)
#define HOG_HEIGHT  (HOG_ROWS * HOG_CELL)
#define HOG_DIMS    (HOG_COLUMNS * HOG_ROWS * HOG_BINS)
/* Gradients below it, in grey levels a pixel, are noise of the camera. */
#define HOG_FLOOR 8.0f

#define GREY_WIDTH  32
#define GREY_HEIGHT 24
#define GREY_DIMS   (GREY_WIDTH * GREY_HEIGHT)

#define COLOUR_WIDTH  12
#define COLOUR_HEIGHT 9
#define COLOUR_DIMS   (2 * COLOUR_WIDTH * COLOUR_HEIGHT)

#define N_DIMS (HOG_DIMS + GREY_DIMS + COLOUR_DIMS)

static const FlFeatureBlock blocks[] = {
  {.first_dim = 0, .n_dims = HOG_DIMS, .weight = 1.0f},
  {.first_dim = HOG_DIMS, .n_dims = GREY_DIMS, .weight = 1.0f},
  {.first_dim = HOG_DIMS + GREY_DIMS, .n_dims = COLOUR_DIMS, .weight = 0.5f},
};

struct _FlExtractor {
  float picture[HOG_WIDTH * HOG_HEIGHT];
};

static FlExtractor *
hand_create (const FlExtractorType *type, GError **error)
{
  return g_new (FlExtractor, 1);
}

static gsize
hand_get_n_dims (const FlExtractor *self)
{
  return N_DIMS;
}

static const FlFeatureBlock *
hand_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = G_N_ELEMENTS (blocks);
  return blocks;
}

/* Adds one pixel's gradient to the two nearest bins of orientations without sign. */
static void
vote (float dx, float dy, float *bins)
{
  float magnitude = sqrtf (dx * dx + dy * dy);
  if (magnitude <= 0)
    return;
  float angle = atan2f (dy, dx) * (float) (HOG_BINS / G_PI);
  if (angle < 0)
    angle += HOG_BINS;
  int low = (int) angle;
  float share = angle - (float) low;
  bins[low % HOG_BINS] += magnitude * (1 - share);
  bins[(low + 1) % HOG_BINS] += magnitude * share;
}

static void
gather_cell (const float *picture, guint column, guint row, float *bins)
{
  memset (bins, 0, HOG_BINS * sizeof bins[0]);
  for (guint i = 0; i < HOG_CELL * HOG_CELL; i++) {
    guint x = column * HOG_CELL + i % HOG_CELL;
    guint y = row * HOG_CELL + i / HOG_CELL;
    guint left = x > 0 ? x - 1 : x;
    guint right = MIN (x + 1, HOG_WIDTH - 1);
    guint up = y > 0 ? y - 1 : y;
    guint down = MIN (y + 1, HOG_HEIGHT - 1);
    vote (picture[y * HOG_WIDTH + right] - picture[y * HOG_WIDTH + left],
          picture[down * HOG_WIDTH + x] - picture[up * HOG_WIDTH + x], bins);
  }
}

/* Histograms of gradients, each cell by its own length, damped where there is hardly any. */
static void
fill_gradients (FlExtractor *self, const FlImage *image, float *out)
{
  const float floor = HOG_FLOOR * HOG_CELL * HOG_CELL / 4;

  fl_shrink_plane (image->planes[0], image->strides[0], image->width_px, image->height_px,
                   HOG_WIDTH, HOG_HEIGHT, self->picture);
  for (guint row = 0; row < HOG_ROWS; row++) {
    for (guint column = 0; column < HOG_COLUMNS; column++) {
      float *bins = out + (row * HOG_COLUMNS + column) * HOG_BINS;
      float energy = floor * floor;
      gather_cell (self->picture, column, row, bins);
      for (guint i = 0; i < HOG_BINS; i++)
        energy += bins[i] * bins[i];
      for (guint i = 0; i < HOG_BINS; i++)
        bins[i] /= sqrtf (energy);
    }
  }
}

static void
fill_plane (const FlImage *image, guint plane, guint width, guint height, float *out)
{
  fl_shrink_plane (image->planes[plane], image->strides[plane],
                   fl_image_get_plane_width (image, plane),
                   fl_image_get_plane_height (image, plane), width, height, out);
  for (guint i = 0; i < width * height; i++)
    out[i] /= 255.0f;
}

static gboolean
hand_extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  for (gsize i = 0; i < n; i++) {
    float *row = out + i * N_DIMS;
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    fill_gradients (self, images[i], row);
    fill_plane (images[i], 0, GREY_WIDTH, GREY_HEIGHT, row + HOG_DIMS);
    fill_plane (images[i], 1, COLOUR_WIDTH, COLOUR_HEIGHT, row + HOG_DIMS + GREY_DIMS);
    fill_plane (images[i], 2, COLOUR_WIDTH, COLOUR_HEIGHT,
                row + HOG_DIMS + GREY_DIMS + COLOUR_DIMS / 2);
  }
  return TRUE;
}

static void
hand_free (FlExtractor *self)
{
  g_free (self);
}

const FlExtractorType fl_hand_extractor = {
  .id = "hand-1",
  .name = N_ ("Gradients, Colours and a Small Picture"),
  .summary = N_ ("Cheap and good for most footage from fixed cameras"),
  .create = hand_create,
  .get_n_dims = hand_get_n_dims,
  .get_blocks = hand_get_blocks,
  .extract = hand_extract,
  .free = hand_free,
};
