/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/fl-strategy.h"

G_BEGIN_DECLS

/** fl_committee_strategy: See fl-committee-strategy.c. */
extern const FlStrategyType fl_committee_strategy;

G_END_DECLS
