/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/**
 * fl_joined_extractor_new:
 * @parts: (transfer full) (element-type FlExtractorType): at least one; none twice
 * @error: return location
 *
 * Puts extractors side by side: a row is their rows, one after the other, and the id a sum of their
 * ids. What has to be learned is learned by every part that has not.
 *
 * Returns: (transfer full): it, or %NULL with %FL_FEATURES_ERROR_CONFIG when a part comes twice
 */
FlExtractorType *fl_joined_extractor_new (GPtrArray *parts, GError **error);

/** fl_joined_extractor_new_learned: Returns: (transfer full): @type, each part with what it learned, as
 * its learn() gave it */
FlExtractorType *fl_joined_extractor_new_learned (const FlExtractorType *type, GBytes *state);

/** fl_joined_extractor_get_part: Returns: (transfer none): what extracts part @i of a row */
FlExtractor *fl_joined_extractor_get_part (const FlExtractor *self, guint i);

G_END_DECLS
