/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** fl_patches_extractor: What small patches are like, learned from the footage; see the source. */
extern const FlExtractorType fl_patches_extractor;

G_END_DECLS
