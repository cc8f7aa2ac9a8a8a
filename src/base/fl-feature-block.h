/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlFeatureBlock:
 * @first_dim: index of its first dimension
 * @n_dims: how many dimensions it has
 * @weight: its share of a row's length, > 0; blocks of weight 1 count alike whatever their size
 *
 * A part of a feature vector that is standardised together, so that no part drowns the others.
 */
typedef struct {
  guint first_dim;
  guint n_dims;
  float weight;
} FlFeatureBlock;

G_END_DECLS
