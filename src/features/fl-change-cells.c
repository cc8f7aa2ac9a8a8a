/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roughly where a picture differs from another one, and how much; and what all extractors of that
 * have in common. */
#include "features/fl-change-cells.h"

#include "features/fl-shrink.h"

#include <string.h>

#define COLUMNS 4
#define ROWS    (FL_CHANGE_N_CELLS / COLUMNS)
/* Differences below it, in grey levels, are noise of the camera. */
#define FLOOR 6.0f

/* With a weight like that of the others motion drowned what stands still. */
#define WEIGHT 0.5f

static const FlFeatureBlock blocks[] = {
  {.first_dim = 0, .n_dims = FL_CHANGE_N_CELLS, .weight = WEIGHT},
  {.first_dim = FL_CHANGE_N_CELLS, .n_dims = 1, .weight = WEIGHT},
};

void
fl_change_cells_shrink (const FlImage *image, float *out)
{
  fl_shrink_plane (image->planes[0], image->strides[0], image->width_px, image->height_px,
                   FL_CHANGE_WIDTH, FL_CHANGE_HEIGHT, out);
}

void
fl_change_cells_fill (const float *change, float *out)
{
  memset (out, 0, FL_CHANGE_N_DIMS * sizeof out[0]);
  for (guint i = 0; i < FL_CHANGE_N_PIXELS; i++) {
    guint row = i / FL_CHANGE_WIDTH * ROWS / FL_CHANGE_HEIGHT;
    guint column = i % FL_CHANGE_WIDTH * COLUMNS / FL_CHANGE_WIDTH;
    out[row * COLUMNS + column] +=
      MAX (change[i] - FLOOR, 0) * FL_CHANGE_N_CELLS / FL_CHANGE_N_PIXELS;
  }
  for (guint i = 0; i < FL_CHANGE_N_CELLS; i++)
    out[FL_CHANGE_N_CELLS] += out[i] / FL_CHANGE_N_CELLS;
}

gboolean
fl_change_cells_extract (FlExtractor *self,
                         FlChangeFillFunc fill,
                         const FlImage *const *images,
                         gsize n,
                         float *out)
{
  float change[FL_CHANGE_N_PIXELS];

  for (gsize i = 0; i < n; i++, out += FL_CHANGE_N_DIMS) {
    g_return_val_if_fail (images[i]->pixels == FL_PIXELS_YUV420, FALSE);
    if (fill (self, images[i], change))
      fl_change_cells_fill (change, out);
    else
      memset (out, 0, FL_CHANGE_N_DIMS * sizeof out[0]);
  }
  return TRUE;
}

gsize
fl_change_cells_get_n_dims (const FlExtractor *self)
{
  return FL_CHANGE_N_DIMS;
}

const FlFeatureBlock *
fl_change_cells_get_blocks (const FlExtractor *self, gsize *out_n)
{
  *out_n = G_N_ELEMENTS (blocks);
  return blocks;
}
