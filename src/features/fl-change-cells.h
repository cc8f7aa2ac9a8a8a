/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-feature-block.h"
#include "base/fl-image.h"

G_BEGIN_DECLS

/** FL_CHANGE_WIDTH: columns of the picture in which changes are looked for. */
#define FL_CHANGE_WIDTH 128

/** FL_CHANGE_HEIGHT: its rows. */
#define FL_CHANGE_HEIGHT 96

/** FL_CHANGE_N_PIXELS: its pixels. */
#define FL_CHANGE_N_PIXELS (FL_CHANGE_WIDTH * FL_CHANGE_HEIGHT)

/** FL_CHANGE_N_CELLS: cells of the picture, three rows of four. */
#define FL_CHANGE_N_CELLS 12

/** FL_CHANGE_N_DIMS: the cells, and the whole. */
#define FL_CHANGE_N_DIMS (FL_CHANGE_N_CELLS + 1)

/** fl_change_cells_shrink: Fills @out, `[FL_CHANGE_N_PIXELS]`, with the brightness of @image, 0..255. */
void fl_change_cells_shrink (const FlImage *image, float *out);

/**
 * fl_change_cells_fill:
 * @change: `[FL_CHANGE_N_PIXELS]`, by how many grey levels each pixel differs, >= 0
 * @out: `[FL_CHANGE_N_DIMS]`: the mean over each cell of what is more than noise, and over the whole
 *
 * Few cells, since where exactly something is other features tell.
 */
void fl_change_cells_fill (const float *change, float *out);

/** fl_change_cells_get_blocks: Returns: (transfer none) (array length=out_n): the parts of what
 * fl_change_cells_fill() gives */
const FlFeatureBlock *fl_change_cells_get_blocks (gsize *out_n);

G_END_DECLS
