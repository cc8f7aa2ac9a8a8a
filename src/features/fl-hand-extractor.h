/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-extractor.h"

G_BEGIN_DECLS

/** fl_hand_extractor: Gradients, colours and a small picture; see fl-hand-extractor.c. */
extern const FlExtractorType fl_hand_extractor;

G_END_DECLS
