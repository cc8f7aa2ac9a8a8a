/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_auto_strategy: See fl-auto-strategy.c. */
extern const FlStrategyType fl_auto_strategy;

G_END_DECLS
