/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/fl-format.h"

G_BEGIN_DECLS

/** fl_truth_format: Labels and nothing else, as benchmarks and other programs have them. */
extern const FlFormatType fl_truth_format;

G_END_DECLS
