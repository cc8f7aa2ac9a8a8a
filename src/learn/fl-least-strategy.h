/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_least_strategy: See fl-least-strategy.c. */
extern const FlStrategyType fl_least_strategy;

G_END_DECLS
