/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_variance_strategy: See fl-variance-strategy.c. */
extern const FlStrategyType fl_variance_strategy;

G_END_DECLS
