/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_strange_strategy: See fl-strange-strategy.c. */
extern const FlStrategyType fl_strange_strategy;

G_END_DECLS
