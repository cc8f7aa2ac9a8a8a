/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_mismatch_strategy: See fl-mismatch-strategy.c. */
extern const FlStrategyType fl_mismatch_strategy;

G_END_DECLS
