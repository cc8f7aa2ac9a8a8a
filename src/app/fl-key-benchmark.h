/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fl-window.h"

G_BEGIN_DECLS

/**
 * fl_key_benchmark_run:
 * @window: a window with a project
 * @n_keys: how many questions to answer
 *
 * Answers questions on the way a key takes, at the pace of a quick person, prints the times from
 * key to picture as JSON, and quits the program.
 */
void fl_key_benchmark_run (FlWindow *window, guint n_keys);

G_END_DECLS
