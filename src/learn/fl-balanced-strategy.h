/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_balanced_strategy: See fl-balanced-strategy.c. */
extern const FlStrategyType fl_balanced_strategy;

G_END_DECLS
