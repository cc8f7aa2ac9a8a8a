/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_random_strategy: See fl-random-strategy.c. */
extern const FlStrategyType fl_random_strategy;

G_END_DECLS
