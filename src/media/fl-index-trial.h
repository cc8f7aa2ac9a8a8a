/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trying the places before damage; not for other layers. */
#pragma once

#include "media/fl-av.h"
#include "media/fl-frame-index.h"

G_BEGIN_DECLS

/** fl_index_trial_sum: Returns: a sum of all samples of @picture */
guint64 fl_index_trial_sum (const AVFrame *picture);

/**
 * fl_index_trial_run:
 * @self: a new index that nobody else has yet
 * @path: its file
 * @sums: (element-type guint64): by display index, of the pictures of a plain decode
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Finds out for each point with damage behind it from which point on decoding gives the pictures of
 * the plain decode. Takes as long as decoding what is damaged, and where that does not do at once a
 * few times as long; of a film without damage nothing.
 *
 * Returns: %FALSE when the file cannot be opened any more, or that was stopped
 */
gboolean fl_index_trial_run (FlFrameIndex *self,
                             const char *path,
                             const GArray *sums,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
