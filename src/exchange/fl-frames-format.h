/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/fl-format.h"

G_BEGIN_DECLS

/** fl_frames_format: The per-frame table: all that is known about every frame. */
extern const FlFormatType fl_frames_format;

G_END_DECLS
