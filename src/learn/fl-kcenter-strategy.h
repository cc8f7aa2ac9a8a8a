/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_kcenter_strategy: See fl-kcenter-strategy.c. */
extern const FlStrategyType fl_kcenter_strategy;

G_END_DECLS
