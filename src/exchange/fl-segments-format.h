/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/fl-format.h"

G_BEGIN_DECLS

/** fl_segments_format: stretches of equal labels, and in which gap each change lies; only written. */
extern const FlFormatType fl_segments_format;

G_END_DECLS
