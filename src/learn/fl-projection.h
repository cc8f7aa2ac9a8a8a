/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FL_PROJECTION_DIMS: length of a position. */
#define FL_PROJECTION_DIMS 64

/**
 * FlProjection:
 *
 * From scaled rows to short positions whose distances are about the same: sparse random signs
 * (Achlioptas 2003, eq. 2 with s = 3). For distances only, never for classification. Immutable.
 */
typedef struct _FlProjection FlProjection;

/** fl_projection_new: Returns: (transfer full): the one for rows of @n_dims, always the same */
FlProjection *fl_projection_new (gsize n_dims);

/** fl_projection_free: Frees it. */
void fl_projection_free (FlProjection *self);

/** fl_projection_apply: Writes the position of @row to @out, `[FL_PROJECTION_DIMS]`. */
void fl_projection_apply (const FlProjection *self, const float *row, float *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlProjection, fl_projection_free)

G_END_DECLS
