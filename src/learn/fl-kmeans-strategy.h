/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_kmeans_strategy: See fl-kmeans-strategy.c. */
extern const FlStrategyType fl_kmeans_strategy;

G_END_DECLS
