/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fl-feature-block.h"
#include "base/fl-half.h"
#include "learn/fl-learn-types.h"

G_BEGIN_DECLS

/**
 * FlScaling:
 *
 * How raw features become comparable: per dimension a mean that is taken away and a factor.
 * Rows come out with a length of about 1, so that the same C suits every extractor. Computed
 * without labels, then frozen and versioned (decisions 12). Immutable, shared, any thread.
 */

/**
 * fl_scaling_new_fit:
 * @parts: (array length=n_parts): raw rows of all streams, of equal n_dims
 * @n_parts: how many
 * @blocks: (array length=n_blocks): parts of a row, each standardised as one
 * @n_blocks: how many
 *
 * Computes a scaling from at most 20,000 rows, evenly taken. Damaged rows, with values that are
 * no numbers, are left out.
 *
 * Returns: (transfer full): the scaling
 */
FlScaling *fl_scaling_new_fit (const FlHalfRows *parts,
                               gsize n_parts,
                               const FlFeatureBlock *blocks,
                               gsize n_blocks);

/**
 * fl_scaling_new_weighted:
 * @self: a scaling
 * @blocks: (array length=n_blocks): parts of a row
 * @weights: (array length=n_blocks): what each part is multiplied with
 * @n_blocks: how many
 *
 * Returns: (transfer full): a scaling whose parts count as much as @weights say
 */
FlScaling *fl_scaling_new_weighted (const FlScaling *self,
                                    const FlFeatureBlock *blocks,
                                    const double *weights,
                                    gsize n_blocks);

/** fl_scaling_ref: Returns: (transfer full): @self */
FlScaling *fl_scaling_ref (FlScaling *self);

/** fl_scaling_unref: Gives up a reference. */
void fl_scaling_unref (FlScaling *self);

/** fl_scaling_get_n_dims: Returns: length of a row */
gsize fl_scaling_get_n_dims (const FlScaling *self);

/** fl_scaling_get_means: Returns: (transfer none) (array): `[n_dims]` */
const float *fl_scaling_get_means (const FlScaling *self);

/** fl_scaling_get_factors: Returns: (transfer none) (array): `[n_dims]`, >= 0 */
const float *fl_scaling_get_factors (const FlScaling *self);

/** fl_scaling_apply: Writes (@row - mean) * factor to @out, `[n_dims]`; 0 for what is no number. */
void fl_scaling_apply (const FlScaling *self, const FlHalf *row, float *out);

/** fl_scaling_serialize: Returns: (transfer full): the scaling as bytes */
GBytes *fl_scaling_serialize (const FlScaling *self);

/** fl_scaling_deserialize: Returns: (transfer full): the scaling, or %NULL with @error */
FlScaling *fl_scaling_deserialize (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlScaling, fl_scaling_unref)

G_END_DECLS
