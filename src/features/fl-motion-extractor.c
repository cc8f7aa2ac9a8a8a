/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the picture is unlike both the one before and the one after: what moves now, and not
 * where it was or will be (differences of three frames; Collins et al. 2000). In few cells, since
 * where exactly something is the other features tell. */
#include "features/fl-motion-extractor.h"

#include "features/fl-shrink.h"

#include <math.h>
#include <string.h>

#define WIDTH   128
#define HEIGHT  96
#define COLUMNS 4
#define ROWS    3
#define N_CELLS (COLUMNS * ROWS)
/* The cells, and the whole. */
#define N_DIMS (N_CELLS + 1)
/* Differences below it, in grey levels, are noise of the camera. */
#define FLOOR 6.0f

/* With a weight like that of the others motion drowned what stands still. */
#define WEIGHT 0.5f

static const FlFeatureBlock blocks[] = {
  {.first_dim = 0, .n_dims = N_CELLS, .weight = WEIGHT},
  {.first_dim = N_CELLS, .n_dims = 1, .weight = WEIGHT},
};

struct _FlExtractor {
  const FlImage *before; /* (nullable) of the next picture; not owned */
  const FlImage *after;  /* (nullable) */
  float now[WIDTH * HEIGHT];
  float other[WIDTH * HEIGHT];
  float change[WIDTH * HEIGHT];
};

static FlExtractor *
motion_create (const FlExtractorType *type, GError **error)
{
  return g_new0 (FlExtractor, 1);
}

static gsize
motion_get_n_dims (const FlExtractor *self)
{
  return N_DIMS;
}

static const FlFeatureBlock *
motion_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = G_N_ELEMENTS (blocks);
  return blocks;
}

static void
motion_surround (FlExtractor *self, const FlImage *before, const FlImage *after)
{
  self->before = before;
  self->after = after;
}

static void
shrink (const FlImage *image, float *out)
{
  fl_shrink_plane (image->planes[0], image->strides[0], image->width_px, image->height_px, WIDTH,
                   HEIGHT, out);
}

/* Leaves of the change what is also unlike @image. */
static void
compare (FlExtractor *self, const FlImage *image)
{
  if (image == NULL)
    return;
  shrink (image, self->other);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    self->change[i] = MIN (self->change[i], fabsf (self->now[i] - self->other[i]));
}

static void
fill_row (FlExtractor *self, const FlImage *image, float *out)
{
  memset (out, 0, N_DIMS * sizeof out[0]);
  if (self->before == NULL && self->after == NULL)
    return;
  shrink (image, self->now);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    self->change[i] = INFINITY;
  compare (self, self->before);
  compare (self, self->after);
  for (guint i = 0; i < WIDTH * HEIGHT; i++) {
    guint cell = i / WIDTH * ROWS / HEIGHT * COLUMNS + i % WIDTH * COLUMNS / WIDTH;
    out[cell] += MAX (self->change[i] - FLOOR, 0) * N_CELLS / (WIDTH * HEIGHT);
  }
  for (guint i = 0; i < N_CELLS; i++)
    out[N_CELLS] += out[i] / N_CELLS;
}

static gboolean
motion_extract (FlExtractor *self,
                const FlImage *const *images,
                gsize n,
                float *out,
                GError **error)
{
  for (gsize i = 0; i < n; i++) {
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    fill_row (self, images[i], out + i * N_DIMS);
    motion_surround (self, NULL, NULL);
  }
  return TRUE;
}

static void
motion_free (FlExtractor *self)
{
  g_free (self);
}

const FlExtractorType fl_motion_extractor = {
  .id = "motion-1",
  .create = motion_create,
  .get_n_dims = motion_get_n_dims,
  .get_blocks = motion_get_blocks,
  .surround = motion_surround,
  .extract = motion_extract,
  .free = motion_free,
};
