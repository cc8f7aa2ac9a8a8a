/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-window.h"

G_BEGIN_DECLS

/**
 * fl_key_benchmark_run:
 * @window: a window with a project
 *
 * Prints `window` when the project is painted for the first time, `ready` when the first question is
 * shown, and from then on a line an answer as soon as its successor is painted:
 * `EVENT_MS,KEY_MS,CPU_MS,IS_SHARP` (see #FlPaintSpan), and `stall,MS` when the main loop did nothing
 * for 20 ms or more. Somebody else presses the keys.
 */
void fl_key_benchmark_run (FlWindow *window);

G_END_DECLS
