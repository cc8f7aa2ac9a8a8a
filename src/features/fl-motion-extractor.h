/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** fl_motion_extractor: How much moves, and roughly where; see the source. Only beside others, for
 * without neighbours it tells nothing, and so not in the registry. */
extern const FlExtractorType fl_motion_extractor;

G_END_DECLS
