/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_expected_change_strategy: See fl-expected-change-strategy.c. */
extern const FlStrategyType fl_expected_change_strategy;

G_END_DECLS
