/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_typiclust_strategy: See fl-typiclust-strategy.c. */
extern const FlStrategyType fl_typiclust_strategy;

G_END_DECLS
