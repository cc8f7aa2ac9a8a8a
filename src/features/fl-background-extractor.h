/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** fl_background_extractor: How much differs from what the stream looks like most of the time, and
 * roughly where; see the source. Only beside others, for where nothing is known of the stream it
 * tells nothing, and so not in the registry. */
extern const FlExtractorType fl_background_extractor;

G_END_DECLS
