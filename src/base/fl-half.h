/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlHalf:
 *
 * An IEEE 754 binary16 number as it is stored: half the bytes of a float, enough for features.
 */
typedef guint16 FlHalf;

/**
 * FlHalfRows:
 * @values: (array): `[n_rows][n_dims]`, row-major, little-endian, not owned
 * @n_rows: number of rows
 * @n_dims: values in a row
 *
 * A borrowed view of feature rows, in memory or mapped from a file.
 */
typedef struct {
  const FlHalf *values;
  gsize n_rows;
  gsize n_dims;
} FlHalfRows;

/**
 * fl_half_from_floats:
 * @in: (array length=n): finite numbers; beyond ±65504 they are clamped to it
 * @n: how many
 * @out: (array length=n): where they go
 *
 * Rounds to nearest, ties to even. The SIMD and the scalar path give the same bits.
 */
void fl_half_from_floats (const float *in, gsize n, FlHalf *out);

/**
 * fl_half_to_floats:
 * @in: (array length=n): numbers
 * @n: how many
 * @out: (array length=n): the same numbers, exactly
 */
void fl_half_to_floats (const FlHalf *in, gsize n, float *out);

/**
 * fl_half_from_float_scalar:
 * @value: a finite number
 *
 * The slow obvious twin of fl_half_from_floats(), for tests and other processors.
 *
 * Returns: @value rounded
 */
FlHalf fl_half_from_float_scalar (float value);

/**
 * fl_half_to_float_scalar:
 * @value: a number
 *
 * The slow obvious twin of fl_half_to_floats().
 *
 * Returns: the same number
 */
float fl_half_to_float_scalar (FlHalf value);

G_END_DECLS
