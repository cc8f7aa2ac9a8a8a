/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_expected_error_strategy: See fl-expected-error-strategy.c. */
extern const FlStrategyType fl_expected_error_strategy;

G_END_DECLS
