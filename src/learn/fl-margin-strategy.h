/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_margin_strategy: See fl-margin-strategy.c. */
extern const FlStrategyType fl_margin_strategy;

G_END_DECLS
