/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fl_shrink_plane:
 * @plane: a plane of bytes
 * @stride: bytes a row
 * @width: samples in a row, > 0
 * @height: rows, > 0
 * @out_width: columns wanted, > 0
 * @out_height: rows wanted, > 0
 * @out: (array): `[out_height][out_width]`, 0..255
 *
 * Averages over the area that each output cell covers; parts of a sample count in part, so any
 * size gives any size, also a larger one. The shape is not kept.
 */
void fl_shrink_plane (const guint8 *plane,
                      gsize stride,
                      guint width,
                      guint height,
                      guint out_width,
                      guint out_height,
                      float *out);

G_END_DECLS
