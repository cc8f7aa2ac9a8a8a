/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** fl_scene_1_extractor: The features made by hand, learned patches and motion, side by side. */
extern const FlExtractorType fl_scene_1_extractor;

/** fl_scene_2_extractor: The same, and what differs from the background of the stream. */
extern const FlExtractorType fl_scene_2_extractor;

G_END_DECLS
