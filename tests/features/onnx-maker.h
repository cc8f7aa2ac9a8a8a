/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiny ONNX files, written byte by byte. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** ONNX_OPEN: a size that the file leaves open. */
#define ONNX_OPEN (-1)

/**
 * OnnxSketch:
 * @dims: (array length=n_dims): shape of the input, %ONNX_OPEN where the file leaves it open; rows of
 *   pixels when the fourth is 3 and the second is not
 * @n_dims: at most 4
 * @element: kind of its numbers, 1 for float, 0 for that as well
 * @weights: (nullable): `[n_out][3]`, a convolution of single pixels, from red, green, blue to n_out
 * @bias: (array length=n_out): with @weights
 * @n_out: with @weights
 * @pools: averages each plane over its pixels
 * @is_flat: makes one row of what comes out
 * @op: (nullable): one more step that takes and gives one value
 * @pixel_format: (nullable): metadata
 * @range: (nullable): metadata
 * @n_inputs: 0 for one
 * @has_no_output: leaves the output out
 * @lacks_weights: leaves the last byte of the weights out
 *
 * A network that a test knows all about.
 */
typedef struct {
  gint64 dims[4];
  guint n_dims;
  guint element;
  const float *weights;
  const float *bias;
  guint n_out;
  gboolean pools;
  gboolean is_flat;
  const char *op;
  const char *pixel_format;
  const char *range;
  guint n_inputs;
  gboolean has_no_output;
  gboolean lacks_weights;
} OnnxSketch;

/** onnx_make: Returns: (transfer full): the file */
GByteArray *onnx_make (const OnnxSketch *sketch);

/** onnx_write: Returns: (transfer full): path of the file @name, which is written into @folder */
char *onnx_write (const OnnxSketch *sketch, const char *folder, const char *name);

G_END_DECLS
