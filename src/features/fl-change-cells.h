/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-feature-block.h"
#include "base/fl-image.h"
#include "features/fl-extractor.h"

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

/**
 * FlChangeFillFunc:
 * @self: the extractor
 * @image: a picture
 * @change: (out caller-allocates): `[FL_CHANGE_N_PIXELS]`, by how many grey levels it differs
 *
 * Returns: %FALSE when there is nothing to compare @image with; @change is not looked at then
 */
typedef gboolean (*FlChangeFillFunc) (FlExtractor *self, const FlImage *image, float *change);

/**
 * fl_change_cells_extract:
 * @self: an extractor of changes
 * @fill: compares one picture
 * @images: `[n]`, YUV 4:2:0
 * @n: how many
 * @out: `[n x FL_CHANGE_N_DIMS]`, zeros where there is nothing to compare with
 *
 * What extract() of an extractor of changes does.
 *
 * Returns: %TRUE
 */
gboolean fl_change_cells_extract (FlExtractor *self,
                                  FlChangeFillFunc fill,
                                  const FlImage *const *images,
                                  gsize n,
                                  float *out);

/** fl_change_cells_get_n_dims: get_n_dims() of all extractors of changes. */
gsize fl_change_cells_get_n_dims (const FlExtractor *self);

/** fl_change_cells_get_blocks: get_blocks() of all extractors of changes. */
const FlFeatureBlock *fl_change_cells_get_blocks (const FlExtractor *self, gsize *out_n);

G_END_DECLS
