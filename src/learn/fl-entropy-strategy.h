/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_entropy_strategy: See fl-entropy-strategy.c. */
extern const FlStrategyType fl_entropy_strategy;

G_END_DECLS
