/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/fl-format.h"

G_BEGIN_DECLS

/** fl_wide_format: One line a frame and one column a class, for spreadsheets and scripts. */
extern const FlFormatType fl_wide_format;

G_END_DECLS
